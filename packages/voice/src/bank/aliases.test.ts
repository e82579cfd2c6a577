import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import { type BankStyle, shapeOf, styleOf } from './alias-shape.ts'
import type { ToneRange } from './tone-map.ts'
import { layUnits } from './units.ts'

const lay = (language: 'ja' | 'en' | 'es', line: Line, aliases: readonly string[], style: BankStyle, tones: readonly ToneRange[] = []) => {
  const plan = planVocal(trackOf(language, line), constantTempo(100), { lexicon: { sing: 'S IH1 NG' }, seed: 1 })
  const laid = layUnits(plan.phrases[0]!, { style, tones, samples: new Map(aliases.map((alias) => [alias, null])) })
  return { sung: laid.units.flatMap((unit) => (unit.alias === null ? [] : [unit.alias])), missing: laid.missing, units: laid.units }
}
const sakura: Line = [
  ['さ', 60, 1],
  ['く', 60, 1],
  ['ら', 62, 2],
]

describe('samples of a bank', () => {
  it('kana banks and romaji banks are sung from the same words', () => {
    expect(lay('ja', sakura, ['さ', 'く', 'ら'], 'cv').sung).toEqual(['さ', 'く', 'ら'])
    expect(lay('ja', sakura, ['sa', 'ku', 'ra'], 'cv').sung).toEqual(['sa', 'ku', 'ra'])
    expect(lay('ja', sakura, ['サ', 'ク', 'ラ'], 'cv').missing).toEqual([])
  })
  it('a bank of vowel + consonant + vowel gets the vowel before, the beginning and the end', () => {
    const { sung, missing } = lay('ja', sakura, ['- さ', 'a く', 'u ら', 'a -', 'さ'], 'vcv')
    expect(sung).toEqual(['- さ', 'a く', 'u ら', 'a -'])
    expect(missing).toEqual([])
  })
  it('ん is held as a sample of its own and is what the next one comes from', () => {
    const line: Line = [
      ['さ', 60, 1],
      ['ん', 60, 1],
      ['か', 60, 1],
    ]
    expect(lay('ja', line, ['- さ', 'a ん', 'n か'], 'vcv').sung).toEqual(['- さ', 'a ん', 'n か'])
  })
  it('Hepburn comes before Kunrei: し is shi where a bank has both', () => {
    expect(lay('ja', [['し', 60, 1]], ['si', 'shi'], 'cv').sung).toEqual(['shi'])
    expect(lay('ja', [['し', 60, 1]], ['si', 'ti'], 'cv').sung).toEqual(['si'])
  })
  it('what a bank lacks is sung by the nearest and named', () => {
    const { sung, missing } = lay('ja', sakura, ['- さ', 'i く', 'だ'], 'vcv')
    expect(sung).toEqual(['- さ', 'i く', 'だ'])
    expect(missing).toEqual([
      { wanted: 'a く', used: 'i く' },
      { wanted: 'u ら', used: 'だ' },
    ])
  })
  it('a bank with nothing at all sings nothing and does not fall', () => {
    const { sung, missing } = lay('ja', sakura, [], 'cv')
    expect(sung).toEqual([])
    expect(missing).toHaveLength(3)
  })
  it('where a bank has the way into a consonant apart, each half of the consonant has its own sample', () => {
    const { sung, missing, units } = lay('ja', sakura, ['- さ', 'さ', 'く', 'ら', 'a k', 'u r', 'a R'], 'cvvc')
    expect(sung).toEqual(['- さ', 'a k', 'く', 'u r', 'ら', 'a R'])
    expect(missing).toEqual([])
    const [into, out] = [units.find(({ alias }) => alias === 'a k')!, units.find(({ alias }) => alias === 'く')!]
    expect(into.endMs).toBe(out.consonantMs)
    expect(out.vowelMs - out.consonantMs).toBeCloseTo(into.endMs - into.consonantMs)
  })
  it('English banks of phonemes in pairs sing English, and other languages with the nearest of their sounds', () => {
    const pairs = ['- s', 's ih', 'ih ng', 'ng -', 'ng iy', 'ih -']
    const { sung, missing } = lay('en', [['sing', 60, 2]], pairs, 'arpasing')
    expect(sung).toEqual(['s ih', 'ih ng', 'ng -'])
    expect(missing).toEqual([])
    const japanese = lay('ja', sakura, ['s aa', 'aa k', 'k uw', 'uw dx', 'd aa', 'aa -'], 'arpasing')
    expect(japanese.sung).toEqual(['s aa', 'aa k', 'k uw', 'uw dx', 'd aa', 'aa -'])
    expect(japanese.missing).toEqual([])
    expect(lay('ja', sakura, ['s aa', 'k uw', 'l ah'], 'arpasing').missing).toEqual([])
    expect(lay('en', [['sing', 60, 2]], ['t ih', 'ih n'], 'arpasing').missing).toEqual([
      { wanted: 's ih', used: 't ih' },
      { wanted: 'ih ng', used: 'ih n' },
    ])
  })
  it('English and Spanish are sung with the sounds that Japanese has', () => {
    expect(lay('en', [['sing', 60, 2]], ['し', 'すぃ', 'ん'], 'cv').sung).toEqual(['すぃ', 'ん'])
    expect(lay('es', [['cielo', 60, 2]], ['すぃ', 'し', 'え', 'いぇ', 'ろ', 'す'], 'cv').sung.at(-1)).toBe('ろ')
  })
  it('of several pitches the nearest is taken', () => {
    const tones = [
      { lowest: 24, highest: 59, prefix: '', suffix: '_L' },
      { lowest: 60, highest: 107, prefix: '', suffix: '_H' },
    ]
    const line: Line = [
      ['あ', 50, 2],
      ['あ', 70, 2],
    ]
    expect(lay('ja', line, ['あ', 'あ_L', 'あ_H'], 'cv', tones).sung).toEqual(['あ_L', 'あ_H'])
  })
  it('units are in order and the vowel of each lies on its beat', () => {
    const { units } = lay('ja', sakura, ['さ', 'く', 'ら'], 'cv')
    const held = units.filter((unit) => unit.kind === 'held')
    expect(held.map((unit) => Math.round(unit.vowelMs))).toEqual([1200, 1800, 2400])
    for (const [i, unit] of held.entries()) expect(unit.consonantMs).toBeLessThan(i === 0 ? 1200 : unit.vowelMs)
  })
})

