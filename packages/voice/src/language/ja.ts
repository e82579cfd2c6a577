/**
 * Japanese: kana (or romaji) to phonemes. One kana is one mora; a note may carry several.
 * Kanji have no single reading: the author gives one with the note or in the show's dictionary; some words of songs are known, and the guess is said.
 */
import { phonemeSpec } from '../phoneme.ts'
import { readingOfKanji } from './kanji.ts'
import { entryOf, type Language, type Lexicon, type SungWord, type WordChunks, type WordProblem } from './language.ts'

const vowels = ['a', 'i', 'u', 'e', 'o'] as const
/** Rows of the kana table: consonants, then the five kana of the row in the order a i u e o; "." where none exists. */
const rows: readonly (readonly [string, string])[] = [
  ['', 'あいうえお'],
  ['k', 'か.くけこ'],
  ['k y', '.き...'],
  ['g', 'が.ぐげご'],
  ['g y', '.ぎ...'],
  ['s', 'さ.すせそ'],
  ['sh', '.し...'],
  ['z', 'ざ.ずぜぞ'],
  ['jh', '.じ...'],
  ['t', 'た..てと'],
  ['ch', '.ち...'],
  ['ts', '..つ..'],
  ['d', 'だ..でど'],
  ['jh', '.ぢ...'],
  ['z', '..づ..'],
  ['n', 'な.ぬねの'],
  ['n y', '.に...'],
  ['h', 'は..へほ'],
  ['hy', '.ひ...'],
  ['ph', '..ふ..'],
  ['b', 'ば.ぶべぼ'],
  ['b y', '.び...'],
  ['p', 'ぱ.ぷぺぽ'],
  ['p y', '.ぴ...'],
  ['m', 'ま.むめも'],
  ['m y', '.み...'],
  ['y', 'や.ゆ.よ'],
  ['dx', 'ら.るれろ'],
  ['dx y', '.り...'],
  ['w', 'わゐ.ゑを'],
  ['v', '..ゔ..'],
]
/** Before i the tongue is palatal already: the written y only shortens into the vowel, so it is left out there. */
const kana = new Map<string, { onset: readonly string[]; vowel: string }>()
for (const [onset, row] of rows) {
  const list = onset === '' ? [] : onset.split(' ')
  for (let i = 0; i < 5; i++) {
    const letter = row[i]!
    const vowel = vowels[i]!
    if (letter !== '.') kana.set(letter, { onset: vowel === 'i' ? list.filter((s) => s !== 'y') : list, vowel })
  }
}
// を and ゑ, ゐ are sung without w today.
kana.set('を', { onset: [], vowel: 'o' })
kana.set('ゐ', { onset: [], vowel: 'i' })
kana.set('ゑ', { onset: [], vowel: 'e' })

const smallY: Readonly<Record<string, string>> = { ゃ: 'a', ゅ: 'u', ょ: 'o' }
const smallVowel: Readonly<Record<string, string>> = { ぁ: 'a', ぃ: 'i', ぅ: 'u', ぇ: 'e', ぉ: 'o', ゎ: 'a' }
/** し ち じ ひ with a small ya yu yo lose their i and need no y; the others keep one. */
const palatal = new Set(['sh', 'ch', 'jh', 'hy'])

/** Katakana to hiragana: the blocks lie 0x60 apart. */
const toHiragana = (text: string): string => text.replace(/[\u30a1-\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))

const romajiOnsets: readonly (readonly [string, readonly string[]])[] = (
  [
    ['kya', 'k y'],
    ['gya', 'g y'],
    ['sha', 'sh'],
    ['shya', 'sh'],
    ['cha', 'ch'],
    ['tsa', 'ts'],
    ['nya', 'n y'],
    ['hya', 'hy'],
    ['bya', 'b y'],
    ['pya', 'p y'],
    ['mya', 'm y'],
    ['rya', 'dx y'],
    ['ja', 'jh'],
    ['jya', 'jh'],
    ['ka', 'k'],
    ['ga', 'g'],
    ['sa', 's'],
    ['za', 'z'],
    ['ta', 't'],
    ['da', 'd'],
    ['na', 'n'],
    ['ha', 'h'],
    ['fa', 'ph'],
    ['ba', 'b'],
    ['pa', 'p'],
    ['ma', 'm'],
    ['ya', 'y'],
    ['ra', 'dx'],
    ['la', 'dx'],
    ['wa', 'w'],
    ['va', 'v'],
  ] as const
)
  .map(([spelling, onset]) => [spelling.slice(0, -1), onset.split(' ')] as const)
  .sort((a, b) => b[0].length - a[0].length)
/** Kunrei spellings whose consonant changes before that vowel. */
const romajiChanges: Readonly<Record<string, readonly string[]>> = {
  si: ['sh'],
  ti: ['ch'],
  tu: ['ts'],
  zi: ['jh'],
  di: ['jh'],
  du: ['z'],
  hi: ['hy'],
  hu: ['ph'],
}

const isVowel = (symbol: string | undefined): boolean => symbol !== undefined && (vowels as readonly string[]).includes(symbol)

/** う after o and い after e are written vowels that are sung on: とう is tō, せい sē. On a note of its own each is sung as written. */
const prolongs = (before: string | undefined, letter: string): boolean =>
  (before === 'o' && letter === 'う') || (before === 'e' && letter === 'い')
