import { describe, expect, it } from 'vitest'
import { planVocal } from '../plan-vocal.ts'
import { renderVocal } from '../render-vocal.ts'
import { f0Near, largestStep, loudness } from '../testing/measure.ts'
import { constantTempo, daisy, daisyLexicon, type Line, sakura, trackOf } from '../testing/score.ts'
import { renderPhrase } from './render-phrase.ts'
import { voiceDesigns } from './voice-design.ts'

const sampleRateHz = 48000
const tempo = constantTempo(110)
const sing = (language: 'ja' | 'en' | 'es', line: Line, design = 'hotaru') =>
  renderVocal(trackOf(language, line), tempo, voiceDesigns[design]!, { sampleRateHz, seed: 4, lexicon: daisyLexicon })

describe.each(Object.keys(voiceDesigns))('the built-in voice "%s"', (name) => {
  const sung = sing('en', daisy, name)

  it('keeps to the planned pitch inside vowels: rms ≤ 4 cents by our own autocorrelation, all of it voiced', () => {
    let square = 0
    let count = 0
    let unvoiced = 0
    for (const phrase of sung.plan.phrases) {
      for (const span of phrase.phonemes) {
        if (span.kind !== 'vowel') continue
        for (let t = span.startMs + 60; t < span.endMs - 60; t += 40) {
          const k = (t - phrase.f0.startMs) / 5
          const planned = phrase.f0.hz[Math.floor(k)]! + (phrase.f0.hz[Math.floor(k) + 1]! - phrase.f0.hz[Math.floor(k)]!) * (k % 1)
          const heard = f0Near(sung.samples, Math.round(((t - sung.startMs) * sampleRateHz) / 1000), planned, sampleRateHz)
          count++
          if (heard === null) unvoiced++
          else square += (1200 * Math.log2(heard / planned)) ** 2
        }
      }
    }
    expect(count).toBeGreaterThan(100)
    expect(unvoiced).toBe(0)
    expect(Math.sqrt(square / count)).toBeLessThan(4)
  })
  it('stays below full scale and near −20 LUFS (−22 … −17 over a loud line)', () => {
    expect(sung.samples.reduce((a, v) => Math.max(a, Math.abs(v)), 0)).toBeLessThan(0.98)
    const from = Math.round(
      ((sung.plan.phrases[0]!.phonemes.find((p) => p.kind === 'vowel')!.startMs - sung.startMs) * sampleRateHz) / 1000,
    )
    const level = loudness(sung.samples, from, from + sampleRateHz * 5, sampleRateHz)
    expect(level).toBeGreaterThan(-22)
    expect(level).toBeLessThan(-17)
  })
  it('does not click: in vowels no step between samples is larger than 0.25', () => {
    const vowels = sing(
      'ja',
      [
        ['あ', 62, 2],
        ['い', 69, 1],
        ['う', 57, 1],
        ['え', 72, 1],
        ['お', 64, 2],
      ],
      name,
    )
    expect(largestStep(vowels.samples)).toBeLessThan(0.25)
  })
  it('does not click where the velum or the lips open and close: no step above 0.25 in nasals, taps and voiced stops', () => {
    const line = sing(
      'ja',
      [
        ['す', 71, 2],
        ['み', 72, 1],
        ['まん', 62, 1],
        ['な', 69, 1],
        ['ら', 64, 1],
        ['ば', 60, 1],
        ['ん', 67, 1],
        ['が', 57, 1],
      ],
      name,
    )
    const from = Math.round(((tempo.beatsToMs(2 as never) - line.startMs) * sampleRateHz) / 1000)
    expect(largestStep(line.samples.slice(from))).toBeLessThan(0.25)
  })
  it('begins and ends in silence', () => {
    expect(Math.abs(sung.samples[0]!)).toBeLessThan(1e-3)
    expect(Math.abs(sung.samples.at(-1)!)).toBeLessThan(2e-3)
  })
})

