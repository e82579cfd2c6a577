/** Questions about the running segment that the sound desk, the light and the console ask. */
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { type Ms, ms } from '../units.ts'
import { settle } from './apply.ts'
import { type DueStep, nextStep } from './cue/run-cue.ts'
import type { Performance, SegmentRun } from './performance.ts'
import { atMsOfElapsed, elapsedAt, endElapsedMs, type Leg, passAt, passNumber, placeAt, routeOf, vampsOf } from './route.ts'
import { devampChoice } from './segment-run.ts'

export interface SegmentSpan {
  /** Unrolled time at which it begins. */
  readonly elapsedMs: Ms
  /** Position in the song at which it begins. */
  readonly positionMs: Ms
  readonly lengthMs: Ms
  /** Pass of the vamp, 0 outside vamps. */
  readonly pass: number
}

/**
 * The stretches of song that a stretch of unrolled time covers: one, or one per pass of a vamp, ascending and without gaps.
 * Ends where the song ends. At most a few per second of vamp; ask for seconds, not hours.
 */
export function segmentSpans(edition: Edition, run: SegmentRun, fromElapsedMs: Ms, toElapsedMs: Ms): SegmentSpan[] {
  const spans: SegmentSpan[] = []
  for (const leg of routeOf(edition, run)) {
    const from = Math.max(fromElapsedMs, leg.elapsedMs)
    const to = Math.min(toElapsedMs, leg.elapsedMs + leg.lengthMs)
    if (from >= to) continue
    for (const { elapsedMs, positionMs, lengthMs, pass } of stretchesOf(leg, from, to)) {
      spans.push({ elapsedMs: ms(elapsedMs), positionMs: ms(positionMs), lengthMs: ms(lengthMs), pass })
    }
  }
  return spans
}

export interface Stretch {
  readonly elapsedMs: number
  readonly lengthMs: number
  readonly positionMs: number
  /** Exactly the position at which the next stretch of the same pass begins. */
  readonly endPositionMs: number
  readonly pass: number
}

/**
 * The stretches of one leg inside [from, to) of unrolled time, which must lie inside the leg. Both ends of a stretch are placed by one
 * formula, so that stretches asked for one after the other meet exactly.
 */
export function stretchesOf(leg: Leg, from: number, to: number): Stretch[] {
  if (leg.kind === 'through') {
    const place = (elapsedMs: number) => leg.positionMs + (elapsedMs - leg.elapsedMs)
    const endPositionMs = to >= leg.elapsedMs + leg.lengthMs ? leg.endMs : place(to)
    return [{ elapsedMs: from, lengthMs: to - from, positionMs: place(from), endPositionMs, pass: 0 }]
  }
  const stretches: Stretch[] = []
  for (let n = passAt(leg, from).n; ; n++) {
    const pass = passNumber(leg, n)
    const start = Math.max(from, pass.fromMs)
    const end = Math.min(to, pass.toMs)
    const place = (elapsedMs: number) => pass.positionMs + (elapsedMs - pass.fromMs)
    const endPositionMs = end >= pass.toMs ? leg.endMs : place(end)
    if (end > start) {
      stretches.push({ elapsedMs: start, lengthMs: end - start, positionMs: place(start), endPositionMs, pass: leg.firstPass + n })
    }
    if (pass.toMs >= to) return stretches
  }
}

/**
 * Performance time at which the running segment reaches a song position: in the pass that is on at `nowMs` (which may lie in the past),
 * else the next time it comes to it, else the last time it was there.
 *
 * @param nowMs  null: when the run was last anchored (start, resume, locate).
 * @returns null when no segment is on, it is held, or no way leads there (the far side of a vamp that nobody has left yet).
 */
export function positionToAtMs(source: EditionSource, performance: Performance, positionMs: Ms, nowMs: Ms | null = null): Ms | null {
  // Without a now, GOs that are accepted and not yet due count as given.
  const p = settle(performance, source, nowMs ?? performance.pending.at(-1)?.atMs ?? 0, { through: true })
  const run = p.segment
  if (!run || run.heldAtMs !== null) return null
  const legs = routeOf(editionNamed(source, p.edition), run)
  const nowElapsedMs = nowMs === null ? run.anchorElapsedMs : elapsedAt(run, nowMs)
  const here = placeAt(legs, run, nowElapsedMs)
  const herePosition = here.fromElapsedMs + (positionMs - here.fromPositionMs)
  const inside = positionMs >= here.fromPositionMs && (herePosition < here.toElapsedMs || (here.ended && herePosition === here.toElapsedMs))
  if (inside) return ms(atMsOfElapsed(run, herePosition))
  let past: number | null = null
  for (const leg of legs) {
    for (const elapsedMs of timesAt(leg, positionMs, nowElapsedMs)) {
      if (elapsedMs >= nowElapsedMs) return ms(atMsOfElapsed(run, elapsedMs))
      past = elapsedMs
    }
  }
  const last = legs.at(-1)
  if (past === null && last?.kind === 'through' && positionMs === last.positionMs + last.lengthMs) past = endElapsedMs(legs, run)
  return past === null ? null : ms(atMsOfElapsed(run, past))
}

