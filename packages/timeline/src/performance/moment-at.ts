/** Reads a moment off a performance. */
import { clampUnit, fadeUnit } from '../curve.ts'
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { type Ms, ms } from '../units.ts'
import { settle, standbyOf, stillMatters } from './apply.ts'
import { actAtMs } from './cue/chain.ts'
import { endOfRun } from './cue/ends.ts'
import { isLasting, isOn, outFadeMs, wentOutAtMs } from './cue/lasting.ts'
import { screensOf } from './cue/output.ts'
import { gainDbAt } from './cue/sound.ts'
import type { CueMoment, Moment, MomentBefore, SegmentMoment } from './moment.ts'
import type { CueRun, HandOver, Performance, SegmentRun } from './performance.ts'
import { atMsOfElapsed, elapsedAt, endElapsedMs, type Leg, placeAt, routeOf, songIdOf } from './route.ts'
import { HAND_OVER_MS, isFading, STILL_MS, stillUnitAt } from './segment-run.ts'

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
    before: beforeOf(edition, segment && p.segment ? { run: p.segment, now: segment } : null, p.handOver, nowMs),
    cues: p.cues.filter((run) => stillMatters(p, run, nowMs)).map((run) => cueMoment(p, edition, run, nowMs)),
    blackout: p.blackout,
    frozen: frozenAt(p, edition, nowMs),
    grandMasterUnit: p.grandMasterUnit,
    muted: p.muted,
    strobe: p.strobe,
    taken: p.taken,
    armed: p.armed,
    panicUnit: p.panic ? 1 - fadeUnit(nowMs - p.panic.atMs, p.panic.fadeMs) : 1,
    askResume: p.askResume,
  }
}

interface SegmentNow {
  readonly moment: SegmentMoment
  readonly endAtMs: number
  readonly legs: readonly Leg[]
}

function segmentMoment(edition: Edition, run: SegmentRun, nowMs: number): SegmentNow {
  const legs = routeOf(edition, run)
  const endMs = endElapsedMs(legs, run)
  const elapsedMs = Math.min(elapsedAt(run, nowMs), endMs)
  const place = placeAt(legs, run, elapsedMs)
  const held = run.heldAtMs !== null && !place.ended
  const endAtMs = atMsOfElapsed(run, endMs)
  return {
    endAtMs,
    legs,
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
      stillUnit: place.ended
        ? clampUnit(stillUnitAt({ ...run, heldAtMs: null }, endAtMs) + Math.max(0, nowMs - endAtMs) / STILL_MS)
        : stillUnitAt(run, nowMs),
    },
  }
}

/** A clip ends just before the edge it ends at: what was on at a jump is asked for this long before it. */
const BEFORE_EDGE_MS = 0.01

/** How many jumps that follow on each other within moments are told of. */
const MOST_JUMPS = 3

/** What was on before the latest jump, if that is recent: the edge of a vamp, else another run; and what was on before that. */
function beforeOf(
  edition: Edition,
  on: { readonly run: SegmentRun; readonly now: SegmentNow } | null,
  handOver: HandOver | null,
  nowMs: number,
  elapsedMs: number = on?.now.moment.elapsedMs ?? 0,
  jumps = MOST_JUMPS,
): MomentBefore | null {
  if (jumps === 0) return null
  const jump = on && jumpBefore(on.now.legs, on.run, elapsedMs)
  const sinceJumpMs = jump ? elapsedMs - jump.atElapsedMs : Infinity
  if (on && jump && sinceJumpMs < HAND_OVER_MS) {
    const there: SegmentMoment = { ...on.now.moment, positionMs: ms(jump.positionMs - BEFORE_EDGE_MS), elapsedMs: ms(jump.atElapsedMs) }
    const earlier = beforeOf(edition, on, handOver, nowMs - sinceJumpMs, jump.atElapsedMs - BEFORE_EDGE_MS, jumps - 1)
    const segment = { ...there, heldForMs: null, ended: false, stillUnit: 0 }
    return { segment, idleForMs: ms(0), sinceMs: ms(sinceJumpMs), ...(earlier ? { before: earlier } : {}) }
  }
  if (!handOver || nowMs < handOver.atMs - BEFORE_EDGE_MS || nowMs >= handOver.atMs + HAND_OVER_MS) return null
  const { atMs, earlier = null } = handOver
  const run = { ...handOver.run, leftAtMs: null }
  const was = segmentMoment(edition, run, atMs)
  const idleForMs = was.moment.ended ? Math.max(0, atMs - was.endAtMs) : 0
  const before = beforeOf(edition, { run, now: was }, earlier, atMs, was.moment.elapsedMs, jumps - 1)
  return { segment: was.moment, idleForMs: ms(idleForMs), sinceMs: ms(Math.max(0, nowMs - atMs)), ...(before ? { before } : {}) }
}

