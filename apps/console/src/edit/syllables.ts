/**
 * Typed or pasted words as syllables, one for each note. Pure.
 *
 * "sun-light" is two by its hyphen; in a line of several words a long word takes as many notes as it has syllables ("answer +"), by the
 * dictionary where it is known, else by its spelling. Kana are one each; a run of kanji stays together and wants its reading.
 */
import type { Lexicon } from '@ghostlight/voice'

export type SungLanguage = 'ja' | 'en' | 'es'

/** Vowel groups of a spelling; a silent final e is none. A guess for words that the dictionary slice of the show does not have. */
function vowelGroups(word: string, language: SungLanguage): number {
  const plain = word.toLowerCase()
  const groups = plain.match(/[aeiouyáéíóúü]+/gu)?.length ?? 0
  const silent = language === 'en' && /[^aeiouyl]e$/u.test(plain) && groups > 1 ? 1 : 0
  return Math.max(1, groups - silent)
}

/** A word as the dictionary of the language has it: "Don’t," is "don't". */
export const lookUpKey = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}']/gu, '')

export function syllableCount(word: string, language: SungLanguage, lexicon: Lexicon): number {
  const key = lookUpKey(word)
  const known = language === 'en' && Object.hasOwn(lexicon, key) ? lexicon[key] : undefined
  return known === undefined ? vowelGroups(key, language) : Math.max(1, known.match(/\b[AEIOU]/gi)?.length ?? 1)
}

/** Small kana and the long-vowel sign belong to the kana before, kanji to each other; letters of other scripts to their word. */
const japanesePieces = /[\u3040-\u30ff][ゃゅょぁぃぅぇぉャュョァィゥェォ]?|[\p{Script=Han}々〆]+|[\p{Script=Latin}\p{N}'’+-]+/gu

/** The syllables that stand in a text, by hyphens and kana. */
export function syllablesOf(typed: string, language: string): readonly string[] {
  const text = typed.trim()
  if (text.startsWith('[')) return [text]
  if (language === 'ja') {
    const pieces = text.match(japanesePieces)
    return pieces !== null && pieces.length > 1 ? pieces : [text]
  }
  return text.split(/\s+/).flatMap((word) => {
    const parts = word.split(/(?<=[\p{L}'’]-)(?=\p{L})/u)
    return parts.length > 0 ? parts : [word]
  })
}

/** The same for a line of words: a long word goes on over "+" as far as it has syllables. A single word stays on its note. */
export function lineSyllables(typed: string, language: SungLanguage, lexicon: Lexicon): readonly string[] {
  const line = typed.trim().split(/\s+/)
  if (line.length < 2 || language === 'ja' || typed.trim().startsWith('[')) return syllablesOf(typed, language)
  return line.flatMap((word) => spreadWord(word, language, lexicon))
}

/** One word over as many notes as it has syllables. */
export function spreadWord(word: string, language: SungLanguage, lexicon: Lexicon): readonly string[] {
  const parts = syllablesOf(word, language)
  if (parts.length > 1 || language === 'ja' || word.startsWith('[') || /^[+-]+$/.test(word) || word.endsWith('-')) return parts
  return [word, ...Array.from({ length: syllableCount(word, language, lexicon) - 1 }, () => '+')]
}

export interface LaidLine {
  /** What each note sings now. */
  readonly lyrics: ReadonlyMap<string, string>
  /** What found no note any more. */
  readonly surplus: readonly string[]
}

/** Lays syllables over notes, one each. */
export function layOver(noteIds: readonly string[], syllables: readonly string[]): LaidLine {
  return {
    lyrics: new Map(noteIds.slice(0, syllables.length).map((id, index) => [id, syllables[index] ?? ''])),
    surplus: syllables.slice(noteIds.length),
  }
}
