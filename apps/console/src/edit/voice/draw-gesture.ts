/** A pointer that draws a curve, from press to release: freehand, a straight line with Shift, an eraser with Alt or the right button. Pure. */
import { erased, type Point, type Points, type Span, Stroke, simplified, withStroke } from './curve-points.ts'

export type DrawMode = 'freehand' | 'line' | 'erase'

/** @returns null for a button that does not draw. */
export function drawModeOf(press: { readonly button: number; readonly shiftKey: boolean; readonly altKey: boolean }): DrawMode | null {
  if (press.button === 2 || (press.button === 0 && press.altKey)) return 'erase'
  if (press.button !== 0) return null
  return press.shiftKey ? 'line' : 'freehand'
}

export class DrawGesture {
  readonly mode: DrawMode
  private stroke: Stroke
  private readonly columnBeats: number
  private readonly first: Point
  private low: number
  private high: number
  /** @param columnBeats  as fine as anything is drawn. */
  constructor(mode: DrawMode, columnBeats: number, first: Point) {
    this.mode = mode
    this.columnBeats = columnBeats
    this.first = first
    this.low = first[0]
    this.high = first[0]
    this.stroke = new Stroke(columnBeats)
    this.stroke.to(...first)
  }
  to(atBeats: number, value: number): void {
    if (this.mode === 'line') {
      this.stroke = new Stroke(this.columnBeats)
      this.stroke.to(...this.first)
      this.low = Math.min(this.first[0], atBeats)
      this.high = Math.max(this.first[0], atBeats)
    }
    this.stroke.to(atBeats, value)
    this.low = Math.min(this.low, atBeats)
    this.high = Math.max(this.high, atBeats)
  }
  span(): Span {
    return { fromBeats: Math.max(0, this.low), toBeats: this.high }
  }
  /** A hand trembles: a press that goes nowhere draws nothing. */
  moved(): boolean {
    return this.high - this.low >= 2 * this.columnBeats
  }
  /**
   * The curve after this gesture.
   *
   * @param meantBy  turns what the pointer drew into a value of the curve; null where it can mean none. Left out: they are the same.
   */
  over(
    points: Points | undefined,
    options: {
      readonly neutral: number
      readonly tolerance: number
      readonly meantBy?: (atBeats: number, drawn: number) => number | null
    },
  ): Points | undefined {
    const { neutral, tolerance, meantBy } = options
    if (this.mode === 'erase') return erased(points, this.span(), neutral)
    const drawn = this.stroke.columnPoints()
    const meant =
      meantBy === undefined
        ? drawn
        : drawn.flatMap(([at, value]): Point[] => {
            const own = meantBy(at, value)
            return own === null ? [] : [[at, own]]
          })
    return withStroke(points, simplified(meant, tolerance), neutral)
  }
}
