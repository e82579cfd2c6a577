/** A typed line as a small melody: one note for each syllable, so that any words can be heard at once. Pure. */
import type { Lexicon } from '@ghostlight/voice'
import { syllablesOf } from '../captions.ts'

export type SungLanguage = 'ja' | 'en' | 'es'
export interface LineNote {
  readonly startBeats: number
  readonly lengthBeats: number
  readonly pitch: number
  readonly lyric: string
}

/** Steps above the key note: up, over the top and home, as most lines go. */
const contour = [0, 2, 4, 7, 5, 4, 2, 4, 5, 7, 9, 7, 5, 4, 2, 0] as const

/** Vowel groups of a spelling; a silent final e is none. A guess for words that the dictionary slice of the show does not have. */
function vowelGroups(word: string, language: SungLanguage): number {
  const plain = word.toLowerCase()
  const groups = plain.match(/[aeiouyáéíóúü]+/gu)?.length ?? 0
  const silent = language === 'en' && /[^aeiouyl]e$/u.test(plain) && groups > 1 ? 1 : 0
  return Math.max(1, groups - silent)
}

export function syllableCount(word: string, language: SungLanguage, lexicon: Lexicon): number {
  const key = word.toLowerCase().replace(/[^\p{L}']/gu, '')
  const known = language === 'en' ? lexicon[key] : undefined
  return known === undefined ? vowelGroups(key, language) : Math.max(1, known.match(/\d/g)?.length ?? 1)
}

/**
 * @param keyPitch  MIDI note of the lowest step.
 * @returns at most 64 notes, a beat each, the last two beats; none for an empty line.
 */
export function lineNotes(line: string, language: SungLanguage, lexicon: Lexicon, keyPitch: number): readonly LineNote[] {
  const lyrics = line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const parts = syllablesOf(word, language)
      if (parts.length > 1 || language === 'ja' || word.startsWith('[')) return parts
      return [word, ...Array.from({ length: syllableCount(word, language, lexicon) - 1 }, () => '+')]
    })
    .slice(0, 64)
  return lyrics.map((lyric, index) => ({
    startBeats: index,
    lengthBeats: index === lyrics.length - 1 ? 2 : 1,
    pitch: keyPitch + (index === lyrics.length - 1 ? 0 : (contour[index % contour.length] ?? 0)),
    lyric,
  }))
}
