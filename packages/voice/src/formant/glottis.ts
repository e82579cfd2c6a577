/**
 * The glottal source: the LF model of the flow derivative (Fant, Liljencrants & Lin 1985) governed by one number, Rd (Fant 1995), as
 * band-limited wave tables. Tables are aligned at the instant of closure, so that neighbouring Rd values mix without comb effects, and
 * exist for several numbers of harmonics, so that no pitch folds back below 15 kHz.
 */
import { fft } from '../dsp/fft.ts'
import { clamp, exp, sinTurns } from '../dsp/math.ts'

export const tableLength = 2048
const lowestRd = 0.4
export const rdStep = 0.15
const rdCount = 16
/** Harmonics kept per table: 400 suits 50 Hz; each next one has √2 fewer, down to 18 for 1.2 kHz. */
const harmonicCounts = [400, 283, 200, 141, 100, 71, 50, 35, 25, 18]
/** Harmonics whose strength is listed for the level servo. */
export const listedHarmonics = 96

export interface Glottis {
  /** [rd index][harmonic level]; tableLength + 1 samples, the last equal to the first; closure at 0. */
  readonly waves: readonly (readonly Float32Array[])[]
  /** [rd index][k − 1]: amplitude of harmonic k. */
  readonly strengths: readonly Float64Array[]
  /** How open the glottis is over the same period (0–1), for aspiration that pulses with it. */
  readonly opening: Float32Array
}

export interface RdPlace {
  readonly index: number
  readonly share: number
}

/** Which two tables a value of Rd lies between. */
export function rdPlace(rd: number): RdPlace {
  const x = clamp((rd - lowestRd) / rdStep, 0, rdCount - 1.001)
  const index = Math.floor(x)
  return { index, share: x - index }
}

/** Which harmonic level is safe for a pitch: the richest one whose top stays below 0.46 of the sample rate. */
export function harmonicLevel(f0Hz: number, sampleRateHz: number): number {
  const fit = (0.46 * sampleRateHz) / f0Hz
  for (let level = 0; level < harmonicCounts.length - 1; level++) if (harmonicCounts[level]! <= fit) return level
  return harmonicCounts.length - 1
}

/**
 * One period of the LF flow derivative, from the opening at sample 0; strongest excitation −1.
 * Parameters from Rd by Fant 1995: Ra, Rk regressions, Rg from the definition of Rd.
 */
function lfPeriod(rd: number, length: number): { wave: Float64Array; closure: number } {
  const ra = (-1 + 4.8 * rd) / 100
  const rk = (22.4 + 11.8 * rd) / 100
  const rg = rk / (4 * ((0.11 * rd) / (0.5 + 1.2 * rk) - ra))
  const tp = 1 / (2 * rg)
  const te = tp * (1 + rk)
  const ta = Math.max(ra, 0.002)
  const rest = 1 - te
  // ε from ε·ta = 1 − e^(−ε·rest), by fixed point; converges since the slope is below 1 for ta < rest.
  let epsilon = 1 / ta
  for (let i = 0; i < 60; i++) epsilon = (1 - exp(-epsilon * rest)) / ta
  const returnArea = -(1 / (epsilon * ta)) * ((1 - exp(-epsilon * rest)) / epsilon - rest * exp(-epsilon * rest))
  // α so that the whole flow of a period comes back to 0: area of the open phase + area of the return phase = 0.
  const wg = Math.PI / tp
  const openArea = (alpha: number): number => {
    // ∫0..te E0 e^(αt) sin(ωt) dt with E0 chosen so that the value at te is −1.
    const s = sinTurns((wg * te) / (2 * Math.PI))
    const c = sinTurns((wg * te) / (2 * Math.PI) + 0.25)
    const e0 = -1 / (exp(alpha * te) * s)
    return (e0 * (exp(alpha * te) * (alpha * s - wg * c) + wg)) / (alpha * alpha + wg * wg)
  }
  let low = -60
  let high = 120
  for (let i = 0; i < 70; i++) {
    const middle = (low + high) / 2
    if (openArea(middle) + returnArea > 0) low = middle
    else high = middle
  }
  const alpha = (low + high) / 2
  const e0 = -1 / (exp(alpha * te) * sinTurns((wg * te) / (2 * Math.PI)))
  const wave = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const t = i / length
    wave[i] =
      t <= te
        ? e0 * exp(alpha * t) * sinTurns((wg * t) / (2 * Math.PI))
        : -(1 / (epsilon * ta)) * (exp(-epsilon * (t - te)) - exp(-epsilon * rest))
  }
  return { wave, closure: te }
}

let made: Glottis | null = null

/** The tables; made at the first call (about 30 ms), then shared. A constant, so sharing it keeps the package pure. */
export function glottis(): Glottis {
  if (made) return made
  const fine = 8192
  const waves: Float32Array[][] = []
  const strengths: Float64Array[] = []
  for (let r = 0; r < rdCount; r++) {
    const { wave, closure } = lfPeriod(lowestRd + r * rdStep, fine)
    const re = wave
    const im = new Float64Array(fine)
    fft(re, im, { inverse: false })
    const strength = new Float64Array(listedHarmonics)
    const turnedRe = new Float64Array(harmonicCounts[0]! + 1)
    const turnedIm = new Float64Array(harmonicCounts[0]! + 1)
    for (let k = 1; k <= harmonicCounts[0]!; k++) {
      const c = sinTurns(k * closure + 0.25)
      const s = sinTurns(k * closure)
      turnedRe[k] = (re[k]! * c - im[k]! * s) / fine
      turnedIm[k] = (re[k]! * s + im[k]! * c) / fine
      if (k <= listedHarmonics) strength[k - 1] = 2 * Math.sqrt(turnedRe[k]! * turnedRe[k]! + turnedIm[k]! * turnedIm[k]!)
    }
    strengths.push(strength)
    waves.push(
      harmonicCounts.map((count) => {
        const xr = new Float64Array(tableLength)
        const xi = new Float64Array(tableLength)
        for (let k = 1; k <= count; k++) {
          xr[k] = turnedRe[k]!
          xi[k] = turnedIm[k]!
          xr[tableLength - k] = turnedRe[k]!
          xi[tableLength - k] = -turnedIm[k]!
        }
        fft(xr, xi, { inverse: true })
        const table = new Float32Array(tableLength + 1)
        for (let i = 0; i < tableLength; i++) table[i] = xr[i]!
        table[tableLength] = table[0]!
        return table
      }),
    )
  }
  // Opening: the integral of the flow derivative at a middling Rd, scaled to 0–1.
  const wave = waves[6]![0]!
  const flow = new Float64Array(tableLength)
  let sum = 0
  let low = 0
  let high = 0
  for (let i = 0; i < tableLength; i++) {
    sum += wave[i]!
    flow[i] = sum
    if (sum < low) low = sum
    if (sum > high) high = sum
  }
  const opening = new Float32Array(tableLength + 1)
  for (let i = 0; i < tableLength; i++) opening[i] = (flow[i]! - low) / (high - low)
  opening[tableLength] = opening[0]!
  made = { waves, strengths, opening }
  return made
}
