/** のこりび: its form in bars and its chords. G major, 132 bpm, 48 bars. */
import type { ChordAt } from '../score.ts'

const bar = (n: number): number => (n - 1) * 4
export const INTRO = bar(1)
export const VERSE = bar(5)
export const PRE = bar(13)
export const CHORUS = bar(17)
export const INTERLUDE = bar(25)
export const BRIDGE = bar(29)
export const LAST = bar(37)
export const OUTRO = bar(45)
export const END = bar(49) + 4
export const G_MAJOR = [7, 9, 11, 0, 2, 4, 6]

/** Chords by bar; two symbols share a bar. */
const bars = [
  ...['C', 'D', 'Em', 'Em'],
  ...['G', 'D/F#', 'Em', 'Bm', 'C', 'G', 'Am', 'D'],
  ...['Em', 'C', 'Am', 'D'],
  ...['C', 'D', 'Bm', 'Em', 'C', 'D', 'G', 'G'],
  ...['C', 'D', 'Em', 'D'],
  ...['Em', 'Bm', 'C', 'G', 'Am', 'Bm', 'C', 'D'],
  ...['C', 'D', 'Bm', 'Em', 'C', 'D', 'G', 'G'],
  ...['C', 'D', 'G', 'G'],
]
export const chords: ChordAt[] = bars.map((symbol, i) => ({ beat: i * 4, symbol }))
