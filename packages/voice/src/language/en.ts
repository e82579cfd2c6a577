/**
 * English: words to ARPAbet by lexicon, else by spelling rules; syllables by maximal onset, laid over the notes of the word.
 * Assumes American vowels, as the dictionary does.
 */
import { isNucleus, phonemeSpec } from '../phoneme.ts'
import { spellingToArpabet } from './english-spelling.ts'
import type { Language, Lexicon, SungWord, WordChunks, WordProblem } from './language.ts'

/** Clusters that may begin an English syllable. */
const onsets = new Set(
  (
    'p b t d k g f v th dh s z sh zh hh m n l r w y ch jh ' +
    'p-l p-r b-l b-r t-r d-r k-l k-r g-l g-r f-l f-r th-r sh-r s-l s-p s-t s-k s-m s-n s-f s-w t-w d-w k-w g-w th-w ' +
    'p-y b-y k-y g-y f-y v-y m-y n-y hh-y t-y d-y s-p-l s-p-r s-t-r s-k-r s-k-w s-p-y s-k-y'
  ).split(' '),
)

/** ARPAbet with stress to the inventory: unstressed AH is the neutral vowel, HH is h. */
function fromArpabet(symbol: string): string | null {
  const name = symbol.replace(/[0-9]$/, '').toLowerCase()
  if (name === 'ah' && symbol.endsWith('0')) return 'ax'
  if (name === 'hh') return 'h'
  return phonemeSpec(name) ? name : null
}

/** Splits phonemes into syllables: as many consonants as English allows begin the next one. */
export function syllabify(phonemes: readonly string[]): string[][] {
  const nuclei = phonemes.flatMap((p, i) => (isNucleus(p) ? [i] : []))
  if (nuclei.length === 0) return phonemes.length > 0 ? [[...phonemes]] : []
  const out: string[][] = []
  let from = 0
  for (let n = 0; n < nuclei.length; n++) {
    const next = nuclei[n + 1]
    let to = phonemes.length
    if (next !== undefined) {
      to = nuclei[n]! + 1
      const cluster = phonemes.slice(to, next).map((p) => (p === 'h' ? 'hh' : p))
      while (cluster.length > 0 && !onsets.has(cluster.join('-'))) {
        cluster.shift()
        to++
      }
    }
    out.push(phonemes.slice(from, to))
    from = to
  }
  return out
}

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^a-zà-ÿ']/g, '')

/** How many syllables a piece of spelling seems to have: groups of vowel letters, a final silent e not counted. */
function spelledSyllables(chunk: string): number {
  const text = lettersOf(chunk)
  const groups = text.match(/[aeiouy]+/g)?.length ?? 0
  return Math.max(1, /[^aeiouyl]e$/.test(text) && groups > 1 ? groups - 1 : groups)
}

/** Every pronunciation the lexicon has for a word, the usual one first. */
function pronunciations(word: string, lexicon: Lexicon): string[][] {
  const out: string[][] = []
  for (let n = 1; n < 6; n++) {
    const text = Object.hasOwn(lexicon, n === 1 ? word : `${word}(${n})`) ? lexicon[n === 1 ? word : `${word}(${n})`] : undefined
    if (text === undefined) {
      if (n > 1) break
      continue
    }
    out.push(text.split(' ').flatMap((s) => fromArpabet(s) ?? []))
  }
  return out
}

/** A regular ending of a known word: its plural, past, -ing, possessive. */
function derived(word: string, lexicon: Lexicon): string[] | null {
  const stem = (ending: string, add = ''): string[] | undefined =>
    word.endsWith(ending) ? pronunciations(word.slice(0, -ending.length) + add, lexicon)[0] : undefined
  const noun = stem("'s") ?? stem('s') ?? stem('es')
  if (noun) {
    const last = noun.at(-1)!
    if (['s', 'z', 'sh', 'zh', 'ch', 'jh'].includes(last)) return [...noun, 'ax', 'z']
    return [...noun, ['p', 't', 'k', 'f', 'th'].includes(last) ? 's' : 'z']
  }
  const going = stem("in'") ?? stem('ing') ?? stem("in'", 'e') ?? stem('ing', 'e')
  if (going) return [...going, 'ih', word.endsWith("'") ? 'n' : 'ng']
  return null
}

export const en: Language = {
  id: 'en',
  sing(chunks: WordChunks, lexicon: Lexicon): SungWord {
    const problems: WordProblem[] = []
    const word = lettersOf(chunks.filter((c) => c !== null).join(''))
    const spelled = chunks.map((c) => (c === null ? 0 : spelledSyllables(c)))
    const texts = chunks.filter((c) => c !== null).length
    if (word === '') {
      problems.push({ code: 'unreadable', message: `"${chunks.join('')}" has no letters to sing; write a word or "+"` })
      return { chunks: chunks.map(() => []), problems }
    }
    const known = pronunciations(word, lexicon).map(syllabify)
    const extra = known.length === 0 ? derived(word, lexicon) : null
    if (extra) known.push(syllabify(extra))
    if (known.length === 0) {
      problems.push({ code: 'not-in-lexicon', message: `"${word}" is not in the dictionary; it is sung by spelling rules` })
      known.push(syllabify(spellingToArpabet(word.replace(/[^a-z]/g, '')).flatMap((s) => fromArpabet(s) ?? [])))
    }
    // The pronunciation that fits the notes best; the first of equals.
    let syllables = known[0]!
    for (const candidate of known) {
      if (Math.abs(candidate.length - chunks.length) < Math.abs(syllables.length - chunks.length) && candidate.length >= texts)
        syllables = candidate
    }
    if (syllables.length < texts) {
      problems.push({
        code: 'syllables-differ',
        message: `"${word}" has ${syllables.length} syllable(s) but is written on ${texts} notes; each piece is sung as it is spelt`,
      })
      return {
        chunks: chunks.map((c) =>
          c === null ? [] : spellingToArpabet(lettersOf(c).replace(/[^a-z]/g, '')).flatMap((s) => fromArpabet(s) ?? []),
        ),
        problems,
      }
    }
    // Every text chunk has its first syllable for sure; what is over goes to "+" notes in order, then to chunks spelt with more vowels, then to the last.
    const counts = chunks.map((c) => (c === null ? 0 : 1))
    let left = syllables.length - texts
    for (let i = 0; i < chunks.length && left > 0; i++) {
      if (chunks[i] === null) {
        counts[i] = 1
        left--
      }
    }
    for (let i = 0; i < chunks.length && left > 0; i++) {
      while (left > 0 && counts[i]! < spelled[i]!) {
        counts[i]!++
        left--
      }
    }
    if (left > 0) counts[counts.length - 1]! += left
    let from = 0
    return {
      chunks: counts.map((count) => {
        const part = syllables.slice(from, from + count).flat()
        from += count
        return part
      }),
      problems,
    }
  },
  override(symbol: string): readonly string[] | null {
    const name = fromArpabet(symbol.toUpperCase())
    return name === null ? null : [name]
  },
}
