/**
 * The 80 bits of one frame of linear timecode (SMPTE ST 12-1:2014, clause 9; for 25 frames IEC 60461), least significant bit of each
 * digit first. They end with a sync word that tells the direction of play.
 */
import { framesToTimecode, type Timecode, type TimecodeRate, timecodeRates } from '../timecode.ts'

export const LTC_BITS = 80
/** Bits 64–79 as they are sent. */
export const LTC_SYNC: readonly number[] = [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]

const DROP_BIT = 10
/** First bit and number of bits of each digit. */
const DIGITS = {
  frameUnits: [0, 4],
  frameTens: [8, 2],
  secondUnits: [16, 4],
  secondTens: [24, 3],
  minuteUnits: [32, 4],
  minuteTens: [40, 3],
  hourUnits: [48, 4],
  hourTens: [56, 2],
} as const satisfies Record<string, readonly [number, number]>
/** First bits of the eight groups of user bits, four bits each. */
const USER_GROUPS = [4, 12, 20, 28, 36, 44, 52, 60]
/** The bit that makes the number of ones even, so that every frame begins in the same direction. */
const parityBit = (rate: TimecodeRate): number => (timecodeRates[rate].nominal === 25 ? 59 : 27)

/**
 * The bits of a frame in the order of sending, each 0 or 1.
 *
 * @param frameIndex  from 0 = 00:00:00:00; beyond a day it wraps.
 * @param userBits    32 bits that travel along; 0 when nothing is said.
 */
export function ltcBits(frameIndex: number, rate: TimecodeRate, userBits = 0): Uint8Array {
  const { hours, minutes, seconds, frames } = framesToTimecode(frameIndex, rate)
  const bits = new Uint8Array(LTC_BITS)
  const put = (first: number, count: number, value: number): void => {
    for (let i = 0; i < count; i++) bits[first + i] = (value >>> i) & 1
  }
  const putNumber = (units: readonly [number, number], tens: readonly [number, number], value: number): void => {
    put(...units, value % 10)
    put(...tens, Math.floor(value / 10))
  }
  putNumber(DIGITS.frameUnits, DIGITS.frameTens, frames)
  putNumber(DIGITS.secondUnits, DIGITS.secondTens, seconds)
  putNumber(DIGITS.minuteUnits, DIGITS.minuteTens, minutes)
  putNumber(DIGITS.hourUnits, DIGITS.hourTens, hours)
  bits[DROP_BIT] = timecodeRates[rate].drop ? 1 : 0
  USER_GROUPS.forEach((first, group) => {
    put(first, 4, (userBits >>> (4 * group)) & 15)
  })
  bits.set(LTC_SYNC, 64)
  const ones = bits.reduce((sum, bit) => sum + bit, 0)
  bits[parityBit(rate)] = ones % 2
  return bits
}

export interface LtcWord {
  readonly timecode: Timecode
  readonly drop: boolean
  readonly userBits: number
}

/** Reads 80 bits in the order of sending; null when the sync word is not there or a digit is out of range. */
export function readLtcBits(bits: ArrayLike<number>): LtcWord | null {
  if (LTC_SYNC.some((bit, i) => bits[64 + i] !== bit)) return null
  const get = (first: number, count: number): number => {
    let value = 0
    for (let i = 0; i < count; i++) value |= bits[first + i]! << i
    return value
  }
  const number = (units: readonly [number, number], tens: readonly [number, number]): number => {
    const low = get(...units)
    return low > 9 ? Number.NaN : low + 10 * get(...tens)
  }
  const timecode = {
    hours: number(DIGITS.hourUnits, DIGITS.hourTens),
    minutes: number(DIGITS.minuteUnits, DIGITS.minuteTens),
    seconds: number(DIGITS.secondUnits, DIGITS.secondTens),
    frames: number(DIGITS.frameUnits, DIGITS.frameTens),
  }
  const { hours, minutes, seconds, frames } = timecode
  if (!(hours < 24 && minutes < 60 && seconds < 60 && frames < 30)) return null
  let userBits = 0
  USER_GROUPS.forEach((first, group) => {
    userBits |= get(first, 4) << (4 * group)
  })
  return { timecode, drop: bits[DROP_BIT] === 1, userBits: userBits >>> 0 }
}
