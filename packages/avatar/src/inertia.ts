import {
  arcBetween,
  at,
  type Figure,
  figureDifference,
  figureSize,
  foot,
  footSize,
  reachAt,
  setReach,
  slantBetween,
  turnedReach,
} from './figure.ts'
import { minimumJerk, smoothstep } from './ik.ts'
import { settleBeats, swingHeight } from './moves/footwork.ts'
import { length, type Vector3 } from './rotation.ts'

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
  /** Hands apart: from the fresh direction of the reach to the old one as an arc, and the difference of its length. */
  readonly hands: readonly HandChange[]
}
interface HandChange {
  /** First channel of the hand. */
  readonly c: number
  readonly arc: Vector3
  readonly arcPerBeat: Vector3
  readonly length: number
  readonly lengthPerBeat: number
}

/** Compares what was going on with what begins, both at the change and a little before. */
export function changeBetween(old: Figure, oldBefore: Figure, fresh: Figure, freshBefore: Figure, spanBeats: number): Change {
  const offset = figureDifference(fresh, old)
  const before = figureDifference(freshBefore, oldBefore)
  const speedPerBeat = new Float64Array(figureSize)
  for (let c = 0; c < figureSize; c++) speedPerBeat[c] = (offset[c]! - before[c]!) / spanBeats
  const hands = [at.leftHand, at.rightHand].map((c): HandChange => {
    const slant = slantBetween(reachAt(fresh, c), reachAt(old, c))
    const arc = arcBetween(reachAt(fresh, c), reachAt(old, c), slant)
    const arcBefore = arcBetween(reachAt(freshBefore, c), reachAt(oldBefore, c), slant)
    const long = length(reachAt(old, c)) - length(reachAt(fresh, c))
    const longBefore = length(reachAt(oldBefore, c)) - length(reachAt(freshBefore, c))
    return {
      c,
      arc,
      arcPerBeat: [(arc[0] - arcBefore[0]) / spanBeats, (arc[1] - arcBefore[1]) / spanBeats, (arc[2] - arcBefore[2]) / spanBeats],
      length: long,
      lengthPerBeat: (long - longBefore) / spanBeats,
    }
  })
  return { offset, speedPerBeat, hands }
}

/** Where a foot takes its step from its old place to the new one. */
interface Crossing {
  readonly from: number
  readonly to: number
  /** Extra lift, m; 0 when the move's own swing carries it. */
  readonly lift: number
}

/** Steps that are going to be taken anyway, in beats of their own. */
export interface Steps {
  readonly lengthBeats: number
  readonly left: readonly { readonly lift: number; readonly land: number; readonly height: number }[]
  readonly right: Steps['left']
}

/** A foot this much higher in the old move than in the new one is in the air at the change, m; and when it has come down, beats. */
const airborneM = 0.012
const landedBeats = 0.36

/**
 * When each foot gives up the place where the previous move left it: with the first step the new move takes with it, or, if that is
 * far off, by a small step of its own while the other foot stands.
 *
 * @param beat0   beat of the new move at the change
 * @param rate    beats of the new move per beat of the song
 * @param within  both feet have arrived after this many beats, at least 1
 */