/** Verbs keep their u: おもう, まよう. */
const verbs = [
  'おもう',
  'まよう',
  'かよう',
  'ひろう',
  'さそう',
  'におう',
  'ただよう',
  'よそおう',
  'おおう',
  'うつろう',
  'うるおう',
  'やとう',
  'きそう',
]
const endsVerb = (letters: readonly string[], at: number): boolean =>
  at === letters.length - 1 && verbs.some((verb) => letters.join('').endsWith(verb))

function readKana(text: string): { phonemes: string[]; unread: string } {
  const out: string[] = []
  let unread = ''
  const letters = [...toHiragana(text)]
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!
    const next = letters[i + 1]
    const entry = kana.get(letter)
    if (entry) {
      const y = next === undefined ? undefined : smallY[next]
      const small = next === undefined ? undefined : smallVowel[next]
      if (y !== undefined) {
        const last = entry.onset.at(-1)
        out.push(...entry.onset, ...(last !== undefined && (palatal.has(last) || last === 'y') ? [] : ['y']), y)
        i++
      } else if (small !== undefined && (entry.vowel !== small || entry.onset.length > 0) && entry.vowel !== 'a') {
        // ふぁ, てぃ, うぃ, しぇ: the consonant with another vowel; う becomes w.
        const onset = entry.onset.length === 0 && entry.vowel === 'u' ? ['w'] : entry.onset
        out.push(...onset, small)
        i++
      } else if (prolongs(out.at(-1), letter) && !endsVerb(letters, i)) out.push(out.at(-1)!)
      else out.push(...entry.onset, entry.vowel)
    } else if (letter === 'ん') out.push('nn')
    else if (letter === 'っ') out.push('q')
    else if (letter === 'ー' || letter === '～' || letter === '〜') {
      const last = out.at(-1)
      if (isVowel(last)) out.push(last!)
    } else if (smallVowel[letter] !== undefined) out.push(smallVowel[letter]!)
    else if (smallY[letter] !== undefined) out.push('y', smallY[letter]!)
    else if (!/[\s、。！？「」・…,.!?'’"]/.test(letter)) unread += letter
  }
  return { phonemes: out, unread }
}

function readRomaji(text: string): { phonemes: string[]; unread: string } {
  const out: string[] = []
  let unread = ''
  let rest = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/([aiueo])\u0304/g, '$1$1')
    .replace(/[\u0300-\u036f\s-]/g, '')
  while (rest.length > 0) {
    const vowel = rest[0]!
    if (isVowel(vowel)) {
      out.push(vowel)
      rest = rest.slice(1)
      continue
    }
    if (/^n'/.test(rest) || /^n(?![aiueoy])/.test(rest)) {
      out.push('nn')
      rest = rest.slice(rest[1] === "'" ? 2 : 1)
      continue
    }
    if (/^([kstpcgzdbjh])\1/.test(rest) || rest.startsWith('tch')) {
      out.push('q')
      rest = rest.slice(1)
      continue
    }
    const onset = romajiOnsets.find(([spelling]) => rest.startsWith(spelling) && isVowel(rest[spelling.length]))
    if (onset) {
      const v = rest[onset[0].length]!
      const changed = romajiChanges[onset[0] + v]
      out.push(...(changed ?? onset[1].filter((s) => !(s === 'y' && v === 'i'))), v)
      rest = rest.slice(onset[0].length + 1)
      continue
    }
    if (!/[,.!?'’"]/.test(vowel)) unread += vowel
    rest = rest.slice(1)
  }
  return { phonemes: out, unread }
}

/** ん takes the place of the consonant after it (m before p b m, ng before k g, n before t d n r z …). */
export function assimilateNasal(next: string | null): string {
  if (next === null) return 'nn'
  if (next === 'p' || next === 'b' || next === 'm') return 'm'
  if (next === 'k' || next === 'g' || next === 'ng') return 'ng'
  if (['t', 'd', 'n', 'ny', 'ts', 'ch', 'dz', 'jh', 'z', 'dx', 'l'].includes(next)) return 'n'
  return 'nn'
}

export const ja: Language = {
  id: 'ja',
  sing(chunks: WordChunks, lexicon: Lexicon): SungWord {
    const problems: WordProblem[] = []
    const read = chunks.map((written) => {
      if (written === null) return []
      const own = entryOf(lexicon, 'ja', written)
      const usual = own === null ? readingOfKanji(written) : null
      const chunk = own ?? usual ?? written
      if (usual !== null)
        problems.push({ code: 'reading-guessed', message: `"${written}" is read ${usual}; give the note a reading in kana to be sure` })
      const { phonemes, unread } = /^[\p{Script=Latin}\p{M}\s'’,.!?-]+$/u.test(chunk) ? readRomaji(chunk) : readKana(chunk)
      if (unread !== '')
        problems.push({ code: 'unreadable', message: `"${unread}" in "${chunk}" has no certain reading; give the note a reading in kana` })
      return phonemes
    })
    return { chunks: read, problems }
  },
  override(symbol: string): readonly string[] | null {
    if (symbol === 'N') return ['nn']
    const name = symbol.toLowerCase()
    if (name === 'r') return ['dx']
    if (name === 'j') return ['jh']
    if (name === 'ky' || name === 'gy' || name === 'by' || name === 'py' || name === 'my') return [name[0]!, 'y']
    if (name === 'ry') return ['dx', 'y']
    return phonemeSpec(name) ? [name] : null
  },
}
