/** Expression curves as singing editors keep them → the curves of a vocal track; pitch bends of notes → glides and a drawn pitch. */
import type { VocalCurves } from '../../document/track.ts'

export type CurveName = keyof VocalCurves
export type CurvePoint = readonly [atBeats: number, value: number]
export type ScoreCurves = Partial<Record<CurveName, readonly CurvePoint[]>>

/** Range, what it rests at, and how far a point may lie beside the line of its neighbours to be left out. */
const KINDS: Readonly<Record<CurveName, { low: number; high: number; neutral: number; slack: number }>> = {
  pitchCents: { low: -2400, high: 2400, neutral: 0, slack: 1.5 },
  dynamicsDb: { low: -24, high: 12, neutral: 0, slack: 0.05 },
  breathinessUnit: { low: -1, high: 1, neutral: 0, slack: 0.005 },
  tensionUnit: { low: -1, high: 1, neutral: 0, slack: 0.005 },
  genderUnit: { low: -1, high: 1, neutral: 0, slack: 0.005 },
  voicingUnit: { low: 0, high: 1, neutral: 1, slack: 0.005 },
  brightnessUnit: { low: -1, high: 1, neutral: 0, slack: 0.005 },
}
/** A step takes this long, quarter notes. */
export const STEP_BEATS = 1e-3
/** Points of one curve; a song of an hour drawn every 10 ms has fewer. */
const MOST_POINTS = 400_000

/** A controller that keeps its value until the next event, as points of straight lines. */
export function steps(events: readonly CurvePoint[]): CurvePoint[] {
  const out: CurvePoint[] = []
  for (const event of [...events].sort((a, b) => a[0] - b[0])) {
    const before = out.at(-1)
    if (before && event[0] - before[0] > STEP_BEATS) out.push([event[0] - STEP_BEATS, before[1]])
    out.push(event)
  }
  return out
}

/** Neutral before and after what was drawn, for editors whose curves rest outside their points. */
export function resting(name: CurveName, points: readonly CurvePoint[]): CurvePoint[] {
  const { neutral } = KINDS[name]
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return []
  const before: CurvePoint[] = first[1] === neutral ? [] : [[Math.max(0, first[0] - STEP_BEATS), neutral]]
  const after: CurvePoint[] = last[1] === neutral ? [] : [[last[0] + STEP_BEATS, neutral]]
  return [...before, ...points, ...after]
}

/** Points of several parts of one track; a part that comes later in time follows. */
export function joined(curves: readonly ScoreCurves[]): ScoreCurves {
  const out: Partial<Record<CurveName, CurvePoint[]>> = {}
  for (const one of curves)
    for (const [name, points] of Object.entries(one) as [CurveName, readonly CurvePoint[]][]) out[name] = (out[name] ?? []).concat(points)
  return out
}

/** In order, inside their ranges, without points that lie on the line of their neighbours; undefined when nothing was drawn. */
export function tidied(name: CurveName, points: readonly CurvePoint[]): CurvePoint[] | undefined {
  const { low, high, neutral, slack } = KINDS[name]
  const sound = points
    .filter(([at, value]) => Number.isFinite(at) && Number.isFinite(value))
    .map(([at, value]): CurvePoint => [rounded(Math.max(0, at)), rounded(Math.min(high, Math.max(low, value)), 1e4)])
    .sort((a, b) => a[0] - b[0])
    .slice(0, MOST_POINTS)
  const kept: CurvePoint[] = []
  // Points left out since the last one kept: the line that replaces them may pass none of them by more than the slack.
  let left: CurvePoint[] = []
  sound.forEach((here, i) => {
    const next = sound[i + 1]
    const before = kept.at(-1)
    if (before && next && next[0] > before[0]) {
      const beside = ([at, value]: CurvePoint): number =>
        Math.abs(before[1] + ((next[1] - before[1]) * (at - before[0])) / (next[0] - before[0]) - value)
      left.push(here)
      // Long stretches only where nothing is lost at all.
      const allowed = next[0] - before[0] < 0.25 ? slack : 1e-9
      if (left.length < 256 && left.every((point) => beside(point) <= allowed)) return
    }
    kept.push(here)
    left = []
  })
  return kept.some(([, value]) => Math.abs(value - neutral) > 1e-9) ? kept : undefined
}

const rounded = (value: number, per = 1e6): number => Math.round(value * per) / per

/** A pitch bend of one note: cents beside its own pitch, ms from its start, straight between points, in order. */
export type NoteBend = readonly { readonly atMs: number; readonly cents: number }[]
export type BendShape = 'inOut' | 'in' | 'out' | 'line'

/** Bends between points of a shape, sampled every 10 ms. */
export function bendOf(points: readonly { readonly atMs: number; readonly cents: number; readonly shape: BendShape }[]): NoteBend {
  const out: { atMs: number; cents: number }[] = []
  points.forEach((point, i) => {
    const next = points[i + 1]
    out.push({ atMs: point.atMs, cents: point.cents })
    if (!next || next.cents === point.cents) return
    const length = next.atMs - point.atMs
    const count = Math.min(200, Math.floor(length / 10))
    for (let k = 1; k < count; k++) {
      const x = k / count
      out.push({ atMs: point.atMs + length * x, cents: point.cents + (next.cents - point.cents) * eased(point.shape, x) })
    }
  })
  return out
}

function eased(shape: BendShape, x: number): number {
  if (shape === 'line') return x
  if (shape === 'in') return 1 - Math.cos((x * Math.PI) / 2)
  if (shape === 'out') return Math.sin((x * Math.PI) / 2)
  return 0.5 - 0.5 * Math.cos(x * Math.PI)
}

/**
 * A bend as what the document has: a glide from the note before, and what differs from it as drawn pitch.
 *
 * @param stepCents from the pitch of the note before to this one; 0 where none is adjacent.
 * @returns glide null when the pitch does not move there, drift as [ms from the start of the note, cents], empty when the glide says it all.
 */
export function glideAndDrift(
  bend: NoteBend,
  stepCents: number,
): { glide: { startMs: number; lengthMs: number } | null; drift: (readonly [number, number])[] } {
  const first = bend[0]
  const last = bend.at(-1)
  if (!first || !last) return { glide: null, drift: [] }
  const startMs = Math.min(2000, Math.max(-2000, first.atMs))
  const lengthMs = Math.max(1, last.atMs - first.atMs)
  const drift = bend.map(({ atMs, cents }): readonly [number, number] => {
    const x = Math.min(1, Math.max(0, (atMs - startMs) / lengthMs))
    return [atMs, cents + stepCents * (1 - x * x * (3 - 2 * x))]
  })
  const differs = drift.some(([, cents]) => Math.abs(cents) > 4)
  return { glide: stepCents === 0 ? null : { startMs, lengthMs }, drift: differs ? drift : [] }
}
