/**
 * Quaternions and vectors as plain tuples, allocation kept small. Right-handed: a positive angle about Y turns +Z towards +X.
 * Only what a pose needs; nothing here knows about bones.
 */
export type Quaternion = readonly [x: number, y: number, z: number, w: number]
export type Vector3 = readonly [x: number, y: number, z: number]

export const identity: Quaternion = [0, 0, 0, 1]
export const degToRad = Math.PI / 180

export const aboutX = (rad: number): Quaternion => [Math.sin(rad / 2), 0, 0, Math.cos(rad / 2)]
export const aboutY = (rad: number): Quaternion => [0, Math.sin(rad / 2), 0, Math.cos(rad / 2)]
export const aboutZ = (rad: number): Quaternion => [0, 0, Math.sin(rad / 2), Math.cos(rad / 2)]

/** @param axis  unit length */
export function aboutAxis(axis: Vector3, rad: number): Quaternion {
  const s = Math.sin(rad / 2)
  return [axis[0] * s, axis[1] * s, axis[2] * s, Math.cos(rad / 2)]
}

/** First b, then a (as matrices: a · b). */
export function multiply(a: Quaternion, b: Quaternion): Quaternion {
  return [
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
  ]
}

export const conjugate = (q: Quaternion): Quaternion => [-q[0], -q[1], -q[2], q[3]]

/** Reflection of a rotation in the plane x = 0. */
export const mirrorRotation = (q: Quaternion): Quaternion => [q[0], -q[1], -q[2], q[3]]
export const mirrorPoint = (v: Vector3): Vector3 => [-v[0], v[1], v[2]]

export function rotate(q: Quaternion, v: Vector3): Vector3 {
  const [x, y, z, w] = q
  const tx = 2 * (y * v[2] - z * v[1])
  const ty = 2 * (z * v[0] - x * v[2])
  const tz = 2 * (x * v[1] - y * v[0])
  return [v[0] + w * tx + y * tz - z * ty, v[1] + w * ty + z * tx - x * tz, v[2] + w * tz + x * ty - y * tx]
}

export const add = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const subtract = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const scale = (a: Vector3, k: number): Vector3 => [a[0] * k, a[1] * k, a[2] * k]
export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vector3, b: Vector3): Vector3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
export const length = (a: Vector3): number => Math.hypot(a[0], a[1], a[2])
export const lerp = (a: Vector3, b: Vector3, t: number): Vector3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]

/** Unit vector; `fallback` when a is shorter than 1e-9. */
export function normalise(a: Vector3, fallback: Vector3): Vector3 {
  const l = length(a)
  return l < 1e-9 ? fallback : [a[0] / l, a[1] / l, a[2] / l]
}

/** Rotation whose matrix has these unit, right-handed columns. Shepperd's method: the largest of four candidates keeps it exact. */
export function fromAxes(x: Vector3, y: Vector3, z: Vector3): Quaternion {
  const trace = x[0] + y[1] + z[2]
  if (trace > 0) {
    const s = Math.sqrt(trace + 1) * 2
    return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4]
  }
  if (x[0] > y[1] && x[0] > z[2]) {
    const s = Math.sqrt(1 + x[0] - y[1] - z[2]) * 2
    return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s]
  }
  if (y[1] > z[2]) {
    const s = Math.sqrt(1 + y[1] - x[0] - z[2]) * 2
    return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s]
  }
  const s = Math.sqrt(1 + z[2] - x[0] - y[1]) * 2
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s]
}

/** Angle of the rotation that leads from a to b, 0–π. */
export function angleBetween(a: Quaternion, b: Quaternion): number {
  const d = Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3])
  return 2 * Math.acos(Math.min(1, d))
}

/** Shortest great-circle path from a (t = 0) to b (t = 1). */
export function slerp(a: Quaternion, b: Quaternion, t: number): Quaternion {
  let cos = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]
  const sign = cos < 0 ? -1 : 1
  cos *= sign
  let ka = 1 - t
  let kb = t
  if (cos < 0.9995) {
    const angle = Math.acos(cos)
    const s = Math.sin(angle)
    ka = Math.sin((1 - t) * angle) / s
    kb = Math.sin(t * angle) / s
  }
  kb *= sign
  const q: Quaternion = [a[0] * ka + b[0] * kb, a[1] * ka + b[1] * kb, a[2] * ka + b[2] * kb, a[3] * ka + b[3] * kb]
  const l = Math.hypot(q[0], q[1], q[2], q[3])
  return [q[0] / l, q[1] / l, q[2] / l, q[3] / l]
}

/** The smallest turn that takes one direction (unit length) into another of any length; none when that has no length. */
export function shortestArc(from: Vector3, to: Vector3): Quaternion {
  if (length(to) < 1e-9) return identity
  const b = normalise(to, from)
  const c = cross(from, b)
  const w = 1 + dot(from, b)
  if (w < 1e-6) return Math.abs(from[2]) > 0.9 ? aboutX(Math.PI) : aboutAxis(normalise(cross(from, [0, 0, 1]), [1, 0, 0]), Math.PI)
  const l = Math.hypot(c[0], c[1], c[2], w)
  return [c[0] / l, c[1] / l, c[2] / l, w / l]
}
