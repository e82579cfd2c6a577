/**
 * Points of a drawn curve and what strokes do to them. A curve is straight between its points, level before the first and after the
 * last, and rests at `neutral` when it has none. Nothing outside a stroke changes. Pure.
 */
export type Point = readonly [atBeats: number, value: number]
export type Points = readonly Point[]

/** A stroke meets what was there within this much: 1/64 of a quarter note; the voice rounds the step off. */
const seamBeats = 1 / 64

const round = (value: number): number => Math.round(value * 1e4) / 1e4

/** Value at a beat. */
export function curveValue(points: Points | undefined, atBeats: number, neutral: number): number {
  if (points === undefined || points.length === 0) return neutral
  let low = 0
  let high = points.length - 1
  if (atBeats <= points[0]![0]) return points[0]![1]
  if (atBeats >= points[high]![0]) return points[high]![1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (points[middle]![0] <= atBeats) low = middle
    else high = middle
  }
  const [from, before] = points[low]!
  const [to, after] = points[high]!
  return to > from ? before + ((after - before) * (atBeats - from)) / (to - from) : after
}

/**
 * Fewer points for the same shape (Ramer 1972, Douglas & Peucker 1973).
 *
 * @param tolerance  greatest distance in value of a point that is left out.
 */
export function simplified(points: Points, tolerance: number): Points {
  if (points.length < 3) return points
  const keep = new Uint8Array(points.length)
  keep[0] = 1
  keep[points.length - 1] = 1
  const open: [number, number][] = [[0, points.length - 1]]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [first, last] = span
    const line: Points = [points[first]!, points[last]!]
    let farthest = -1
    let distance = tolerance
    for (let at = first + 1; at < last; at += 1) {
      const off = Math.abs(points[at]![1] - curveValue(line, points[at]![0], 0))
      if (off > distance) {
        distance = off
        farthest = at
      }
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    open.push([first, farthest], [farthest, last])
  }
  return points.filter((_, at) => keep[at] === 1)
}

/** In order of time, of several at one beat the last, without points that change nothing; undefined when all of it rests. */
function settled(points: Points, neutral: number): Points | undefined {
  const rounded = points.map(([at, value]): Point => [round(Math.max(0, at)), round(value)])
  const inOrder = rounded.filter(([at], index) => rounded[index + 1]?.[0] !== at)
  const plain = simplified(inOrder, 1e-4)
  return plain.every(([, value]) => Math.abs(value - neutral) < 1e-4) ? undefined : plain
}

/**
 * Lays a stroke over a curve.
 *
 * @param stroke  one point or more, in order of time.
 * @returns       undefined when nothing of the curve is left.
 */
export function withStroke(points: Points | undefined, stroke: Points, neutral: number): Points | undefined {
  const first = stroke[0]
  const last = stroke.at(-1)
  if (first === undefined || last === undefined) return points
  const from = first[0] - seamBeats
  const to = last[0] + seamBeats
  const old = points ?? []
  const before: Points = from > 0 ? [...old.filter(([at]) => at < from), [from, curveValue(points, from, neutral)]] : []
  const after: Points = [[to, curveValue(points, to, neutral)], ...old.filter(([at]) => at > to)]
  return settled([...before, ...stroke, ...after], neutral)
}

export interface Span {
  readonly fromBeats: number
  readonly toBeats: number
}

/** The curve at rest over a span. */
export function erased(points: Points | undefined, { fromBeats, toBeats }: Span, neutral: number): Points | undefined {
  if (points === undefined) return undefined
  return withStroke(
    points,
    [
      [fromBeats, neutral],
      [toBeats, neutral],
    ],
    neutral,
  )
}

/** A span raised or lowered as it is, within the range of the curve. */
export function raised(
  points: Points | undefined,
  { fromBeats, toBeats }: Span,
  by: number,
  { low, high, neutral }: { readonly low: number; readonly high: number; readonly neutral: number },
): Points | undefined {
  const inside = (points ?? []).filter(([at]) => at > fromBeats && at < toBeats)
  const ends = [fromBeats, toBeats].map((at): Point => [at, curveValue(points, at, neutral)])
  const stroke = [ends[0]!, ...inside, ends[1]!].map(([at, value]): Point => [at, Math.min(high, Math.max(low, value + by))])
  return withStroke(points, stroke, neutral)
}

/**
 * A stroke that grows with the pointer: where the pointer passes again, it draws again. Positions are kept in columns, so that a hand
 * that goes back and forth leaves one value for each instant.
 */
export class Stroke {
  private readonly columns = new Map<number, number>()
  private readonly columnBeats: number
  private last: Point | null = null
  /** @param columnBeats  width of a column. */
  constructor(columnBeats: number) {
    this.columnBeats = columnBeats
  }
  /** The pointer went straight from where it was to here. */
  to(atBeats: number, value: number): void {
    const column = Math.round(atBeats / this.columnBeats)
    const from = this.last === null ? column : Math.round(this.last[0] / this.columnBeats)
    const start = this.last === null ? value : this.last[1]
    const steps = Math.abs(column - from)
    for (let step = 0; step <= steps; step += 1) {
      const share = steps === 0 ? 1 : step / steps
      this.columns.set(from + Math.sign(column - from) * step, start + (value - start) * share)
    }
    this.last = [atBeats, value]
  }
  /** A point for each column it went through, in order of time. */
  columnPoints(): Points {
    const inOrder = [...this.columns].sort(([a], [b]) => a - b)
    return inOrder.map(([column, value]): Point => [Math.max(0, column * this.columnBeats), value])
  }
}
