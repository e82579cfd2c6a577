import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { constantTempo, type Line, trackOf } from '../testing/score.ts'
import { type Gesture, gesturesOf } from './gesture.ts'

const gestures = (language: 'en' | 'es' | 'ja', line: Line, bpm = 60): Gesture[] =>
  planVocal(trackOf(language, line), constantTempo(bpm), { lexicon: {}, seed: 1 }).phrases.flatMap((phrase) => gesturesOf(phrase))
const secondFormant = (found: readonly Gesture[], kind: Gesture['kind']): number => found.find((one) => one.kind === kind)!.formants[1]

describe('what the tract does', () => {
  it('lies without gap over the phrase', () => {
    const found = gestures('en', [
      ['[s t r iy t]', 60, 1],
      ['[l ay t]', 62, 1],
    ])
    found.forEach((one, i) => {
      if (i > 0) expect(one.startMs).toBeCloseTo(found[i - 1]!.endMs, 6)
    })
  })
  it('rr is a trill: the tongue touches two or three times, 27 times a second, and lets go between', () => {
    const found = gestures('es', [
      ['pe-', 60, 1],
      ['rro', 60, 1],
    ])
    const taps = found.filter((one) => one.kind === 'tap')
    expect(taps.length).toBeGreaterThanOrEqual(2)
    taps.slice(1).forEach((tap, i) => {
      const rateHz = 1000 / (tap.startMs - taps[i]!.startMs)
      expect(rateHz).toBeGreaterThan(20)
      expect(rateHz).toBeLessThan(34)
    })
    const between = found[found.indexOf(taps[0]!) + 1]!
    expect(between.voiceDb - taps[0]!.voiceDb).toBeGreaterThan(8)
  })
  it('l is clear before a vowel and in Spanish, dark behind an English one', () => {
    const clear = secondFormant(gestures('en', [['[l iy]', 60, 1]]), 'liquid')
    expect(clear).toBeGreaterThan(1100)
    expect(secondFormant(gestures('es', [['sol', 60, 1]]), 'liquid')).toBeGreaterThan(1000)
    expect(secondFormant(gestures('en', [['[b eh l]', 60, 1]]), 'liquid')).toBeLessThan(1050)
  })
  it('a short vowel stops on its way between its consonants, a sung one arrives', () => {
    const of = (bpm: number): number => secondFormant(gestures('en', [['[d ah d]', 60, 1]], bpm), 'vowel')
    const target = secondFormant(gestures('en', [['[ah]', 60, 4]]), 'vowel')
    expect(of(40) - target).toBeLessThan(20)
    expect(of(400) - target).toBeGreaterThan(40)
  })
})
