/** What happens to the segment that is on: start, hold, resume, leave, devamp. Pure steps of the fold. */
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { ms } from '../units.ts'
import type { Performance, SegmentRun } from './performance.ts'
import { elapsedAt, endAtMs, hasEnded, placeAt, routeOf, vampsOf } from './route.ts'

/** A locate inside the same song cuts the sound with the shortest fade that does not click. */
export const CUT_FADE_MS = 30
/** A devamp closer than this to a boundary takes the next one: the pass after it is already scheduled in every sounding page. */
export const DEVAMP_MARGIN_MS = 200

export const isFading = (run: SegmentRun, atMs: number): boolean => run.leftAtMs !== null && atMs < run.leftAtMs + run.fadeOutMs

/** Ends what is on at `atMs` with a fade; an ended segment has nothing to fade. */
export function leaveSegment(p: Performance, edition: Edition, atMs: number, fadeMs: number | null): Performance {
  const run = p.segment
  if (!run) return p
  const over = hasEnded(edition, run, atMs)
  const leaving = over ? p.leaving : { ...run, leftAtMs: ms(atMs), fadeOutMs: ms(fadeMs ?? run.fadeOutMs) }
  return { ...p, segment: null, leaving, idleSinceAtMs: ms(over ? endAtMs(edition, run) : atMs), askResume: false }
}

export interface SegmentStart {
  readonly segmentId: string
  readonly runId: string
  /** Beats from the start of the song; used when `positionMs` is null. */
  readonly startBeats: number
  readonly positionMs: number | null
  readonly held: boolean
  /** Fade of what was on; null for its own. */
  readonly fadeMs: number | null
}

/** Where standby stands in another edition: at its cue, else at the next one after it that is there and armed, else nowhere. */
export function standbyIn(before: Edition, after: Edition, cueId: string | null): string | null {
  if (cueId === null || Object.hasOwn(after.show.cues, cueId)) return cueId
  const later = before.cueOrder.slice(before.cueOrder.indexOf(cueId) + 1)
  return later.find((id) => after.show.cues[id]?.armed) ?? null
}

/** Puts a segment on; the edition that waited for it comes into force. A segment the edition does not have changes nothing. */
export function startSegment(p: Performance, source: EditionSource, atMs: number, start: SegmentStart): Performance {
  const hash = p.nextEdition ?? p.edition
  const before = editionNamed(source, p.edition)
  const edition = editionNamed(source, hash)
  const segment = edition.show.setlist[start.segmentId]
  const time = segment && edition.time[segment.songId]
  if (!segment || !time) return p
  const positionMs = start.positionMs ?? time.tempo.beatsToMs(start.startBeats as never)
  return {
    ...leaveSegment(p, before, atMs, start.fadeMs),
    edition: hash,
    nextEdition: null,
    standbyCueId: standbyIn(before, edition, p.standbyCueId),
    panic: null,
    askResume: false,
    segment: {
      segmentId: start.segmentId,
      songId: segment.songId,
      runId: start.runId,
      anchorAtMs: ms(atMs),
      anchorElapsedMs: ms(0),
      startPositionMs: ms(Math.min(positionMs, time.lengthMs)),
      startElapsedMs: ms(0),
      startPass: 0,
      heldAtMs: start.held ? ms(atMs) : null,
      devamps: {},
      leftAtMs: null,
      fadeOutMs: segment.fadeOutMs,
    },
  }
}

export function holdSegment(p: Performance, edition: Edition, atMs: number): Performance {
  const run = p.segment
  if (!run || run.heldAtMs !== null || hasEnded(edition, run, atMs)) return p
  return { ...p, segment: { ...run, heldAtMs: ms(atMs) } }
}

export function resumeSegment(p: Performance, atMs: number): Performance {
  const run = p.segment
  if (!run || run.heldAtMs === null) return { ...p, askResume: false }
  return {
    ...p,
    askResume: false,
    segment: { ...run, anchorAtMs: ms(atMs), anchorElapsedMs: ms(elapsedAt(run, run.heldAtMs)), heldAtMs: null },
  }
}

/** Where a devamp at `atMs` would leave, or null outside a vamp. `late`: it missed the nearest boundary's margin. */
export function devampChoice(
  edition: Edition,
  run: SegmentRun,
  atMs: number,
): { readonly vampId: string; readonly lastPass: number; readonly boundaryAtMs: number; readonly late: boolean } | null {
  if (hasEnded(edition, run, atMs)) return null
  const elapsedMs = elapsedAt(run, atMs)
  const place = placeAt(routeOf(edition, run), run, elapsedMs)
  if (place.vampId === null) return null
  const vamp = vampsOf(edition, run).find((candidate) => candidate.vampId === place.vampId)!
  const remainingMs = place.toElapsedMs - elapsedMs
  // While held the next pass has not been scheduled, so there is no boundary too near.
  const late = run.heldAtMs === null && remainingMs < DEVAMP_MARGIN_MS
  return {
    vampId: place.vampId,
    lastPass: place.pass + (late ? 1 : 0),
    boundaryAtMs: atMs + remainingMs + (late ? vamp.endMs - vamp.startMs : 0),
    late,
  }
}

export function devampSegment(p: Performance, vampId: string, lastPass: number): Performance {
  const run = p.segment
  if (!run || run.devamps[vampId] !== undefined) return p
  return { ...p, segment: { ...run, devamps: { ...run.devamps, [vampId]: lastPass } } }
}

/** Carries the running segment into another edition at the same beat: elapsed and pass go on, the route is laid out anew from here. */
export function carrySegment(
  p: Performance,
  edition: Edition,
  atMs: number,
  carry: { readonly positionMs: number; readonly songId: string } | null,
): Performance {
  const run = p.segment
  if (!run || !carry) return p
  const elapsedMs = elapsedAt(run, atMs)
  const place = placeAt(routeOf(edition, run), run, elapsedMs)
  return {
    ...p,
    segment: {
      ...run,
      songId: carry.songId,
      anchorAtMs: ms(atMs),
      anchorElapsedMs: ms(elapsedMs),
      startPositionMs: ms(carry.positionMs),
      startElapsedMs: ms(elapsedMs),
      startPass: place.pass,
    },
  }
}
