import { describe, expect, it } from 'vitest'
import { createRandom } from '../dsp/random.ts'
import { renderVocal } from '../render-vocal.ts'
import { loudness } from '../testing/measure.ts'
import { constantTempo, trackOf } from '../testing/score.ts'
import { type VoiceDesign, voiceDesigns } from './voice-design.ts'

const sampleRateHz = 48000
/** Loudness and peak of one steady vowel at ordinary dynamics. */
function held(design: VoiceDesign, vowel: string, pitch: number): { lufs: number; peak: number } {
  const sung = renderVocal(trackOf('ja', [[vowel, pitch, 0.9]]), constantTempo(60), design, { sampleRateHz, seed: 2, lexicon: {} })
  const from = Math.round((2250 - sung.startMs) * 48)
  return {
    lufs: loudness(sung.samples, from, from + 16000, sampleRateHz),
    peak: sung.samples.reduce((top, v) => Math.max(top, Math.abs(v)), 0),
  }
}

it('a vowel swept over two octaves stays within 4 LU of its trend, in all designs', () => {
  for (const [name, lowest] of [
    ['hotaru', 55],
    ['low', 45],
    ['light', 57],
  ] as const) {
    const levels = Array.from({ length: 13 }, (_, i) => held(voiceDesigns[name]!, 'い', lowest + i * 2).lufs)
    const middle = 6
    const mean = levels.reduce((a, b) => a + b) / levels.length
    const slope = levels.reduce((sum, level, i) => sum + (i - middle) * (level - mean), 0) / 182
    for (const [i, level] of levels.entries()) expect(Math.abs(level - mean - slope * (i - middle)), `${name}, ${i}`).toBeLessThan(4)
  }
})

describe('no slider reaches silence or a scream', () => {
  const sliders = Object.entries(voiceDesigns.hotaru!).flatMap(([key, value]) => (typeof value === 'number' ? [key] : []))
  it.each(sliders)('%s at both ends: −32 to −12 LUFS, no peak above 0.98', (key) => {
    for (const value of [-1e6, 1e6]) {
      const { lufs, peak } = held({ ...voiceDesigns.hotaru!, [key]: value }, 'あ', 62)
      expect(lufs).toBeGreaterThan(-32)
      expect(lufs).toBeLessThan(-12)
      expect(peak).toBeLessThan(0.98)
    }
  })
  it('any corner of all of them (16 drawn with seed 7), on a high and a low note', () => {
    const draw = createRandom(7)
    for (let n = 0; n < 16; n++) {
      const corner = Object.fromEntries(sliders.map((key) => [key, draw() < 0.5 ? -1e6 : 1e6]))
      const { lufs, peak } = held({ ...voiceDesigns.hotaru!, ...corner }, n % 2 === 0 ? 'あ' : 'う', n % 4 < 2 ? 50 : 74)
      expect(lufs, JSON.stringify(corner)).toBeGreaterThan(-38)
      expect(lufs, JSON.stringify(corner)).toBeLessThan(-8)
      expect(peak, JSON.stringify(corner)).toBeLessThan(0.98)
    }
  })
  it('all of them at either end together', () => {
    for (const value of [-1e6, 1e6]) {
      const design = { ...voiceDesigns.hotaru!, ...Object.fromEntries(sliders.map((key) => [key, value])) }
      const { lufs, peak } = held(design, 'あ', 62)
      expect(lufs).toBeGreaterThan(-36)
      expect(lufs).toBeLessThan(-9)
      expect(peak).toBeLessThan(0.98)
    }
  })
})
