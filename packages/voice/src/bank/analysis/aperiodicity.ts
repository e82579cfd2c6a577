/**
 * How much of each band is noise rather than voice.
 * Source: Morise 2016, "D4C, a band-aperiodicity estimator for high-quality speech synthesis": the group delay of a periodic signal, freed of where
 * in the period the window lies and of the envelope, is a sine over frequency. Band by band its transform has one line if the voice is clean and is spread where it
 * is noisy; the share outside the line is the aperiodicity.
 */
import { cosTurns } from '../../dsp/math.ts'
import { fourierOf } from '../fourier.ts'
import { quickCos, quickLog2 } from '../quick-math.ts'
import { smoothBins } from './envelope.ts'

/** Bands lie 3 kHz apart, as in the paper; their centres. */
export const bandStepHz = 3000
export const bandCount = 6

interface Bench {
  readonly size: number
  readonly wave: Float64Array
  readonly timed: Float64Array
  readonly re: Float64Array
  readonly im: Float64Array
  readonly tre: Float64Array
  readonly tim: Float64Array
  readonly centroid: Float64Array
  readonly power: Float64Array
  readonly delay: Float64Array
  readonly wide: Float64Array
  readonly sums: Float64Array
}
export type AperiodicityBench = Bench

export function createAperiodicityBench(rateHz: number, lowestHz: number): Bench {
  let size = 1024
  while (size < (4 * rateHz) / lowestHz + 1) size *= 2
  const bins = size / 2 + 1
  const room = (n: number): Float64Array => new Float64Array(n)
  return {
    size,
    wave: room(size),
    timed: room(size),
    re: room(bins),
    im: room(bins),
    tre: room(bins),
    tim: room(bins),
    centroid: room(bins),
    power: room(bins),
    delay: room(bins),
    wide: room(bins),
    sums: room(bins * 2 + 2),
  }
}

/** Blackman-windowed stretch of `periods` periods about a sample, energy 1, into bench.wave. */
function cut(x: Float64Array, rateHz: number, centre: number, f0Hz: number, periods: number, bench: Bench): void {
  const { size, wave } = bench
  wave.fill(0)
  const half = Math.min(size / 2 - 1, Math.round((periods * rateHz) / f0Hz / 2))
  const span = (periods * rateHz) / f0Hz
  let dc = 0
  let sum = 0
  for (let i = -half; i <= half; i++) {
    const w = 0.42 + 0.5 * quickCos(i / span) + 0.08 * quickCos((2 * i) / span)
    const v = (x[centre + i] ?? 0) * w
    wave[i + half] = v
    dc += v
    sum += w
  }
  dc /= sum
  let energy = 0
  for (let i = -half; i <= half; i++) {
    wave[i + half]! -= dc * (0.42 + 0.5 * quickCos(i / span) + 0.08 * quickCos((2 * i) / span))
    energy += wave[i + half]! * wave[i + half]!
  }
  const scale = 1 / Math.sqrt(energy + 1e-20)
  for (let i = 0; i <= 2 * half; i++) wave[i]! *= scale
}

/** Adds power times group delay of a stretch to the centroid, and its power to `power`. */
function addCentroid(x: Float64Array, rateHz: number, centre: number, f0Hz: number, bench: Bench): void {
  const { size, wave, timed, re, im, tre, tim, centroid, power } = bench
  cut(x, rateHz, centre, f0Hz, 4, bench)
  for (let i = 0; i < size; i++) timed[i] = wave[i]! * (i + 1)
  fourierOf(size).forward(wave, re, im)
  fourierOf(size).forward(timed, tre, tim)
  for (let k = 0; k < centroid.length; k++) {
    centroid[k]! += re[k]! * tre[k]! + im[k]! * tim[k]!
    power[k]! += re[k]! * re[k]! + im[k]! * im[k]!
  }
}

