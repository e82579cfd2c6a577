/** Seeded numbers without state. */

/** 0 ≤ x < 1 from a seed and a count; the same every time. 32-bit mix after Chris Wellons' `lowbias32` (public domain). */
export function hashUnit(seed: number, n: number): number {
  let x = (Math.imul(seed | 0, 0x9e3779b1) + Math.imul(n | 0, 0x85ebca6b)) | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296
}

/** A 32-bit seed from a text (FNV-1a). */
export function seedOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h | 0
}

/** A smooth wander within ±1 that changes about once per unit of x: quintic between random values at whole numbers. */
export function wander(seed: number, x: number): number {
  const n = Math.floor(x)
  const t = x - n
  const a = hashUnit(seed, n) * 2 - 1
  const b = hashUnit(seed, n + 1) * 2 - 1
  return a + (b - a) * t * t * t * (10 - 15 * t + 6 * t * t)
}
