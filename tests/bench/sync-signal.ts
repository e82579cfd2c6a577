/** Finds instants in recorded sound and pictures. Pure numbers; seconds everywhere, and every filter is symmetric in time so that none delays. */

/** A quantity sampled evenly: value n stands at fromS + n / rateHz. */
export interface Curve {
  readonly fromS: number
  readonly rateHz: number
  readonly values: Float32Array
}

/** Strength of a band of the sound (rms over `windowS`), 1000 times a second. */
export function bandStrength(
  sound: { readonly fromS: number; readonly rateHz: number; readonly values: Float32Array },
  band: { readonly lowHz: number; readonly highHz: number; readonly windowS: number },
): Curve {
  const { rateHz } = sound
  const passed = backAndForth(Float64Array.from(sound.values), (samples) => bandPass(samples, rateHz, band.lowHz, band.highHz))
  // A running sum of squares gives every window's mean in one subtraction.
  const sums = new Float64Array(passed.length + 1)
  for (let n = 0; n < passed.length; n++) sums[n + 1] = sums[n]! + passed[n]! ** 2
  const half = Math.round((band.windowS * rateHz) / 2)
  const outHz = 1000
  const values = Float32Array.from({ length: Math.floor((passed.length * outHz) / rateHz) }, (_, n) => {
    const middle = Math.round((n * rateHz) / outHz)
    const from = Math.max(0, middle - half)
    const to = Math.min(passed.length, middle + half)
    return Math.sqrt(Math.max(0, sums[to]! - sums[from]!) / Math.max(1, to - from))
  })
  return { fromS: sound.fromS, rateHz: outHz, values }
}

function backAndForth(samples: Float64Array, filter: (samples: Float64Array) => void): Float64Array {
  filter(samples)
  samples.reverse()
  filter(samples)
  return samples.reverse()
}

/** One second-order band-pass, in place (Robert Bristow-Johnson, Audio EQ Cookbook, constant peak gain). */
function bandPass(samples: Float64Array, rateHz: number, lowHz: number, highHz: number): void {
  const middleHz = Math.sqrt(lowHz * highHz)
  const w = (2 * Math.PI * middleHz) / rateHz
  const alpha = Math.sin(w) / (2 * (middleHz / (highHz - lowHz)))
  const a0 = 1 + alpha
  const [b, a1, a2] = [alpha / a0, (-2 * Math.cos(w)) / a0, (1 - alpha) / a0]
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  for (let n = 0; n < samples.length; n++) {
    const x = samples[n]!
    const y = b * (x - x2) - a1 * y1 - a2 * y2
    ;[x2, x1, y2, y1] = [x1, x, y1, y]
    samples[n] = y
  }
}

/**
 * When a rise inside [fromS, toS] passes half of its height: the first time it stands over 80 %, followed back to the crossing.
 * Two answers: the sample at which it stood above half first, and the crossing itself on a straight line between two samples.
 * @returns null when the curve does not reach `least` there.
 */
export function halfRise(
  atS: (index: number) => number,
  values: ArrayLike<number>,
  range: { readonly from: number; readonly to: number; readonly least: number },
): { readonly sampleS: number; readonly crossingS: number } | null {
  let top = Number.NEGATIVE_INFINITY
  let bottom = Number.POSITIVE_INFINITY
  for (let n = range.from; n < range.to; n++) top = Math.max(top, values[n]!)
  if (range.to - range.from < 3) return null
  let high = range.from
  for (; high < range.to; high++) {
    bottom = Math.min(bottom, values[high]!)
    if (values[high]! >= bottom + 0.8 * (top - bottom) && top - bottom >= range.least) break
  }
  if (high >= range.to) return null
  const half = (top + bottom) / 2
  let n = high
  while (n > range.from && values[n - 1]! >= half) n--
  if (n === range.from) return null
  const [a, b] = [values[n - 1]!, values[n]!]
  return { sampleS: atS(n), crossingS: atS(n - 1) + ((half - a) / (b - a)) * (atS(n) - atS(n - 1)) }
}

