/** The drawn curves of a vocal track, sung by a voicebank: each does what its name says, and none of them crackles. */
import { describe, expect, it } from 'vitest'
import type { CurveName } from '../drawn-curves.ts'
import { planVocal } from '../plan-vocal.ts'
import { curveNames, drawn, expectNoCrackle, extremes, type Points } from '../testing/drawn.ts'
import { bandDb as bandOf, loudness } from '../testing/measure.ts'
import { constantTempo, trackOf } from '../testing/score.ts'
import { makeVoice } from './make-voice.ts'
import { readVoicebank } from './read-bank.ts'
import { renderBankPhrase } from './render.ts'
import { decode, inShiftJis, smallBank } from './testing/small-bank.ts'

const sampleRateHz = 48_000
const { folder } = smallBank(['あ'], null, inShiftJis)
const bank = readVoicebank(folder, { folderName: 'small', decode })
const { voice } = makeVoice(bank, folder, { only: null, kept: () => null, keep: () => undefined, onProgress: () => undefined })

/** あ of two seconds at F4 with one curve, its middle. */
function vowel(name: CurveName, points: Points): Float32Array {
  const track = { ...trackOf('ja', [['あ', 65, 2]]), curves: drawn(name, points) }
  const phrase = planVocal(track, constantTempo(60), { lexicon: {}, seed: 3 }).phrases[0]!
  const sung = renderBankPhrase(phrase, voice, { sampleRateHz, seed: 3 })
  const from = Math.round(((2000 - sung.startMs) * sampleRateHz) / 1000)
  return sung.samples.subarray(from + 0.2 * sampleRateHz, from + 1.8 * sampleRateHz)
}
const ends = (name: CurveName): [Float32Array, Float32Array] => [
  vowel(name, [[0, extremes[name][0]]]),
  vowel(name, [[0, extremes[name][1]]]),
]
const bandDb = (sound: Float32Array, lowHz: number, highHz: number): number => bandOf(sound, lowHz, highHz, sampleRateHz)
const level = (sound: Float32Array): number => loudness(sound, 0, sound.length, sampleRateHz)
const f0 = 440 * 2 ** ((65 - 69) / 12)
/** How far the second partial stands out of what lies between it and the next, dB. */
const partial = (sound: Float32Array): number => bandDb(sound, f0 * 2 - 15, f0 * 2 + 15) - bandDb(sound, f0 * 2.5 - 15, f0 * 2.5 + 15)

describe('each curve does with a voicebank what its name says', () => {
  it('louder is louder, and brighter: 2–4 kHz rises more than the whole', () => {
    const [soft, loud] = ends('dynamicsDb')
    const louder = level(loud) - level(soft)
    expect(louder).toBeGreaterThan(10)
    expect(bandDb(loud, 2000, 4000) - bandDb(soft, 2000, 4000)).toBeGreaterThan(louder * 1.2)
  })
  it('breathier has more noise between the partials, at hardly another loudness', () => {
    const [clear, breathy] = ends('breathinessUnit')
    const hiss = (sound: Float32Array) => bandDb(sound, f0 * 2.4, f0 * 2.6) - bandDb(sound, f0 * 2 - 15, f0 * 2 + 15)
    expect(hiss(breathy) - hiss(clear)).toBeGreaterThan(8)
    expect(Math.abs(level(breathy) - level(clear))).toBeLessThan(4)
  })
  it('tenser and brighter have more above 2 kHz, at hardly another loudness', () => {
    for (const name of ['tensionUnit', 'brightnessUnit'] as const) {
      const [low, high] = ends(name)
      const lean = (sound: Float32Array): number => bandDb(sound, 2000, 5000) - bandDb(sound, 200, 1000)
      expect(lean(high) - lean(low), name).toBeGreaterThan(3)
      expect(Math.abs(level(high) - level(low)), name).toBeLessThan(4)
    }
  })
  it('gender moves the formants: the first two lie lower in a large throat', () => {
    const [small, large] = ends('genderUnit')
    const centre = (sound: Float32Array): number => {
      let sum = 0
      let power = 0
      for (let k = 1; k * f0 < 1800; k++) {
        const own = 10 ** (bandDb(sound, k * f0 - 20, k * f0 + 20) / 10)
        sum += own * k * f0
        power += own
      }
      return sum / power
    }
    expect(centre(small) / centre(large)).toBeGreaterThan(1.08)
  })
  it('a whisper has no partials, and is heard', () => {
    const [whispered, sung] = ends('voicingUnit')
    expect(partial(sung)).toBeGreaterThan(20)
    expect(partial(whispered)).toBeLessThan(10)
    expect(level(whispered)).toBeGreaterThan(level(sung) - 24)
  })
})

describe('no crackle', () => {
  it.each(curveNames)('%s may jump from end to end and zigzag: no step or flux beyond steady singing', (name) => {
    expectNoCrackle(name, (points) => vowel(name, points), sampleRateHz)
  })
})
