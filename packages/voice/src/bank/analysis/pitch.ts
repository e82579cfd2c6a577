/**
 * Fundamental frequency of a recording. Candidates come from DIO: the signal through low-passes of different corner, and how even the four
 * kinds of intervals (both directions of zero crossing, peaks and dips) are; where only the fundamental is left they agree. The choice is then
 * refined by the instantaneous frequency of the first harmonics.
 * Sources: Morise, Kawahara & Katayose 2009, "Fast and reliable F0 estimation method based on the period extraction of vocal fold
 * vibration" (DIO); Morise 2017, "Harvest" (refinement by instantaneous frequency); Flanagan & Golden 1966.
 */
import { cosTurns, exp2 } from '../../dsp/math.ts'
import { fourierOf } from '../fourier.ts'
import { quickCos, quickLog2 } from '../quick-math.ts'

/** Lowest and highest singing pitch looked for: C2 is 65 Hz, C6 is 1047 Hz. */
const lowestHz = 60
const highestHz = 1000
/** DIO's own choice. More cost time and find nothing new in single sustained notes. */
const bandsPerOctave = 2
/** Greatest spread of the four interval kinds, relative, that still counts as periodic. DIO allows 0.1; breathy singers need a little more. */
const allowedSpread = 0.13

const nextPower = (n: number): number => {
  let size = 8
  while (size < n) size *= 2
  return size
}

/** Frequencies measured at instants (s), of one kind of interval. */
interface Intervals {
  readonly atS: number[]
  readonly hz: number[]
}

/** Distances between upward crossings of 0 of sign · x, refined by a straight line. */
function intervals(x: Float64Array, length: number, sign: number, rateHz: number): Intervals {
  const atS: number[] = []
  const hz: number[] = []
  let last = -1
  for (let i = 0; i + 1 < length; i++) {
    const a = x[i]! * sign
    const b = x[i + 1]! * sign
    if (a > 0 || b <= 0) continue
    const at = (i - a / (b - a)) / rateHz
    if (last >= 0) {
      atS.push((at + last) / 2)
      hz.push(1 / (at - last))
    }
    last = at
  }
  return { atS, hz }
}

/** Straight lines between measured values on a grid of frames; 0 outside them. */
function onGrid({ atS, hz }: Intervals, count: number, hopS: number): Float64Array {
  const out = new Float64Array(count)
  let k = 0
  for (let n = 0; n < count; n++) {
    const t = n * hopS
    while (k + 1 < atS.length && atS[k + 1]! <= t) k++
    const here = atS[k]
    const next = atS[k + 1]
    if (here === undefined || next === undefined || t < here) continue
    out[n] = hz[k]! + ((hz[k + 1]! - hz[k]!) * (t - here)) / (next - here)
  }
  return out
}

interface Candidates {
  readonly hz: Float64Array
  /** Relative spread of the four kinds of intervals; 0 is a pure tone. */
  readonly spread: Float64Array
}

