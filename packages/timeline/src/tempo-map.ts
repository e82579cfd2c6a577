import type { TempoPoint } from './document/song.ts'
import { type Beats, beats, type Ms, ms } from './units.ts'

/** Converts between quarter notes and milliseconds of a song; exact both ways within 1e-6 beat. */
export interface TempoMap {
  beatsToMs(position: Beats): Ms
  msToBeats(position: Ms): Beats
  /** Quarter notes per minute at a position. */
  bpmAt(position: Beats): number
}

const MS_PER_MINUTE = 60_000
const FALLBACK_BPM = 120

/**
 * Tempo map of a song.
 *
 * A ramp changes bpm in a straight line over *beats*: bpm(b) = bpm0 + slope·b, so ms = 60000/slope · ln(1 + slope·b/bpm0)
 * and back by the exponential; log1p and expm1 keep both exact when the slope is nearly 0.
 * Before the first point its tempo holds (also for negative positions: a pickup), after the last point that one's.
 *
 * @param points  in any order; of two points at one beat the one with the higher index wins. None: 120 bpm.
 */
export function createTempoMap(points: readonly TempoPoint[]): TempoMap {
  const sorted = points
    .map((point, index) => ({ point, index }))
    .sort((a, b) => a.point.atBeats - b.point.atBeats || a.index - b.index)
    .map(({ point }) => point)
    .filter((point, index, all) => all[index + 1]?.atBeats !== point.atBeats)
  const count = Math.max(1, sorted.length)
  const startBeats = new Float64Array(count)
  const startMs = new Float64Array(count)
  const startBpm = new Float64Array(count)
  /** bpm per beat; 0 is a steady tempo. */
  const slope = new Float64Array(count)
  startBpm[0] = sorted[0]?.bpm ?? FALLBACK_BPM

  const msInto = (index: number, lengthBeats: number): number => {
    const bpm = startBpm[index]!
    const k = slope[index]!
    return k === 0 ? (lengthBeats * MS_PER_MINUTE) / bpm : (MS_PER_MINUTE / k) * Math.log1p((k * lengthBeats) / bpm)
  }
  const beatsInto = (index: number, lengthMs: number): number => {
    const bpm = startBpm[index]!
    const k = slope[index]!
    return k === 0 ? (lengthMs * bpm) / MS_PER_MINUTE : (bpm / k) * Math.expm1((k * lengthMs) / MS_PER_MINUTE)
  }

  sorted.forEach((point, index) => {
    startBeats[index] = point.atBeats
    startBpm[index] = point.bpm
    const next = sorted[index + 1]
    slope[index] = next && point.curve === 'ramp' ? (next.bpm - point.bpm) / (next.atBeats - point.atBeats) : 0
    startMs[index] =
      index === 0
        ? (point.atBeats * MS_PER_MINUTE) / point.bpm
        : startMs[index - 1]! + msInto(index - 1, point.atBeats - startBeats[index - 1]!)
  })

  const lastAtOrBefore = (starts: Float64Array, position: number): number => {
    let low = 0
    let high = count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= position) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    beatsToMs(position) {
      const index = lastAtOrBefore(startBeats, position)
      const into = position - startBeats[index]!
      return ms(into < 0 ? startMs[0]! + (into * MS_PER_MINUTE) / startBpm[0]! : startMs[index]! + msInto(index, into))
    },
    msToBeats(position) {
      const index = lastAtOrBefore(startMs, position)
      const into = position - startMs[index]!
      return beats(into < 0 ? startBeats[0]! + (into * startBpm[0]!) / MS_PER_MINUTE : startBeats[index]! + beatsInto(index, into))
    },
    bpmAt(position) {
      const index = lastAtOrBefore(startBeats, position)
      return startBpm[index]! + slope[index]! * Math.max(0, position - startBeats[index]!)
    },
  }
}
