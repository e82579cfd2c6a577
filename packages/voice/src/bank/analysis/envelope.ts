/**
 * Spectral envelope of one frame, free of the harmonics of its own pitch.
 * Source: Morise 2015, "CheapTrick, a spectral envelope estimator for high-quality speech synthesis": a Hann window three periods long makes
 * the power steady whatever its place in the period, a rectangle of 2/3 of the pitch smooths it, and a lifter in the cepstrum takes out what is left of the period and
 * gives back what the smoothing took.
 */
import { fourierOf } from '../fourier.ts'
import { quickCos, quickExp2, quickLog2, quickSin } from '../quick-math.ts'

/** CheapTrick's compensation, q0 + 2 q1 cos: 1.18 and −0.09 are the values of the paper. */
const q0 = 1.18
const q1 = -0.09

export interface EnvelopeBench {
  readonly size: number
  readonly wave: Float64Array
  readonly re: Float64Array
  readonly im: Float64Array
  readonly power: Float64Array
  readonly sums: Float64Array
}

/** Room to work in, for one sample rate. */
export function createEnvelopeBench(size: number): EnvelopeBench {
  const bins = size / 2 + 1
  return {
    size,
    wave: new Float64Array(size),
    re: new Float64Array(bins),
    im: new Float64Array(bins),
    power: new Float64Array(bins),
    sums: new Float64Array(bins * 2 + 2),
  }
}

/** Mean of `values` over ± widthBins about each bin, mirrored at both ends. `sums` is room for 2 · bins + 2. */
export function smoothBins(values: Float64Array, widthBins: number, sums: Float64Array): void {
  const bins = values.length
  // The running sum reaches half a band beyond each end, mirrored.
  const lead = Math.min(bins - 1, Math.ceil(widthBins) + 1)
  const at = (k: number): number => values[k < 0 ? -k : k >= bins ? 2 * bins - 2 - k : k]!
  let sum = 0
  const total = bins + 2 * lead
  const running = sums.length > total ? sums : new Float64Array(total + 1)
  running[0] = 0
  for (let i = 0; i < total; i++) {
    sum += at(i - lead)
    running[i + 1] = sum
  }
  // Integral up to a fractional place: bin k covers [k − 0.5, k + 0.5).
  const integral = (x: number): number => {
    const y = x + 0.5 + lead
    const i = Math.floor(y)
    const low = running[i]!
    return low + (running[i + 1]! - low) * (y - i)
  }
  for (let k = 0; k < bins; k++) values[k] = (integral(k + widthBins) - integral(k - widthBins)) / (2 * widthBins)
}

/**
 * @param x      the recording.
 * @param centre sample in the middle of the frame.
 * @param f0Hz   its pitch; for unvoiced frames 500 is customary: a window of 6 ms.
 * @param out    size / 2 + 1 values: log2 of power density (1 for white noise of variance 1).
 */
export function envelopeAt(x: Float64Array, rateHz: number, centre: number, f0Hz: number, bench: EnvelopeBench, out: Float64Array): void {
  const { size, wave, re, im, power } = bench
  const fourier = fourierOf(size)
  const half = Math.min(size / 2 - 1, Math.round((1.5 * rateHz) / f0Hz))
  wave.fill(0)
  let weight = 0
  let dc = 0
  let sum = 0
  for (let i = -half; i <= half; i++) {
    const w = 0.5 + 0.5 * quickCos((i * f0Hz) / (3 * rateHz))
    const v = (x[centre + i] ?? 0) * w
    wave[i + half] = v
    weight += w * w
    sum += w
    dc += v
  }
  dc /= sum
  for (let i = -half; i <= half; i++) wave[i + half]! -= dc * (0.5 + 0.5 * quickCos((i * f0Hz) / (3 * rateHz)))
  fourier.forward(wave, re, im)
  const bins = size / 2 + 1
  for (let k = 0; k < bins; k++) power[k] = (re[k]! * re[k]! + im[k]! * im[k]!) / weight
  const perBin = rateHz / size
  // Below the pitch there is nothing but the skirt of the first harmonic: mirrored about half the pitch it fills the hole.
  const upTo = Math.min(bins - 2, Math.ceil(f0Hz / perBin))
  for (let k = 0; k <= upTo; k++) {
    const from = f0Hz / perBin - k
    if (from < 0) break
    const i = Math.floor(from)
    out[k] = power[i]! + (power[i + 1]! - power[i]!) * (from - i)
  }
  for (let k = 0; k * perBin < f0Hz / 2; k++) power[k]! += Math.max(0, out[k]!)
  smoothBins(power, f0Hz / 3 / perBin, bench.sums)
  // A floor 120 dB under full scale keeps digital silence finite.
  for (let k = 0; k < bins; k++) re[k] = quickLog2(power[k]! + 1e-12)
  im.fill(0)
  fourier.inverse(re, im, wave)
  for (let n = 1; n <= size / 2; n++) {
    const turns = (n * f0Hz) / rateHz
    const angle = Math.PI * turns
    const lifter = (quickSin(turns / 2) / angle) * (q0 + 2 * q1 * quickCos(turns))
    wave[n]! *= lifter
    if (n < size / 2) wave[size - n] = wave[n]!
  }
  wave[0]! *= q0 + 2 * q1
  fourier.forward(wave, out.length === bins ? out : re, im)
}

/** Bins that a window of three periods of the lowest pitch fits into. */
export function envelopeSize(rateHz: number, lowestHz: number): number {
  let size = 512
  while (size < (3 * rateHz) / lowestHz + 1) size *= 2
  return size
}

/** log2 of power to the power itself, for callers that need sums. */
export const powerOf = (log2Power: number): number => quickExp2(log2Power)
