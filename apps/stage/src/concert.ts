/** Where the concert as a whole stands. Pure. */
import type { Edition, Moment, Performance } from '@ghostlight/timeline'

/** The last segment of the setlist has been played to its end, and nothing else is on. */
export function isOver(edition: Edition, moment: Moment): boolean {
  return moment.segment?.ended === true && moment.segment.segmentId === edition.segmentOrder.at(-1)
}

/** Something has been on, whether or not it still is. */
export function hasBegun(performance: Pick<Performance, 'segmentStarts'>): boolean {
  return Object.keys(performance.segmentStarts).length > 0
}

/** Nobody has pressed GO yet: no cue has run, no segment has been on. The screen is rightly black. */
export function isBeforeFirstCue(performance: Performance, moment: Moment): boolean {
  return moment.segment === null && moment.cues.length === 0 && performance.segment === null
}