export function layCrossings(
  work: Steps | null,
  beat0: number,
  rate: number,
  offset: Figure,
  within: number,
): { left: Crossing; right: Crossing } {
  const size = (c: number) => Math.hypot(offset[c + foot.x]!, offset[c + foot.z]!) + Math.abs(offset[c + foot.yaw]!) / 300
  const swingsOf = (side: 'left' | 'right') => {
    if (!work) return []
    const first = Math.floor(beat0 / work.lengthBeats) - 1
    return [0, 1, 2].flatMap((n) =>
      work[side].map((s) => ({
        lift: (s.lift + (first + n) * work.lengthBeats - beat0) / rate,
        land: (s.land + (first + n) * work.lengthBeats - beat0) / rate,
        height: s.height,
      })),
    )
  }
  const swings = { left: swingsOf('left'), right: swingsOf('right') }
  const own = (side: 'left' | 'right'): Crossing | null => {
    // A foot far from where the move wants it must not wait, or the hips would leave it behind.
    const patience = size(side === 'left' ? at.leftFoot : at.rightFoot) > 0.08 ? 0.7 : 1.3
    const swing = swings[side].find((s) => s.height > 0.015 && s.land > 0.25 && s.land <= within && s.lift < patience)
    return swing ? { from: Math.max(0, swing.lift), to: swing.land, lift: 0 } : null
  }
  const small = (side: 'left' | 'right', taken: Crossing | null): Crossing => {
    const other = side === 'left' ? 'right' : 'left'
    const busy = [...swings[other].map((s) => [s.lift, s.land] as const), ...(taken ? [[taken.from, taken.to] as const] : [])]
    // The other foot was in the air at the change: it comes down first.
    if (offset[(other === 'left' ? at.leftFoot : at.rightFoot) + foot.up]! > airborneM) busy.push([0, landedBeats])
    const far = size(side === 'left' ? at.leftFoot : at.rightFoot)
    const lift = far < 0.004 ? 0 : Math.min(0.07, 0.042 + far * 0.25)
    // Half a beat where the other foot stands that long, else a quicker step.
    const isFree = (from: number, takes: number) => !busy.some(([a, b]) => a < from + takes && b > from + 0.02)
    for (const takes of [0.5, 0.35, 0.2])
      for (let from = 0; from + takes <= within && from <= 3; from += 0.125)
        if (isFree(from, takes)) return { from, to: from + takes, lift }
    return { from: 0, to: 0.5, lift }
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
  // Hips take their time for a longer way (3.2 beats per metre stays under 1.5 m/s), with the feet.
  const farM = Math.hypot(change.offset[0]!, change.offset[2]!)
  const travelBeats = Math.max(overBeats, farM * 3.2, farM > 0.25 ? Math.max(crossings.left.to, crossings.right.to) : 0)
  for (let c = 0; c < at.leftFoot; c++) {
    const beats = c === 0 || c === 2 || c === 3 ? travelBeats : overBeats
    figure[c] = figure[c]! + decay(change.offset[c]!, change.speedPerBeat[c]! * beats, sinceBeats / beats)
  }
  for (const h of change.hands) {
    for (let i = 0; i < 3; i++)
      figure[h.c + i] = figure[h.c + i]! - decay(change.offset[h.c + i]!, change.speedPerBeat[h.c + i]! * overBeats, u)
    const v = reachAt(figure, h.c)
    // A wide arc takes longer: a quarter of a beat per radian is as fast as an arm is thrown.
    const beats = Math.max(overBeats, length(h.arc) * 0.25)
    const arc = h.arc.map((x, i) => decay(x, h.arcPerBeat[i]! * beats, sinceBeats / beats)) as unknown as Vector3
    setReach(figure, h.c, turnedReach(v, arc, Math.max(0.25, length(v) + decay(h.length, h.lengthPerBeat * overBeats, u))))
  }
  for (const [c, crossing] of [
    [at.leftFoot, crossings.left],
    [at.rightFoot, crossings.right],
  ] as const) {
    const gone = (sinceBeats - crossing.from) / (crossing.to - crossing.from)
    const left = 1 - minimumJerk((gone - 0.1) / 0.8)
    const settled = 1 - smoothstep(0, settleBeats, sinceBeats)
    for (let i = 0; i < footSize; i++) {
      // No speed is carried over: a foot that was coming down has landed, and one that stands on its heel comes down on its sole as it would
      // have in its own move, before the next one turns it about its ball.
      const held = i === foot.x || i === foot.z || i === foot.yaw
      figure[c + i] = figure[c + i]! + change.offset[c + i]! * (held ? left : i === foot.toe ? settled : 1 - minimumJerk(u))
    }
    // Its heel comes up when the sole is down.
    const onHeel = smoothstep(3, 8, change.offset[c + foot.toe]!)
    figure[c + foot.heel] = figure[c + foot.heel]! * (1 - onHeel * (1 - smoothstep(settleBeats, 2 * settleBeats, sinceBeats)))
    if (crossing.lift > 0 && gone > 0 && gone < 1) {
      const bump = swingHeight(gone)
      figure[c + foot.up] = figure[c + foot.up]! + crossing.lift * bump
      figure[c + foot.heel] = figure[c + foot.heel]! * (1 - 0.8 * bump) + 6 * bump
    }
  }
}
