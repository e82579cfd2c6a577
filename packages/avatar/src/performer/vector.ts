/** Small vectors for modelling: fresh arrays, metres, never mutated. */
import { dot, scale } from '../rotation.ts'

export { add, cross, dot, scale, subtract } from '../rotation.ts'
export type V3 = readonly [number, number, number]
export type V2 = readonly [number, number]

/** a + b·k */
export const along = (a: V3, b: V3, k: number): V3 => [a[0] + b[0] * k, a[1] + b[1] * k, a[2] + b[2] * k]
export const length = (a: V3): number => Math.sqrt(dot(a, a))
/** Unit vector; +Y for the zero vector. */
export function unit(a: V3): V3 {
  const l = length(a)
  return l > 1e-12 ? scale(a, 1 / l) : [0, 1, 0]
}
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t
export const mix3 = (a: V3, b: V3, t: number): V3 => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)]
export const clamp01 = (x: number): number => (x < 0 ? 0 : x > 1 ? 1 : x)
/** 0 at a, 1 at b (also when b < a), with level ends. */
export function smoothstep(a: number, b: number, x: number): number {
  const t = clamp01((x - a) / (b - a))
  return t * t * (3 - 2 * t)
}
export const mirror = ([x, y, z]: V3): V3 => [-x, y, z]
