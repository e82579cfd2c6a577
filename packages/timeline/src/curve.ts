/** Small shaping curves. All take and return plain numbers; `unit` values lie in 0–1. */

export const clampUnit = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)

/** Straight line from `from` (at 0) to `to` (at 1); not clamped. */
export const lerp = (from: number, to: number, unit: number): number => from + (to - from) * unit

/** 3u² − 2u³: flat at both ends. Clamped to 0–1. */
export function smoothstep(unit: number): number {
  const u = clampUnit(unit)
  return u * u * (3 - 2 * u)
}

/** 6u⁵ − 15u⁴ + 10u³ (Perlin 2002): first and second derivative 0 at both ends. Clamped to 0–1. */
export function smootherstep(unit: number): number {
  const u = clampUnit(unit)
  return u * u * u * (u * (u * 6 - 15) + 10)
}

/** Share of a straight fade that has passed: 1 at once when the fade takes no time. */
export const fadeUnit = (sinceMs: number, fadeMs: number): number => (fadeMs <= 0 ? (sinceMs >= 0 ? 1 : 0) : clampUnit(sinceMs / fadeMs))
