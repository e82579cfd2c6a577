import type { MotionClip } from '@ghostlight/timeline'

/** How a motion file is fitted to a song. */
export interface MotionFit {
  /** The part of the file that is danced, ms. */
  readonly fromMs: number
  readonly toMs: number
  /** How often it is danced through. */
  readonly times: number
  readonly mirror: boolean
  /** Name of a move whose legs she keeps; null: all of her follows the file. */
  readonly legs: string | null
}

interface InSong {
  readonly startBeats: number
  readonly lengthBeats: number
  /** Beats of the clip against ms of the file; null: as fast as it was recorded, at one tempo. */
  readonly marks: readonly (readonly [beats: number, ms: number])[] | null
}

/** The clip of a motion track that dances a file so. @param lengthMs  of the file */
export function fittedClip(
  file: string,
  take: string | null,
  lengthMs: number,
  fit: MotionFit,
  { startBeats, lengthBeats, marks }: InSong,
): MotionClip {
  return {
    startBeats,
    lengthBeats,
    file,
    ...(take === null ? {} : { take }),
    ...(fit.legs === null ? {} : { part: 'upperBody', move: fit.legs }),
    ...(fit.fromMs > 0 ? { fromMs: fit.fromMs } : {}),
    ...(fit.toMs < lengthMs ? { toMs: fit.toMs } : {}),
    loop: fit.times > 1,
    ...(fit.mirror ? { mirror: true } : {}),
    ...(marks ? { marks } : {}),
  } as MotionClip
}
