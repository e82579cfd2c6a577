/**
 * Following incoming timecode. Readings go in, decisions come out: start this segment there, hold. Between decisions the performance
 * runs on its own clock, so a drop-out is not heard (*freewheel*); a frame changes only when a decision has become an entry.
 */
import { type Ms, ms } from '../units.ts'

/** One incoming frame: `frameMs` is what it names, in ms from 00:00:00:00, `atMs` when it began, on the performance's clock. */
export interface ChaseReading {
  readonly frameMs: Ms
  readonly atMs: Ms
}

export interface ChaseRules {
  /** Added to what comes in, for a source whose hour is not ours. */
  readonly offsetMs: Ms
  /** Frames that must agree before it counts as running. */
  readonly lockFrames: number
  /** How long the performance runs on without a reading. */
  readonly freewheelMs: Ms
  /** Readings within this of where the performance is change nothing. */
  readonly toleranceMs: Ms
  /** Where the segments lie in the incoming time. */
  readonly segments: readonly { readonly segmentId: string; readonly startMs: Ms; readonly lengthMs: Ms }[]
}

export type ChaseState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'locking'; readonly agreed: number; readonly last: ChaseReading }
  | { readonly kind: 'locked'; readonly last: ChaseReading; readonly strays: number }

/** Where the performance is now. */
export interface ChasePlace {
  readonly segmentId: string | null
  readonly positionMs: Ms
  readonly held: boolean
}

export type ChaseDecision =
  | { readonly kind: 'locate'; readonly segmentId: string; readonly positionMs: Ms }
  | { readonly kind: 'resume' }
  | { readonly kind: 'hold' }

/** Frames farther than this from where they were expected do not agree with those before. */
const AGREE_MS = 25
/** So many frames in a row elsewhere are a jump of the source; fewer are noise. */
const JUMP_FRAMES = 2

/** @returns the next state, and what to do, if anything, at the reading's instant. */
export function chaseReading(
  state: ChaseState,
  reading: ChaseReading,
  place: ChasePlace,
  rules: ChaseRules,
): { readonly state: ChaseState; readonly decision: ChaseDecision | null } {
  if (state.kind === 'waiting') return { state: { kind: 'locking', agreed: 1, last: reading }, decision: null }
  const agrees = Math.abs(reading.frameMs - state.last.frameMs - (reading.atMs - state.last.atMs)) <= AGREE_MS
  if (state.kind === 'locking') {
    const agreed = agrees ? state.agreed + 1 : 1
    if (agreed < rules.lockFrames) return { state: { kind: 'locking', agreed, last: reading }, decision: null }
    return { state: { kind: 'locked', last: reading, strays: 0 }, decision: decide(reading, place, rules) }
  }
  if (!agrees) {
    const strays = state.strays + 1
    if (strays < JUMP_FRAMES) return { state: { ...state, strays }, decision: null }
    return { state: { kind: 'locking', agreed: 1, last: reading }, decision: null }
  }
  return { state: { kind: 'locked', last: reading, strays: 0 }, decision: decide(reading, place, rules) }
}

/** To be asked now and then: a source that has been gone for longer than the freewheel time stops the performance. */
export function chaseSilence(
  state: ChaseState,
  nowMs: Ms,
  place: ChasePlace,
  rules: ChaseRules,
): { readonly state: ChaseState; readonly decision: ChaseDecision | null } {
  if (state.kind === 'waiting' || nowMs - state.last.atMs <= rules.freewheelMs) return { state, decision: null }
  const stops = state.kind === 'locked' && place.segmentId !== null && !place.held
  return { state: { kind: 'waiting' }, decision: stops ? { kind: 'hold' } : null }
}

function decide(reading: ChaseReading, place: ChasePlace, rules: ChaseRules): ChaseDecision | null {
  const wantedMs = reading.frameMs + rules.offsetMs
  const segment = rules.segments.find(({ startMs, lengthMs }) => wantedMs >= startMs && wantedMs < startMs + lengthMs)
  // Between two songs the source decides nothing: the talk goes on.
  if (!segment) return null
  const positionMs = ms(wantedMs - segment.startMs)
  const isThere = place.segmentId === segment.segmentId && Math.abs(place.positionMs - positionMs) <= rules.toleranceMs
  if (isThere) return place.held ? { kind: 'resume' } : null
  return { kind: 'locate', segmentId: segment.segmentId, positionMs }
}
