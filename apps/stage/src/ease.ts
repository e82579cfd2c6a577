/** Small shapes of change that several parts of the picture share. All take and give plain numbers. */

export const clampUnit = (x: number): number => (x < 0 ? 0 : x > 1 ? 1 : x)

/** 0→1 with level ends (3x² − 2x³), clamped. */
export function smoothUnit(x: number): number {
  const t = clampUnit(x)
  return t * t * (3 - 2 * t)
}

export const mix = (a: number, b: number, unit: number): number => a + (b - a) * unit

/** A light that jumps up on the beat and dies away: 1 at phase 0, about 0.05 at phase 1. */
export const beatDecay = (phaseUnit: number): number => Math.exp(-3 * phaseUnit)

/**
 * A number in [0, 1) that depends on its three arguments only. Integer hash (finalizer of MurmurHash3, public domain), 32 bits.
 * `Math.random` would give every screen another sky.
 */
export function hashUnit(seed: number, index: number, channel: number): number {
  let h = (seed | 0) ^ Math.imul(index | 0, 0x9e3779b1) ^ Math.imul(channel | 0, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}