/** The whole signal through one low-pass and its intervals. */
function candidatesBelow(
  cornerHz: number,
  spectrum: { re: Float64Array; im: Float64Array },
  size: number,
  length: number,
  rateHz: number,
  count: number,
  hopS: number,
): Candidates {
  // Nuttall window four half periods long (DIO); its transform is a low-pass with 93 dB of stop band.
  const half = Math.round(rateHz / cornerHz / 2)
  const filter = new Float64Array(size)
  const taps = half * 4 + 1
  let sum = 0
  for (let i = 0; i < taps; i++) {
    const p = i / (taps - 1)
    const w = 0.355768 - 0.487396 * cosTurns(p) + 0.144232 * cosTurns(2 * p) - 0.012604 * cosTurns(3 * p)
    filter[i] = w
    sum += w
  }
  for (let i = 0; i < taps; i++) filter[i]! /= sum
  const fourier = fourierOf(size)
  const re = new Float64Array(size / 2 + 1)
  const im = new Float64Array(size / 2 + 1)
  fourier.forward(filter, re, im)
  for (let k = 0; k <= size / 2; k++) {
    const r = re[k]! * spectrum.re[k]! - im[k]! * spectrum.im[k]!
    im[k] = re[k]! * spectrum.im[k]! + im[k]! * spectrum.re[k]!
    re[k] = r
  }
  const filtered = new Float64Array(size)
  fourier.inverse(re, im, filtered)
  const delay = half * 2
  const x = filtered.subarray(delay, delay + length)
  const slope = new Float64Array(length)
  for (let i = 0; i + 1 < length; i++) slope[i] = x[i + 1]! - x[i]!
  const kinds = [
    onGrid(intervals(x, length, 1, rateHz), count, hopS),
    onGrid(intervals(x, length, -1, rateHz), count, hopS),
    onGrid(intervals(slope, length - 1, 1, rateHz), count, hopS),
    onGrid(intervals(slope, length - 1, -1, rateHz), count, hopS),
  ]
  const hz = new Float64Array(count)
  const spread = new Float64Array(count).fill(1)
  for (let n = 0; n < count; n++) {
    let mean = 0
    let zero = false
    for (const kind of kinds) {
      if (kind[n] === 0) zero = true
      mean += kind[n]! / 4
    }
    // Only a tone inside the octave below the corner is this band's business.
    if (zero || mean > cornerHz || mean < cornerHz / 2.3 || mean < lowestHz || mean > highestHz) continue
    let square = 0
    for (const kind of kinds) square += (kind[n]! - mean) * (kind[n]! - mean)
    hz[n] = mean
    spread[n] = Math.sqrt(square / 3) / mean
  }
  return { hz, spread }
}

/** Fewer samples per second are enough for pitch: mean of neighbours after a windowed low-pass. */
function decimate(x: Float64Array, rateHz: number): { samples: Float64Array; rateHz: number } {
  const factor = Math.max(1, Math.floor(rateHz / 6000))
  if (factor === 1) return { samples: x, rateHz }
  const half = factor * 3
  const kernel = new Float64Array(half * 2 + 1)
  let sum = 0
  for (let i = -half; i <= half; i++) {
    kernel[i + half] = 0.5 + 0.5 * cosTurns(i / (2 * half + 2))
    sum += kernel[i + half]!
  }
  const out = new Float64Array(Math.ceil(x.length / factor))
  for (let n = 0; n < out.length; n++) {
    let v = 0
    const centre = n * factor
    const from = Math.max(0, centre - half)
    const to = Math.min(x.length - 1, centre + half)
    for (let i = from; i <= to; i++) v += x[i]! * kernel[i - centre + half]!
    out[n] = v / sum
  }
  return { samples: out, rateHz: rateHz / factor }
}

/** Pitch by the phase speed of harmonics 1 … 6 about a first guess; 0 where nothing periodic is near it. */
function refine(x: Float64Array, rateHz: number, centre: number, guessHz: number): number {
  const half = Math.round((1.5 * rateHz) / guessHz)
  const size = nextPower(2 * half + 2)
  const fourier = fourierOf(size)
  const a = new Float64Array(size)
  const b = new Float64Array(size)
  const span = 2 * half + 1
  const window = (i: number): number => 0.42 + 0.5 * quickCos(i / span) + 0.08 * quickCos((2 * i) / span)
  for (let i = -half; i <= half; i++) {
    const v = x[centre + i] ?? 0
    a[i + half] = v * window(i)
    b[i + half] = (v * (window(i + 1) - window(i - 1))) / 2
  }
  const bins = size / 2 + 1
  const ar = new Float64Array(bins)
  const ai = new Float64Array(bins)
  const br = new Float64Array(bins)
  const bi = new Float64Array(bins)
  fourier.forward(a, ar, ai)
  fourier.forward(b, br, bi)
  let top = 0
  let bottom = 0
  for (let h = 1; h <= 6; h++) {
    const k = Math.round((h * guessHz * size) / rateHz)
    if (k >= bins - 1) break
    const power = ar[k]! * ar[k]! + ai[k]! * ai[k]!
    if (power <= 0) continue
    const hz = (k * rateHz) / size + (((ar[k]! * bi[k]! - ai[k]! * br[k]!) / power) * rateHz * -1) / (2 * Math.PI)
    const size1 = Math.sqrt(power)
    top += size1 * hz
    bottom += size1 * h
  }
  const hz = bottom > 0 ? top / bottom : 0
  return Math.abs(hz - guessHz) < guessHz * 0.2 ? hz : 0
}