/** Half rises of a curve near instants that are known roughly, in their order; null where there is none. */
export function risesNear(
  curve: Curve,
  expectedS: readonly number[],
  near: { readonly beforeS: number; readonly afterS: number; readonly least: number },
): readonly (number | null)[] {
  const indexOf = (atS: number) => Math.max(0, Math.min(curve.values.length, Math.round((atS - curve.fromS) * curve.rateHz)))
  return expectedS.map((atS) => {
    const range = { from: indexOf(atS - near.beforeS), to: indexOf(atS + near.afterS), least: near.least }
    return halfRise((n) => curve.fromS + n / curve.rateHz, curve.values, range)?.crossingS ?? null
  })
}

/** Instants at which a curve rises over `level` after at least `quietS` below it. */
export function bursts(curve: Curve, level: number, quietS: number): readonly number[] {
  const found: number[] = []
  let lastLoud = Number.NEGATIVE_INFINITY
  for (let n = 0; n < curve.values.length; n++) {
    if (curve.values[n]! < level) continue
    if (n - lastLoud > quietS * curve.rateHz) found.push(curve.fromS + n / curve.rateHz)
    lastLoud = n
  }
  return found
}

/** The shift that lays most of `expectedS` within `withinS` of something found. @returns how far expected must be moved, and how many then fit. */
export function bestShift(
  expectedS: readonly number[],
  foundS: readonly number[],
  withinS: number,
): { readonly shiftS: number; readonly fits: number } {
  const distances = (shiftS: number) =>
    expectedS.flatMap((atS) => {
      const nearest = foundS.reduce((best, one) => (Math.abs(one - atS - shiftS) < Math.abs(best) ? one - atS - shiftS : best), withinS)
      return Math.abs(nearest) < withinS ? [nearest] : []
    })
  let best = { shiftS: 0, fits: -1, spread: 0 }
  for (const found of foundS) {
    for (const expected of expectedS) {
      const near = distances(found - expected)
      const spread = near.reduce((sum, distance) => sum + Math.abs(distance), 0)
      if (near.length > best.fits || (near.length === best.fits && spread < best.spread)) {
        best = { shiftS: found - expected, fits: near.length, spread }
      }
    }
  }
  return { shiftS: best.shiftS, fits: Math.max(0, best.fits) }
}

export interface Pictures {
  readonly widthPx: number
  readonly heightPx: number
  /** Grey, row by row. */
  readonly pictures: Uint8Array
  readonly pictureAtS: readonly number[]
}

/**
 * Brightness of what moves in columns [fromPx, toPx): the mean of those pixels whose brightness varies at least half as much as that of
 * the most varying ones. No place needs to be known beforehand.
 */
export function movingPart(
  { widthPx, heightPx, pictures, pictureAtS }: Pictures,
  fromPx: number,
  toPx: number,
): { readonly level: Float32Array; readonly pixels: number; readonly box: readonly [number, number, number, number] } {
  const count = pictureAtS.length
  const size = widthPx * heightPx
  const variance = new Float64Array(size)
  for (let y = 0; y < heightPx; y++) {
    for (let x = fromPx; x < toPx; x++) {
      let sum = 0
      let squares = 0
      for (let n = 0; n < count; n++) {
        const value = pictures[n * size + y * widthPx + x]!
        sum += value
        squares += value * value
      }
      variance[y * widthPx + x] = squares / count - (sum / count) ** 2
    }
  }
  // The hundredth strongest pixel rather than the strongest: one flickering pixel is no measure.
  const sorted = Float64Array.from(variance).sort().reverse()
  const least = sorted[Math.min(100, size - 1)]! / 2
  const chosen: number[] = []
  const box: [number, number, number, number] = [widthPx, heightPx, 0, 0]
  for (let at = 0; at < size; at++) {
    if (variance[at]! < least || least === 0) continue
    chosen.push(at)
    const [x, y] = [at % widthPx, Math.floor(at / widthPx)]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x + 1)
    box[3] = Math.max(box[3], y + 1)
  }
  const level = Float32Array.from({ length: count }, (_, n) => {
    let sum = 0
    for (const at of chosen) sum += pictures[n * size + at]!
    return chosen.length === 0 ? 0 : sum / chosen.length
  })
  return { level, pixels: chosen.length, box }
}

/** @param share 0–1. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return Number.NaN
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
