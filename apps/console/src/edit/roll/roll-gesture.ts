/** A pointer gesture on the roll, from press to release, as plain data. One gesture is one edit, sent when the pointer is let go. Pure. */
import { type Hit, type RollView, snapBeats, xToBeats, yToPitch } from './roll-view.ts'

export interface Point {
  readonly xPx: number
  readonly yPx: number
}
export type Gesture =
  | { readonly kind: 'move' | 'resize'; readonly grabbed: string; readonly from: Point; readonly to: Point; readonly started: boolean }
  | { readonly kind: 'marquee'; readonly from: Point; readonly to: Point; readonly added: readonly string[] }

/** A hand trembles: below this many pixels a press is a click. */
export const dragThresholdPx = 4

export function begin(hit: Hit | null, at: Point, keep: readonly string[]): Gesture {
  if (hit === null) return { kind: 'marquee', from: at, to: at, added: keep }
  return { kind: hit.part === 'end' ? 'resize' : 'move', grabbed: hit.id, from: at, to: at, started: false }
}

export function drag(gesture: Gesture, to: Point): Gesture {
  if (gesture.kind === 'marquee') return { ...gesture, to }
  const far = Math.hypot(to.xPx - gesture.from.xPx, to.yPx - gesture.from.yPx) >= dragThresholdPx
  return { ...gesture, to, started: gesture.started || far }
}

export interface Shift {
  readonly byBeats: number
  readonly byPitch: number
  readonly lengthByBeats: number
}
export const noShift: Shift = { byBeats: 0, byPitch: 0, lengthByBeats: 0 }

/**
 * What a drag means so far. The grabbed note lands on the grid; the others keep their distance to it.
 *
 * @param grabbedNote  of the note under the press.
 */
export function shiftOf(
  gesture: Gesture,
  view: RollView,
  gridBeats: number,
  grabbedNote: { readonly startBeats: number; readonly lengthBeats: number },
): Shift {
  if (gesture.kind === 'marquee' || !gesture.started) return noShift
  const byBeatsRaw = xToBeats(view, gesture.to.xPx) - xToBeats(view, gesture.from.xPx)
  if (gesture.kind === 'resize') {
    const end = grabbedNote.startBeats + grabbedNote.lengthBeats
    return { ...noShift, lengthByBeats: snapBeats(end + byBeatsRaw, gridBeats) - end }
  }
  const byPitch = yToPitch(view, gesture.to.yPx) - yToPitch(view, gesture.from.yPx)
  // A purely vertical drag must not pull an off-grid note onto the grid.
  const moved = Math.abs(gesture.to.xPx - gesture.from.xPx) >= dragThresholdPx
  const byBeats = moved ? snapBeats(grabbedNote.startBeats + byBeatsRaw, gridBeats) - grabbedNote.startBeats : 0
  return { byBeats, byPitch, lengthByBeats: 0 }
}

export function boxOf(gesture: Extract<Gesture, { kind: 'marquee' }>) {
  return {
    leftPx: Math.min(gesture.from.xPx, gesture.to.xPx),
    rightPx: Math.max(gesture.from.xPx, gesture.to.xPx),
    topPx: Math.min(gesture.from.yPx, gesture.to.yPx),
    bottomPx: Math.max(gesture.from.yPx, gesture.to.yPx),
  }
}