/**
 * @param x     mono.
 * @param hopMs distance of frames; frame n is centred on sample n · hop.
 * @returns Hz per frame, 0 where unvoiced.
 */
export function pitchOf(x: Float64Array, rateHz: number, count: number, hopMs: number): Float64Array {
  const hopS = hopMs / 1000
  const low = decimate(x, rateHz)
  let mean = 0
  for (const v of low.samples) mean += v / Math.max(1, low.samples.length)
  const size = nextPower(low.samples.length + Math.ceil((low.rateHz / lowestHz) * 4))
  const padded = new Float64Array(size)
  for (let i = 0; i < low.samples.length; i++) padded[i] = low.samples[i]! - mean
  const spectrum = { re: new Float64Array(size / 2 + 1), im: new Float64Array(size / 2 + 1) }
  fourierOf(size).forward(padded, spectrum.re, spectrum.im)
  const bands: Candidates[] = []
  for (let n = 1; lowestHz * exp2(n / bandsPerOctave) <= highestHz * 1.5; n++) {
    bands.push(candidatesBelow(lowestHz * exp2(n / bandsPerOctave), spectrum, size, low.samples.length, low.rateHz, count, hopS))
  }
  const best = new Float64Array(count)
  const votes: number[] = []
  for (let n = 0; n < count; n++) {
    let spread = allowedSpread
    for (const band of bands) {
      if (band.hz[n]! > 0 && band.spread[n]! < spread) {
        spread = band.spread[n]!
        best[n] = band.hz[n]!
      }
    }
    if (best[n]! > 0 && spread < allowedSpread / 2) votes.push(best[n]!)
  }
  // A bank is recorded note by note: what lies far from the middle of a recording is an octave error.
  votes.sort((a, b) => a - b)
  const middle = votes[Math.floor(votes.length / 2)] ?? 0
  if (middle === 0) return new Float64Array(count)
  for (let n = 0; n < count; n++) {
    const off = best[n]! > 0 ? quickLog2(best[n]! / middle) : 9
    if (Math.abs(off) < 0.6) continue
    best[n] = 0
    let spread = allowedSpread * 1.5
    for (const band of bands) {
      if (band.hz[n]! > 0 && Math.abs(quickLog2(band.hz[n]! / middle)) < 0.6 && band.spread[n]! < spread) {
        spread = band.spread[n]!
        best[n] = band.hz[n]!
      }
    }
  }
  const out = new Float64Array(count)
  for (let n = 0; n < count; n++) {
    if (best[n] === 0) continue
    const hz = refine(x, rateHz, Math.round(n * hopS * rateHz), best[n]!)
    out[n] = hz > 0 && Math.abs(quickLog2(hz / middle)) < 0.7 ? hz : 0
  }
  return steady(out)
}

/** Runs shorter than 25 ms are chance, gaps shorter than 15 ms in an even pitch are slips. */
function steady(hz: Float64Array): Float64Array {
  const out = Float64Array.from(hz)
  for (let n = 1; n + 1 < out.length; n++) {
    if (out[n] !== 0) continue
    let end = n
    while (end < out.length && out[end] === 0) end++
    const before = out[n - 1]!
    const after = out[end] ?? 0
    if (before > 0 && after > 0 && end - n <= 3 && Math.abs(before / after - 1) < 0.08) {
      for (let k = n; k < end; k++) out[k] = before + ((after - before) * (k - n + 1)) / (end - n + 1)
    }
    n = end
  }
  for (let n = 0; n < out.length; n++) {
    if (out[n] === 0) continue
    let end = n + 1
    while (end < out.length && out[end]! > 0 && Math.abs(out[end]! / out[end - 1]! - 1) < 0.12) end++
    if (end - n < 5) out.fill(0, n, end)
    n = end - 1
  }
  return out
}
