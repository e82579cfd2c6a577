/** Seeded randomness for tests: mulberry32 (public domain, T. Ettinger). Found seeds are kept in the tests. */
export interface Random {
  /** 0 ≤ x < 1 */
  unit(): number
  /** Whole number, from ≤ n ≤ to. */
  whole(from: number, to: number): number
  pick<T>(items: readonly T[]): T
}
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    unit,
    whole: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    pick: (items) => items[Math.floor(unit() * items.length)]!,
  }
}
