import { describe, expect, it } from 'vitest'
import type { CurveName } from '../drawn-curves.ts'
import { planVocal } from '../plan-vocal.ts'
import { renderVocal } from '../render-vocal.ts'
import { type Curves, curveNames, drawn, expectNoCrackle, extremes, type Points } from '../testing/drawn.ts'
import { bandDb as bandOf, loudness } from '../testing/measure.ts'
import { constantTempo, sakura, trackOf } from '../testing/score.ts'
import { voiceDesigns } from './voice-design.ts'

const sampleRateHz = 48000
const tempo = constantTempo(60)

/** A vowel of two seconds from beat 2 on, sung by Hotaru. */
function vowel(curves: Curves | undefined, pitch = 64): Float32Array {
  const plain = trackOf('ja', [['あ', pitch, 2]])
  const track = curves ? { ...plain, curves } : plain
  const sung = renderVocal(track, tempo, voiceDesigns.hotaru!, { sampleRateHz, seed: 3, lexicon: {} })
  const from = Math.round(((2000 - sung.startMs) * sampleRateHz) / 1000)
  return sung.samples.subarray(from + 0.2 * sampleRateHz, from + 1.8 * sampleRateHz)
}

const bandDb = (sound: Float32Array, lowHz: number, highHz: number): number => bandOf(sound, lowHz, highHz, sampleRateHz)

describe('no crackle', () => {
  it.each(curveNames)('%s may jump from end to end and zigzag: no step or flux beyond steady singing', (name) => {
    expectNoCrackle(name, (points) => vowel(drawn(name, points)), sampleRateHz)
  })
})

describe('each curve does what its name says', () => {
  const ends = (name: CurveName): [Float32Array, Float32Array] => [
    vowel(drawn(name, [[0, extremes[name][0]]])),
    vowel(drawn(name, [[0, extremes[name][1]]])),
  ]
  it('louder is louder', () => {
    const [soft, loud] = ends('dynamicsDb')
    expect(loudness(loud, 0, loud.length, sampleRateHz) - loudness(soft, 0, soft.length, sampleRateHz)).toBeGreaterThan(10)
  })
  it('breath, tension and brightness change the sound by more than 3 dB above 2 kHz and hardly its loudness (4 LU)', () => {
    for (const name of ['breathinessUnit', 'tensionUnit', 'brightnessUnit'] as const) {
      const [low, high] = ends(name)
      const level = loudness(high, 0, high.length, sampleRateHz) - loudness(low, 0, low.length, sampleRateHz)
      expect(Math.abs(level), name).toBeLessThan(4)
      const [from, to] = name === 'tensionUnit' ? [2000, 5000] : [5000, 9000]
      const lean = (sound: Float32Array): number => bandDb(sound, from, to) - bandDb(sound, 200, 1000)
      expect(Math.abs(lean(high) - lean(low)), name).toBeGreaterThan(3)
    }
  })
  it('gender moves the formants: the second one lies by another partial in a small throat than in a large one', () => {
    const [small, large] = ends('genderUnit')
    const place = (sound: Float32Array): number => bandDb(sound, 1500, 1800) - bandDb(sound, 1200, 1450)
    expect(place(small) - place(large)).toBeGreaterThan(3)
  })
  it('a whisper has no partials', () => {
    const [whispered, sung] = ends('voicingUnit')
    const f0 = 440 * 2 ** ((64 - 69) / 12)
    const partial = (sound: Float32Array): number => bandDb(sound, f0 * 2 - 15, f0 * 2 + 15) - bandDb(sound, f0 * 2.5 - 15, f0 * 2.5 + 15)
    expect(partial(sung)).toBeGreaterThan(25)
    expect(partial(whispered)).toBeLessThan(10)
  })
  it('a drawn pitch lies over the plan, cent for cent, away from its corners', () => {
    const plain = trackOf('ja', sakura)
    const options = { lexicon: {}, seed: 1 }
    const before = planVocal(plain, tempo, options).phrases[0]!
    const after = planVocal({ ...plain, curves: drawn('pitchCents', [[0, 0], [3, 0], [4, 100]]) }, tempo, options).phrases[0]! // biome-ignore format: short
    const at = (atMs: number): number => {
      const i = Math.round((atMs - before.f0.startMs) / 5)
      return 1200 * Math.log2(after.f0.hz[i]! / before.f0.hz[i]!)
    }
    expect(at(2500)).toBeCloseTo(0, 1)
    expect(at(3500)).toBeCloseTo(50, 0)
    expect(at(5000)).toBeCloseTo(100, 1)
  })
})

it('a curve changes only the phrases it touches', () => {
  const plain = trackOf('ja', sakura)
  const options = { lexicon: {}, seed: 1 }
  const before = planVocal(plain, tempo, options)
  const touched: Points = [
    [10, 0],
    [11, 1],
    [12, 1],
    [13, 0],
  ]
  const after = planVocal({ ...plain, curves: drawn('breathinessUnit', touched) }, tempo, options)
  expect(after.phrases.map((p, i) => p.id === before.phrases[i]!.id)).toEqual([true, false])
})
