/** What is on, in the few words that a desk can show. */
import { type Edition, type Moment, ms } from '@ghostlight/timeline'
import type { FeedbackState } from './osc-feedback.ts'

export function feedbackOf(edition: Edition, moment: Moment): FeedbackState {
  const numberOf = (cueId: string | null | undefined): string => (cueId == null ? '' : (edition.show.cues[cueId]?.number ?? ''))
  const latest = moment.cues.filter(({ state }) => state === 'running').sort((a, b) => b.startOrder - a.startOrder)[0]
  const { segment } = moment
  const time = segment === null || segment.ended ? undefined : edition.time[segment.songId]
  const place = segment === null || time === undefined ? null : time.barBeatAt(time.tempo.msToBeats(ms(segment.positionMs)))
  return {
    standby: numberOf(moment.standbyCueId),
    running: numberOf(latest?.cueId),
    song: place === null || segment === null ? '' : segment.songId,
    positionMs: place === null || segment === null ? 0 : segment.positionMs,
    bar: place?.bar ?? 0,
    beat: place === null ? 0 : Math.floor(place.beat),
    held: segment !== null && segment.heldForMs !== null,
    blackout: moment.blackout,
  }
}
