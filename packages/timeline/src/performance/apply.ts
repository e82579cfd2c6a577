/**
 * The fold of a performance. Entries take effect in the order of (atMs, seq); between them cues act and continue by themselves,
 * each at its own time. An entry accepted at A can be followed only by entries with atMs ≥ A, so on taking it everything due up to A is
 * final and is folded; what is due later waits in `pending`, where a later hold, locate, panic or undo can still void it.
 */
import { type Edition, type EditionSource, editionNamed } from '../edition.ts'
import { TimelineError } from '../errors.ts'
import type { Ms } from '../units.ts'
import { beats } from '../units.ts'
import { assertPassed, dropAnchored } from './assert-passed.ts'
import { actAtMs } from './cue/chain.ts'
import { isLasting, isOf, outFadeMs, releaseRuns, wentOutAtMs } from './cue/lasting.ts'
import { nextStep, takeStep } from './cue/run-cue.ts'
import { startCue } from './cue/start-cue.ts'
import { dropWaiting } from './cue/waiting.ts'
import type { Entry } from './entry.ts'
import { type CueRun, mutedAfter, type Performance, type Taken, takenKey } from './performance.ts'
import {
  CUT_FADE_MS,
  carrySegment,
  devampSegment,
  HAND_OVER_MS,
  holdSegment,
  isFading,
  resumeSegment,
  startSegment,
  vampSection,
} from './segment-run.ts'
import { keepReached, noting, reachedBefore, WORTH_KEEPING } from './settled.ts'
import { panicAll, undoGo, voidPending } from './stop.ts'

/** Finished cue runs and fired edges stay this long: the console shows them, and a plan made a little late still finds them. */
export const CUE_MEMORY_MS = 10_000

/** So many more cue runs, and those that no longer matter are looked for. */
const CROWD = 32

/** Whether an entry is the next one of this performance; false asks the holder of the log for what lies between. */
export const followsOn = (performance: Performance, entry: Entry): boolean => entry.seq === performance.seq + 1

/**
 * Folds one entry of the log.
 *
 * @param source  the edition the performance names, or a look-up by hash.
 * @returns the next state; the same object when the entry was folded before (seq ≤ performance.seq).
 * @throws  TimelineError 'gap-in-log' when entries between are missing, 'edition-missing'
 */
export function apply(performance: Performance, source: EditionSource, entry: Entry): Performance {
  if (entry.seq <= performance.seq) return performance
  if (!followsOn(performance, entry)) {
    throw new TimelineError('gap-in-log', `entry ${entry.seq} came after ${performance.seq}; ask for those between`)
  }
  const { decision } = entry
  if (decision.kind === 'open') {
    return { ...performance, seq: entry.seq, edition: decision.edition, seed: decision.seed, standbyCueId: decision.standbyCueId }
  }
  const settled = settle(performance, source, entry.acceptedAtMs, { through: true })
  const at = settled.pending.findIndex((other) => other.atMs > entry.atMs)
  const pending = settled.pending.toSpliced(at < 0 ? settled.pending.length : at, 0, entry)
  return forget(settle({ ...settled, seq: entry.seq, pending }, source, entry.acceptedAtMs, { through: true }), entry.acceptedAtMs)
}

/** Time of the next thing that happens by itself or by a pending entry; Infinity when nothing waits. */
export function nextChangeAtMs(p: Performance, source: EditionSource): number {
  const stepAtMs = isQuiet(p) ? Infinity : (nextStep(p, editionNamed(source, p.edition))?.atMs ?? Infinity)
  return Math.min(stepAtMs, p.pending[0]?.atMs ?? Infinity)
}

/** Nothing can come by itself: no cue, no segment with anchors ahead. */
const isQuiet = (p: Performance): boolean => p.cues.length === 0 && p.segment === null

/**
 * Folds all that is due before `untilMs` (with `through`: up to and including it).
 * At one instant, cues act before the next entry is folded.
 */
export function settle(p: Performance, given: EditionSource, untilMs: number, { through }: { readonly through: boolean }): Performance {
  if (isQuiet(p) && p.pending.length === 0) return p
  const { state: reached, used } = reachedBefore(p, given, untilMs, through)
  const source = noting(given, used)
  let state = reached
  let steps = 0
  const done = (): Performance => {
    if (steps >= WORTH_KEEPING && Number.isFinite(untilMs)) keepReached(p, { used, untilMs, through, state })
    return state
  }
  for (; ; steps++) {
    if (isQuiet(state) && state.pending.length === 0) return done()
    const step = isQuiet(state) ? null : nextStep(state, editionNamed(source, state.edition))
    const entry = state.pending[0]
    const stepAtMs = step?.atMs ?? Infinity
    const entryAtMs = entry?.atMs ?? Infinity
    const atMs = Math.min(stepAtMs, entryAtMs)
    if (atMs > untilMs || (!through && atMs === untilMs) || atMs === Infinity) return done()
    const before = state.cues.length
    state =
      step && stepAtMs <= entryAtMs ? takeStep(state, source, step) : fold({ ...state, pending: state.pending.slice(1) }, source, entry!)
    // Anchors fire for hours without an entry: what they leave behind is forgotten on the way.
    if (state.cues.length > before && state.cues.length % CROWD === 0) state = forget(state, atMs)
  }
}

