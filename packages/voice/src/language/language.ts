/** What every language does: take a word as it is spread over notes, give the phonemes of each note. */

/**
 * Pronunciations by lower-case word; "word(2)" and on are further ways to say it. ARPAbet with stress digits. Entries of the show's own dictionary in
 * other languages are keyed "ja:桜" and "es:show".
 */
export type Lexicon = Readonly<Record<string, string>>

/**
 * A word over its notes: a text chunk where the score has one ("Dai", "sy"), null where it has "+".
 * The first chunk is always text.
 */
export type WordChunks = readonly (string | null)[]

export interface WordProblem {
  readonly code: 'unreadable' | 'reading-guessed' | 'not-in-lexicon' | 'syllables-differ'
  readonly message: string
}

export interface SungWord {
  /** One list per chunk; an empty list prolongs the vowel before. Symbols of phoneme.ts. */
  readonly chunks: readonly (readonly string[])[]
  readonly problems: readonly WordProblem[]
}

export interface Language {
  readonly id: 'ja' | 'en' | 'es'
  sing(chunks: WordChunks, lexicon: Lexicon): SungWord
  /** Phonemes written by hand, as in "[f ow n]"; null for a symbol that does not exist. */
  override(symbol: string): readonly string[] | null
}

/** What the show's own dictionary says of a word; null when nothing. */
export function entryOf(lexicon: Lexicon, language: 'ja' | 'es', word: string): string | null {
  const key = `${language}:${word.toLowerCase()}`
  return Object.hasOwn(lexicon, key) ? lexicon[key]! : null
}
