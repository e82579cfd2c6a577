import type { V2, V3 } from './vector.ts'

// Curves that a modeller draws by hand: profiles through keys (never overshooting) and paths through points.

/**
 * Smooth profile through keys, monotone between them (Fritsch–Carlson), so that a drawn waist never bulges past its keys.
 *
 * @param keys  N ≥ 1 pairs [x, y], x ascending. Outside the keys the end values hold.
 */
export function profile(keys: readonly V2[]): (x: number) => number {
  const n = keys.length
  const first = keys[0]
  if (!first) throw new RangeError('a profile needs a key')
  const slopes: number[] = []
  for (let i = 0; i + 1 < n; i++) slopes.push((keys[i + 1]![1] - keys[i]![1]) / (keys[i + 1]![0] - keys[i]![0]))
  const tangents = keys.map((_, i) => {
    const before = slopes[i - 1]
    const after = slopes[i]
    if (before === undefined || after === undefined) return before ?? after ?? 0
    if (before * after <= 0) return 0
    return (2 * before * after) / (before + after)
  })
  return (x) => {
    if (x <= first[0]) return first[1]
    let i = 0
    while (i + 2 < n && x > keys[i + 1]![0]) i++
    const a = keys[i]!
    const b = keys[i + 1]
    if (!b || x >= keys[n - 1]![0]) return keys[n - 1]![1]
    const h = b[0] - a[0]
    const t = (x - a[0]) / h
    const t2 = t * t
    const t3 = t2 * t
    return (
      (2 * t3 - 3 * t2 + 1) * a[1] + (t3 - 2 * t2 + t) * h * tangents[i]! + (-2 * t3 + 3 * t2) * b[1] + (t3 - t2) * h * tangents[i + 1]!
    )
  }
}

/** Smooth path (Catmull–Rom, evenly parametrised) through N ≥ 2 points; t from 0 to 1. */
export function path(points: readonly V3[]): (t: number) => V3 {
  const n = points.length
  const at = (i: number): V3 => {
    if (i < 0) return reflect(points[0]!, points[1]!)
    if (i >= n) return reflect(points[n - 1]!, points[n - 2]!)
    return points[i]!
  }
  return (t) => {
    const x = Math.min(Math.max(t, 0), 1) * (n - 1)
    const i = Math.min(Math.floor(x), n - 2)
    const f = x - i
    const [p, q, r, s] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const axis = (k: 0 | 1 | 2) =>
      0.5 *
      (2 * q[k] + (r[k] - p[k]) * f + (2 * p[k] - 5 * q[k] + 4 * r[k] - s[k]) * f * f + (3 * q[k] - p[k] - 3 * r[k] + s[k]) * f * f * f)
    return [axis(0), axis(1), axis(2)]
  }
}

const reflect = (end: V3, inner: V3): V3 => [2 * end[0] - inner[0], 2 * end[1] - inner[1], 2 * end[2] - inner[2]]
