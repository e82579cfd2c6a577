/** When the performer is there. She materialises once, at the opening of the first segment; after the last one she bows, waves and dissolves. */
import { CURTAIN_CALL_MS } from '@ghostlight/avatar'
import type { Edition, Frame, Moment } from '@ghostlight/timeline'
import { smoothUnit } from '../ease.ts'

/** Long enough for light to gather from the floor to her hair, short enough for a two-bar introduction. */
export const APPEAR_MS = 3200
export const VANISH_MS = 4200
/** She looks at the hall for a moment after her wave. */
export const VANISH_AFTER_MS = CURTAIN_CALL_MS + 1500

/** How long the stage stays empty after that before she is seen once more on the pages that show a hall. */
const ENCORE_AFTER_MS = 6000

/** How much of her is back, 0–1, so long after the last segment's end: those at home are not left with an empty stage. */
export const encoreUnit = (closedForMs: number): number =>
  smoothUnit((closedForMs - VANISH_AFTER_MS - VANISH_MS - ENCORE_AFTER_MS) / APPEAR_MS)

export interface Presence {
  /** How much of her is there, 0–1. */
  readonly unit: number
  /** It is becoming less, or has become: she goes in another way than she comes. */
  readonly leaves: boolean
}

/**
 * Between segments she stays and idles; before the first and after the last one there is nobody, but for her curtain call.
 * Depends on show time only, so every screen shows the same grain at the same instant.
 */
export function presenceAt(edition: Edition, moment: Moment, frame: Frame): Presence {
  const segment = moment.segment
  if (!segment) return { unit: 0, leaves: true }
  const opens = segment.segmentId === edition.segmentOrder[0] && (segment.vamp?.pass ?? 0) === 0
  const come = opens ? smoothUnit(segment.positionMs / APPEAR_MS) : 1
  const closedForMs = closedSince(edition, moment)
  const stay = closedForMs === null ? 1 : 1 - smoothUnit((closedForMs - VANISH_AFTER_MS) / VANISH_MS)
  const left = Math.min(stay, frame.pictureUnit)
  return { unit: Math.min(come, left), leaves: left < come }
}

/** Milliseconds since the last segment of the show came to its end; null while there is more to come. */
export function closedSince(edition: Edition, moment: Moment): number | null {
  const segment = moment.segment
  return segment?.ended && segment.segmentId === edition.segmentOrder.at(-1) ? moment.idleForMs : null
}
