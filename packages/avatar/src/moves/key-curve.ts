/**
 * How a key is arrived at. `flow` passes through without stopping; `hit` comes to rest on the key; `{over}` keeps the value before
 * and does the whole movement in the last `over` beats, with a small counter-movement first, and comes to rest on the key.
 */
export type Ease = 'flow' | 'hit' | { readonly over: number }

export interface CurveKey {
  readonly beat: number
  readonly values: readonly number[]
  readonly ease: Ease
}

/** A periodic curve of several channels through keys. */
export interface KeyCurve {
  readonly width: number
  /** Writes `width` numbers at `out[offset…]`. */
  sample(beat: number, out: Float64Array, offset: number): void
}

interface Knot {
  readonly beat: number
  readonly values: readonly number[]
  readonly rest: boolean
}

/** How much of the way back a hand draws before a late arrival, and how much of the way on it drifts after one: nothing is ever still. */
const anticipation = 0.07
const drift = 0.08

/**
 * Cubic Hermite through the keys, periodic over `periodBeats`; keys at rest have no slope. One key is a constant.
 *
 * @param keys    ascending, all within [0, periodBeats)
 * @param gained  what each channel gains per period (whole turns), or null
 */
export function createKeyCurve(keys: readonly CurveKey[], periodBeats: number, gained: readonly number[] | null): KeyCurve {
  const width = keys[0]?.values.length ?? 0
  if (keys.length <= 1) {
    const only = keys[0]?.values ?? []
    return { width, sample: (_beat, out, offset) => out.set(only, offset) }
  }
  const gain = (c: number) => gained?.[c] ?? 0
  const mix = (a: readonly number[], b: readonly number[], t: number) => a.map((x, c) => x + (b[c]! - x) * t)
  const knots: Knot[] = []
  keys.forEach((key, i) => {
    const before = keys[(i + keys.length - 1) % keys.length]!
    const beforeBeat = i === 0 ? before.beat - periodBeats : before.beat
    const beforeValues = i === 0 ? before.values.map((x, c) => x - gain(c)) : before.values
    const after = keys[(i + 1) % keys.length]!
    const afterBeat = i === keys.length - 1 ? after.beat + periodBeats : after.beat
    const afterValues = i === keys.length - 1 ? after.values.map((x, c) => x + gain(c)) : after.values
    const gapBefore = key.beat - beforeBeat
    if (typeof key.ease === 'object' && key.ease.over < gapBefore - 0.15) {
      knots.push({ beat: key.beat - key.ease.over, values: mix(beforeValues, key.values, -anticipation), rest: true })
    }
    knots.push({ beat: key.beat, values: key.values, rest: key.ease !== 'flow' })
    const moveBegins = typeof after.ease === 'object' ? afterBeat - after.ease.over : afterBeat
    if (key.ease !== 'flow' && moveBegins - key.beat > 0.7) {
      // Between hits the arrival settles on a little, then waits for the next departure without stopping.
      knots.push({
        beat: key.beat + 0.55 * (moveBegins - key.beat),
        values: mix(key.values, mix(beforeValues, key.values, 1 + drift), 0.6).map((x, c) => x + (afterValues[c]! - x) * 0.02),
        rest: false,
      })
    }
  })
  knots.sort((a, b) => a.beat - b.beat)
  const first = knots[0]!.beat
  const count = knots.length
  const knot = (i: number): { beat: number; values: readonly number[]; rest: boolean } => {
    const turn = Math.floor(i / count)
    const k = knots[i - turn * count]!
    return turn === 0 ? k : { beat: k.beat + turn * periodBeats, values: k.values.map((x, c) => x + turn * gain(c)), rest: k.rest }
  }
  const slopes = knots.map((k, i) => {
    if (k.rest) return k.values.map(() => 0)
    const a = knot(i - 1)
    const b = knot(i + 1)
    // Weighted harmonic slope (Fritsch–Butland): smooth where the channel runs on, flat where it turns, never overshooting.
    const ha = k.beat - a.beat
    const hb = b.beat - k.beat
    return k.values.map((x, c) => {
      const da = (x - a.values[c]!) / ha
      const db = (b.values[c]! - x) / hb
      if (da * db <= 0) return 0
      const wa = 2 * hb + ha
      const wb = hb + 2 * ha
      return (wa + wb) / (wa / da + wb / db)
    })
  })
  const ends = knots.map((_, i) => knot(i + 1))
  return {
    width,
    sample(beat, out, offset) {
      const turns = Math.floor((beat - first) / periodBeats)
      const local = beat - turns * periodBeats
      let i = count - 1
      while (i > 0 && knots[i]!.beat > local) i--
      const a = knots[i]!
      const b = ends[i]!
      const span = b.beat - a.beat
      const u = (local - a.beat) / span
      const slopeA = slopes[i]!
      const slopeB = slopes[(i + 1) % count]!
      const h01 = u * u * (3 - 2 * u)
      const h10 = u * (1 - u) * (1 - u) * span
      const h11 = u * u * (u - 1) * span
      for (let c = 0; c < width; c++) {
        const from = a.values[c]!
        out[offset + c] = from + (b.values[c]! - from) * h01 + slopeA[c]! * h10 + slopeB[c]! * h11 + turns * gain(c)
      }
    },
  }
}
