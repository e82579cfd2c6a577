import { at, type Figure, figureDifference, figureSize, foot, footSize } from './figure.ts'
import { minimumJerk } from './ik.ts'
import { type Footwork, swingHeight } from './moves/footwork.ts'

/**
 * What is left, `u` of the way (0–1), of an offset that started at `offset` with speed `speedPerLength` (per whole way) and ends at
 * rest: a quintic with no acceleration at either end. Position and speed are continuous at the change.
 */
export function decay(offset: number, speedPerLength: number, u: number): number {
  if (u >= 1) return 0
  if (u <= 0) return offset
  const u3 = u * u * u
  return offset * (1 - u3 * (10 - 15 * u + 6 * u * u)) + speedPerLength * (u - u3 * (6 - 8 * u + 3 * u * u))
}

export interface Change {
  /** Offset old − new at the change, and its speed per beat. */
  readonly offset: Figure
  readonly speedPerBeat: Figure
}

/** Compares what was going on with what begins, both at the change and a little before. */
export function changeBetween(old: Figure, oldBefore: Figure, fresh: Figure, freshBefore: Figure, spanBeats: number): Change {
  const offset = figureDifference(fresh, old)
  const before = figureDifference(freshBefore, oldBefore)
  const speedPerBeat = new Float64Array(figureSize)
  for (let c = 0; c < figureSize; c++) speedPerBeat[c] = (offset[c]! - before[c]!) / spanBeats
  return { offset, speedPerBeat }
}

/** Where a foot takes its step from its old place to the new one. */
interface Crossing {
  readonly from: number
  readonly to: number
  /** Extra lift, m; 0 when the move's own swing carries it. */
  readonly lift: number
}

/**
 * When each foot gives up the place where the previous move left it: with the first step the new move takes with it, or, if that is
 * far off, by a small step of its own while the other foot stands.
 *
 * @param beat0  beat of the new move at the change
 */
export function layCrossings(work: Footwork | null, beat0: number, offset: Figure): { left: Crossing; right: Crossing } {
  const size = (c: number) => Math.hypot(offset[c + foot.x]!, offset[c + foot.z]!) + Math.abs(offset[c + foot.yaw]!) / 300
  const swingsOf = (side: 'left' | 'right') => {
    if (!work) return []
    const first = Math.floor(beat0 / work.lengthBeats) - 1
    return [0, 1, 2].flatMap((n) =>
      work[side].map((s) => ({
        lift: s.lift + (first + n) * work.lengthBeats - beat0,
        land: s.land + (first + n) * work.lengthBeats - beat0,
        height: s.height,
      })),
    )
  }
  const swings = { left: swingsOf('left'), right: swingsOf('right') }
  const own = (side: 'left' | 'right'): Crossing | null => {
    const swing = swings[side].find((s) => s.height > 0.015 && s.land > 0.25 && s.lift < 1.3)
    return swing ? { from: Math.max(0, swing.lift), to: swing.land, lift: 0 } : null
  }
  const small = (side: 'left' | 'right', taken: Crossing | null): Crossing => {
    const other = side === 'left' ? 'right' : 'left'
    const busy = [...swings[other].map((s) => [s.lift, s.land] as const), ...(taken ? [[taken.from, taken.to] as const] : [])]
    let from = 0
    while (from < 3 && busy.some(([a, b]) => a < from + 0.55 && b > from)) from += 0.125
    const far = size(side === 'left' ? at.leftFoot : at.rightFoot)
    return { from, to: from + 0.5, lift: far < 0.004 ? 0 : Math.min(0.05, 0.024 + far * 0.25) }
  }
  let left = own('left')
  let right = own('right')
  if (size(at.leftFoot) >= size(at.rightFoot)) {
    left ??= small('left', right)
    right ??= small('right', left)
  } else {
    right ??= small('right', left)
    left ??= small('left', right)
  }
  return { left, right }
}

/** Adds what is left of a change `sinceBeats` after it to the new figure, in place. Hands and body decay over `overBeats`; feet go with their steps. */
export function addInertia(
  figure: Figure,
  change: Change,
  crossings: ReturnType<typeof layCrossings>,
  sinceBeats: number,
  overBeats: number,
): void {
  const u = sinceBeats / overBeats
  // Where the feet have some way to go, the hips travel with them.
  const far = Math.hypot(change.offset[0]!, change.offset[2]!) > 0.25
  const travelBeats = far ? Math.max(overBeats, crossings.left.to, crossings.right.to) : overBeats
  for (let c = 0; c < at.leftFoot; c++) {
    const beats = c === 0 || c === 2 || c === 3 ? travelBeats : overBeats
    figure[c] = figure[c]! + decay(change.offset[c]!, change.speedPerBeat[c]! * beats, sinceBeats / beats)
  }
  for (const [c, crossing] of [
    [at.leftFoot, crossings.left],
    [at.rightFoot, crossings.right],
  ] as const) {
    const gone = (sinceBeats - crossing.from) / (crossing.to - crossing.from)
    const left = 1 - minimumJerk(crossing.lift > 0 ? (gone - 0.1) / 0.8 : gone)
    for (let i = 0; i < footSize; i++) {
      const held = i === foot.x || i === foot.z || i === foot.yaw
      figure[c + i] =
        figure[c + i]! + (held ? change.offset[c + i]! * left : decay(change.offset[c + i]!, change.speedPerBeat[c + i]! * overBeats, u))
    }
    if (crossing.lift > 0 && gone > 0 && gone < 1) {
      const bump = swingHeight(gone)
      figure[c + foot.up] = figure[c + foot.up]! + crossing.lift * bump
      figure[c + foot.heel] = figure[c + foot.heel]! + 14 * bump
    }
  }
}
