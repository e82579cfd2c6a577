/** The show's own dictionary laid over a lexicon: what it says goes before what any other dictionary says. */
import type { Show } from '@ghostlight/timeline'
import type { Lexicon } from './language/language.ts'

/** @returns a new lexicon; other pronunciations of the same English words are gone. */
export function withDictionary(lexicon: Lexicon, dictionary: Show['dictionary']): Record<string, string> {
  const out: Record<string, string> = { ...lexicon }
  for (const [word, sounds] of Object.entries(dictionary?.en ?? {})) {
    const key = word.toLowerCase().replace(/[’‘]/g, "'")
    for (let n = 2; Object.hasOwn(out, `${key}(${n})`); n++) delete out[`${key}(${n})`]
    out[key] = sounds.trim().toUpperCase()
  }
  for (const language of ['ja', 'es'] as const)
    for (const [word, reading] of Object.entries(dictionary?.[language] ?? {})) out[`${language}:${word.toLowerCase()}`] = reading
  return out
}
