/** Reads a moment off a performance. */
import { fadeUnit } from '../curve.ts'
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { type Ms, ms } from '../units.ts'
import { settle, standbyOf, stillMatters } from './apply.ts'
import { actAtMs, cueLengthMs } from './cue/chain.ts'
import type { CueMoment, Moment, SegmentMoment } from './moment.ts'
import type { CueRun, Performance, SegmentRun } from './performance.ts'
import { atMsOfElapsed, elapsedAt, endElapsedMs, placeAt, routeOf, songIdOf } from './route.ts'
import { isFading } from './segment-run.ts'

/**
 * What is on at `nowMs`.
 *
 * @param nowMs  performance time; not before the last folded entry was accepted (earlier states have been folded away: who runs behind,
 *               as the audience does, folds entries behind too).
 */
export function momentAt(source: EditionSource, performance: Performance, nowMs: Ms): Moment {
  const p = settle(performance, source, nowMs, { through: true })
  const edition = editionNamed(source, p.edition)
  const segment = p.segment && segmentMoment(edition, p.segment, nowMs)
  const leaving = p.leaving && isFading(p.leaving, nowMs) ? segmentMoment(edition, p.leaving, nowMs) : null
  return {
    atMs: nowMs,
    edition: p.edition,
    seq: p.seq,
    epoch: p.epoch,
    seed: p.seed,
    standbyCueId: standbyOf(p),
    segment: segment?.moment ?? null,
    leaving: leaving?.moment ?? null,
    idleForMs: ms(segment ? (segment.moment.ended ? Math.max(0, nowMs - segment.endAtMs) : 0) : Math.max(0, nowMs - p.idleSinceAtMs)),
    cues: p.cues.filter((run) => stillMatters(p, edition, run, nowMs)).map((run) => cueMoment(p, run, nowMs, segment?.moment ?? null)),
    blackout: p.blackout,
    frozen: p.frozen,
    grandMasterUnit: p.grandMasterUnit,
    panicUnit: p.panic ? 1 - fadeUnit(nowMs - p.panic.atMs, p.panic.fadeMs) : 1,
    askResume: p.askResume,
  }
}

function segmentMoment(edition: Edition, run: SegmentRun, nowMs: number): { readonly moment: SegmentMoment; readonly endAtMs: number } {
  const legs = routeOf(edition, run)
  const endMs = endElapsedMs(legs, run)
  const elapsedMs = Math.min(elapsedAt(run, nowMs), endMs)
  const place = placeAt(legs, run, elapsedMs)
  const held = run.heldAtMs !== null && !place.ended
  return {
    endAtMs: atMsOfElapsed(run, endMs),
    moment: {
      segmentId: run.segmentId,
      songId: songIdOf(edition, run),
      runId: run.runId,
      positionMs: ms(place.positionMs),
      elapsedMs: ms(elapsedMs),
      vamp: place.vampId === null ? null : { vampId: place.vampId, pass: place.pass, leavingAfterPass: place.lastPass },
      heldForMs: held ? ms(Math.max(0, nowMs - run.heldAtMs!)) : null,
      ended: place.ended,
      enteredForMs: ms(held ? 0 : Math.max(0, nowMs - run.anchorAtMs)),
      enteredInside: run.anchorElapsedMs > 0 || run.startPositionMs > 0,
      levelUnit: run.leftAtMs === null ? 1 : 1 - fadeUnit(nowMs - run.leftAtMs, run.fadeOutMs),
    },
  }
}

function cueMoment(p: Performance, run: CueRun, nowMs: number, segment: SegmentMoment | null): CueMoment {
  return {
    cueId: run.cueId,
    runId: run.runId,
    action: run.action,
    preWaitMs: run.preWaitMs,
    sinceMs: ms(nowMs - actAtMs(run)),
    startOrder: run.startOrder,
    state: cueState(p, run, nowMs, segment),
    released: run.releasedAtMs === null ? null : { sinceMs: ms(nowMs - run.releasedAtMs), fadeMs: run.releaseFadeMs },
  }
}

function cueState(p: Performance, run: CueRun, nowMs: number, segment: SegmentMoment | null): CueMoment['state'] {
  if (!run.acted) return 'preWait'
  if (run.action.kind === 'look') return run.releasedAtMs !== null && nowMs >= run.releasedAtMs + run.releaseFadeMs ? 'done' : 'running'
  const lengthMs = cueLengthMs(run.action)
  if (lengthMs !== null) return nowMs - actAtMs(run) < lengthMs ? 'running' : 'done'
  return segment !== null && p.segment?.runId === run.segmentRunId && !segment.ended ? 'running' : 'done'
}
