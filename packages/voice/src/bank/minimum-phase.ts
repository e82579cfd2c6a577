/**
 * From envelope points to the spectrum of a response that begins at once: the phase that goes with a log amplitude is its Hilbert transform
 * (Oppenheim & Schafer 1975), which is linear. So a matrix takes the 64 points of a frame to 64 points of phase, and both are read off between points by the same
 * curve. WORLD (Morise, Yokomori & Ozawa 2016) goes through the cepstrum for every pulse; this costs a tenth of it.
 */
import { fourierOf } from './fourier.ts'
import { pointCount, pointHz, pointOf, topHz } from './frames.ts'

/** Reads points between points: Catmull-Rom through the four nearest. */
export interface PointReader {
  readonly bins: number
  /** First of the four points of each bin, and their weights. */
  readonly first: Int32Array
  readonly weights: Float64Array
}

export function createPointReader(size: number, sampleRateHz: number): PointReader {
  const bins = size / 2 + 1
  const first = new Int32Array(bins)
  const weights = new Float64Array(bins * 4)
  for (let b = 0; b < bins; b++) {
    const at = Math.min(pointCount - 1.000001, pointOf(Math.min(topHz, (b * sampleRateHz) / size)))
    // At the ends the curve goes on level.
    const i = Math.min(pointCount - 3, Math.max(1, Math.floor(at)))
    const x = Math.min(1, Math.max(0, at - i))
    const before = at < 1 ? 1 - at : 0
    first[b] = i - 1
    const w = [
      (-x + 2 * x * x - x * x * x) / 2,
      (2 - 5 * x * x + 3 * x * x * x) / 2,
      (x + 4 * x * x - 3 * x * x * x) / 2,
      (-x * x + x * x * x) / 2,
    ]
    if (before > 0) {
      w[0] = before
      w[1] = 1 - before
      w[2] = 0
      w[3] = 0
    }
    if (at > pointCount - 2) {
      const u = at - (pointCount - 2)
      w[0] = 0
      w[1] = 0
      w[2] = 1 - u
      w[3] = u
    }
    weights.set(w, b * 4)
  }
  return { bins, first, weights }
}

/** pointCount² factors: phase in turns at point j for 1 of log2 amplitude at point k is factors[j · pointCount + k]. */
export function createPhaseMatrix(reader: PointReader, size: number, sampleRateHz: number): Float64Array {
  const { bins, first, weights } = reader
  const fourier = fourierOf(size)
  const re = new Float64Array(bins)
  const im = new Float64Array(bins)
  const cepstrum = new Float64Array(size)
  const out = new Float64Array(pointCount * pointCount)
  for (let k = 0; k < pointCount; k++) {
    re.fill(0)
    im.fill(0)
    for (let b = 0; b < bins; b++) {
      const place = k - first[b]!
      if (place >= 0 && place < 4) re[b] = weights[b * 4 + place]! * Math.LN2
    }
    fourier.inverse(re, im, cepstrum)
    for (let n = 1; n < size / 2; n++) {
      cepstrum[n]! *= 2
      cepstrum[size - n] = 0
    }
    fourier.forward(cepstrum, re, im)
    for (let j = 0; j < pointCount; j++) {
      const at = Math.min(bins - 1.001, (pointHz(j) * size) / sampleRateHz)
      const b = Math.floor(at)
      out[j * pointCount + k] = (im[b]! + (im[b + 1]! - im[b]!) * (at - b)) / (2 * Math.PI)
    }
  }
  return out
}
