/** The running order: which cue stands after which, what is armed, and which cues one GO fires in the end. */
import type { Edition } from '../../edition.ts'
import type { CueRun, Performance } from '../performance.ts'

/** What operators have armed and disarmed during the show; everything else is as the show says. */
export type Arming = Pick<Performance, 'armed'>

export const isArmed = ({ armed }: Arming, edition: Edition, cueId: string): boolean =>
  (Object.hasOwn(armed, cueId) ? armed[cueId] : edition.show.cues[cueId]?.armed) ?? false

/** Place of a cue in the running order; a child has that of its group. −1 for a cue that is not there. */
function placeOf(edition: Edition, cueId: string): number {
  let id = cueId
  // A child names a group that is there and is no child of its own child; anything else has no place.
  for (let depth = 0; depth < 32; depth++) {
    const place = edition.cueOrder.indexOf(id)
    if (place >= 0) return place
    const groupId = edition.show.cues[id]?.groupId
    if (groupId === undefined) return -1
    id = groupId
  }
  return -1
}

/** The next armed cue after one in running order, or null. */
export function armedAfter(arming: Arming, edition: Edition, cueId: string): string | null {
  const from = placeOf(edition, cueId)
  if (from < 0) return null
  return edition.cueOrder.slice(from + 1).find((id) => isArmed(arming, edition, id)) ?? null
}

/** The armed cue before one in running order (before the end of the list for null), or null. */
export function armedBefore(arming: Arming, edition: Edition, cueId: string | null): string | null {
  const until = cueId === null ? edition.cueOrder.length : placeOf(edition, cueId)
  return edition.cueOrder.slice(0, Math.max(0, until)).findLast((id) => isArmed(arming, edition, id)) ?? null
}

/** Cue ids that one GO fires in the end: the cue itself and all it continues into. A child fired by itself stays alone. */
export function chainOf(arming: Arming, edition: Edition, cueId: string): string[] {
  const chain = [cueId]
  let cue = edition.show.cues[cueId]
  if (cue?.groupId !== undefined && !edition.cueOrder.includes(cueId)) return chain
  while (cue && cue.continueMode !== 'none') {
    const next = armedAfter(arming, edition, chain.at(-1)!)
    if (next === null) break
    chain.push(next)
    cue = edition.show.cues[next]
  }
  return chain
}

export const actAtMs = (run: CueRun): number => run.atMs + run.preWaitMs