/**
 * The edition in force at `nowMs`. Between entries it can change by itself: a GO that is due starts the segment that `adopt` waited for,
 * and `performance.edition` says so only when the next entry is folded. Ask this, or `moment.edition`, before evaluating.
 */
export const editionAt = (source: EditionSource, performance: Performance, nowMs: Ms): Edition =>
  editionNamed(source, settle(performance, source, nowMs, { through: true }).edition)

function fold(p: Performance, source: EditionSource, entry: Entry): Performance {
  const { decision, atMs } = entry
  const edition = editionNamed(source, p.edition)
  switch (decision.kind) {
    case 'open':
      return p
    case 'epoch': {
      const next = { ...p, epoch: decision.n }
      if (!decision.heldOnStart) return next
      const held = holdSegment(dropWaiting(voidPending(next, entry.seq), null), edition, atMs)
      return { ...held, askResume: held.segment?.heldAtMs === atMs }
    }
    case 'go': {
      const lastGo = { runId: decision.runId, cueId: decision.cueId, atMs, acceptedAtMs: entry.acceptedAtMs }
      // Another edition may have come into force since it was accepted.
      const isThere = decision.standbyCueId !== null && Object.hasOwn(edition.show.cues, decision.standbyCueId)
      const moved = { ...p, standbyCueId: isThere ? decision.standbyCueId : null, lastGo }
      return startCue(moved, edition, byHand(decision, atMs))
    }
    case 'fire':
      return startCue(p, edition, byHand(decision, atMs))
    case 'standBy':
      return { ...p, standbyCueId: decision.cueId }
    case 'hold':
      return holdSegment(dropWaiting(voidPending(p, entry.seq), null), edition, atMs)
    case 'resume':
      return resumeSegment(p, edition, atMs)
    case 'devamp':
      return devampSegment(p, decision)
    case 'vamp':
      return vampSection(p, edition, atMs, decision.sectionId)
    case 'locate':
      return locate(voidPending(p, entry.seq), source, entry)
    case 'blackout':
      return { ...p, blackout: decision.on }
    case 'freeze':
      return { ...p, frozen: frozenAfter(p.frozen, decision.outputId, decision.on) }
    case 'panic':
      return panicAll(voidPending(p, entry.seq), edition, atMs, decision.fadeMs)
    case 'undoLastGo':
      return { ...undoGo(voidPending(p, entry.seq), atMs, decision.runId), standbyCueId: decision.standbyCueId }
    case 'grandMaster':
      return { ...p, grandMasterUnit: decision.levelUnit }
    case 'strobe':
      return { ...p, strobe: decision.on }
    case 'showLock':
      return { ...p, showLocked: decision.on }
    case 'mute':
      return { ...p, muted: mutedAfter(p.muted, decision.outputClass, decision.on) }
    case 'arm':
      return { ...p, armed: { ...p.armed, [decision.cueId]: decision.on } }
    case 'take':
      return { ...p, taken: withTaken(p.taken, decision.taken) }
    case 'release':
      return { ...p, taken: decision.key === null ? [] : p.taken.filter((taken) => takenKey(taken) !== decision.key) }
    case 'releaseCues':
      return releaseRuns(p, atMs, { fadeMs: decision.fadeMs, by: null, which: isOf(decision.of) })
    case 'adopt':
      if (decision.at === 'nextSegment') return { ...p, nextEdition: decision.edition }
      return {
        ...carrySegment(p, edition, editionNamed(source, decision.edition), atMs, decision.carry),
        edition: decision.edition,
        nextEdition: null,
        standbyCueId: decision.standbyCueId,
      }
    case 'fireEdge': {
      if (p.muted.includes('osc')) return p
      const { kind: _kind, ...fired } = decision
      return { ...p, firedEdges: [...p.firedEdges, { ...fired, seq: entry.seq, atMs }] }
    }
  }
}

/** How GO and fire start a cue. */
const byHand = ({ cueId, runId }: { readonly cueId: string; readonly runId: string }, atMs: Ms) => ({
  cueId,
  runId,
  rootRunId: runId,
  atMs,
  index: 0,
  parentRunId: null,
  continueMode: null,
  anchoredIn: null,
  assertedUntilMs: null,
})

