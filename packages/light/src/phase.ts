/** Small arithmetic on phases, and dice that always fall the same way. */

/** The part after the point, 0 ≤ f < 1, also for negative numbers. */
export function fraction(value: number): number {
  const f = value - Math.floor(value)
  return f < 1 ? f : 0
}

/**
 * A number 0 ≤ u < 1 that depends on nothing but the text.
 * FNV-1a (Fowler, Noll, Vo) followed by the finaliser of MurmurHash3 (Appleby), because FNV alone leaves neighbours alike.
 */
export function hashUnit(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x100000000
}
