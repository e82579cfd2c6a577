/** The cues that may come next and must be warm: the one standing by and the two after it, the children of their groups, and those that fire by themselves. */
import type { Cue, Edition } from '@ghostlight/timeline'

const CUES_AHEAD = 3

/** In no particular order. Without a standby cue those at the head of the list. */
export function cuesAhead(edition: Edition, standbyCueId: string | null): Cue[] {
  const from = Math.max(0, edition.cueOrder.indexOf(standbyCueId ?? ''))
  const ahead = edition.cueOrder.slice(from, from + CUES_AHEAD)
  return Object.entries(edition.show.cues)
    .filter(([cueId, { groupId, anchor }]) => ahead.includes(cueId) || ahead.includes(groupId ?? '') || anchor !== undefined)
    .map(([, cue]) => cue)
}
