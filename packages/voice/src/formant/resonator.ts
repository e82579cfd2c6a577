/**
 * Second-order resonators run over a block of samples with coefficients that move in straight lines from one control instant to the next.
 * Straight lines keep every section stable, because the stable (b, c) form a triangle, which is convex.
 * y[n] = a·x[n] + b·y[n−1] + c·y[n−2], a = 1 − b − c (gain 1 at 0 Hz): Klatt 1980.
 */
import { cosTurns, exp } from '../dsp/math.ts'

/** Coefficients of one resonance. */
export const resonatorB = (hz: number, bandwidthHz: number, sampleRateHz: number): number =>
  2 * exp((-Math.PI * bandwidthHz) / sampleRateHz) * cosTurns(hz / sampleRateHz)
export const resonatorC = (bandwidthHz: number, sampleRateHz: number): number => -exp((-2 * Math.PI * bandwidthHz) / sampleRateHz)

/**
 * Runs two resonators in series over `block[0 … count)` in place. Two at a time, because their chains of dependent operations overlap in
 * the processor.
 *
 * @param state    four numbers per pair, kept from block to block.
 * @param from, to coefficients b and c of all sections, interleaved, at the block's ends.
 * @param section  index of the first of the pair.
 */
export function resonatePair(
  block: Float64Array,
  count: number,
  state: Float64Array,
  from: Float64Array,
  to: Float64Array,
  section: number,
): void {
  const k = section * 2
  let b1 = from[k]!
  let c1 = from[k + 1]!
  let b2 = from[k + 2]!
  let c2 = from[k + 3]!
  const db1 = (to[k]! - b1) / count
  const dc1 = (to[k + 1]! - c1) / count
  const db2 = (to[k + 2]! - b2) / count
  const dc2 = (to[k + 3]! - c2) / count
  let y1 = state[k]!
  let y2 = state[k + 1]!
  let z1 = state[k + 2]!
  let z2 = state[k + 3]!
  for (let i = 0; i < count; i++) {
    b1 += db1
    c1 += dc1
    b2 += db2
    c2 += dc2
    const y = (1 - b1 - c1) * block[i]! + c1 * y2 + b1 * y1
    y2 = y1
    y1 = y
    const z = (1 - b2 - c2) * y + c2 * z2 + b2 * z1
    z2 = z1
    z1 = z
    block[i] = z
  }
  state[k] = y1
  state[k + 1] = y2
  state[k + 2] = z1
  state[k + 3] = z2
}

/** The same for constant coefficients. */
export function resonatePairSteady(block: Float64Array, count: number, state: Float64Array, at: Float64Array, section: number): void {
  const k = section * 2
  const b1 = at[k]!
  const c1 = at[k + 1]!
  const b2 = at[k + 2]!
  const c2 = at[k + 3]!
  const a1 = 1 - b1 - c1
  const a2 = 1 - b2 - c2
  let y1 = state[k]!
  let y2 = state[k + 1]!
  let z1 = state[k + 2]!
  let z2 = state[k + 3]!
  for (let i = 0; i < count; i++) {
    const y = a1 * block[i]! + c1 * y2 + b1 * y1
    y2 = y1
    y1 = y
    const z = a2 * y + c2 * z2 + b2 * z1
    z2 = z1
    z1 = z
    block[i] = z
  }
  state[k] = y1
  state[k + 1] = y2
  state[k + 2] = z1
  state[k + 3] = z2
}

/**
 * A zero and a pole in series, for nasals: where both are equal the pair is transparent. Coefficients move in straight lines.
 *
 * @param coefficients zero b, zero c, pole b, pole c, at the beginning and the end of the block (8 numbers).
 * @param state        x[n−1], x[n−2], y[n−1], y[n−2].
 */
export function zeroAndPole(block: Float64Array, count: number, state: Float64Array, coefficients: Float64Array): void {
  let zb = coefficients[0]!
  let zc = coefficients[1]!
  let pb = coefficients[2]!
  let pc = coefficients[3]!
  const dzb = (coefficients[4]! - zb) / count
  const dzc = (coefficients[5]! - zc) / count
  const dpb = (coefficients[6]! - pb) / count
  const dpc = (coefficients[7]! - pc) / count
  let x1 = state[0]!
  let x2 = state[1]!
  let y1 = state[2]!
  let y2 = state[3]!
  for (let i = 0; i < count; i++) {
    zb += dzb
    zc += dzc
    pb += dpb
    pc += dpc
    const x = block[i]!
    const zeroed = (x - zb * x1 - zc * x2) / (1 - zb - zc)
    x2 = x1
    x1 = x
    const y = (1 - pb - pc) * zeroed + pc * y2 + pb * y1
    y2 = y1
    y1 = y
    block[i] = y
  }
  state[0] = x1
  state[1] = x2
  state[2] = y1
  state[3] = y2
}

/** |1 − b·z⁻¹ − c·z⁻²|² at the frequency whose cosine is given: the inverse of a resonator's power, without its gain a². */
export const denominatorPower = (b: number, c: number, cosine: number): number =>
  1 + b * b + c * c - 2 * b * (1 - c) * cosine - 2 * c * (2 * cosine * cosine - 1)
