/**
 * Where the audience's eye is: a place and a direction. Metres; x to the audience's right, y up, z towards the audience, origin under the
 * middle of the stage.
 */
import { add, far, type V } from './vector.ts'

export type Shot = 'wide' | 'full' | 'medium' | 'close' | 'low' | 'side' | 'crowd' | 'orbit'

export interface View {
  readonly eyeM: V
  readonly lookM: V
  /** Vertical opening, degrees. */
  readonly fovDeg: number
}

/** Share of the picture's height, from below, that the words of the song may take. */
export const CAPTION_UNIT = 0.14

/**
 * A view as somebody holds it: two slow, unrelated swings. At 3 m they are a centimetre.
 *
 * @param atMs show time; a constant one for who wants less motion.
 */
export function held({ eyeM, lookM, fovDeg }: View, atMs: number): View {
  const sway = 0.004 * far(eyeM, lookM)
  return {
    eyeM: add(eyeM, [sway * Math.sin(atMs / 2900), sway * Math.sin(atMs / 2100 + 1), 0]),
    lookM: add(lookM, [sway * 0.6 * Math.sin(atMs / 3700), sway * 0.5 * Math.sin(atMs / 2600), 0]),
    fovDeg,
  }
}
