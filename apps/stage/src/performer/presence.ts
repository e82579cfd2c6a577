/** When the performer is there. She materialises once, at the opening of the first segment; after the last one she bows, waves and dissolves. */
import { CURTAIN_CALL_MS } from '@ghostlight/avatar'
import type { Edition, Frame, Moment } from '@ghostlight/timeline'
import { smoothUnit } from '../ease.ts'

/** Long enough for the fireflies to gather, short enough for a two-bar introduction. */
export const APPEAR_MS = 2600
export const VANISH_MS = 2200
/** She looks at the hall for a moment after her wave. */
export const VANISH_AFTER_MS = CURTAIN_CALL_MS + 1500

/**
 * How much of her is there: 0–1. Between segments she stays and idles; before the first and after the last one there is nobody, but for her curtain call.
 * Depends on show time only, so every screen shows the same grain at the same instant.
 */
export function presenceAt(edition: Edition, moment: Moment, frame: Frame): number {
  const segment = moment.segment
  if (!segment) return 0
  let unit = 1
  if (segment.segmentId === edition.segmentOrder[0] && (segment.vamp?.pass ?? 0) === 0) unit = smoothUnit(segment.positionMs / APPEAR_MS)
  const closedForMs = closedSince(edition, moment)
  if (closedForMs !== null) unit = Math.min(unit, 1 - smoothUnit((closedForMs - VANISH_AFTER_MS) / VANISH_MS))
  return Math.min(unit, frame.pictureUnit)
}

/** Milliseconds since the last segment of the show came to its end; null while there is more to come. */
export function closedSince(edition: Edition, moment: Moment): number | null {
  const segment = moment.segment
  return segment?.ended && segment.segmentId === edition.segmentOrder.at(-1) ? moment.idleForMs : null
}
