import { fft } from '../dsp/fft.ts'

/** Our own judges for tests; slow and obvious, sharing no code with the synthesis. */

/**
 * Fundamental frequency near `aroundHz` at a sample position: the lag of the highest normalised autocorrelation over 45 ms, refined by a
 * parabola.
 *
 * @returns Hz, or null where the best correlation is below 0.5 (unvoiced).
 */
export function f0Near(samples: Float32Array, centre: number, aroundHz: number, sampleRateHz: number): number | null {
  const half = Math.round(sampleRateHz * 0.0225)
  const from = centre - half
  const lowest = Math.floor((sampleRateHz / aroundHz) * 0.94)
  const highest = Math.ceil((sampleRateHz / aroundHz) * 1.06)
  if (from - highest < 0 || centre + half + highest >= samples.length) return null
  const score = (lag: number): number => {
    let xy = 0
    let xx = 0
    let yy = 0
    // Both windows lie evenly about the centre, so that a gliding pitch is not biased.
    const shift = Math.floor(lag / 2)
    for (let i = 0; i < 2 * half; i++) {
      const x = samples[from + i - shift]!
      const y = samples[from + i - shift + lag]!
      xy += x * y
      xx += x * x
      yy += y * y
    }
    return xy / Math.sqrt(xx * yy + 1e-20)
  }
  let best = lowest
  let bestScore = -1
  const scores = new Map<number, number>()
  for (let lag = lowest; lag <= highest; lag++) {
    const s = score(lag)
    scores.set(lag, s)
    if (s > bestScore) {
      bestScore = s
      best = lag
    }
  }
  if (bestScore < 0.5) return null
  const a = scores.get(best - 1) ?? score(best - 1)
  const c = scores.get(best + 1) ?? score(best + 1)
  const shift = (0.5 * (a - c)) / (a - 2 * bestScore + c)
  return sampleRateHz / (best + shift)
}

/** Greatest distance between neighbouring samples. */
export function largestStep(samples: Float32Array): number {
  let largest = 0
  for (let i = 1; i < samples.length; i++) largest = Math.max(largest, Math.abs(samples[i]! - samples[i - 1]!))
  return largest
}

/** K-weighted level of a stretch in LUFS without gating (ITU-R BS.1770-4, filters designed for any rate by bilinear transform). */
export function loudness(samples: Float32Array, from: number, to: number, sampleRateHz: number): number {
  const shelf = (() => {
    const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz)
    const q = 0.7071752369554196
    const vh = 10 ** (3.999843853973347 / 20)
    const vb = vh ** 0.4996667741545416
    const a0 = 1 + k / q + k * k
    return [
      (vh + (vb * k) / q + k * k) / a0,
      (2 * (k * k - vh)) / a0,
      (vh - (vb * k) / q + k * k) / a0,
      (2 * (k * k - 1)) / a0,
      (1 - k / q + k * k) / a0,
    ]
  })()
  const pass = (() => {
    const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz)
    const q = 0.5003270373238773
    const a0 = 1 + k / q + k * k
    return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
  })()
  let x = [...samples.subarray(Math.max(0, from - 2000), to)]
  for (const [b0, b1, b2, a1, a2] of [shelf, pass]) {
    const y = new Array<number>(x.length).fill(0)
    for (let i = 0; i < x.length; i++)
      y[i] = b0! * x[i]! + b1! * (x[i - 1] ?? 0) + b2! * (x[i - 2] ?? 0) - a1! * (y[i - 1] ?? 0) - a2! * (y[i - 2] ?? 0)
    x = y
  }
  const kept = x.slice(x.length - (to - from))
  return -0.691 + 10 * Math.log10(kept.reduce((sum, v) => sum + v * v, 0) / kept.length + 1e-12)
}

/**
 * Greatest spectral flux: how much the magnitudes above `fromHz` grow from one 10.7 ms frame to the next. A click lights up all high bins at once.
 */
export function largestFlux(samples: Float32Array, fromHz: number, sampleRateHz: number): number {
  const size = 512
  const hop = 128
  const lowest = Math.ceil((fromHz * size) / sampleRateHz)
  let before: Float64Array | null = null
  let largest = 0
  for (let at = 0; at + size <= samples.length; at += hop) {
    const re = new Float64Array(size)
    const im = new Float64Array(size)
    for (let i = 0; i < size; i++) re[i] = samples[at + i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
    fft(re, im, { inverse: false })
    const magnitudes = new Float64Array(size / 2)
    let flux = 0
    for (let k = lowest; k < size / 2; k++) {
      magnitudes[k] = Math.hypot(re[k]!, im[k]!)
      if (before) flux += Math.max(0, magnitudes[k]! - before[k]!)
    }
    largest = Math.max(largest, flux)
    before = magnitudes
  }
  return largest
}

/** Level of a band over 4096 samples (Hann) from `from` on, dB. */
export function bandDb(samples: Float32Array, lowHz: number, highHz: number, sampleRateHz: number, from = 20_000): number {
  const count = 4096
  const re = new Float64Array(count)
  const im = new Float64Array(count)
  for (let i = 0; i < count; i++) re[i] = samples[from + i]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count))
  fft(re, im, { inverse: false })
  let sum = 0
  for (let k = Math.ceil((lowHz * count) / sampleRateHz); k < (highHz * count) / sampleRateHz; k++) sum += re[k]! ** 2 + im[k]! ** 2
  return 10 * Math.log10(sum + 1e-20)
}
