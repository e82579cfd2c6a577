/**
 * Elementary functions from + − × ÷ and our own tables, so that every engine computes the same bits.
 * `Math.sin`, `Math.exp` and `Math.pow` may differ in the last place between engines and versions; ECMAScript fixes only
 * the four operations, `sqrt`, `floor` and the like. Everything on the way to a sample goes through this file.
 */

const TWO_PI = 6.283185307179586
const LN2 = Math.LN2
const LOG2E = Math.LOG2E

/** 2^n for n = −1022 … 1023: products of two, hence exact. */
const powersOfTwo = new Float64Array(2046)
powersOfTwo[1022] = 1
for (let n = 1023; n < 2046; n++) powersOfTwo[n] = powersOfTwo[n - 1]! * 2
for (let n = 1021; n >= 0; n--) powersOfTwo[n] = powersOfTwo[n + 1]! / 2

/**
 * sin(2π · turns). Taylor series to the 17th power on a quarter turn either side of 0; error below 1e-13.
 * @param turns any finite number below 2^40.
 */
export function sinTurns(turns: number): number {
  let x = turns - Math.floor(turns)
  if (x > 0.75) x -= 1
  else if (x > 0.25) x = 0.5 - x
  const y = x * TWO_PI
  const q = y * y
  return (
    y *
    (1 - (q / 6) * (1 - (q / 20) * (1 - (q / 42) * (1 - (q / 72) * (1 - (q / 110) * (1 - (q / 156) * (1 - (q / 210) * (1 - q / 272))))))))
  )
}

export const cosTurns = (turns: number): number => sinTurns(turns + 0.25)

/** 2^x; relative error below 1e-13. Saturates outside ±1000. */
export function exp2(x: number): number {
  const clamped = x > 1000 ? 1000 : x < -1000 ? -1000 : x
  const whole = Math.floor(clamped + 0.5)
  const y = (clamped - whole) * LN2
  let sum = 1
  for (let n = 13; n >= 1; n--) sum = 1 + (y / n) * sum
  return sum * powersOfTwo[whole + 1022]!
}

/** e^x. */
export const exp = (x: number): number => exp2(x * LOG2E)

/** Logarithm to base 2 of x > 0; absolute error below 1e-12. */
export function log2(x: number): number {
  let mantissa = x
  let exponent = 0
  while (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent++
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2
    exponent--
  }
  const s = (mantissa - 1) / (mantissa + 1)
  const q = s * s
  let sum = 0
  for (let n = 17; n >= 1; n -= 2) sum = sum * q + 1 / n
  return exponent + 2 * s * sum * LOG2E
}

/** Amplitude ratio of a level in dB. 20·log10(2) = 6.0206. */
export const dbToGain = (db: number): number => exp2(db / 6.020599913279624)
/** Level in dB of an amplitude ratio > 0. */
export const gainToDb = (gain: number): number => log2(gain) * 6.020599913279624
/** Frequency of a pitch in semitones (MIDI numbers, fractions allowed); A4 = 69 = 440 Hz (ISO 16). */
export const pitchToHz = (pitch: number): number => 440 * exp2((pitch - 69) / 12)

/** 0 below 0, 1 above 1, 3x² − 2x³ between: level at both ends. */
export function smooth(x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return x * x * (3 - 2 * x)
}

export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x)
export const mix = (from: number, to: number, share: number): number => from + (to - from) * share
