/** How far ahead the firing of a cue is logged. */
import type { CueAction } from '../../document/cue.ts'
import type { Edition } from '../../edition.ts'
import type { Performance } from '../performance.ts'
import { type Arming, actAtMs, chainOf, isArmed } from './chain.ts'
import { kindOf } from './kinds.ts'

/**
 * Lead of firing a cue at `nowMs`: sound and picture starts are logged ahead, so that every node has them before they are due; light and
 * messages are not. What speaks of the music waits for a segment that is just about to start, because it is meant.
 */
export function leadOf(p: Performance, edition: Edition, cueId: string, nowMs: number): number {
  const { startLeadMs } = edition.show.settings
  const offsetMs = offsetOf(p, edition, cueId, startsSoundOrPicture)
  const ownMs = offsetMs !== null && offsetMs < startLeadMs ? startLeadMs : 0
  const speaksAfterMs = offsetOf(p, edition, cueId, speaksOfMusic)
  const startAtMs = speaksAfterMs === null ? null : nextStartAtMs(p, edition, nowMs)
  if (startAtMs === null || nowMs + speaksAfterMs! > startAtMs) return ownMs
  return Math.max(ownMs, leadPast(startAtMs, nowMs))
}

/** Up to a millisecond after it: now and lead are added again later, and a sum of fractions may fall short of where it should be. */
export const leadPast = (startAtMs: number, nowMs: number): number => Math.floor(startAtMs - nowMs) + 1

/** When a segment starts that is within its lead; null when none is. */
export function nextStartAtMs(p: Performance, edition: Edition, nowMs: number): number | null {
  const { startLeadMs } = edition.show.settings
  let firstAtMs = Infinity
  for (const { atMs, decision } of p.pending) {
    if (decision.kind !== 'go' && decision.kind !== 'fire') continue
    const offsetMs = offsetOf(p, edition, decision.cueId, startsSegment)
    if (offsetMs !== null && offsetMs < startLeadMs) firstAtMs = Math.min(firstAtMs, atMs + offsetMs)
  }
  for (const run of p.cues) {
    if (run.acted || !startsSegment(run.action) || actAtMs(run) - nowMs >= startLeadMs) continue
    firstAtMs = Math.min(firstAtMs, actAtMs(run))
  }
  return firstAtMs === Infinity ? null : firstAtMs
}

type Which = (action: CueAction) => boolean
const startsSegment: Which = ({ kind }) => kind === 'segment'
const startsSoundOrPicture: Which = (action) =>
  action.kind === 'segment' || action.kind === 'sound' || (action.kind === 'output' && action.picture.kind === 'media')
const speaksOfMusic: Which = (action) => action.kind === 'vamp' || (action.kind === 'command' && action.command === 'devamp')

/**
 * Offset from GO at which a cue and its chain first do something of a kind. Milliseconds, or null when they do not at a known time (what
 * follows a song by auto-follow has time enough).
 */
function offsetOf(arming: Arming, edition: Edition, cueId: string, which: Which): number | null {
  if (!Object.hasOwn(edition.show.cues, cueId)) return null
  let offsetMs = 0
  for (const id of chainOf(arming, edition, cueId)) {
    const cue = edition.show.cues[id]!
    offsetMs += cue.preWaitMs
    const own = ownOffset(arming, edition, id, which, 0)
    if (own !== null) return offsetMs + own
    const { action } = cue
    const lengthMs = action.kind === 'group' ? null : kindOf(action).lengthMs(action)
    if (cue.continueMode === 'autoFollow' && lengthMs === null) return null
    offsetMs += cue.postWaitMs + (cue.continueMode === 'autoFollow' ? lengthMs! : 0)
  }
  return null
}

/** Of the cue itself, counted from when it acts. Of a group: that of the child that is first, as if each in a sequence took no time. */
function ownOffset(arming: Arming, edition: Edition, cueId: string, which: Which, depth: number): number | null {
  const { action } = edition.show.cues[cueId]!
  if (action.kind !== 'group') return which(action) ? 0 : null
  if (depth > 32) return null
  let first: number | null = null
  for (const id of edition.groupChildren[cueId] ?? []) {
    if (!isArmed(arming, edition, id)) continue
    const own = ownOffset(arming, edition, id, which, depth + 1)
    if (own !== null) first = Math.min(first ?? Infinity, edition.show.cues[id]!.preWaitMs + own)
  }
  return first
}
