/** The same stretch of the show a little earlier: what pre-rolled springs look back at. */
import { type Moment, ms } from '@ghostlight/timeline'

/**
 * `moment`, `agoMs` earlier, along the stretch that is playing: the position runs back without leaving the segment or the pass, a hold
 * gets younger. Nothing of the log is consulted, so a fresh page and one that has watched all along look back at the same thing.
 */
export function momentBack(moment: Moment, agoMs: number): Moment {
  if (agoMs === 0) return moment
  const atMs = ms(moment.atMs - agoMs)
  const segment = moment.segment
  if (!segment || segment.ended) return { ...moment, atMs, idleForMs: ms(Math.max(0, moment.idleForMs - agoMs)) }
  if (segment.heldForMs !== null) return { ...moment, atMs, segment: { ...segment, heldForMs: ms(Math.max(0, segment.heldForMs - agoMs)) } }
  return {
    ...moment,
    atMs,
    segment: {
      ...segment,
      positionMs: ms(Math.max(0, segment.positionMs - agoMs)),
      elapsedMs: ms(Math.max(0, segment.elapsedMs - agoMs)),
    },
  }
}
