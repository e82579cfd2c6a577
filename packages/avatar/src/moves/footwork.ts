import { at, type Figure, foot } from '../figure.ts'
import { minimumJerk, smoothstep } from '../ik.ts'
import type { FootStance, MoveSheet, Step } from './move.ts'

/** A step with where it comes from; beats may reach past the length of the move, never below 0. */
export interface Swing {
  readonly lift: number
  readonly land: number
  readonly from: FootStance
  readonly to: FootStance
  readonly height: number
  readonly landing: 'ball' | 'flat' | 'heel'
  readonly through: readonly [number, number]
}
export interface Footwork {
  readonly lengthBeats: number
  readonly left: readonly Swing[]
  readonly right: readonly Swing[]
  readonly stance: MoveSheet['stance']
}

/** Beats a heel takes to peel off before the lift and to come down after the landing. */
const peelBeats = 0.3
export const settleBeats = 0.22

/** @throws RangeError when a foot does not end where it began (up to whole turns), or lifts before it has landed. */
export function layFootwork(sheet: MoveSheet): Footwork {
  const lay = (side: 'left' | 'right'): Swing[] => {
    const steps: Step[] = sheet.steps.filter((s) => s.foot === side).sort((a, b) => a.lift - b.lift)
    let stands = sheet.stance[side]
    let landed = (steps.at(-1)?.land ?? 0) - sheet.lengthBeats
    const swings = steps.map((step) => {
      if (step.lift < landed - 1e-9) throw new RangeError(`move ${sheet.name}: the ${side} foot lifts at ${step.lift} before it has landed`)
      const from = stands
      const to = { x: step.x ?? from.x, z: step.z ?? from.z, yaw: step.yaw ?? from.yaw }
      stands = to
      landed = step.land
      return {
        lift: step.lift,
        land: step.land,
        from,
        to,
        height: step.height ?? 0.05,
        landing: step.landing ?? 'ball',
        through: step.through ?? [0, 0],
      } as const
    })
    const turned = (stands.yaw - sheet.stance[side].yaw) / 360
    if (
      Math.hypot(stands.x - sheet.stance[side].x, stands.z - sheet.stance[side].z) > 1e-6 ||
      Math.abs(turned - Math.round(turned)) > 1e-6
    ) {
      throw new RangeError(`move ${sheet.name}: the ${side} foot ends at ${JSON.stringify(stands)}, not where it began`)
    }
    return swings
  }
  return { lengthBeats: sheet.lengthBeats, left: lay('left'), right: lay('right'), stance: sheet.stance }
}

/** Writes both feet at a beat of the move (any number; it repeats). */
export function placeFeet(work: Footwork, beat: number, out: Figure): void {
  placeFoot(work, 'left', beat, out, at.leftFoot)
  placeFoot(work, 'right', beat, out, at.rightFoot)
}

function placeFoot(work: Footwork, side: 'left' | 'right', beat: number, out: Figure, c: number): void {
  const period = work.lengthBeats
  const swings = work[side]
  const local = beat - period * Math.floor(beat / period)
  let stands: FootStance = work.stance[side]
  let heel = 0
  let toe = 0
  out[c + foot.up] = 0
  // A swing may run over the end of the length; it is then still on at the beginning of the next time round.
  const last = swings.at(-1)
  if (last && last.land <= local) stands = last.to
  let inSwing = false
  for (const swing of swings) {
    const b = swing.land > period && local < swing.land - period ? local + period : local
    if (b >= swing.lift && b < swing.land) {
      const u = (b - swing.lift) / (swing.land - swing.lift)
      // Up first, then over: by the time the sole moves on it is clear of the floor.
      const go = minimumJerk((u - 0.1) / 0.8)
      const bump = swingHeight(u)
      stands = {
        x: swing.from.x + (swing.to.x - swing.from.x) * go + swing.through[0] * bump,
        z: swing.from.z + (swing.to.z - swing.from.z) * go + swing.through[1] * bump,
        yaw: swing.from.yaw + (swing.to.yaw - swing.from.yaw) * go,
      }
      out[c + foot.up] = swing.height * bump
      inSwing = true
    } else if (!inSwing && b >= swing.land) stands = swing.to
    const size = Math.min(1, swing.height / 0.05)
    heel += heelOf(swing, b, period) * size
    if (swing.landing === 'heel') toe += 16 * size * tent(b, swing.land, (swing.land - swing.lift) * 0.5, settleBeats, period)
  }
  out[c + foot.x] = stands.x
  out[c + foot.z] = stands.z
  out[c + foot.yaw] = stands.yaw
  out[c + foot.heel] = heel
  out[c + foot.toe] = toe
}

/** 0 at both ends, 1 half way; rises quickly, without a jolt. */
export const swingHeight = (u: number): number => (16 * u * u * (1 - u) * (1 - u)) ** 0.6

/** Heel off the floor before the lift, toes pointed in the air, ball first on the floor. */
function heelOf(swing: Swing, beat: number, period: number): number {
  const span = swing.land - swing.lift
  const peel = 26 * tent(beat, swing.lift, peelBeats, span * 0.7, period)
  const point = swing.landing === 'ball' ? 16 * tent(beat, swing.land, span * 0.6, settleBeats, period) : 0
  return peel + point
}

/** Rises to 1 at `peak` over `before` beats and falls over `after`, repeating. */
function tent(beat: number, peak: number, before: number, after: number, period: number): number {
  const d = beat - peak - period * Math.round((beat - peak) / period)
  return d < 0 ? smoothstep(-before, 0, d) : 1 - smoothstep(0, after, d)
}
