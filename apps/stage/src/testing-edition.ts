/** A tiny edition and a log to run it by, for the unit tests of this app. */
import {
  apply,
  compileEdition,
  type Decision,
  type Edition,
  type EditionData,
  ms,
  openPerformance,
  type Performance,
} from '@ghostlight/timeline'

const text = (en: string) => ({ en })

/** 120 bpm. Song `a`: 16 beats with a recording and three sung notes. Song `b`: 12 beats, beats 4–8 loop, sung on beat 4. */
export const tinyEdition = (): Edition => editionWith({})

/** The same with a dance through both songs. */
export const danceEdition = (): Edition =>
  editionWith({
    dance: {
      kind: 'motion',
      order: 'c',
      name: 'Dance',
      performerId: 'h',
      clips: {
        a: { startBeats: 0, lengthBeats: 6, move: 'burst' },
        b: { startBeats: 6, lengthBeats: 200, move: 'side-step' },
      },
    },
  })

function editionWith(tracks: Readonly<Record<string, unknown>>): Edition {
  const song = (id: string, lengthBeats: number, noteBeats: readonly number[], vamps: Record<string, unknown>) => ({
    schemaVersion: 1,
    id,
    title: text(id),
    lengthBeats,
    tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps,
    tracks: {
      ...tracks,
      lead: {
        kind: 'vocal',
        order: 'a',
        name: 'Lead',
        performerId: 'h',
        language: 'ja',
        gainDb: -2,
        role: 'lead',
        notes: Object.fromEntries(noteBeats.map((beat, n) => [`n${n}`, { startBeats: beat, lengthBeats: 1, pitch: 67, lyric: 'さ' }])),
      },
      band: {
        kind: 'audio',
        order: 'b',
        name: 'Band',
        gainDb: 0,
        clips: { all: { startBeats: 0, file: 'band.wav', durationMs: lengthBeats * 500 } },
      },
    },
    credits: {},
  })
  const segment = (order: string, kind: string, songId: string) => ({ order, kind, name: text(songId), songId, fadeOutMs: 400 })
  const cue = (order: string, segmentId: string) => ({
    order,
    number: order === 'a' ? '1' : '2',
    name: text(order),
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action: { kind: 'segment', segmentId },
  })
  const data = {
    formatVersion: 1,
    show: {
      schemaVersion: 1,
      id: 'tiny',
      title: text('Tiny'),
      performers: { h: { name: text('H'), singer: { kind: 'builtIn', design: 'hotaru' }, avatar: { kind: 'builtIn', look: 'hotaru' } } },
      setlist: { a: segment('a', 'song', 'a'), b: segment('b', 'vamp', 'b') },
      cues: { a: cue('a', 'a'), b: cue('b', 'b') },
      looks: {},
      settings: { startLeadMs: 100, goLockOutMs: 0, audienceDelayMs: 2000, panicFadeMs: 1000 },
      credits: {},
    },
    songs: { a: song('a', 16, [1, 4, 8], {}), b: song('b', 12, [4], { round: { startBeats: 4, lengthBeats: 4 } }) },
    venue: { schemaVersion: 1, id: 'v', name: 'V', outputs: {}, targets: {}, fixtures: {} },
    assets: {},
    lexicon: {},
  }
  return compileEdition(data as unknown as EditionData, 'tiny')
}

/** Folds decisions, each as [accepted at, due at, decision]. */
export function perform(edition: Edition, entries: readonly (readonly [number, number, Decision])[]): Performance {
  let performance = apply(openPerformance(), edition, {
    seq: 1,
    atMs: ms(0),
    acceptedAtMs: ms(0),
    by: 'test',
    decision: { kind: 'open', edition: edition.hash, seed: 1, standbyCueId: 'a' },
  })
  for (const [acceptedAtMs, atMs, decision] of entries) {
    performance = apply(performance, edition, {
      seq: performance.seq + 1,
      atMs: ms(atMs),
      acceptedAtMs: ms(acceptedAtMs),
      by: 'test',
      decision,
    })
  }
  return performance
}

/** The performance as it was known at an instant: with what had been accepted by then. */
export const known =
  (edition: Edition, entries: Parameters<typeof perform>[1]) =>
  (nowMs: number): Performance =>
    perform(
      edition,
      entries.filter(([acceptedAtMs]) => acceptedAtMs <= nowMs),
    )

export const go = (cueId: string, runId: string): Decision => ({ kind: 'go', cueId, runId, standbyCueId: null })
