import { at, type Figure, figureSize, foot, hand } from './figure.ts'
import { handShapes } from './hands.ts'
import { smoothstep } from './ik.ts'
import { hashUnit, wander } from './noise.ts'
import { turnForPalm } from './solve-pose.ts'

// Standing in character: weight on one hip and, now and then, on the other; breath; hands that find something to do; a look
// around the hall. By the clock of the performance, not by beats, so it goes on while the music is held.

/** How long one breath takes, ms. */
const breathMs = 4100
/** About how often the weight changes sides, ms. */
const shiftMs = 6200

/** Chest and shoulders rise with the breath: 0 out, 1 in. In is quicker than out, with a rest after it. */
export function breathUnit(atMs: number): number {
  const u = atMs / breathMs - Math.floor(atMs / breathMs)
  return smoothstep(0, 0.38, u) * (1 - smoothstep(0.42, 0.92, u))
}

/** −1 weight on the right, +1 on the left; stays a while, goes over in a second and a half. */
function weightAt(atMs: number, seed: number): number {
  const side = (n: number) => (n % 2 === 0 ? 1 : -1) * (0.75 + 0.25 * hashUnit(seed + 11, n))
  const n = Math.floor(atMs / shiftMs)
  const begins = 0.45 * hashUnit(seed + 12, n)
  const u = atMs / shiftMs - n
  return side(n) + (side(n + 1) - side(n)) * smoothstep(0.5 + begins * 0.5, 0.76 + begins * 0.5, u)
}

const leftRest = { reach: [0.2, -0.93, 0.12], pole: [0, 0, 0] } as const
const easyTurn = turnForPalm([0.2, -0.93, 0.12], [0, 0, 0], [-1, 0, -0.25])

/**
 * The figure of the idle performer.
 *
 * @param atMs  any clock that runs on; the same instant gives the same figure
 */
export function idleFigure(atMs: number, seed: number): Figure {
  const f = new Float64Array(figureSize)
  const slow = (n: number, periodMs: number) => wander(seed + n, atMs / periodMs)
  const weight = weightAt(atMs, seed)
  const breath = breathUnit(atMs)
  f[0] = 0.045 * weight + 0.006 * slow(1, 900)
  f[1] = -0.008 - 0.004 * (1 - Math.abs(weight)) + 0.003 * breath
  f[2] = -0.004 + 0.006 * slow(2, 1100)
  f[3] = -7 * weight + 2 * slow(3, 2300)
  f[4] = 1.5
  f[5] = 6.5 * weight
  f[6] = 5 * weight + 3 * slow(4, 2600)
  f[7] = -2 - 2.6 * breath + 1.2 * slow(5, 1900)
  f[8] = -2.2 * weight + 1.2 * slow(6, 2100)
  f[9] = 9 * slow(7, 2400)
  f[10] = 1.5 + 3 * slow(8, 1700)
  f[11] = 3.4 * weight + 2 * slow(9, 2000)

  // One hand comes up before the body from time to time, the other hangs with its elbow a little away.
  const gather = smoothstep(0.1, 0.55, wander(seed + 21, atMs / 5200))
  for (const [side, c, sign] of [
    ['left', at.leftHand, 1],
    ['right', at.rightHand, -1],
  ] as const) {
    const own = seed + (side === 'left' ? 31 : 41)
    const up = gather * (side === 'right' ? 1 : 0.25)
    const drift = wander(own, atMs / 1500)
    f[c + hand.reach] = leftRest.reach[0] - 0.14 * up + 0.012 * drift + 0.02 * sign * weight
    f[c + hand.reach + 1] = leftRest.reach[1] + 0.36 * up + 0.012 * breath + 0.008 * drift
    f[c + hand.reach + 2] = leftRest.reach[2] + 0.38 * up + 0.014 * wander(own + 1, atMs / 1300)
    f[c + hand.pole] = 0.35 * up
    f[c + hand.turn] = easyTurn + 30 * up
    f[c + hand.flex] = 6 + 8 * up + 4 * wander(own + 2, atMs / 1200)
    f[c + hand.dev] = -2
    f[c + hand.shrug] = 3.2 * breath
    const shape = handShapes.relaxed
    for (let i = 0; i < 6; i++) f[c + hand.curls + i] = shape[i]! + 0.05 * wander(own + 3 + i, atMs / 1400)
    f[c + hand.drag] = 0
  }
  for (const [c, free] of [
    [at.leftFoot, Math.max(0, -weight)],
    [at.rightFoot, Math.max(0, weight)],
  ] as const) {
    f[c + foot.x] = 0.035
    f[c + foot.z] = 0.02
    f[c + foot.yaw] = 13
    f[c + foot.heel] = 5 * free
  }
  return f
}
