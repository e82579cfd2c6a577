/** Words that somebody types and that the draft may not sing yet: an edition brings the pronunciations of its own words only. Pure. */
import type { Lexicon } from '@ghostlight/voice'
import { lookUpKey, type SungLanguage } from './syllables.ts'

export interface Looked {
  /** What the dictionary answered. */
  readonly found: Lexicon
  /** Words that were answered, also those it does not have. */
  readonly asked: ReadonlySet<string>
}
export const nothingLooked: Looked = { found: {}, asked: new Set() }

/** Keys of the English words of a typed text that neither the draft nor an answer tells about, each once. */
export function lackingWords(typed: string, language: SungLanguage, lexicon: Lexicon, asked: ReadonlySet<string>): readonly string[] {
  const text = typed.trim()
  if (language !== 'en' || text.startsWith('[')) return []
  const keys = text.split(/\s+/).map(lookUpKey)
  return [...new Set(keys)].filter((key) => /\p{L}/u.test(key) && !Object.hasOwn(lexicon, key) && !asked.has(key))
}

/** @param found  null: the dictionary cannot be had, and spelling decides. */
export function answered({ found, asked }: Looked, words: readonly string[], answer: Lexicon | null): Looked {
  return { found: { ...found, ...answer }, asked: new Set([...asked, ...words]) }
}
