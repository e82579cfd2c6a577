/**
 * Spanish (American: seseo, yeísmo): spelling to phonemes by rule. Vowel groups inside a word follow the notes, since the score already
 * divides the syllables.
 */
import { isNucleus, phonemeSpec } from '../phoneme.ts'
import { entryOf, type Language, type Lexicon, type SungWord, type WordChunks } from './language.ts'

const plain: Readonly<Record<string, string>> = {
  a: 'a', á: 'a', e: 'e', é: 'e', i: 'i', í: 'i', o: 'o', ó: 'o', u: 'uw', ú: 'uw', ü: 'uw',
  b: 'b', v: 'b', d: 'd', f: 'f', j: 'x', k: 'k', m: 'm', n: 'n', ñ: 'ny', p: 'p', s: 's', t: 't', w: 'w', z: 's',
} // biome-ignore format: a table reads better in rows
const vowels = 'aeiouáéíóúü'
const weak = 'iuü'

/** Phonemes of one word with the index of the letter each came from. */
function read(word: string): { symbol: string; at: number }[] {
  const out: { symbol: string; at: number }[] = []
  const push = (at: number, ...symbols: string[]): void => {
    for (const symbol of symbols) out.push({ symbol, at })
  }
  for (let i = 0; i < word.length; i++) {
    const c = word[i]!
    const next = word[i + 1] ?? ''
    const before = word[i - 1] ?? ''
    const front = next !== '' && 'eiéí'.includes(next)
    if (c === 'c') {
      if (next === 'h') {
        push(i, 'ch')
        i++
      } else push(i, front ? 's' : 'k')
    } else if (c === 'q') {
      push(i, 'k')
      if (next === 'u') i++
    } else if (c === 'g') {
      if (front) push(i, 'x')
      else {
        push(i, before === '' || before === 'n' ? 'g' : 'gv')
        if (next === 'u' && 'eiéí'.includes(word[i + 2] ?? '-')) i++
      }
    } else if (c === 'l' && next === 'l') {
      push(i, 'y')
      i++
    } else if (c === 'l') push(i, 'l')
    else if (c === 'r') {
      push(i, before === '' || 'nls'.includes(before) || next === 'r' ? 'rr' : 'dx')
      if (next === 'r') i++
    } else if (c === 'x') push(i, ...(before === '' ? ['s'] : ['k', 's']))
    else if (c === 'y') push(i, next !== '' && vowels.includes(next) ? 'y' : 'i')
    else if (c === 'h') continue
    else if ((c === 'b' || c === 'v') && before !== '' && !'mn'.includes(before)) push(i, 'bv')
    else if (c === 'd' && before !== '' && !'nl'.includes(before)) push(i, 'dv')
    else if (c === 'n' && 'gjkqc'.includes(next || '-') && !(next === 'c' && 'eihéí'.includes(word[i + 2] ?? '-'))) push(i, 'ng')
    else if (c === 'n' && 'bvp'.includes(next || '-')) push(i, 'm')
    else if (weak.includes(c) && next !== '' && vowels.includes(next)) push(i, c === 'i' ? 'y' : 'w')
    else if (plain[c] !== undefined) push(i, plain[c])
  }
  return out
}

export const es: Language = {
  id: 'es',
  sing(written: WordChunks, lexicon: Lexicon): SungWord {
    // The show's own dictionary knows whole words; divided by hand they are read as they are divided.
    const chunks = written.map((c, i) =>
      c !== null && i === written.findLastIndex((x) => x !== null) && i === 0 ? (entryOf(lexicon, 'es', c) ?? c) : c,
    )
    const clean = chunks.map((c) =>
      c === null
        ? ''
        : c
            .toLowerCase()
            .normalize('NFC')
            .replace(/[^a-záéíóúüñ]/g, ''),
    )
    const word = clean.join('')
    if (word === '')
      return {
        chunks: chunks.map(() => []),
        problems: [{ code: 'unreadable', message: `"${chunks.join('')}" has no letters to sing; write a word or "+"` }],
      }
    const sounds = read(word)
    let from = 0
    const spread = clean.map((text) => {
      const to = from + text.length
      const part = sounds.filter((s) => s.at >= from && s.at < to).map((s) => s.symbol)
      from = to
      // A weak vowel that the score gives a note of its own ("di-a") is a full vowel there.
      if (part.length > 0 && !part.some(isNucleus)) {
        const last = part.at(-1)!
        if (last === 'y') part[part.length - 1] = 'i'
        if (last === 'w') part[part.length - 1] = 'uw'
      }
      return part
    })
    // "+" takes the next syllable of what stands before it.
    for (let i = 1; i < spread.length; i++) {
      if (chunks[i] !== null) continue
      const before = spread[i - 1]!
      const nuclei = before.flatMap((p, at) => (isNucleus(p) ? [at] : []))
      const second = nuclei[1]
      if (second === undefined) continue
      const cut =
        second - nuclei[0]! > 1
          ? Math.max(nuclei[0]! + 1, second - (second - nuclei[0]! > 2 && 'ldx y w'.includes(before[second - 1]!) ? 2 : 1))
          : second
      spread[i] = before.slice(cut)
      spread[i - 1] = before.slice(0, cut)
    }
    return { chunks: spread, problems: [] }
  },
  override(symbol: string): readonly string[] | null {
    const name = symbol.toLowerCase()
    if (name === 'u') return ['uw']
    if (name === 'r') return ['dx']
    return phonemeSpec(name) ? [name] : null
  },
}