/** What is taken again keeps its place and what was set of it before, and takes over what is new. */
function withTaken(all: readonly Taken[], taken: Taken): readonly Taken[] {
  const key = takenKey(taken)
  return all.some((other) => takenKey(other) === key)
    ? all.map((other) => (takenKey(other) === key ? ({ ...other, ...taken } as Taken) : other))
    : [...all, taken]
}

/** A locate keeps the transport as it is: what runs runs on from there, what is held stays held, and where nothing was on it comes up held. */
function locate(p: Performance, source: EditionSource, entry: Entry): Performance {
  if (entry.decision.kind !== 'locate') return p
  const { segmentId, positionMs, runId } = entry.decision
  const before = p.segment
  const same = before?.segmentId === segmentId
  const waiting = dropWaiting(p, null)
  const cleared = same ? dropAnchored(waiting, before.runId, entry.atMs) : waiting
  const started = startSegment(cleared, source, entry.atMs, {
    segmentId,
    runId,
    startBeats: beats(0),
    startSectionId: null,
    positionMs,
    held: before === null || before.heldAtMs !== null,
    fadeMs: same ? CUT_FADE_MS : null,
  })
  if (started.segment?.runId !== runId) return started
  const handOn = (run: CueRun): CueRun => (same && run.segmentRunId === before.runId ? { ...run, segmentRunId: runId } : run)
  return assertPassed({ ...started, cues: started.cues.map(handOn) }, source, entry.atMs)
}

function frozenAfter(frozen: readonly string[], outputId: string | null, on: boolean): readonly string[] {
  if (outputId === null) return on ? ['*'] : []
  const others = frozen.filter((id) => id !== outputId)
  return on ? [...others, outputId] : others
}

/** Whether a root run was fired by an anchor of a segment run: its name says so. */
const isAnchoredIn = (segment: Performance['segment'], rootRunId: string): boolean =>
  segment !== null && rootRunId.startsWith(`${segment.runId}@`)

/** Whether a cue run still matters at a time; `forget` drops the others and no moment shows them. */
export function stillMatters(p: Performance, run: CueRun, atMs: number): boolean {
  if (!run.acted) return true
  if (!run.continued && (run.continueMode === 'autoContinue' || run.segmentRunId === null)) return true
  const isOfSegment = (one: CueRun) => one.anchoredIn !== null && one.anchoredIn === p.segment?.runId
  // What anchors of the segment have taken from each other is given back to nobody: it all goes together.
  if (run.releasedBy !== null && (run.releasedBy === p.lastGo?.runId || (isAnchoredIn(p.segment, run.releasedBy) && !isOfSegment(run))))
    return true
  // A root that has taken over from others is asked for by name when it is undone, or when a locate drops what anchors have done.
  if (isOfSegment(run) && p.cues.some((other) => other.releasedBy === run.rootRunId && !isOfSegment(other))) return true
  if (!run.over) return true
  if (run.action.kind === 'hold' && p.segment?.heldAtMs === actAtMs(run)) return true
  if (isLasting(run)) {
    const outAtMs = wentOutAtMs(run, atMs)
    return outAtMs === null || atMs < outAtMs + outFadeMs(run) + CUE_MEMORY_MS
  }
  // A child that is still on keeps its group, and a group its children until it is over.
  if (run.action.kind === 'group' && p.cues.some((child) => child.parentRunId === run.runId)) return true
  // Also when its music has long ended: undo asks who started what is on.
  if (run.segmentRunId !== null && run.segmentRunId === p.segment?.runId) return true
  if (run.segmentRunId !== null && run.segmentRunId === p.leaving?.runId && isFading(p.leaving, atMs)) return true
  return atMs < run.atMs + run.preWaitMs + (run.action.kind === 'wait' ? run.action.lengthMs : 0) + CUE_MEMORY_MS
}

/** Drops what can no longer matter, so that a snapshot stays small however long the show runs. */
function forget(p: Performance, atMs: number): Performance {
  const cues = p.cues.filter((run) => stillMatters(p, run, atMs))
  const leaving = p.leaving && isFading(p.leaving, atMs) ? p.leaving : null
  const firedEdges = p.firedEdges.filter((edge) => atMs < edge.atMs + CUE_MEMORY_MS)
  const handOver = p.handOver && atMs < p.handOver.atMs + HAND_OVER_MS ? p.handOver : null
  const same = cues.length === p.cues.length && firedEdges.length === p.firedEdges.length
  if (same && leaving === p.leaving && handOver === p.handOver) return p
  return { ...p, cues, leaving, handOver, firedEdges }
}

/** What the next GO fires, with accepted GOs that are not yet due counted as fired. */
export function standbyOf(p: Performance): string | null {
  let standby = p.standbyCueId
  for (const { decision } of p.pending) {
    if (decision.kind === 'go') standby = decision.standbyCueId
    if (decision.kind === 'standBy') standby = decision.cueId
  }
  return standby
}
