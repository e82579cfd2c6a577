/** Chains of cues: which cue follows which, and when its action falls due. */
import type { Cue } from '../../document/show.ts'
import type { Edition } from '../../edition.ts'
import type { CueRun } from '../performance.ts'

/** The next armed cue after one in running order, or null. */
export function armedAfter(edition: Edition, cueId: string): string | null {
  const from = edition.cueOrder.indexOf(cueId)
  if (from < 0) return null
  return edition.cueOrder.slice(from + 1).find((id) => edition.show.cues[id]!.armed) ?? null
}

/** The armed cue before one in running order (before the end of the list for null), or null. */
export function armedBefore(edition: Edition, cueId: string | null): string | null {
  const until = cueId === null ? edition.cueOrder.length : edition.cueOrder.indexOf(cueId)
  return edition.cueOrder.slice(0, Math.max(0, until)).findLast((id) => edition.show.cues[id]!.armed) ?? null
}

/** Cue ids that one GO fires in the end: the cue itself and all it continues into. */
export function chainOf(edition: Edition, cueId: string): string[] {
  const chain = [cueId]
  let cue = edition.show.cues[cueId]
  while (cue && cue.continueMode !== 'none') {
    const next = armedAfter(edition, chain.at(-1)!)
    if (next === null) break
    chain.push(next)
    cue = edition.show.cues[next]
  }
  return chain
}

/** How long a cue takes once it acts, without its waits; null for a segment, which ends when it ends. */
export function cueLengthMs(action: Cue['action']): number | null {
  switch (action.kind) {
    case 'look':
    case 'releaseLooks':
      return action.fadeMs
    case 'osc':
    case 'command':
    case 'note':
      return 0
    case 'segment':
      return null
  }
}

/**
 * Offset from GO at which a chain first starts a segment: milliseconds, or null when it starts none at a known time
 * (what follows a song by auto-follow has time enough).
 */
export function segmentStartOffsetMs(edition: Edition, cueId: string): number | null {
  let offsetMs = 0
  for (const id of chainOf(edition, cueId)) {
    const cue = edition.show.cues[id]!
    offsetMs += cue.preWaitMs
    if (cue.action.kind === 'segment') return offsetMs
    offsetMs += cue.postWaitMs + (cue.continueMode === 'autoFollow' ? (cueLengthMs(cue.action) ?? 0) : 0)
  }
  return null
}

export const actAtMs = (run: CueRun): number => run.atMs + run.preWaitMs
