import type { Note, Show } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { languages } from '../lyric.ts'
import { phonemeSpec, phonemeSymbols } from '../phoneme.ts'
import { planVocal } from '../plan-vocal.ts'
import { withDictionary } from '../show-dictionary.ts'
import { constantTempo, trackOf } from '../testing/score.ts'
import { syllabify } from './en.ts'
import { spellingToArpabet } from './english-spelling.ts'
import type { Language, Lexicon } from './language.ts'

const lexicon: Lexicon = {
  daisy: 'D EY1 Z IY0',
  flower: 'F L AW1 ER0',
  beautiful: 'B Y UW1 T AH0 F AH0 L',
  every: 'EH1 V ER0 IY0',
  'every(2)': 'EH1 V R IY0',
  heart: 'HH AA1 R T',
  love: 'L AH1 V',
  wish: 'W IH1 SH',
}

/** What every language is asked: words as chunks, and the phonemes of each note. */
const spoken: Record<Language['id'], readonly (readonly [readonly (string | null)[], string])[]> = {
  ja: [
    [['さ'], 's a'],
    [['きゃ'], 'k y a'],
    [['しゅ'], 'sh u'],
    [['ちょ'], 'ch o'],
    [['じゃ'], 'jh a'],
    [['り'], 'dx i'],
    [['りゅ'], 'dx y u'],
    [['ふぁ'], 'ph a'],
    [['ティ'], 't i'],
    [['ウィ'], 'w i'],
    [['ヴァ'], 'v a'],
    [['を'], 'o'],
    [['ひ'], 'hy i'],
    [['つ'], 'ts u'],
    [['きっと'], 'k i q t o'],
    [['ラーメン'], 'dx a a m e nn'],
    [['shinkansen'], 'sh i nn k a nn s e nn'],
    [['kitte'], 'k i q t e'],
    [['ほ', null], 'h o|'],
  ],
  en: [
    [['Dai', 'sy'], 'd ey|z iy'],
    [['flower'], 'f l aw er'],
    [['flow', 'er'], 'f l aw|er'],
    [['beau', 'ti', 'ful'], 'b y uw|t ax|f ax l'],
    [['beau', 'tiful'], 'b y uw|t ax f ax l'],
    [['beautiful', null, null], 'b y uw|t ax|f ax l'],
    [['ev', 'ery'], 'eh v|r iy'],
    [['ev', 'er', 'y'], 'eh|v er|iy'],
    [['Dai', null, 'sy'], 'd ey||z iy'],
    [['heart!'], 'h aa r t'],
    [['loves'], 'l ah v z'],
    [['wishes'], 'w ih sh ax z'],
    [['lovin\u2019'], 'l ah v ih n'],
  ],
  es: [
    [['ca', 'sa'], 'k a|s a'],
    [['quie', 'ro'], 'k y e|dx o'],
    [['ni', 'ño'], 'n i|ny o'],
    [['ca', 'lle'], 'k a|y e'],
    [['pe', 'rro'], 'p e|rr o'],
    [['gui', 'ta', 'rra'], 'g i|t a|rr a'],
    [['di', 'a'], 'd i|a'],
    [['hue', 'vo'], 'w e|bv o'],
    [['jo', 'ven'], 'x o|bv e n'],
    [['lu', 'na'], 'l uw|n a'],
    [['cora', null, null], 'k o|dx a|'],
  ],
}

describe.each(Object.values(languages))('the contract of every language: $id', (language) => {
  it('reads its words onto the notes they are written on', () => {
    for (const [chunks, expected] of spoken[language.id]) {
      const sung = language.sing(chunks, lexicon)
      expect([chunks, sung.chunks.map((c) => c.join(' ')).join('|')]).toEqual([chunks, expected])
      expect(sung.problems).toEqual([])
    }
  })
  it('uses only sounds of the inventory, one list per note', () => {
    for (const [chunks] of spoken[language.id]) {
      const sung = language.sing(chunks, lexicon)
      expect(sung.chunks).toHaveLength(chunks.length)
      for (const symbol of sung.chunks.flat()) expect(phonemeSpec(symbol), symbol).not.toBeNull()
    }
  })
  it('says so when a text cannot be read, and throws for nothing', () => {
    for (const text of ['桜', '♪', '123', '\u0000', 'x'.repeat(5000), '__proto__', 'constructor', '🎤']) {
      const sung = language.sing([text], lexicon)
      expect(sung.chunks).toHaveLength(1)
      if (sung.chunks[0]!.length === 0) expect(sung.problems.length, text).toBeGreaterThan(0)
    }
  })
  it('takes phonemes written by hand and refuses unknown ones', () => {
    expect(language.override('m')).toEqual(['m'])
    expect(language.override('qqq')).toBeNull()
  })
})

