/** Small scores for tests: constant tempo, notes written as a line. */
import { type Beats, beats, ms, type Note, type TempoMap, type VocalTrack } from '@ghostlight/timeline'

export const constantTempo = (bpm: number): TempoMap => ({
  beatsToMs: (position) => ms((position * 60000) / bpm),
  msToBeats: (position) => beats((position * bpm) / 60000),
  bpmAt: () => bpm,
})

/**
 * Notes one after another from a beat: [lyric, pitch, length in beats, further fields]. A lyric of null is a rest.
 * Ids are n1, n2, … in order.
 */
export type Line = readonly (readonly [string | null, number, number, Partial<Note>?])[]

export function trackOf(language: VocalTrack['language'], line: Line, startBeats = 2): VocalTrack {
  const notes: Record<string, Note> = {}
  let at = startBeats
  let n = 0
  for (const [lyric, pitch, length, more] of line) {
    if (lyric !== null) notes[`n${++n}`] = { startBeats: at as Beats, lengthBeats: length as Beats, pitch, lyric, ...more }
    at += length
  }
  return { kind: 'vocal', order: 'a', name: 'test', performerId: 'singer', language, gainDb: 0, role: 'lead', notes }
}

/** The first line of Sakura Sakura (traditional) and of Daisy Bell's chorus (Harry Dacre, 1892). */
export const sakura: Line = [
  ['さ', 69, 1],
  ['く', 69, 1],
  ['ら', 71, 2],
  ['さ', 69, 1],
  ['く', 69, 1],
  ['ら', 71, 2, { breathAfter: true }],
  ['や', 69, 1],
  ['よ', 71, 1],
  ['い', 72, 1],
  ['の', 71, 1],
]
export const daisy: Line = [
  ['Dai-', 72, 3],
  ['sy', 69, 3],
  ['Dai-', 65, 3],
  ['sy', 60, 2],
  [null, 0, 1],
  ['Give', 62, 1],
  ['me', 64, 1],
  ['your', 65, 1],
  ['an-', 62, 2],
  ['swer', 65, 1],
  ['do', 60, 5],
]
export const daisyLexicon = {
  daisy: 'D EY1 Z IY0',
  give: 'G IH1 V',
  me: 'M IY1',
  your: 'Y AO1 R',
  answer: 'AE1 N S ER0',
  do: 'D UW1',
}