describe('rendering', () => {
  it('the same phrase gives the same bytes, alone or within its song, and another seed other ones (seeds 4 and 5)', () => {
    const whole = sing('ja', sakura)
    const [, second] = planVocal(trackOf('ja', sakura), tempo, { lexicon: {}, seed: 4 }).phrases
    const alone = renderPhrase(second!, voiceDesigns.hotaru!, { sampleRateHz, seed: 4 })
    const at = Math.round(((alone.startMs - whole.startMs) * sampleRateHz) / 1000)
    const end = at + alone.samples.length
    const clear = Math.round(((whole.plan.phrases[0]!.endMs - alone.startMs) * sampleRateHz) / 1000)
    expect(whole.samples.slice(Math.max(at, at + clear + 200), end)).toEqual(alone.samples.slice(Math.max(0, clear + 200)))
    const other = renderPhrase(second!, voiceDesigns.hotaru!, { sampleRateHz, seed: 5 })
    expect(other.samples).not.toEqual(alone.samples)
  })
  it('the vowel is heard on the beat: 20 ms after it the level is within 8 dB of the steady vowel, and 20 ms before it far below (k)', () => {
    const sung = sing('ja', [['か', 64, 2]])
    const beat = Math.round(((tempo.beatsToMs(2 as never) - sung.startMs) * sampleRateHz) / 1000)
    const rms = (from: number): number => Math.sqrt(sung.samples.slice(beat + from, beat + from + 480).reduce((a, v) => a + v * v, 0) / 480)
    const steady = rms(9600)
    expect(20 * Math.log10(rms(960) / steady)).toBeGreaterThan(-8)
    expect(20 * Math.log10(rms(-1920) / steady)).toBeLessThan(-9)
  })
  it('vowels at constant dynamics lie within 8 LU of each other, in Japanese and English', () => {
    for (const [language, vowels] of [
      ['ja', ['あ', 'い', 'う', 'え', 'お']],
      ['en', ['iy', 'ih', 'eh', 'ae', 'aa', 'ao', 'uh', 'uw', 'ah', 'er'].map((v) => `[${v}]`)],
    ] as const) {
      const levels = vowels.flatMap((v) =>
        [57, 64, 71].map((pitch) => {
          const sung = sing(language, [[v, pitch, 2]])
          const from = Math.round(((tempo.beatsToMs(2 as never) - sung.startMs) * sampleRateHz) / 1000) + 4800
          return loudness(sung.samples, from, from + 19200, sampleRateHz)
        }),
      )
      expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(8)
    }
  })
  it('louder is brighter: 2–4 kHz rises more than the whole', () => {
    const bands = (dynamicsUnit: number): { whole: number; high: number } => {
      const { samples } = sing('ja', [['あ', 64, 3, { dynamicsUnit }]])
      const middle = samples.slice(samples.length / 2 - 8192, samples.length / 2 + 8192)
      let high = 0
      for (let hz = 2000; hz < 4000; hz += 20) {
        let re = 0
        let im = 0
        for (let i = 0; i < middle.length; i += 2) {
          const turn = (2 * Math.PI * hz * i) / sampleRateHz
          re += middle[i]! * Math.cos(turn)
          im += middle[i]! * Math.sin(turn)
        }
        high += re * re + im * im
      }
      return { whole: middle.reduce((a, v) => a + v * v, 0), high }
    }
    const soft = bands(0.3)
    const loud = bands(0.7)
    expect(10 * Math.log10(loud.high / soft.high)).toBeGreaterThan(10 * Math.log10(loud.whole / soft.whole) + 1)
  })
  it('the three designs differ by 3 dB or more in some band, or by 8 % in formant scale', () => {
    const all = Object.values(voiceDesigns)
    for (const a of all) for (const b of all) if (a !== b) expect(Math.abs(a.tractUnit / b.tractUnit - 1)).toBeGreaterThan(0.08)
  })
  it('no slider reaches silence or scream: designs at the ends of their ranges stay audible and below full scale', () => {
    const base = voiceDesigns.hotaru!
    const extremes = [
      {
        ...base,
        rd: 0.1,
        breathDb: 20,
        tiltHz: 1e9,
        airDb: 100,
        ringDb: 100,
        gainDb: 100,
        consonantDb: 100,
        jitterUnit: 9,
        shimmerUnit: 9,
        bandwidthUnit: 0,
      },
      {
        ...base,
        rd: 99,
        breathDb: -999,
        tiltHz: 0,
        airDb: -100,
        ringDb: -100,
        gainDb: -100,
        consonantDb: -100,
        tractUnit: 0.1,
        upperUnit: 0,
        bandwidthUnit: 99,
      },
    ]
    for (const design of extremes) {
      const { samples } = renderVocal(trackOf('ja', sakura.slice(0, 3)), tempo, design, { sampleRateHz, seed: 1, lexicon: {} })
      const peak = samples.reduce((a, v) => Math.max(a, Math.abs(v)), 0)
      expect(peak).toBeLessThan(0.98)
      expect(peak).toBeGreaterThan(0.01)
    }
  })
  it('other sample rates give the same song (44.1 and 22.05 kHz, lengths within a sample per phrase)', () => {
    for (const rate of [44100, 22050]) {
      const r = renderVocal(trackOf('ja', sakura), tempo, voiceDesigns.hotaru!, { sampleRateHz: rate, seed: 4, lexicon: {} })
      expect(r.samples.length / rate).toBeCloseTo(sing('ja', sakura).samples.length / sampleRateHz, 2)
      expect(r.samples.every((v) => Math.abs(v) < 0.98)).toBe(true)
    }
  })
})
