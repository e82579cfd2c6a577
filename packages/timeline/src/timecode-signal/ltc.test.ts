import { describe, expect, it } from 'vitest'
import { createRandom } from '../testing/random.ts'
import { framesPerDay, framesToTimecode, type Timecode, type TimecodeRate, timecodeRates, timecodeToFrames } from '../timecode.ts'
import { LtcDecoder } from './ltc-decoder.ts'
import { ltcSamples, samplesPerFrame } from './ltc-encoder.ts'
import { ltcBits, readLtcBits } from './ltc-frame.ts'

const rates = Object.keys(timecodeRates) as TimecodeRate[]
const at = (hours: number, minutes: number, seconds: number, frames: number): Timecode => ({ hours, minutes, seconds, frames })
const hexOf = (bits: Uint8Array): string =>
  Array.from({ length: 10 }, (_, byte) => {
    let value = 0
    for (let i = 0; i < 8; i++) value |= bits[8 * byte + i]! << i
    return value.toString(16).padStart(2, '0')
  }).join('')
const frameOf = (timecode: Timecode, rate: TimecodeRate): number => timecodeToFrames(timecode, rate)

describe('ltcBits', () => {
  it.each([
    ['0201050403020100fcbf', '25', at(1, 23, 45, 12), 0],
    ['f4e2e9b5d9a5e3d2fcbf', '25', at(23, 59, 59, 24), 0xdeadbeef],
    ['0100000000000000fcbf', '30', at(0, 0, 0, 1), 0],
    ['0204000001010001fcbf', '29.97df', at(10, 11, 0, 2), 0],
    ['8976695d49352312fcbf', '29.97df', at(23, 59, 59, 29), 0x12345678],
    ['0302090008000700fcbf', '24', at(7, 8, 9, 23), 0],
  ] as const)('%s is what libltc makes of the same timecode', (hex, rate, timecode, userBits) => {
    expect(hexOf(ltcBits(frameOf(timecode, rate), rate, userBits))).toBe(hex)
  })

  it('each frame has an even number of ones and is read back whole, user bits too', () => {
    const random = createRandom(7)
    for (let i = 0; i < 2000; i++) {
      const rate = random.pick(rates)
      const frame = random.whole(0, framesPerDay(rate) - 1)
      const userBits = random.whole(0, 0xffff_ffff)
      const bits = ltcBits(frame, rate, userBits)
      expect(bits.reduce((sum, bit) => sum + bit, 0) % 2).toBe(0)
      expect(readLtcBits(bits)).toEqual({ timecode: framesToTimecode(frame, rate), drop: timecodeRates[rate].drop, userBits })
    }
  })
})

/** Frames in the order in which they were heard, and where each began. */
function heard(samples: Float32Array, rate: TimecodeRate, sampleRateHz: number, chunk = samples.length) {
  const decoder = new LtcDecoder(sampleRateHz)
  const readings = []
  for (let from = 0; from < samples.length; from += chunk) readings.push(...decoder.write(samples.subarray(from, from + chunk)))
  return readings.map(({ timecode, ...rest }) => ({ ...rest, frame: frameOf(timecode, rate) }))
}

