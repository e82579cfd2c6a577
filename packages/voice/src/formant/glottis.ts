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

/** Fourier coefficients of one pulse turned so that closure is at 0, and the tables drawn from them so far. */
interface Pulse {
  readonly re: Float64Array
  readonly im: Float64Array
  readonly strengths: Float64Array
  readonly waves: (Float32Array | null)[]
}

// Tables are constants that take a while to work out, so each is made when first asked for and kept: the package stays pure.
const pulses: (Pulse | null)[] = new Array<Pulse | null>(rdCount).fill(null)
let openingTable: Float32Array | null = null

function pulseOf(index: number): Pulse {
  const known = pulses[index]
  if (known) return known
  // Sampling a pulse that falls by 12 dB per octave 4096 times folds −40 dB of the 400th harmonic onto itself: below hearing.
  const fine = 4096
  const { wave, closure } = lfPeriod(lowestRd + index * rdStep, fine)
  const spectrum = new Float64Array(fine)
  fft(wave, spectrum, { inverse: false })
  const count = harmonicCounts[0]!
  const re = new Float64Array(count + 1)
  const im = new Float64Array(count + 1)
  const strengths = new Float64Array(listedHarmonics)
  for (let k = 1; k <= count; k++) {
    const c = sinTurns(k * closure + 0.25)
    const s = sinTurns(k * closure)
    re[k] = (wave[k]! * c - spectrum[k]! * s) / fine
    im[k] = (wave[k]! * s + spectrum[k]! * c) / fine
    if (k <= listedHarmonics) strengths[k - 1] = 2 * Math.sqrt(re[k]! * re[k]! + im[k]! * im[k]!)
  }
  const made: Pulse = { re, im, strengths, waves: new Array<Float32Array | null>(harmonicCounts.length).fill(null) }
  pulses[index] = made
  return made
}

/**
 * One period of the flow derivative at an index of rdPlace and a level of harmonicLevel.
 *
 * @returns tableLength + 1 samples, the last equal to the first; closure at 0. Shared: do not write to it.
 */
export function glottalWave(index: number, level: number): Float32Array {
  const pulse = pulseOf(index)
  const known = pulse.waves[level]
  if (known) return known
  const re = new Float64Array(tableLength)
  const im = new Float64Array(tableLength)
  for (let k = 1; k <= harmonicCounts[level]!; k++) {
    re[k] = pulse.re[k]!
    im[k] = pulse.im[k]!
    re[tableLength - k] = pulse.re[k]!
    im[tableLength - k] = -pulse.im[k]!
  }
  fft(re, im, { inverse: true })
  const table = new Float32Array(tableLength + 1)
  for (let i = 0; i < tableLength; i++) table[i] = re[i]!
  table[tableLength] = table[0]!
  pulse.waves[level] = table
  return table
}

/** Amplitude of the first harmonics at an index of rdPlace; entry k − 1 is harmonic k. */
export const glottalStrengths = (index: number): Float64Array => pulseOf(index).strengths

/** How open the glottis is over a period (0–1), for aspiration that pulses with it: the integral of the derivative at a middling Rd. */
export function glottalOpening(): Float32Array {
  if (openingTable) return openingTable
  const wave = glottalWave(6, 0)
  const opening = new Float32Array(tableLength + 1)
  let sum = 0
  let low = 0
  let high = 0
  for (let i = 0; i < tableLength; i++) {
    sum += wave[i]!
    opening[i] = sum
    if (sum < low) low = sum
    if (sum > high) high = sum
  }
  for (let i = 0; i < tableLength; i++) opening[i] = (opening[i]! - low) / (high - low)
  opening[tableLength] = opening[0]!
  openingTable = opening
  return opening
}
