/** Small arithmetic on phases, and dice that always fall the same way. */

/** The part after the point, 0 ≤ f < 1, also for negative numbers. */
export function fraction(value: number): number {
  const f = value - Math.floor(value)
  return f < 1 ? f : 0
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits, of a text; goes on with `hashAfter`. */
export const hashOf = (text: string): number => hashAfter(0x811c9dc5, text)

export function hashAfter(hash: number, text: string): number {
  let after = hash
  for (let i = 0; i < text.length; i++) after = Math.imul(after ^ text.charCodeAt(i), 0x01000193)
  return after
}

/** A hash as a number 0 ≤ u < 1, through the finaliser of MurmurHash3 (Appleby), because FNV alone leaves neighbours alike. */
export function unitOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x100000000
}
