/** Seeded chance: the same seed gives the same numbers everywhere. Nothing here reads `Math.random`. */

/**
 * 32-bit FNV-1a over the UTF-16 code units of its parts, finished with two multiply-xorshift rounds so that near seeds part.
 * Source: Fowler, Noll, Vo; public domain.
 */
export function hash32(...parts: readonly (string | number)[]): number {
  let h = 0x811c9dc5
  for (const part of parts) {
    const text = typeof part === 'number' ? `#${part}` : part
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    h = Math.imul(h ^ 0x1f, 0x01000193)
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** 16 hex digits that name a text and the curves that belong to it, bit by bit; two hashes of 32 bits. */
export function contentId(text: string, curves: readonly (Float32Array | null)[]): string {
  let a = hash32('a', text)
  let b = hash32('b', text, a)
  for (const curve of curves) {
    a = Math.imul(a ^ (curve === null ? 0x2f : curve.length), 0x01000193)
    if (curve === null) continue
    const bits = new Uint32Array(curve.buffer, curve.byteOffset, curve.length)
    for (let i = 0; i < bits.length; i++) {
      const word = bits[i]!
      a = Math.imul(a ^ word ^ (a >>> 15), 0x01000193)
      b = Math.imul((b ^ (b >>> 13)) + word, 0x846ca68b)
    }
  }
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0')
  return hex(hash32(a)) + hex(hash32(b, a))
}

/** Uniform numbers in [0, 1): xorshift32 (Marsaglia 2003), which passes what a voice's flutter needs. */
export function createRandom(seed: number): () => number {
  let s = seed >>> 0 || 0x9e3779b9
  return () => {
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    return (s >>> 0) / 4294967296
  }
}

/** One fixed number in [−1, 1] for a lattice point. */
function latticeValue(seed: number, index: number): number {
  let h = Math.imul(seed ^ Math.imul(index | 0, 0x27d4eb2d), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
}

/**
 * Slow wandering about 0 that is a pure function of time: octaves of smooth value noise with falling weight, close to a 1/f spectrum
 * between 1/slowestMs and 2^octaves times that. Living voices drift so in pitch, level and timbre.
 *
 * @returns about −1 … 1, rms near 0.35.
 */
export function drift(seed: number, timeMs: number, shape: { slowestMs: number; octaves: number }): number {
  let sum = 0
  let total = 0
  let weight = 1
  let periodMs = shape.slowestMs
  for (let octave = 0; octave < shape.octaves; octave++) {
    const x = timeMs / periodMs
    const i = Math.floor(x)
    const f = x - i
    const s = seed + octave * 7919
    const a = latticeValue(s, i)
    sum += weight * (a + (latticeValue(s, i + 1) - a) * f * f * (3 - 2 * f))
    total += weight
    weight *= Math.SQRT1_2
    periodMs /= 2
  }
  return sum / total
}