describe('English', () => {
  it('a word with fewer syllables than notes is sung as its pieces are spelt, and says so', () => {
    const sung = languages.en.sing(['lo', 've'], lexicon)
    expect(sung.problems.map((p) => p.code)).toEqual(['syllables-differ'])
    expect(sung.chunks[0]!.length).toBeGreaterThan(0)
  })
  it('syllables begin with as many consonants as English allows', () => {
    expect(syllabify('eh k s t r ax'.split(' '))).toEqual([
      ['eh', 'k'],
      ['s', 't', 'r', 'ax'],
    ])
    expect(syllabify('ae t l ax s'.split(' '))).toEqual([
      ['ae', 't'],
      ['l', 'ax', 's'],
    ])
    expect(syllabify('s ih ng ih ng'.split(' '))).toEqual([
      ['s', 'ih', 'ng'],
      ['ih', 'ng'],
    ])
  })
  it('spelling rules read ordinary words', () => {
    const said = (word: string): string => spellingToArpabet(word).join(' ')
    expect(said('make')).toBe('M EY K')
    expect(said('night')).toBe('N AY T')
    expect(said('thing')).toBe('TH IH NG')
    expect(said('miku')).toBe('M IH K UW')
    expect(said('hope')).toBe('HH OW P')
    expect(said('station')).toBe('S T EY SH AH N')
    expect(said('queen')).toBe('K W IY N')
    expect(said('shine')).toBe('SH AY N')
    expect(said('stars')).toBe('S T AA R Z')
  })
})

describe('the inventory', () => {
  it('every friction and formant lies where hearing is', () => {
    for (const symbol of phonemeSymbols) {
      const spec = phonemeSpec(symbol)!
      expect(spec.formants[0], symbol).toBeGreaterThan(200)
      expect(spec.formants[1], symbol).toBeGreaterThan(spec.formants[0])
      expect(spec.formants[2], symbol).toBeGreaterThan(spec.formants[1])
      expect(spec.durationMs, symbol).toBeGreaterThan(20)
    }
  })
})

describe('readings', () => {
  const sung = (
    lyric: string,
    more: Partial<Note> = {},
    dictionary: Show['dictionary'] = undefined,
    language: 'ja' | 'en' | 'es' = 'ja',
  ) => {
    const track = trackOf(language, [[lyric, 60, 4, more]])
    const plan = planVocal(track, constantTempo(60), { lexicon: withDictionary(lexicon, dictionary), seed: 1 })
    const sounds = plan.phrases.flatMap((p) => p.phonemes.filter((s) => s.kind === 'vowel' || s.kind === 'consonant').map((s) => s.phoneme))
    return [sounds.join(' '), ...plan.issues.map((issue) => issue.code)]
  }
  it('a note’s own reading goes before its lyric; kanji without one are guessed where that is safe, and said', () => {
    expect(sung('明日', { reading: 'あす' })).toEqual(['a s u'])
    expect(sung('蛍')).toEqual(['h o t a dx u', 'reading-guessed'])
    expect(sung('願い')).toEqual(['n e g a i', 'reading-guessed'])
    expect(sung('鬱')).toContain('unreadable')
  })
  it('the show’s dictionary goes before everything but a reading', () => {
    const dictionary = { ja: { 蛍: 'けい' }, en: { Love: 'l uw v' }, es: { show: 'chou' } }
    expect(sung('蛍', {}, dictionary)).toEqual(['k e e'])
    expect(sung('love', {}, dictionary, 'en')).toEqual(['l uw v'])
    expect(sung('show', {}, dictionary, 'es')).toEqual(['ch o uw'])
  })
  it('languages may change inside a song', () => {
    expect(sung('love', { language: 'en' })).toEqual(['l ah v'])
  })
  it('おう and えい inside one lyric are sung on, but not where a verb ends', () => {
    expect(sung('とうきょう')[0]).toBe('t o o k y o o')
    expect(sung('せんせい')[0]).toBe('s e nn s e e')
    expect(sung('おもう')[0]).toBe('o m o u')
  })
})
