/**
 * Fourier transforms of real signals, for analysis and resynthesis, where they are called hundreds of times a second of sound.
 * Complex radix-2 with tables (Cooley & Tukey 1965) of half the length, and the split of two real halves packed in one complex signal.
 * Tables come from our own sine, so every engine computes the same bits.
 */
import { sinTurns } from '../dsp/math.ts'

export interface Fourier {
  readonly size: number
  /**
   * @param x      `size` samples.
   * @param re, im spectrum, size / 2 + 1 bins each.
   */
  forward(x: Float64Array, re: Float64Array, im: Float64Array): void
  /** The inverse, factor 1/size included. Imaginary parts of the first and last bin are taken as 0. */
  inverse(re: Float64Array, im: Float64Array, x: Float64Array): void
}

const made = new Map<number, Fourier>()

/** @param size a power of two, 8 … 2^22. Tables are kept. */
export function fourierOf(size: number): Fourier {
  const present = made.get(size)
  if (present !== undefined) return present
  const fourier = createFourier(size)
  made.set(size, fourier)
  return fourier
}

function createFourier(size: number): Fourier {
  const half = size / 2
  const cos = new Float64Array(half)
  const sin = new Float64Array(half)
  for (let k = 0; k < half; k++) {
    cos[k] = sinTurns(k / size + 0.25)
    sin[k] = sinTurns(k / size)
  }
  const swap = new Uint32Array(half)
  for (let i = 0, j = 0; i < half; i++) {
    swap[i] = j
    let bit = half >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
  }
  // Twiddles of each stage side by side, so that the inner loop walks straight through them.
  const stages: { readonly span: number; readonly wr: Float64Array; readonly wi: Float64Array }[] = []
  for (let span = 2; span < half; span *= 2) {
    const wr = new Float64Array(span)
    const wi = new Float64Array(span)
    for (let k = 0; k < span; k++) {
      wr[k] = cos[(k * half) / span]!
      wi[k] = -sin[(k * half) / span]!
    }
    stages.push({ span, wr, wi })
  }
  const a = new Float64Array(half)
  const b = new Float64Array(half)

  /** a + jb in bit-reversed order to its transform. */
  function transform(): void {
    for (let i = 0; i < half; i += 2) {
      const xr = a[i + 1]!
      const xi = b[i + 1]!
      a[i + 1] = a[i]! - xr
      b[i + 1] = b[i]! - xi
      a[i] = a[i]! + xr
      b[i] = b[i]! + xi
    }
    for (const { span, wr, wi } of stages) {
      const step = span * 2
      for (let from = 0; from < half; from += step) {
        for (let k = 0, i = from, j = from + span; k < span; k++, i++, j++) {
          const c = wr[k]!
          const s = wi[k]!
          const yr = a[j]!
          const yi = b[j]!
          const xr = yr * c - yi * s
          const xi = yr * s + yi * c
          const ur = a[i]!
          const ui = b[i]!
          a[j] = ur - xr
          b[j] = ui - xi
          a[i] = ur + xr
          b[i] = ui + xi
        }
      }
    }
  }

  return {
    size,
    forward(x, re, im) {
      for (let i = 0; i < half; i++) {
        const j = swap[i]!
        a[j] = x[2 * i]!
        b[j] = x[2 * i + 1]!
      }
      transform()
      re[0] = a[0]! + b[0]!
      im[0] = 0
      re[half] = a[0]! - b[0]!
      im[half] = 0
      for (let k = 1; k < half; k++) {
        const m = half - k
        const er = (a[k]! + a[m]!) / 2
        const ei = (b[k]! - b[m]!) / 2
        const or = (b[k]! + b[m]!) / 2
        const oi = (a[m]! - a[k]!) / 2
        re[k] = er + or * cos[k]! + oi * sin[k]!
        im[k] = ei + oi * cos[k]! - or * sin[k]!
      }
    },
    inverse(re, im, x) {
      // Conjugate, transform forward, conjugate: the same stages serve both ways.
      for (let k = 0; k < half; k++) {
        const m = half - k
        const ikm = k === 0 ? 0 : im[m]!
        const ik = k === 0 ? 0 : im[k]!
        const er = (re[k]! + re[m]!) / 2
        const ei = (ik - ikm) / 2
        const dr = (re[k]! - re[m]!) / 2
        const di = (ik + ikm) / 2
        const or = dr * cos[k]! - di * sin[k]!
        const oi = di * cos[k]! + dr * sin[k]!
        const j = swap[k]!
        a[j] = er - oi
        b[j] = -(ei + or)
      }
      transform()
      const scale = 1 / half
      for (let i = 0; i < half; i++) {
        x[2 * i] = a[i]! * scale
        x[2 * i + 1] = -b[i]! * scale
      }
    },
  }
}
