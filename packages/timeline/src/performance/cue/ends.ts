/** When cues are over: what an auto-follow, a group and the console ask. */
import type { Edition } from '../../edition.ts'
import type { CueRun, Performance } from '../performance.ts'
import { endAtMs } from '../route.ts'
import { actAtMs } from './chain.ts'
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
