/** What `npm run bench recognise` has sung: closed sets of lines drawn with a seed, and controls that are not their line. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { VocalTrack } from '@ghostlight/timeline'

export const LINES = 6
/** What the judge's dictionary is called where Debian puts it. */
const DICTIONARY = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict'
/** Spoken tempo: seconds of a stressed and of an unstressed syllable. */
const STRESSED_S = 0.285
const UNSTRESSED_S = 0.245

type Lexicon = Readonly<Record<string, string>>
export type Syllable = readonly [lyric: string, pitch: number, seconds: number]

/** A line, or a sound that is not the line it was made from. */
export interface Sound {
  readonly what: string
  readonly line: string
  /** The closed set of `line`. */
  readonly lines: readonly string[]
  readonly language: VocalTrack['language']
  readonly syllables: readonly Syllable[]
}

export function createDraw(seed: number): <T>(list: readonly T[]) => T {
  let state = seed
  return (list) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return list[Math.floor((state / 4_294_967_296) * list.length)]!
  }
}

export const stressesOf = (word: string, lexicon: Lexicon): string[] =>
  (lexicon[word] ?? '').split(' ').filter((phone) => /\d$/.test(phone))

/** Lines of the same number of syllables, no word twice in a set. */
export function drawSet(words: readonly string[], lexicon: Lexicon, draw: <T>(list: readonly T[]) => T): string[] {
  const syllables = draw([5, 6, 7])
  const used = new Set<string>()
  const lines: string[] = []
  while (lines.length < LINES) {
    const line: string[] = []
    let left = syllables
    while (left > 0) {
      const word = draw(words)
      const size = stressesOf(word, lexicon).length
      if (size === 0 || size > left || used.has(word)) continue
      used.add(word)
      line.push(word)
      left -= size
    }
    lines.push(line.join(' '))
  }
  return lines
}

/** One note per syllable, a little higher where the word is stressed. */
export function spoken(line: string, lexicon: Lexicon, pitch: number): Syllable[] {
  return line
    .split(' ')
    .flatMap((word) =>
      stressesOf(word, lexicon).map(
        (phone, i): Syllable => [
          i === 0 ? word : '+',
          pitch + (phone.endsWith('1') ? 1 : 0),
          phone.endsWith('0') ? UNSTRESSED_S : STRESSED_S,
        ],
      ),
    )
}

/** Twenty sounds that are not their line: eight reversed, three of plain vowels, three of the line's own vowels, three Japanese and three Spanish lines of about its length. */
export function controls(sets: readonly (readonly string[])[], lexicon: Lexicon, pitch: number): Sound[] {
  const vowels = ['aa', 'iy', 'uw', 'eh', 'ow']
  const vowelsOf = (line: string, from: number): Syllable[] =>
    line
      .split(' ')
      .flatMap((word) => stressesOf(word, lexicon))
      .map((_, i): Syllable => [`[${vowels[(i + from) % vowels.length]}]`, pitch, STRESSED_S])
  const ownVowels = (line: string): Syllable[] =>
    line
      .split(' ')
      .flatMap((word) => stressesOf(word, lexicon))
      .map((phone): Syllable => [`[${phone.replace(/\d/, '').toLowerCase()}]`, pitch, STRESSED_S])
  const of = (text: string): Syllable[] => text.split(' ').map((lyric) => [lyric, pitch, STRESSED_S])
  const japanese = ['さ く ら さ く ら', 'ほ た る の ひ か り', 'う み は ひ ろ い な']
  const spanish = ['la lu na bri lla', 'quie ro can tar hoy', 'el cie lo es a zul']
  // Reversed by syllable: phonemes of each syllable in brackets, last syllable first.
  const reversed = (line: string): Syllable[] =>
    line
      .split(' ')
      .flatMap((word) => {
        const phones = (lexicon[word] ?? '').split(' ')
        const cuts = phones.flatMap((phone, i) => (/\d$/.test(phone) ? [i] : []))
        return cuts.map((_, n) => phones.slice(n === 0 ? 0 : cuts[n - 1]! + 1, n === cuts.length - 1 ? phones.length : cuts[n]! + 1))
      })
      .reverse()
      .map((phones): Syllable => [`[${phones.map((phone) => phone.replace(/\d/, '').toLowerCase()).join(' ')}]`, pitch, STRESSED_S])
  const at = (i: number): { lines: readonly string[]; line: string } => {
    const lines = sets[i % sets.length]!
    return { lines, line: lines[i % LINES]! }
  }
  return [
    ...Array.from({ length: 8 }, (_, i) => ({ ...at(i), what: 'reversed', language: 'en' as const, syllables: reversed(at(i).line) })),
    ...Array.from({ length: 6 }, (_, i) => ({
      ...at(i + 3),
      what: i % 2 === 0 ? 'plain vowels' : 'its own vowels',
      language: 'en' as const,
      syllables: i % 2 === 0 ? vowelsOf(at(i + 3).line, i) : ownVowels(at(i + 3).line),
    })),
    ...japanese.map((text, i) => ({ ...at(i + 1), what: 'Japanese', language: 'ja' as const, syllables: of(text) })),
    ...spanish.map((text, i) => ({ ...at(i + 5), what: 'Spanish', language: 'es' as const, syllables: of(text) })),
  ]
}

export const commonWords = (): string[] =>
  readFileSync(fileURLToPath(new URL('./words/en.txt', import.meta.url)), 'utf8')
    .split(/\s+/)
    .filter((word) => word !== '')

/** Plain words that the judge can hear. */
export const dictionaryWords = (): string[] =>
  readFileSync(DICTIONARY, 'utf8')
    .split('\n')
    .map((row) => row.split(' ')[0]!)
    .filter((word) => /^[a-z]{2,10}$/.test(word))
    .sort()
