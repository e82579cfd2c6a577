import { sinTurns } from './math.ts'

/** A turn in 4096 steps; made at the first use. */
const steps = 4096
let sines: Float64Array | null = null
function sineTable(): Float64Array {
  if (sines) return sines
  sines = new Float64Array(steps)
  for (let i = 0; i < steps; i++) sines[i] = sinTurns(i / steps)
  return sines
}

/**
 * In-place complex Fourier transform, radix 2 (Cooley & Tukey 1965). Used only while tables are built, so it is plain, not fast.
 *
 * @param re, im  same length, a power of two up to 4096.
 * @param inverse true: without the factor 1/N.
 */
export function fft(re: Float64Array, im: Float64Array, options: { inverse: boolean }): void {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const r = re[i]!
      re[i] = re[j]!
      re[j] = r
      const m = im[i]!
      im[i] = im[j]!
      im[j] = m
    }
  }
  const sign = options.inverse ? 1 : -1
  const table = sineTable()
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2
    for (let k = 0; k < half; k++) {
      const turn = k * (steps / size)
      const wr = table[(turn + steps / 4) % steps]!
      const wi = sign * table[turn]!
      for (let i = k; i < n; i += size) {
        const j = i + half
        const xr = re[j]! * wr - im[j]! * wi
        const xi = re[j]! * wi + im[j]! * wr
        re[j] = re[i]! - xr
        im[j] = im[i]! - xi
        re[i] = re[i]! + xr
        im[i] = im[i]! + xi
      }
    }
  }
}
