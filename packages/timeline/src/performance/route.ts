/**
 * The way a run takes through its song. *Elapsed* is unrolled musical time (it never jumps back), *position* the place in the song:
 * inside a vamp the position comes round with each pass while elapsed goes on. A route is a short list of legs; every pass of a vamp
 * lies at first pass + n × exact length, so nothing adds up over passes.
 */
import type { Edition } from '../edition.ts'
import type { VampSpan } from '../evaluate/song-index.ts'
import { beats } from '../units.ts'
import type { SegmentRun } from './performance.ts'

export interface ThroughLeg {
  readonly kind: 'through'
  readonly elapsedMs: number
  readonly positionMs: number
  /** Position at which it ends: exactly where the next leg begins. */
  readonly endMs: number
  readonly lengthMs: number
}
export interface VampLeg {
  readonly kind: 'vamp'
  readonly vampId: string
  readonly elapsedMs: number
  /** Where the first pass of this leg begins: inside the vamp after a locate. */
  readonly positionMs: number
  readonly startMs: number
  readonly endMs: number
  readonly firstPass: number
  /** null: until devamp. */
  readonly lastPass: number | null
  readonly lengthMs: number
}
export type Leg = ThroughLeg | VampLeg

/** Ids of vamps that repeat a section begin with this. */
export const SECTION_VAMP = 'section:'

/** Id of the vamp that loops a whole segment of kind vamp whose song marks none. */
export const WHOLE_SONG_VAMP = 'whole'

/** The song a run plays in an edition: by its segment, else by the id it started with. */
export const songIdOf = (edition: Edition, run: SegmentRun): string => edition.show.setlist[run.segmentId]?.songId ?? run.songId

export const songLengthMs = (edition: Edition, run: SegmentRun): number => edition.time[songIdOf(edition, run)]?.lengthMs ?? 0

/** The vamps of a run in order. A segment of kind vamp whose song marks none loops as a whole. */
export function vampsOf(edition: Edition, run: SegmentRun): readonly VampSpan[] {
  const marked = edition.index[songIdOf(edition, run)]?.vamps ?? []
  if (marked.length === 0 && edition.show.setlist[run.segmentId]?.kind === 'vamp') {
    return [{ vampId: WHOLE_SONG_VAMP, startMs: 0, endMs: songLengthMs(edition, run) }]
  }
  return run.loops.length === 0 ? marked : withLoops(edition, run, marked)
}

/** The marked vamps and the sections that were made to repeat, in order. A loop that would overlap another (in a new edition) is left out. */
function withLoops(edition: Edition, run: SegmentRun, marked: readonly VampSpan[]): readonly VampSpan[] {
  const songId = songIdOf(edition, run)
  const spans = [...marked]
  for (const sectionId of run.loops) {
    const section = edition.songs[songId]?.sections[sectionId]
    const tempo = edition.time[songId]?.tempo
    if (!section || !tempo) continue
    const startMs = tempo.beatsToMs(section.startBeats)
    const endMs = Math.min(songLengthMs(edition, run), tempo.beatsToMs(beats(section.startBeats + section.lengthBeats)))
    if (endMs <= startMs || spans.some((other) => other.startMs < endMs && startMs < other.endMs)) continue
    spans.push({ vampId: `${SECTION_VAMP}${sectionId}`, startMs, endMs })
  }
  return spans.sort((a, b) => a.startMs - b.startMs)
}

/** Legs of a run, in order; the last has infinite length when it vamps until told. Empty for a song the edition does not have. */
export function routeOf(edition: Edition, run: SegmentRun): Leg[] {
  const lengthMs = songLengthMs(edition, run)
  const legs: Leg[] = []
  let positionMs: number = Math.min(run.startPositionMs, lengthMs)
  let elapsedMs: number = run.startElapsedMs
  let firstPass = run.startPass
  for (const vamp of vampsOf(edition, run)) {
    if (vamp.endMs <= positionMs) continue
    if (vamp.startMs > positionMs) {
      legs.push({ kind: 'through', elapsedMs, positionMs, endMs: vamp.startMs, lengthMs: vamp.startMs - positionMs })
      elapsedMs += vamp.startMs - positionMs
      positionMs = vamp.startMs
      firstPass = 0
    }
    const lastPass = run.devamps[vamp.vampId] ?? null
    const exitMs = run.exits[vamp.vampId]
    const whole = lastPass === null ? Infinity : vamp.endMs - positionMs + Math.max(0, lastPass - firstPass) * (vamp.endMs - vamp.startMs)
    const length = exitMs === undefined ? whole : Math.max(0, Math.min(whole, exitMs - elapsedMs))
    legs.push({ kind: 'vamp', ...vamp, elapsedMs, positionMs, firstPass, lastPass, lengthMs: length })
    if (lastPass === null) return legs
    elapsedMs += length
    positionMs = vamp.endMs
    firstPass = 0
  }
  if (positionMs < lengthMs) {
    legs.push({ kind: 'through', elapsedMs, positionMs, endMs: lengthMs, lengthMs: lengthMs - positionMs })
  }
  return legs
}

