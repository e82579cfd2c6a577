/** A picture of sound: levels over time and frequency. Pure; used in the singing worker and drawn by the page. */

export interface Spectrogram {
  /** Columns of `rows` bytes each, from the lowest frequency up; 0 is `floorDb`, 255 is the loudest of the take. */
  readonly levels: Uint8Array
  readonly columns: number
  readonly rows: number
  readonly hopMs: number
  /** Top of the highest row. */
  readonly topHz: number
  readonly floorDb: number
}

/** 21 ms: harmonics of a low voice (100 Hz and up) stay apart, syllables do too. */
const windowMs = 21
const hopMs = 5
const topHz = 8000
/** Quieter than this below the loudest is black. */
const floorDb = -70

/**
 * Power spectrum in dB of Hann windows (Harris 1978), zero-padded to 2048.
 * @param samples  mono. @param sampleRateHz 16000–96000.
 */
export function spectrogramOf(samples: Float32Array, sampleRateHz: number): Spectrogram {
  const size = 2048
  const width = Math.min(size, Math.round((windowMs * sampleRateHz) / 1000))
  const hop = (hopMs * sampleRateHz) / 1000
  const columns = Math.max(1, Math.floor(samples.length / hop))
  const rows = Math.min(size / 2, Math.floor((Math.min(topHz, sampleRateHz / 2) * size) / sampleRateHz))
  const hann = Float64Array.from({ length: width }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / width))
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  const db = new Float32Array(columns * rows)
  let loudest = Number.NEGATIVE_INFINITY
  for (let column = 0; column < columns; column += 1) {
    const start = Math.round(column * hop - width / 2)
    real.fill(0)
    imaginary.fill(0)
    for (let i = 0; i < width; i += 1) real[i] = (samples[start + i] ?? 0) * hann[i]!
    transform(real, imaginary)
    for (let row = 0; row < rows; row += 1) {
      const level = 10 * Math.log10(real[row]! ** 2 + imaginary[row]! ** 2 + 1e-20)
      db[column * rows + row] = level
      if (level > loudest) loudest = level
    }
  }
  const levels = new Uint8Array(db.length)
  for (let i = 0; i < db.length; i += 1) levels[i] = Math.max(0, Math.min(255, Math.round((1 - (db[i]! - loudest) / floorDb) * 255)))
  return { levels, columns, rows, hopMs, topHz: (rows * sampleRateHz) / size, floorDb }
}

/** In-place Fourier transform, radix 2 (Cooley & Tukey 1965); length a power of two. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const swapped = real[i]!
      real[i] = real[j]!
      real[j] = swapped
      const other = imaginary[i]!
      imaginary[i] = imaginary[j]!
      imaginary[j] = other
    }
  }
  for (let span = 2; span <= size; span *= 2) {
    const half = span / 2
    const turn = (-2 * Math.PI) / span
    for (let k = 0; k < half; k += 1) {
      const c = Math.cos(turn * k)
      const s = Math.sin(turn * k)
      for (let i = k; i < size; i += span) {
        const j = i + half
        const x = real[j]! * c - imaginary[j]! * s
        const y = real[j]! * s + imaginary[j]! * c
        real[j] = real[i]! - x
        imaginary[j] = imaginary[i]! - y
        real[i] = real[i]! + x
        imaginary[i] = imaginary[i]! + y
      }
    }
  }
}

/** Black over violet and orange to white: lightness rises all the way, so that it also reads without colour. */
const stops: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [42, 16, 82],
  [122, 34, 110],
  [204, 68, 84],
  [247, 138, 60],
  [252, 205, 110],
  [255, 252, 232],
]
export function levelColour(level: number): readonly [number, number, number] {
  const place = (Math.max(0, Math.min(255, level)) / 255) * (stops.length - 1)
  const at = Math.min(stops.length - 2, Math.floor(place))
  const [low, high] = [stops[at]!, stops[at + 1]!]
  const mix = (index: 0 | 1 | 2): number => Math.round(low[index] + (high[index] - low[index]) * (place - at))
  return [mix(0), mix(1), mix(2)]
}
