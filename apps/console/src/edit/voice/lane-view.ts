/** Geometry of the curve lane: values to pixels and back, which range is shown, where arrow keys go. Pure. */
import { clampView, type RollView } from '../roll/roll-view.ts'
import { type CurveName, curveKinds } from './curve-kinds.ts'
import type { Points, Span } from './curve-points.ts'

export interface LaneRange {
  readonly low: number
  readonly high: number
}
/** Air above and below, so that a line at the edge is seen. */
export const lanePadPx = 6

/** A drawn pitch is mostly small: the lane shows the narrowest of these that holds all of it, cents. */
const pitchRanges = [200, 600, 1200, 2400] as const

export function laneRange(name: CurveName, points: Points | undefined): LaneRange {
  const { low, high } = curveKinds[name]
  if (name !== 'pitchCents') return { low, high }
  const farthest = Math.max(0, ...(points ?? []).map(([, value]) => Math.abs(value)))
  const shown = pitchRanges.find((range) => range >= farthest) ?? 2400
  return { low: -shown, high: shown }
}

/** Lines across the lane. */
export function laneMarks(name: CurveName, { low, high }: LaneRange): readonly number[] {
  return name === 'pitchCents' ? [low, low / 2, 0, high / 2, high] : curveKinds[name].marks
}

export function valueToY({ low, high }: LaneRange, heightPx: number, value: number): number {
  return lanePadPx + ((high - value) / (high - low)) * (heightPx - 2 * lanePadPx)
}

/** Never outside the range. */
export function yToValue({ low, high }: LaneRange, heightPx: number, yPx: number): number {
  const value = high - ((yPx - lanePadPx) / (heightPx - 2 * lanePadPx)) * (high - low)
  return Math.min(high, Math.max(low, value))
}

/**
 * The span after an arrow key: one step of the grid on, or one step wider.
 *
 * @param span  null: none yet; it begins at `startBeats`.
 */
export function steppedSpan(
  span: Span | null,
  step: { readonly sign: 1 | -1; readonly widen: boolean },
  at: { readonly gridBeats: number; readonly lengthBeats: number; readonly startBeats: number },
): Span {
  const { gridBeats, lengthBeats } = at
  if (span === null) return { fromBeats: at.startBeats, toBeats: Math.min(lengthBeats, at.startBeats + gridBeats) }
  if (step.widen) {
    const toBeats = span.toBeats + step.sign * gridBeats
    return { fromBeats: span.fromBeats, toBeats: Math.min(lengthBeats, Math.max(span.fromBeats + gridBeats, toBeats)) }
  }
  const width = span.toBeats - span.fromBeats
  const fromBeats = Math.min(lengthBeats - width, Math.max(0, span.fromBeats + step.sign * gridBeats))
  return { fromBeats, toBeats: fromBeats + width }
}

/** Scrolls just enough that a span is in view; its start where it is wider than the view. */
export function spanRevealed(view: RollView, { fromBeats, toBeats }: Span, lengthBeats: number): RollView {
  const visibleBeats = view.widthPx / view.pxPerBeat
  if (fromBeats >= view.leftBeats && toBeats <= view.leftBeats + visibleBeats) return view
  const leftBeats = fromBeats < view.leftBeats ? fromBeats : Math.min(fromBeats, toBeats - visibleBeats)
  return clampView({ ...view, leftBeats }, lengthBeats)
}
