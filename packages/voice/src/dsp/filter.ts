/** Filters of second order (bilinear transform) and the soft ceiling that every voice ends with. */
import { cosTurns, sinTurns } from './math.ts'

/** b0, b1, b2, a1, a2, with a0 = 1. */
export type Biquad = readonly [number, number, number, number, number]

/** Butterworth high-pass. */
export function highPass(hz: number, sampleRateHz: number): Biquad {
  const s = sinTurns(hz / sampleRateHz)
  const c = cosTurns(hz / sampleRateHz)
  const alpha = s * Math.SQRT1_2
  const a0 = 1 + alpha
  return [(1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, (-2 * c) / a0, (1 - alpha) / a0]
}

export function filterInPlace(x: Float64Array, [b0, b1, b2, a1, a2]: Biquad): void {
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!
    const y = b0 * v + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
    x2 = x1
    x1 = v
    y2 = y1
    y1 = y
    x[i] = y
  }
}

const ceiling = 0.97
const knee = 0.62

/** Bends what is above the knee towards the ceiling, which it never reaches; slope 1 at the knee, so no corner is heard. */
export function limit(x: number): number {
  const size = x < 0 ? -x : x
  if (size <= knee) return x
  const over = (size - knee) / (ceiling - knee)
  const bent = knee + (ceiling - knee) * (over / (1 + over))
  return x < 0 ? -bent : bent
}
