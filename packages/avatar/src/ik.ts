import { add, cross, dot, length, normalise, scale, subtract, type Vector3 } from './rotation.ts'

export interface TwoBones {
  /** Unit directions of the upper and the lower bone. */
  readonly upper: Vector3
  readonly lower: Vector3
  /** Unit vector square to the plane of the limb: upper × towards the bend. */
  readonly hinge: Vector3
  readonly end: Vector3
}

/**
 * Two bones from `root` to `target`, bending towards `pole`.
 *
 * @param pole  direction in which elbow or knee points; only its part square to the limb counts. If it lies along the limb,
 *              an arbitrary square direction is taken.
 * A target out of reach is approached as far as 99.9 % of the length; one too near is kept at the smallest distance
 * that leaves the joint 18° open, so that skin does not fold into itself.
 */
export function solveTwoBones(root: Vector3, target: Vector3, pole: Vector3, lengths: { upperM: number; lowerM: number }): TwoBones {
  const { upperM: a, lowerM: b } = lengths
  const nearest = Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(0.32))
  const reach = subtract(target, root)
  const d = Math.min(Math.max(length(reach), nearest), (a + b) * 0.999)
  const u = normalise(reach, [0, -1, 0])
  const square = subtract(pole, scale(u, dot(pole, u)))
  const p = normalise(square, normalise(cross(u, [0.3, 0.2, 0.9]), [1, 0, 0]))
  const cos = Math.min(1, Math.max(-1, (a * a + d * d - b * b) / (2 * a * d)))
  const sin = Math.sqrt(1 - cos * cos)
  const upper = add(scale(u, cos), scale(p, sin))
  const end = add(root, scale(u, d))
  const lower = normalise(subtract(end, add(root, scale(upper, a))), upper)
  return { upper, lower, hinge: cross(u, p), end }
}

/** The smaller of two numbers with the corner rounded over `round` (same unit); never more than either. */
export function softMin(a: number, b: number, round: number): number {
  const h = Math.max(round - Math.abs(a - b), 0) / round
  return Math.min(a, b) - (h * h * round) / 4
}

export const softMax = (a: number, b: number, round: number): number => -softMin(-a, -b, round)

/** 0 below `from`, 1 above `to`, without a corner between. */
export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

/** Minimum-jerk ease: position of a reach from 0 to 1 with no speed or acceleration at its ends. */
export function minimumJerk(u: number): number {
  const t = Math.min(1, Math.max(0, u))
  return t * t * t * (10 - 15 * t + 6 * t * t)
}

/** Keeps |x| under `limit`, bending over from 80 % of it, so that a clamp is never seen as a stop. */
export function softLimit(x: number, limit: number): number {
  const knee = limit * 0.8
  const over = Math.abs(x) - knee
  if (over <= 0) return x
  const room = limit - knee
  return Math.sign(x) * (knee + room * (1 - Math.exp(-over / room)))
}
