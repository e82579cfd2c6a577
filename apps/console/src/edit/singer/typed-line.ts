/** A typed line as a small melody: one note for each syllable, so that any words can be heard at once. Pure. */
import type { Lexicon } from '@ghostlight/voice'
import { type SungLanguage, spreadWord } from '../syllables.ts'

export interface LineNote {
  readonly startBeats: number
  readonly lengthBeats: number
  readonly pitch: number
  readonly lyric: string
}

/** Steps above the key note: up, over the top and home, as most lines go. */
const contour = [0, 2, 4, 7, 5, 4, 2, 4, 5, 7, 9, 7, 5, 4, 2, 0] as const

/**
 * @param keyPitch  MIDI note of the lowest step.
 * @returns at most 64 notes, a beat each, the last two beats; none for an empty line.
 */
export function lineNotes(line: string, language: SungLanguage, lexicon: Lexicon, keyPitch: number): readonly LineNote[] {
  const lyrics = line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => spreadWord(word, language, lexicon))
    .slice(0, 64)
  return lyrics.map((lyric, index) => ({
    startBeats: index,
    lengthBeats: index === lyrics.length - 1 ? 2 : 1,
    pitch: keyPitch + (index === lyrics.length - 1 ? 0 : (contour[index % contour.length] ?? 0)),
    lyric,
  }))
}