/** Elapsed time at which the run reaches the end of its song; Infinity while a vamp on its way has no last pass. */
export function endElapsedMs(legs: readonly Leg[], run: SegmentRun): number {
  const last = legs.at(-1)
  return last ? last.elapsedMs + last.lengthMs : run.startElapsedMs
}

export interface Place {
  readonly positionMs: number
  readonly vampId: string | null
  readonly pass: number
  /** Elapsed time at which this pass, or this stretch outside vamps, began (for a first pass: where it was entered). */
  readonly fromElapsedMs: number
  readonly fromPositionMs: number
  /** Elapsed time at which it is over. */
  readonly toElapsedMs: number
  readonly ended: boolean
  readonly lastPass: number | null
}

/** Pass of a vamp leg that a stretch of elapsed time lies in, counted from the leg's first pass, and its bounds. */
export function passAt(
  leg: VampLeg,
  elapsedMs: number,
): { readonly n: number; readonly fromMs: number; readonly toMs: number; readonly positionMs: number } {
  const first = leg.endMs - leg.positionMs
  const length = leg.endMs - leg.startMs
  const into = elapsedMs - leg.elapsedMs
  const n = into < first ? 0 : Math.floor((into - first) / length) + 1
  return passNumber(leg, n)
}

/** Bounds in elapsed time of the nth pass (0: the first of this leg), and the position it begins at. */
export function passNumber(
  leg: VampLeg,
  n: number,
): { readonly n: number; readonly fromMs: number; readonly toMs: number; readonly positionMs: number } {
  const first = leg.endMs - leg.positionMs
  const length = leg.endMs - leg.startMs
  const toMs = leg.elapsedMs + first + n * length
  return {
    n,
    fromMs: n === 0 ? leg.elapsedMs : leg.elapsedMs + first + (n - 1) * length,
    toMs,
    positionMs: n === 0 ? leg.positionMs : leg.startMs,
  }
}

/** Where a run is after so much unrolled time. */
export function placeAt(legs: readonly Leg[], run: SegmentRun, elapsedMs: number): Place {
  const leg = legs.findLast((candidate) => candidate.elapsedMs <= elapsedMs) ?? legs[0]
  if (!leg) {
    return {
      positionMs: run.startPositionMs,
      vampId: null,
      pass: 0,
      fromElapsedMs: run.startElapsedMs,
      fromPositionMs: run.startPositionMs,
      toElapsedMs: run.startElapsedMs,
      ended: true,
      lastPass: null,
    }
  }
  const ended = leg === legs.at(-1) && elapsedMs >= leg.elapsedMs + leg.lengthMs
  if (leg.kind === 'through') {
    const into = Math.max(0, Math.min(leg.lengthMs, elapsedMs - leg.elapsedMs))
    return {
      positionMs: ended ? leg.endMs : leg.positionMs + into,
      vampId: null,
      pass: 0,
      fromElapsedMs: leg.elapsedMs,
      fromPositionMs: leg.positionMs,
      toElapsedMs: leg.elapsedMs + leg.lengthMs,
      ended,
      lastPass: null,
    }
  }
  const lastN = leg.lastPass === null ? Infinity : Math.max(0, leg.lastPass - leg.firstPass)
  const found = passAt(leg, Math.min(elapsedMs, leg.elapsedMs + leg.lengthMs))
  const pass = found.n > lastN ? passNumber(leg, lastN) : found
  const untilMs = Math.min(elapsedMs, leg.elapsedMs + leg.lengthMs)
  return {
    positionMs: Math.max(pass.positionMs, Math.min(leg.endMs, pass.positionMs + untilMs - pass.fromMs)),
    vampId: leg.vampId,
    pass: leg.firstPass + pass.n,
    fromElapsedMs: pass.fromMs,
    fromPositionMs: pass.positionMs,
    toElapsedMs: Math.min(pass.toMs, leg.elapsedMs + leg.lengthMs),
    ended,
    lastPass: leg.lastPass,
  }
}

/** Unrolled time of a run at a performance time; stands still while held. */
export function elapsedAt(run: SegmentRun, atMs: number): number {
  const until = run.heldAtMs === null ? atMs : Math.min(atMs, run.heldAtMs)
  return run.anchorElapsedMs + Math.max(0, until - run.anchorAtMs)
}

/** Performance time at which a running run has a given unrolled time. Meaningless while held. */
export const atMsOfElapsed = (run: SegmentRun, elapsedMs: number): number => run.anchorAtMs + (elapsedMs - run.anchorElapsedMs)

/** Performance time at which a run reaches its end; Infinity while held or vamping. */
export function endAtMs(edition: Edition, run: SegmentRun): number {
  const end = endElapsedMs(routeOf(edition, run), run)
  // Held at or after its end it has ended all the same.
  if (run.heldAtMs !== null && elapsedAt(run, run.heldAtMs) < end) return Infinity
  return atMsOfElapsed(run, end)
}

export const hasEnded = (edition: Edition, run: SegmentRun, atMs: number): boolean => endAtMs(edition, run) <= atMs
