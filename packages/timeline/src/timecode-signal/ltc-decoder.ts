/**
 * Reads linear timecode from sound, forwards and backwards, from a tenth to ten times its speed. It looks at the instants at which the
 * sound changes sign, with a hysteresis that follows the level, and tells long intervals (a 0) from pairs of short ones (a 1).
 */
import { LTC_BITS, LTC_SYNC, type LtcWord, readLtcBits } from './ltc-frame.ts'

export interface LtcReading extends LtcWord {
  /** Where the frame began and ended, in samples since the first `write`; between samples too. */
  readonly startSample: number
  readonly endSample: number
  /** Played backwards. */
  readonly reverse: boolean
  /** Half of the distance from the lowest to the highest sample, 0–1. */
  readonly levelUnit: number
}

/** Sound weaker than this is silence: −46 dBFS. */
const SILENCE = 0.005
/** Part of the level that a change must cross beyond the middle. */
const HYSTERESIS = 0.2
/** Frames a second that are expected before anything has been heard. */
const USUAL_RATE = 27
/** Intervals from which the length of a bit is learned anew. */
const LEARN_FROM = 24

export class LtcDecoder {
  private at = 0
  private low = 0
  private high = 0
  private sign = 0
  private last = 0
  private lastCrossing = Number.NaN
  /** Where the sound last went through the middle. */
  private middle = Number.NaN
  private bitLength: number
  private readonly recent: number[] = []
  private halfStart = Number.NaN
  private readonly bits = new Uint8Array(LTC_BITS)
  private readonly starts = new Float64Array(LTC_BITS)
  private next = 0
  private filled = 0
  /** What the range of levels shrinks by from sample to sample. */
  private readonly release: number

  /** @param sampleRateHz  of the sound to come. */
  constructor(sampleRateHz: number) {
    // The level is forgotten to a third in 20 ms, half a frame.
    this.bitLength = sampleRateHz / (USUAL_RATE * LTC_BITS)
    this.release = Math.exp(-1 / (0.02 * sampleRateHz))
  }

  /** Takes in the next samples; returns the frames that ended in them. */
  write(samples: Float32Array): LtcReading[] {
    const readings: LtcReading[] = []
    for (const sample of samples) {
      const middle = (this.low + this.high) / 2
      this.high = Math.max(sample, middle + (this.high - middle) * this.release)
      this.low = Math.min(sample, middle + (this.low - middle) * this.release)
      const centre = (this.low + this.high) / 2
      const level = (this.high - this.low) / 2
      if ((this.last - centre) * (sample - centre) <= 0 && sample !== this.last) {
        this.middle = this.at - (sample - centre) / (sample - this.last)
      }
      const sign = sample > centre + HYSTERESIS * level ? 1 : sample < centre - HYSTERESIS * level ? -1 : 0
      if (level > SILENCE && sign !== 0 && sign !== this.sign) {
        this.sign = sign
        const reading = this.cross(Number.isNaN(this.middle) ? this.at : this.middle, level)
        if (reading !== null) readings.push(reading)
      }
      this.last = sample
      this.at++
    }
    return readings
  }

  private cross(at: number, level: number): LtcReading | null {
    const interval = at - this.lastCrossing
    const from = this.lastCrossing
    this.lastCrossing = at
    if (!(interval > 0)) return null
    this.recent.push(interval)
    if (this.recent.length > LEARN_FROM) this.recent.shift()
    if (!(interval < 1.6 * this.bitLength && interval > 0.3 * this.bitLength)) {
      this.learn()
      this.filled = 0
      this.halfStart = Number.NaN
      return null
    }
    if (interval > 0.75 * this.bitLength) {
      this.bitLength += 0.1 * (interval - this.bitLength)
      // A half that was left over was noise, or we had taken middles for beginnings.
      if (!Number.isNaN(this.halfStart)) this.filled = 0
      this.halfStart = Number.NaN
      return this.bit(0, from, at, level)
    }
    if (Number.isNaN(this.halfStart)) {
      this.halfStart = from
      return null
    }
    const start = this.halfStart
    this.halfStart = Number.NaN
    this.bitLength += 0.1 * (at - start - this.bitLength)
    return this.bit(1, start, at, level)
  }

  /** A bit is as long as the longest of the last intervals that is no gap: there are zeros in every sync word. */
  private learn(): void {
    const sorted = [...this.recent].sort((a, b) => a - b)
    const typical = sorted[Math.floor(sorted.length / 2)]!
    const longest = sorted.findLast((interval) => interval < 2.6 * typical) ?? typical
    // All alike, a run of ones looks like a run of zeros; the next zero is then out of range and it is learned anew.
    this.bitLength = longest
  }

  private bit(bit: number, start: number, end: number, level: number): LtcReading | null {
    this.bits[this.next] = bit
    this.starts[this.next] = start
    this.next = (this.next + 1) % LTC_BITS
    if (this.filled < LTC_BITS) this.filled++
    if (this.filled < LTC_BITS) return null
    const first = this.next
    const inOrder = (i: number): number => this.bits[(first + i) % LTC_BITS]!
    const forwards = LTC_SYNC.every((wanted, i) => inOrder(64 + i) === wanted)
    const backwards = !forwards && LTC_SYNC.every((wanted, i) => inOrder(15 - i) === wanted)
    if (!forwards && !backwards) return null
    const word = readLtcBits(Array.from({ length: LTC_BITS }, (_, i) => inOrder(forwards ? i : LTC_BITS - 1 - i)))
    if (word === null) return null
    this.filled = 0
    return { ...word, startSample: this.starts[first]!, endSample: end, reverse: backwards, levelUnit: level }
  }
}
