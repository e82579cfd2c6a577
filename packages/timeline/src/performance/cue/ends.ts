/** When cues are over: what an auto-follow, a group and the console ask. */
import type { Edition } from '../../edition.ts'
import type { CueRun, Performance } from '../performance.ts'
import { endAtMs } from '../route.ts'
import { type Arming, actAtMs, chainOf, isArmed } from './chain.ts'
import { childrenOf, siblingAfter } from './group.ts'
import { kindOf } from './kinds.ts'

/** Performance time at which a run that has acted is over; Infinity while nobody can know. */
export function endOfRun(p: Performance, edition: Edition, run: CueRun): number {
  const { action } = run
  if (action.kind === 'group') return endOfGroup(p, edition, run)
  // A sound that is stopped is over when it has faded, whatever its length.
  if (action.kind === 'sound' && run.releasedAtMs !== null) return run.releasedAtMs + run.releaseFadeMs
  const lengthMs = kindOf(action).lengthMs(action)
  if (lengthMs !== null) return actAtMs(run) + lengthMs
  return run.segmentRunId !== null && p.segment?.runId === run.segmentRunId ? endAtMs(edition, p.segment) : Infinity
}

function endOfGroup(p: Performance, edition: Edition, run: CueRun): number {
  let end = actAtMs(run)
  for (const child of childrenOf(p, run)) {
    // A sequence that still has somebody to start is not over; one that a hold has broken off never starts them.
    const comes = !child.continued && siblingAfter(p, edition, child.cueId) !== null
    end = Math.max(end, child.acted && !comes ? endOfRun(p, edition, child) : Infinity)
  }
  return end
}

/**
 * Offset from GO at which a cue and its chain first start sound or picture: a segment, a sound, a video. Milliseconds, or null when they
 * start none at a known time (what follows a song by auto-follow has time enough).
 */
export function startOffsetMs(arming: Arming, edition: Edition, cueId: string): number | null {
  let offsetMs = 0
  for (const id of chainOf(arming, edition, cueId)) {
    const cue = edition.show.cues[id]!
    offsetMs += cue.preWaitMs
    const own = ownStartOffsetMs(arming, edition, id, 0)
    if (own !== null) return offsetMs + own
    const { action } = cue
    const lengthMs = action.kind === 'group' ? null : kindOf(action).lengthMs(action)
    if (cue.continueMode === 'autoFollow' && lengthMs === null) return null
    offsetMs += cue.postWaitMs + (cue.continueMode === 'autoFollow' ? lengthMs! : 0)
  }
  return null
}

/** Of the cue itself, counted from when it acts. Of a group: that of the child that is first, as if each in a sequence took no time. */
function ownStartOffsetMs(arming: Arming, edition: Edition, cueId: string, depth: number): number | null {
  const { action } = edition.show.cues[cueId]!
  if (action.kind === 'segment' || action.kind === 'sound') return 0
  if (action.kind === 'output') return action.picture.kind === 'media' ? 0 : null
  if (action.kind !== 'group' || depth > 32) return null
  let first: number | null = null
  for (const id of edition.groupChildren[cueId] ?? []) {
    if (!isArmed(arming, edition, id)) continue
    const own = ownStartOffsetMs(arming, edition, id, depth + 1)
    if (own !== null) first = Math.min(first ?? Infinity, edition.show.cues[id]!.preWaitMs + own)
  }
  return first
}