describe('names of samples', () => {
  const tones = [{ lowest: 24, highest: 107, prefix: 'E4_', suffix: '' }]
  it('tell the kind of a bank', () => {
    expect(styleOf(['か', 'き', 'く', 'a R'], [])).toBe('cv')
    expect(styleOf(['- か', 'a か', 'i か', 'か'], [])).toBe('vcv')
    expect(styleOf(['E4_か', 'E4_a k', 'E4_- か', 'E4_i s'], tones)).toBe('cvvc')
    expect(styleOf(['- ka', 'a ka', 'i ka', 'u ka'], [])).toBe('vcv')
    expect(styleOf(['- hhF', 'hh ey2', 'ey k', 'k -', 's t'], [])).toBe('arpasing')
    expect(styleOf(['-bon', 'oel', 'gah', 'inshA3'], [])).toBe('cv')
  })
  it('tell which sound stands before in the sample, and whether it ends in a consonant', () => {
    expect(shapeOf('a か', 'vcv', [])).toEqual({ context: true, intoConsonant: false })
    expect(shapeOf('- か', 'vcv', [])).toEqual({ context: false, intoConsonant: false })
    expect(shapeOf('E4_a ky', 'cvvc', tones)).toEqual({ context: true, intoConsonant: true })
    // The ん of a bank is held, whatever it is called.
    expect(shapeOf('a n', 'cvvc', [])).toEqual({ context: true, intoConsonant: false })
    expect(shapeOf('n ae', 'arpasing', [])).toEqual({ context: false, intoConsonant: false })
    expect(shapeOf('s tA3', 'arpasing', [])).toEqual({ context: false, intoConsonant: true })
  })
})
