import type { Edition } from '../../edition.ts'
import type { CueRun, Performance } from '../performance.ts'
import { holdSegment, resumeSegment } from '../segment-run.ts'
import { actAtMs } from './chain.ts'
import { asTransport, type CueKind, noTime, nothing } from './cue-kind.ts'
import { dropWaiting } from './waiting.ts'

/** Holds the music, for a set time or until resume. Its own chain goes on. */
export const hold: CueKind<'hold'> = {
  lengthMs: (action) => action.lengthMs ?? 0,
  slots: null,
  staysMs: nothing,
  fadeMs: noTime,
  passed: asTransport,
  act: (p, run, _action, { atMs, edition }) => holdSegment(dropWaiting(p, run.rootRunId), edition, atMs),
}

/** When a hold of set length resumes by itself; null when it does not. */
export const resumesAtMs = (run: CueRun): number | null =>
  run.action.kind === 'hold' && run.action.lengthMs !== undefined && !run.over ? actAtMs(run) + run.action.lengthMs : null

/** The time of a hold is over: the music goes on, unless somebody has resumed or held since. */
export const endHold = (p: Performance, edition: Edition, run: CueRun, atMs: number): Performance =>
  p.segment?.heldAtMs === actAtMs(run) ? resumeSegment(p, edition, atMs) : p
