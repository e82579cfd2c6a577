/**
 * Linear timecode as sound: biphase mark, one change of level at every bit, one more in the middle of a 1. Since each frame begins in
 * the same direction, a sample is a function of its number alone: any stretch can be made at any time, in any order.
 */
import { type TimecodeRate, timecodeRates } from '../timecode.ts'
import { LTC_BITS, ltcBits } from './ltc-frame.ts'

/** Seconds from 10 % to 90 % of a change of level, and a little: 25 ± 5 µs at 10–90 % (SMPTE ST 12-1) is a sine edge of 42 µs. */
const EDGE_SECONDS = 42e-6
const HALVES = 2 * LTC_BITS

export interface LtcSignal {
  readonly rate: TimecodeRate
  /** Frame that begins at sample 0. */
  readonly firstFrame: number
  readonly sampleRateHz: number
  /** Peak, 0–1; 0.5 (−6 dBFS) is usual. */
  readonly levelUnit: number
  readonly userBits?: number
}

/** Samples of one frame; not a whole number at every rate. */
export const samplesPerFrame = (rate: TimecodeRate, sampleRateHz: number): number =>
  (sampleRateHz * timecodeRates[rate].msNumerator) / (1000 * timecodeRates[rate].msDenominator)

/**
 * Samples `fromSample` … `fromSample + count − 1` of the signal.
 *
 * @throws RangeError for a sample rate under 8000 Hz, where two changes of level would fall on one sample.
 */
export function ltcSamples(signal: LtcSignal, fromSample: number, count: number): Float32Array {
  const { rate, sampleRateHz, levelUnit } = signal
  if (!(sampleRateHz >= 8000)) throw new RangeError(`timecode needs a sample rate of 8000 Hz or more; ${sampleRateHz} was given`)
  const perFrame = samplesPerFrame(rate, sampleRateHz)
  const halfLength = perFrame / HALVES
  const edge = Math.min(EDGE_SECONDS * sampleRateHz, halfLength)
  const samples = new Float32Array(count)
  let frame = Number.NaN
  let halves = new Int8Array(HALVES)
  for (let i = 0; i < count; i++) {
    const at = fromSample + i
    const here = Math.floor(at / perFrame)
    if (here !== frame) {
      frame = here
      halves = halvesOf(ltcBits(signal.firstFrame + frame, rate, signal.userBits))
    }
    const place = (at - frame * perFrame) / halfLength
    const half = Math.min(HALVES - 1, Math.max(0, Math.floor(place)))
    const level = halves[half]!
    const intoHalf = (place - half) * halfLength
    // Every frame begins with a change of level, so beyond either end stands the opposite of the first half.
    const before = half === 0 ? -halves[0]! : halves[half - 1]!
    const after = half === HALVES - 1 ? halves[0]! : halves[half + 1]!
    const fromEdge = intoHalf < halfLength / 2 ? intoHalf : halfLength - intoHalf
    const other = intoHalf < halfLength / 2 ? before : after
    samples[i] = levelUnit * (other !== level && fromEdge < edge / 2 ? level * Math.sin((Math.PI * fromEdge) / edge) : level)
  }
  return samples
}

/** The level, 1 or −1, of each half of each bit. */
function halvesOf(bits: Uint8Array): Int8Array<ArrayBuffer> {
  const halves = new Int8Array(HALVES)
  let level = -1
  bits.forEach((bit, i) => {
    level = -level
    halves[2 * i] = level
    if (bit === 1) level = -level
    halves[2 * i + 1] = level
  })
  return halves
}