/** Sum of the `count` smallest values; the array is put in another order (Hoare 1961, selection). */
function sumOfSmallest(values: Float64Array, count: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1]!
    let i = low
    let j = high
    while (i <= j) {
      while (values[i]! < pivot) i++
      while (values[j]! > pivot) j--
      if (i > j) break
      const v = values[i]!
      values[i++] = values[j]!
      values[j--] = v
    }
    if (count <= j) high = j
    else if (count >= i) low = i
    else break
  }
  let sum = 0
  for (let k = 0; k < count; k++) sum += values[k]!
  return sum
}

/**
 * @param out bandCount values: 10 log10 of the noise share of the power near bandStepHz · (1 … bandCount), dB ≤ 0.
 */
export function aperiodicityAt(x: Float64Array, rateHz: number, centre: number, f0Hz: number, bench: Bench, out: Float64Array): void {
  const { size, centroid, power, delay, wide, sums } = bench
  const bins = size / 2 + 1
  const perBin = rateHz / size
  centroid.fill(0)
  power.fill(0)
  const quarter = rateHz / f0Hz / 4
  addCentroid(x, rateHz, Math.round(centre - quarter), f0Hz, bench)
  addCentroid(x, rateHz, Math.round(centre + quarter), f0Hz, bench)
  smoothBins(power, f0Hz / 2 / perBin, sums)
  for (let k = 0; k < bins; k++) delay[k] = centroid[k]! / (power[k]! + 1e-20)
  smoothBins(delay, f0Hz / 4 / perBin, sums)
  wide.set(delay)
  smoothBins(wide, f0Hz / 2 / perBin, sums)
  for (let k = 0; k < bins; k++) delay[k]! -= wide[k]!

  const half = Math.floor(bandStepHz / perBin)
  const width = half * 2 + 1
  // Main lobe of the Nuttall window in bins of the transform: 8 window bins.
  const lobe = Math.round((size * 8) / width)
  const shares = new Float64Array(bins)
  for (let band = 1; band <= bandCount; band++) {
    const middle = Math.floor((band * bandStepHz) / perBin)
    if ((band + 1) * bandStepHz > rateHz / 2 + 100) {
      out[band - 1] = band > 1 ? out[band - 2]! / 2 : 0
      continue
    }
    const { wave, re, im } = bench
    wave.fill(0)
    for (let i = -half; i <= half; i++) {
      const p = (i + half) / (width - 1)
      const w = 0.355768 - 0.487396 * cosTurns(p) + 0.144232 * cosTurns(2 * p) - 0.012604 * cosTurns(3 * p)
      wave[i + half] = delay[middle + i]! * w
    }
    fourierOf(size).forward(wave, re, im)
    let total = 0
    for (let k = 0; k < bins; k++) {
      shares[k] = re[k]! * re[k]! + im[k]! * im[k]!
      total += shares[k]!
    }
    const outside = sumOfSmallest(shares, bins - 1 - lobe)
    // High voices fill the line less sharply; the paper's own correction.
    const raised = Math.max(0, (f0Hz - 100) / 50)
    out[band - 1] = Math.min(0, 3.010299956639812 * quickLog2(outside / (total + 1e-20) + 1e-9) + raised)
  }
}

/**
 * Whether a frame that has a pitch is voice: noise through the mouth has most of its power high.
 * @returns share of the power below 4 kHz in what lies below 8 kHz, 0–1 (D4C's "love train" asks for 0.85).
 */
export function lowShare(x: Float64Array, rateHz: number, centre: number, f0Hz: number, bench: Bench): number {
  const { size, re, im } = bench
  cut(x, rateHz, centre, f0Hz, 3, bench)
  fourierOf(size).forward(bench.wave, re, im)
  const perBin = rateHz / size
  let low = 0
  let all = 0
  for (let k = Math.ceil(100 / perBin); k * perBin < Math.min(7900, rateHz / 2 - perBin); k++) {
    const p = re[k]! * re[k]! + im[k]! * im[k]!
    all += p
    if (k * perBin < 4000) low += p
  }
  return all > 0 ? low / all : 0
}
