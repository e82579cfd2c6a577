/** Paths on an even grid: the slowest one that stays above what is asked of it, and curves through what is left. Pure numbers. */

/** Greatest value within `half` steps either way. */
function greatestNear(values: readonly number[], half: number): number[] {
  return values.map((_, at) => {
    let greatest = Number.NEGATIVE_INFINITY
    for (let k = Math.max(0, at - half); k <= Math.min(values.length - 1, at + half); k++) greatest = Math.max(greatest, values[k]!)
    return greatest
  })
}

/** Mean within `half` steps either way, the middle counting most; the ends stand as they are. */
export function softened(values: readonly number[], half: number): number[] {
  if (half < 1) return [...values]
  const weights = Array.from({ length: 2 * half + 1 }, (_, k) => 1 + Math.cos((Math.PI * (k - half)) / (half + 1)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const last = values.length - 1
  return values.map((_, at) => {
    let sum = 0
    for (let k = -half; k <= half; k++) sum += weights[k + half]! * values[Math.max(0, Math.min(last, at + k))]!
    return sum / total
  })
}

/**
 * Never below the values, and never quick: it rises before what it must clear and sinks after it. Every value it is a mean of already
 * clears everything within `half` steps.
 */
export const heldAbove = (values: readonly number[], half: number): number[] => softened(greatestNear(values, half), half)

export const heldBelow = (values: readonly number[], half: number): number[] =>
  heldAbove(
    values.map((value) => -value),
    half,
  ).map((value) => -value)

/** Between the steps of a path: a uniform cubic B-spline, so that neither speed nor its change leaps. */
export function alongPath(values: readonly number[], step: number): number {
  const last = values.length - 1
  const inside = Math.max(0, Math.min(last, step))
  const k = Math.min(Math.floor(inside), Math.max(0, last - 1))
  const t = inside - k
  const value = (at: number) => values[Math.max(0, Math.min(last, at))]!
  const [a, b, c, d] = [value(k - 1), value(k), value(k + 1), value(k + 2)]
  const u = 1 - t
  return (a * u ** 3 + b * (3 * t ** 3 - 6 * t * t + 4) + c * (3 * u ** 3 - 6 * u * u + 4) + d * t ** 3) / 6
}
