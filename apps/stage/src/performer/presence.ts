/** When the performer is there. She materialises once, at the opening of the first segment, and dissolves at the end of the last. */
import type { Edition, Frame, Moment } from '@ghostlight/timeline'
import { smoothUnit } from '../ease.ts'

/** Long enough for the fireflies to gather, short enough for a two-bar introduction. */
export const APPEAR_MS = 2600
export const VANISH_MS = 2200

/**
 * How much of her is there: 0–1. Between segments she stays and idles; before the first and after the last one there is nobody.
 * Depends on show time only, so every screen shows the same grain at the same instant.
 */
export function presenceAt(edition: Edition, moment: Moment, frame: Frame): number {
  const segment = moment.segment
  if (!segment) return 0
  const order = edition.segmentOrder
  let unit = 1
  if (segment.segmentId === order[0] && (segment.vamp?.pass ?? 0) === 0) unit = smoothUnit(segment.positionMs / APPEAR_MS)
  if (segment.segmentId === order[order.length - 1]) {
    const lengthMs = edition.time[segment.songId]?.lengthMs ?? 0
    const leftMs = segment.ended ? 0 : lengthMs - segment.positionMs
    unit = Math.min(unit, smoothUnit(leftMs / VANISH_MS))
  }
  return Math.min(unit, frame.pictureUnit)
}
