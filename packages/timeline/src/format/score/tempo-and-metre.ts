/** Tempo and metre of a score as the document keeps them; what it cannot keep is named. */
import type { Song } from '../../document/song.ts'
import { beats } from '../../units.ts'
import type { Complaints, Score } from './score.ts'

const MIN_BPM = 20
const MAX_BPM = 400
const DEFAULT_BPM = 120
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6

/** Of several at one beat the last counts; before the first one 120 bpm hold, as in MIDI files. */
export function tempoOf(points: Score['tempo'], warn: Complaints['warn']): Song['tempo'] {
  const byBeat = new Map<number, number>([[0, DEFAULT_BPM]])
  for (const { atBeats, bpm } of points) {
    if (Number.isFinite(atBeats) && Number.isFinite(bpm) && bpm > 0) byBeat.set(Math.max(0, rounded(atBeats)), bpm)
    else warn('tempo', 'bad-tempo', `a tempo of ${bpm} at beat ${atBeats} means nothing and was left out`)
  }
  const tempo: Song['tempo'] = {}
  for (const [atBeats, asked] of [...byBeat].sort(([a], [b]) => a - b)) {
    const bpm = Math.min(MAX_BPM, Math.max(MIN_BPM, asked))
    const id = `t${Object.keys(tempo).length + 1}`
    if (bpm !== asked)
      warn(
        `tempo.${id}`,
        'tempo-out-of-range',
        `${asked.toFixed(2)} bpm at beat ${atBeats} is beyond ${MIN_BPM} to ${MAX_BPM}; taken as ${bpm}`,
      )
    tempo[id] = { atBeats: beats(atBeats), bpm: rounded(bpm), curve: 'step' }
  }
  return tempo
}

export function metreOf(points: Score['metre'], warn: Complaints['warn']): Song['metre'] {
  const byBeat = new Map<number, { readonly beatsPerBar: number; readonly beatUnit: number }>([[0, { beatsPerBar: 4, beatUnit: 4 }]])
  for (const { atBeats, ...figures } of points) byBeat.set(Math.max(0, rounded(atBeats)), figures)
  const metre: Song['metre'] = {}
  let bar = { atBeats: 0, barBeats: 4 }
  for (const [atBeats, { beatsPerBar, beatUnit }] of [...byBeat].sort(([a], [b]) => a - b)) {
    const bars = (atBeats - bar.atBeats) / bar.barBeats
    if (![1, 2, 4, 8, 16].includes(beatUnit) || !Number.isInteger(beatsPerBar) || beatsPerBar < 1 || beatsPerBar > 32) {
      warn(
        'metre',
        'metre-not-supported',
        `${beatsPerBar}/${beatUnit} at beat ${atBeats} was left out; the lower figure must be 1, 2, 4, 8 or 16`,
      )
      continue
    }
    if (Math.abs(bars - Math.round(bars)) > 1e-4) {
      warn('metre', 'metre-off-bar', `${beatsPerBar}/${beatUnit} at beat ${atBeats} does not stand on a bar line and was left out`)
      continue
    }
    metre[`m${Object.keys(metre).length + 1}`] = { atBeats: beats(atBeats), beatsPerBar, beatUnit: beatUnit as 4 }
    bar = { atBeats, barBeats: (beatsPerBar * 4) / beatUnit }
  }
  if (Object.keys(metre).length === 0) metre.m1 = { atBeats: beats(0), beatsPerBar: 4, beatUnit: 4 }
  return metre
}
