import type { Edition } from '../../edition.ts'
import { ms } from '../../units.ts'
import type { CueRun, Performance } from '../performance.ts'
import { spendAnchor } from '../segment-run.ts'
import type { CueStart } from './cue-kind.ts'
import { kindOf } from './kinds.ts'

/** Starts a cue: its clock runs from `atMs`, its action follows after the pre-wait. An unknown cue changes nothing. */
export function startCue(p: Performance, edition: Edition, start: CueStart): Performance {
  const cue = edition.show.cues[start.cueId]
  if (!cue || p.cues.some((run) => run.runId === start.runId)) return p
  const kind = kindOf(cue.action)
  const isChild = cue.groupId !== undefined && !edition.cueOrder.includes(start.cueId)
  const continueMode = start.continueMode ?? (isChild ? 'none' : cue.continueMode)
  const staysMs = kind.slots === null ? null : kind.staysMs(cue.action)
  const run: CueRun = {
    cueId: start.cueId,
    runId: start.runId,
    rootRunId: start.rootRunId,
    parentRunId: start.parentRunId,
    index: start.index,
    anchoredIn: start.anchoredIn,
    assertedUntilMs: start.assertedUntilMs,
    action: cue.action,
    preWaitMs: cue.preWaitMs,
    postWaitMs: cue.postWaitMs,
    continueMode,
    catchUp: cue.catchUp ?? 'skip',
    atMs: ms(start.atMs),
    startOrder: p.runCount + 1,
    acted: false,
    silent: false,
    over: cue.action.kind !== 'hold' || cue.action.lengthMs === undefined,
    continued: continueMode === 'none',
    slots: kind.slots === null ? null : kind.slots(cue.action, start.cueId, edition),
    segmentRunId: cue.action.kind === 'segment' ? start.runId : null,
    startedIn: null,
    staysUntilMs: staysMs === null ? null : ms(start.atMs + cue.preWaitMs + staysMs),
    fadeMs: ms(kind.fadeMs(cue.action)),
    gain: null,
    releasedAtMs: null,
    releaseFadeMs: ms(0),
    releasedBy: null,
  }
  return { ...spendAnchor(p, cue, start.cueId), runCount: run.startOrder, cues: [...p.cues, run] }
}
