import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import type { ToneRange } from './tone-map.ts'
import { layUnits } from './units.ts'

const lay = (
  language: 'ja' | 'en' | 'es',
  line: Line,
  aliases: readonly string[],
  style: 'cv' | 'vcv',
  tones: readonly ToneRange[] = [],
) => {
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