/** When a leg passes a position: for a vamp the last time before now and the first at or after it. */
function timesAt(leg: Leg, positionMs: number, nowElapsedMs: number): number[] {
  if (leg.kind === 'through') {
    // The closing instant belongs to what follows, except at the end of the song, which only the last leg has.
    return positionMs >= leg.positionMs && positionMs <= leg.positionMs + leg.lengthMs
      ? [leg.elapsedMs + (positionMs - leg.positionMs)]
      : []
  }
  if (positionMs < leg.startMs || positionMs >= leg.endMs) return []
  const around = Math.max(0, passAt(leg, Math.max(leg.elapsedMs, Math.min(nowElapsedMs, leg.elapsedMs + leg.lengthMs))).n)
  return [around - 1, around, around + 1]
    .filter((n) => n >= 0)
    .map((n) => passNumber(leg, n))
    .filter((pass) => positionMs >= pass.positionMs)
    .map((pass) => pass.fromMs + (positionMs - pass.positionMs))
    .filter((elapsedMs) => elapsedMs < leg.elapsedMs + leg.lengthMs)
}

export interface CueTimes {
  readonly segmentId: string | null
  /** Until the segment ends; null while a vamp on the way has no last pass, or nothing is on. While held: as if resumed now. */
  readonly remainingMs: Ms | null
  readonly vamp: {
    readonly vampId: string
    readonly pass: number
    /** End of the present pass, as performance time and from now. */
    readonly boundaryAtMs: Ms
    readonly boundaryInMs: Ms
    /** Where a devamp pressed now would leave; null when one is already on. */
    readonly devampAtMs: Ms | null
    readonly leavingAfterPass: number | null
  } | null
  /** What cues do by themselves next: act after a pre-wait, resume after a hold, continue into the next cue, or fire at an anchor (no run yet). */
  readonly nextStep: { readonly runId: string | null; readonly cueId: string; readonly kind: DueStep['kind']; readonly inMs: Ms } | null
}

function nextOf(p: Performance, step: DueStep, nowMs: number): CueTimes['nextStep'] {
  const inMs = ms(Math.max(0, step.atMs - nowMs))
  if (step.kind === 'anchor') return { runId: null, cueId: step.cueId, kind: 'anchor', inMs }
  const run = p.cues.find((candidate) => candidate.runId === step.runId)!
  return { runId: step.runId, cueId: run.cueId, kind: step.kind, inMs }
}

/** Times the console counts down. */
export function cueTimes(source: EditionSource, performance: Performance, nowMs: Ms): CueTimes {
  const p = settle(performance, source, nowMs, { through: true })
  const edition = editionNamed(source, p.edition)
  const step = nextStep(p, edition)
  const next = step && nextOf(p, step, nowMs)
  const run = p.segment
  if (!run) return { segmentId: null, remainingMs: null, vamp: null, nextStep: next }
  const legs = routeOf(edition, run)
  const elapsedMs = elapsedAt(run, nowMs)
  const endMs = endElapsedMs(legs, run)
  const place = placeAt(legs, run, elapsedMs)
  const boundaryInMs = place.toElapsedMs - elapsedMs
  const inVamp = place.vampId !== null && !place.ended && vampsOf(edition, run).length > 0
  return {
    segmentId: run.segmentId,
    remainingMs: Number.isFinite(endMs) ? ms(Math.max(0, endMs - elapsedMs)) : null,
    vamp: inVamp
      ? {
          vampId: place.vampId!,
          pass: place.pass,
          boundaryAtMs: ms(nowMs + boundaryInMs),
          boundaryInMs: ms(boundaryInMs),
          devampAtMs: place.lastPass === null ? ms(devampChoice(edition, run, nowMs, 'pass')?.boundaryAtMs ?? nowMs + boundaryInMs) : null,
          leavingAfterPass: place.lastPass,
        }
      : null,
    nextStep: next,
  }
}
