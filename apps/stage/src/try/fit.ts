/**
 * How a motion file is fitted to music: the part of it that is danced, over how many beats, mirrored, looped, laid over the legs of a move.
 * What comes out is a clip as songs have it, and a little concert in which it is seen as the show would play it.
 */
import { fittedClip, type MotionFit } from '@ghostlight/avatar/import'
import { compileEdition, type Edition, type EditionData, type MotionClip, type Performance } from '@ghostlight/timeline'
import { songAlone } from '../render/song-alone.ts'

export interface Fit extends MotionFit {
  readonly bpm: number
  /** The part is danced over so many beats, whatever time it took; null: as fast as it was recorded. */
  readonly beats: number | null
  /** She dances a move of her own before and after: how she goes over is seen. */
  readonly between: boolean
}

/** The whole of a file, as it was recorded. */
export const wholeFit = (lengthMs: number): Fit => ({
  fromMs: 0,
  toMs: lengthMs,
  times: 1,
  mirror: false,
  legs: null,
  bpm: 120,
  beats: null,
  between: false,
})

/** The clip for the motion track of a song, from its first beat. */
export function clipOf(fit: Fit, file: string, take: string | null, lengthMs: number): MotionClip {
  const { fromMs, toMs, beats } = fit
  const once = beats ?? Math.max(1 / 16, Math.round((((toMs - fromMs) * fit.bpm) / 60_000) * 1000) / 1000)
  const marks =
    beats === null
      ? null
      : ([
          [0, fromMs],
          [beats, toMs],
        ] as const)
  return fittedClip(file, take, lengthMs, fit, { startBeats: 0, lengthBeats: once * fit.times, marks })
}

/** Her own dance before and after, beats. */
const betweenBeats = 4
const ownMove = 'side-step'
export const performerId = 'her'

/** The clip in a song of its own. */
export function concertOf(
  clip: MotionClip,
  fit: Fit,
): { readonly edition: Edition; readonly performance: Performance; readonly lengthMs: number; readonly beginsMs: number } {
  const lead = fit.between ? betweenBeats : 0
  const lengthBeats = lead + clip.lengthBeats + lead
  const own = (startBeats: number) => ({ startBeats, lengthBeats: lead, move: ownMove })
  const song = {
    schemaVersion: 1,
    id: 'song',
    title: { en: 'Song' },
    lengthBeats,
    tempo: { t: { atBeats: 0, bpm: fit.bpm, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    tracks: {
      dance: {
        kind: 'motion',
        order: 'a',
        name: 'Dance',
        performerId,
        clips: { file: { ...clip, startBeats: lead }, ...(fit.between ? { before: own(0), after: own(lead + clip.lengthBeats) } : {}) },
      },
    },
    credits: {},
  }
  const data = {
    formatVersion: 1,
    show: {
      schemaVersion: 1,
      id: 'fitting',
      title: { en: 'Fitting' },
      performers: {
        [performerId]: { name: { en: 'Her' }, singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } },
      },
      setlist: { song: { order: 'a', kind: 'song', name: { en: 'Song' }, songId: 'song', fadeOutMs: 400 } },
      cues: {},
      looks: {},
      settings: { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 1000 },
      credits: {},
    },
    songs: { song },
    venue: { schemaVersion: 1, id: 'room', name: 'Room', outputs: {}, targets: {}, fixtures: {} },
    assets: {},
    lexicon: {},
  }
  const edition = compileEdition(data as unknown as EditionData, 'fitting')
  const beatMs = 60_000 / fit.bpm
  return { edition, performance: songAlone(edition, 'song'), lengthMs: lengthBeats * beatMs, beginsMs: lead * beatMs }
}

/** The command that brings the file into a show, fitted like this. */
export function commandOf(fit: Fit, file: string, take: string | null, lengthMs: number): string {
  const quoted = (text: string) => (/^[\w./-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`)
  const trimmed = fit.fromMs > 0 || fit.toMs < lengthMs
  return [
    `npm run ghostlight -- import ${quoted(file)} --into shows/mine --song first --at 0`,
    take === null ? '' : `--take ${quoted(take)}`,
    trimmed ? `--trim ${fit.fromMs / 1000}:${fit.toMs / 1000}` : '',
    fit.beats === null ? '' : `--beats ${fit.beats}`,
    fit.times === 1 ? '' : `--times ${fit.times}`,
    fit.mirror ? '--mirror' : '',
    fit.legs === null ? '' : `--legs ${fit.legs}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
