/** How the console names the state of each cue of the list. */
import type { Edition, Moment } from '@ghostlight/timeline'

export type CueState = 'idle' | 'standby' | 'preWait' | 'running' | 'held' | 'done' | 'disarmed'

/**
 * States of all cues that are not plainly idle, by cue id.
 * A cue that starts a segment runs as long as that segment plays; standby is shown before everything else.
 */
export function cueStates(edition: Edition, moment: Moment): Readonly<Record<string, CueState>> {
  const states: Record<string, CueState> = {}
  for (const [cueId, cue] of Object.entries(edition.show.cues)) if (!(moment.armed[cueId] ?? cue.armed)) states[cueId] = 'disarmed'
  // Later runs of the same cue win; cues come in order of start.
  for (const run of moment.cues) {
    const held = run.action.kind === 'segment' && run.state === 'running' && moment.segment?.heldForMs != null
    states[run.cueId] = held ? 'held' : run.state
  }
  if (moment.standbyCueId !== null) states[moment.standbyCueId] = 'standby'
  return states
}

/** The cue that started the running segment; after a locate the first cue that names the segment counts as its cue. */
export function cueOfRunningSegment(edition: Edition, moment: Moment): string | null {
  const segment = moment.segment
  if (segment === null || segment.ended) return null
  const own = moment.cues.findLast(
    (run) => run.action.kind === 'segment' && run.action.segmentId === segment.segmentId && run.state === 'running',
  )
  if (own !== undefined) return own.cueId
  return (
    edition.cueOrder.find((cueId) => {
      const action = edition.show.cues[cueId]?.action
      return action?.kind === 'segment' && action.segmentId === segment.segmentId
    }) ?? null
  )
}

/**
 * Cues that have been on in this performance: a performance forgets finished runs after some seconds, the operator's list does not.
 * A cue that stands by again is taken off.
 */
export function rememberDone(done: ReadonlySet<string>, states: Readonly<Record<string, CueState>>): ReadonlySet<string> {
  const next = new Set(done)
  for (const [cueId, state] of Object.entries(states)) {
    if (state === 'standby') next.delete(cueId)
    else if (state === 'running' || state === 'held' || state === 'done') next.add(cueId)
  }
  return next
}

/** 0–1 through the segment; null when nothing plays. */
export function segmentProgressUnit(edition: Edition, moment: Moment): number | null {
  const segment = moment.segment
  if (segment === null) return null
  const lengthMs = edition.time[segment.songId]?.lengthMs ?? 0
  return lengthMs > 0 ? Math.min(1, Math.max(0, segment.positionMs / lengthMs)) : 0
}
