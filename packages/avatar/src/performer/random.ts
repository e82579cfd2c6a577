/** Seeded numbers in [0, 1): a 32-bit LCG with an xorshift finish; plenty for strands of hair, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    let x = state
    x ^= x >>> 15
    x = Math.imul(x, 0x2c1b3c6d)
    x ^= x >>> 13
    return (x >>> 0) / 4294967296
  }
}