describe('ltcSamples', () => {
  it('any stretch is the same whether it is made alone or with its neighbours', () => {
    const signal = { rate: '29.97df', firstFrame: 1790, sampleRateHz: 44_100, levelUnit: 0.5 } as const
    const whole = ltcSamples(signal, 0, 20_000)
    const random = createRandom(3)
    for (let i = 0; i < 50; i++) {
      const from = random.whole(0, 15_000)
      expect(ltcSamples(signal, from, 777)).toEqual(whole.slice(from, from + 777))
    }
  })

  it('keeps to its peak, and leans on neither side', () => {
    const samples = ltcSamples({ rate: '25', firstFrame: 0, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 48_000)
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(0.5)
    expect(Math.abs(samples.reduce((sum, sample) => sum + sample, 0) / samples.length)).toBeLessThan(0.005)
  })

  it('refuses a sample rate that cannot carry it', () => {
    expect(() => ltcSamples({ rate: '30', firstFrame: 0, sampleRateHz: 4000, levelUnit: 1 }, 0, 10)).toThrow(RangeError)
  })
})

describe('LtcDecoder', () => {
  it('every frame is read once, in order and in its place to a sample, at all rates, over drops, midnight and odd chunk sizes', () => {
    for (const rate of rates) {
      for (const start of [at(0, 8, 59, 20), at(0, 9, 59, 20), at(23, 59, 59, 12)]) {
        const firstFrame = frameOf(start, rate)
        const samples = ltcSamples({ rate, firstFrame, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 96_000)
        const readings = heard(samples, rate, 48_000, 479)
        // The last frame is not over until the next has begun.
        expect(readings.length).toBeGreaterThanOrEqual(Math.floor(96_000 / samplesPerFrame(rate, 48_000)) - 1)
        readings.forEach(({ frame, startSample, reverse }, i) => {
          expect(frame).toBe((firstFrame + i) % framesPerDay(rate))
          expect(Math.abs(startSample - i * samplesPerFrame(rate, 48_000))).toBeLessThan(1)
          expect(reverse).toBe(false)
        })
      }
    }
  })

  it('hears it played backwards and says so', () => {
    const samples = ltcSamples({ rate: '25', firstFrame: 1000, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 48_000).reverse()
    const readings = heard(samples, '25', 48_000)
    expect(readings.length).toBeGreaterThan(22)
    expect(readings.every(({ reverse }) => reverse)).toBe(true)
    const frames = readings.map(({ frame }) => frame)
    expect(frames).toEqual(frames.map((_, i) => frames[0]! - i))
  })

  it('hears it at a tenth to five times its speed', () => {
    const samples = ltcSamples({ rate: '30', firstFrame: 0, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 48_000)
    for (const speed of [0.1, 0.5, 2, 5]) {
      const played = Float32Array.from({ length: Math.floor(samples.length / speed) - 2 }, (_, i) => {
        const [place, part] = [Math.floor(i * speed), (i * speed) % 1]
        return samples[place]! + part * (samples[place + 1]! - samples[place]!)
      })
      const frames = heard(played, '30', 48_000).map(({ frame }) => frame)
      expect(frames.length).toBeGreaterThan(26)
      expect(frames).toEqual(frames.map((_, i) => frames[0]! + i))
    }
  })

  it('a quiet signal with noise 20 dB below it, hum and an offset is read; silence and noise alone name no frame', () => {
    const random = createRandom(11)
    const noise = () => random.unit() + random.unit() - 1
    const clean = ltcSamples({ rate: '25', firstFrame: 500, sampleRateHz: 48_000, levelUnit: 0.05 }, 0, 96_000)
    const dirty = clean.map((sample, i) => sample + 0.005 * noise() + 0.01 * Math.sin((2 * Math.PI * 50 * i) / 48_000) + 0.02)
    const frames = heard(dirty, '25', 48_000).map(({ frame }) => frame)
    expect(frames.length).toBeGreaterThanOrEqual(47)
    expect(frames).toEqual(frames.map((_, i) => frames[0]! + i))
    expect(heard(new Float32Array(48_000), '25', 48_000)).toEqual([])
    expect(heard(Float32Array.from({ length: 480_000 }, noise), '25', 48_000)).toEqual([])
  })

  it('after a drop-out it is back with the second whole frame', () => {
    const samples = ltcSamples({ rate: '25', firstFrame: 0, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 96_000)
    samples.fill(0, 20_000, 50_000)
    const frames = heard(samples, '25', 48_000).map(({ frame }) => frame)
    expect(frames.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    // Sample 50 000 is in frame 26; the first whole frame after it is 27.
    expect(frames[10]).toBeLessThanOrEqual(28)
    expect(frames.slice(10)).toEqual(Array.from({ length: frames.length - 10 }, (_, i) => frames[10]! + i))
  })
})