/** The last jump on the way of a run to an unrolled time: a pass of a vamp that began after another, or a vamp that was left in mid-pass. */
function jumpBefore(
  legs: readonly Leg[],
  run: SegmentRun,
  elapsedMs: number,
): { readonly positionMs: number; readonly atElapsedMs: number } | null {
  const index = legs.findLastIndex((leg) => leg.elapsedMs <= elapsedMs)
  const leg = legs[index]
  if (!leg) return null
  if (leg.kind === 'vamp') {
    const place = placeAt(legs, run, elapsedMs)
    if (place.fromElapsedMs > leg.elapsedMs) return { positionMs: leg.endMs, atElapsedMs: place.fromElapsedMs }
  }
  const left = legs[index - 1]
  if (left?.kind !== 'vamp' || run.exits[left.vampId] === undefined) return null
  const { positionMs } = placeAt(legs.slice(0, index), run, leg.elapsedMs)
  return { positionMs, atElapsedMs: leg.elapsedMs }
}

/** Outputs that keep their last picture: taken so by the verb, or by cues. */
function frozenAt(p: Performance, edition: Edition, nowMs: number): readonly string[] {
  const frozen = new Set(p.frozen)
  for (const run of p.cues) {
    if (run.action.kind !== 'output' || run.action.picture.kind !== 'freeze' || !isOn(run, nowMs)) continue
    for (const id of screensOf(edition, run.action.outputId)) frozen.add(id)
  }
  return frozen.size === p.frozen.length ? p.frozen : [...frozen]
}

function cueMoment(p: Performance, edition: Edition, run: CueRun, nowMs: number): CueMoment {
  const outAtMs = wentOutAtMs(run, nowMs)
  return {
    cueId: run.cueId,
    runId: run.runId,
    action: run.action,
    preWaitMs: run.preWaitMs,
    sinceMs: ms(nowMs - actAtMs(run)),
    startOrder: run.startOrder,
    state: cueState(p, edition, run, nowMs),
    released: outAtMs === null ? null : { sinceMs: ms(nowMs - outAtMs), fadeMs: outFadeMs(run) as Ms },
    startedIn: run.startedIn,
    gainDb: run.action.kind === 'sound' ? gainDbAt(run, nowMs) : 0,
  }
}

function cueState(p: Performance, edition: Edition, run: CueRun, nowMs: number): CueMoment['state'] {
  if (!run.acted) return 'preWait'
  if (isLasting(run)) {
    const outAtMs = wentOutAtMs(run, nowMs)
    return outAtMs !== null && nowMs >= outAtMs + outFadeMs(run) ? 'done' : 'running'
  }
  if (run.action.kind === 'hold') return p.segment?.heldAtMs === actAtMs(run) ? 'running' : 'done'
  if (run.segmentRunId !== null && p.segment?.runId !== run.segmentRunId) return 'done'
  return nowMs < endOfRun(p, edition, run) ? 'running' : 'done'
}
