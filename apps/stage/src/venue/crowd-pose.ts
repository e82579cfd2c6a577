/**
 * How somebody in the crowd stands at a moment: a pure function of the music's beats and liveliness and of where the eye is. Everybody is a
 * flat figure that faces the eye: x to the right of the picture, y up from the feet, metres of somebody 1.72 m tall, whom
 * `heightUnit` then scales. A stick is part of the hand that holds it.
 */
import { mix, smoothUnit } from '../ease.ts'
import type { Person } from './crowd-people.ts'
import { duckM, inTheWayUnit, type Lens, lowestSeenM, type Sight } from './sight-line.ts'

export interface CrowdMoment extends Sight {
  /** Where the eye looks (length 1) and half of its upright opening, radians; without it the picture has no lower edge. */
  readonly lens?: Lens
  /** Position in quarter notes. */
  readonly beats: number
  /** Quarter notes that an arm takes to go to and fro. */
  readonly swayBeats: number
  /** How lively the music is, 0–1. */
  readonly energyUnit: number
}

/** Where shoulders, top of the head and hips are; arms. */
const SHOULDER_M = [0.172, 1.385] as const
export const HEAD_TOP_M = 1.76
const UPPER_ARM_M = 0.3
const FOREARM_M = 0.29
/** Of a stick: below the middle of the fist, above it. */
export const STICK_M = [0.05, 0.29] as const

/** A stick is seen where its fist and some of the arm are in the picture: wholly from so far over the lower edge, not at all from so little, metres. */
const ARM_SEEN_M = [0.07, 0.2] as const

/** Numbers of one pose: what `POSE` names, in this order. */
export const POSE_FLOATS = 16
export const POSE = { x: 0, y: 1, z: 2, lean: 3, left: 4, right: 8, leftStick: 12, rightStick: 13, leftHolds: 14, rightHolds: 15 } as const

interface Hand {
  readonly x: number
  readonly y: number
  /** Of the stick, from upright to the right, radians. */
  readonly angle: number
  readonly holds: boolean
}

/** @param lively how high the arms go, 0–1. */
function handOf(person: Person, side: -1 | 1, lively: number, { beats, swayBeats }: CrowdMoment): Hand {
  const phase = beats / swayBeats + person.lateUnit * 0.03
  const swing = Math.sin(2 * Math.PI * phase)
  const after = Math.sin(2 * Math.PI * (phase - 0.07))
  const bounce = Math.abs(Math.sin(Math.PI * (beats + person.lateUnit * 0.06)))
  const leads = side === person.side
  if (person.doing === 'twoSticks' || (person.doing === 'stick' && leads)) {
    // One of two sticks stays lower, else they would be a goal post.
    const high = lively * (person.doing === 'twoSticks' && !leads ? 0.82 : 1)
    return {
      x: side * mix(0.27, 0.3, high) + swing * mix(0.03, 0.15, high),
      y: mix(1.24, 1.84, high) + bounce * mix(0.01, 0.07, high) - Math.abs(swing) * 0.03 * high,
      angle: side * 0.1 + after * mix(0.16, 0.5, high),
      holds: true,
    }
  }
  if (person.doing === 'claps') {
    const apart = 0.035 + mix(0.05, 0.13, lively) * Math.abs(Math.sin(Math.PI * (beats + person.lateUnit * 0.04)))
    return { x: side * apart, y: mix(1.1, 1.86, smoothUnit((lively - 0.5) / 0.08)), angle: -side * 0.3, holds: false }
  }
  // The free hand of somebody with a stick: down, or up as a fist where it is wild.
  const fist = person.doing === 'stick' ? smoothUnit((lively - 0.75 - 0.2 * person.keenUnit) / 0.15) : 0
  return { x: side * mix(0.23, 0.3, fist), y: mix(0.86, 1.66 + bounce * 0.12, fist), angle: 0, holds: false }
}

/** The elbow between a shoulder and a hand. Reach is cut to the length of the arm. */
function bendArm(side: -1 | 1, buildUnit: number, hand: Hand, out: Float32Array, at: number): void {
  const sx = side * SHOULDER_M[0] * buildUnit
  const sy = SHOULDER_M[1]
  const [dx, dy] = [hand.x - sx, hand.y - sy]
  const far = Math.hypot(dx, dy)
  const reach = Math.max(0.12, Math.min(far, (UPPER_ARM_M + FOREARM_M) * 0.985))
  const [ux, uy] = far > 1e-6 ? [dx / far, dy / far] : [0, 1]
  const along = (reach * reach + UPPER_ARM_M ** 2 - FOREARM_M ** 2) / (2 * reach)
  // Arms that reach towards the stage are seen shortened: an elbow never stands out as far as it could.
  const beside = Math.sqrt(Math.max(0, UPPER_ARM_M ** 2 - along * along)) * 0.72
  // Elbows keep out and low; between the two ways of bending the arm is seen straight on.
  const outAndLow = side * uy + ux
  const bend = beside * Math.max(-1, Math.min(1, 2 * outAndLow))
  out[at] = sx + ux * along + uy * bend
  out[at + 1] = sy + uy * along - ux * bend
  out[at + 2] = sx + ux * reach
  out[at + 3] = sy + uy * reach
}

/** Highest and widest place of all that somebody is, metres from between the feet. */
function extentOf(pose: Float32Array, at: number): { readonly topM: number; readonly besideM: number } {
  let top: number = HEAD_TOP_M
  let beside = 0.26
  for (const [arm, angle, holds] of [
    [POSE.left, POSE.leftStick, POSE.leftHolds],
    [POSE.right, POSE.rightStick, POSE.rightHolds],
  ] as const) {
    const long = pose[at + holds]! > 0 ? STICK_M[1] : 0.1
    const x = pose[at + arm + 2]!
    const y = pose[at + arm + 3]!
    top = Math.max(top, y + long * Math.cos(pose[at + angle]!) + 0.03)
    beside = Math.max(beside, Math.abs(pose[at + arm]!) + 0.06, Math.abs(x) + 0.06, Math.abs(x + long * Math.sin(pose[at + angle]!)) + 0.03)
  }
  return { topM: top, besideM: beside + Math.abs(pose[at + POSE.lean]!) * top }
}

function raise(person: Person, lively: number, moment: CrowdMoment, out: Float32Array, at: number): void {
  for (const side of [-1, 1] as const) {
    const hand = handOf(person, side, lively, moment)
    bendArm(side, person.buildUnit, hand, out, at + (side < 0 ? POSE.left : POSE.right))
    out[at + (side < 0 ? POSE.leftStick : POSE.rightStick)] = hand.angle
    out[at + (side < 0 ? POSE.leftHolds : POSE.rightHolds)] = hand.holds ? 1 : 0
  }
}

/** Writes `POSE_FLOATS` numbers from index `at`. Points of arms are in the person's own plane; x, y, z is where that stands in the room. */
export function writeCrowdPose(person: Person, moment: CrowdMoment, out: Float32Array, at: number): void {
  const { beats, swayBeats, energyUnit } = moment
  const { xM, yM, zM, heightUnit, keenUnit, lateUnit } = person
  const keen = Math.max(0, Math.min(1, energyUnit + 0.35 * (keenUnit - 0.5)))
  const lively = smoothUnit((keen - 0.12) / 0.6)
  out[at + POSE.lean] = 0.035 * Math.sin(2 * Math.PI * (beats / swayBeats + lateUnit * 0.05)) * (0.5 + 0.5 * keen)
  raise(person, lively, moment, out, at)
  const inTheWay = inTheWayUnit(moment, xM, zM, extentOf(out, at).besideM * heightUnit)
  if (inTheWay > 0) raise(person, lively * (1 - inTheWay), moment, out, at)
  const bounceM = 0.05 * (0.25 + keen) * Math.abs(Math.sin(Math.PI * (beats + lateUnit * 0.06))) * (1 - inTheWay)
  const standsM = yM + bounceM
  out[at + POSE.x] = xM
  const feetM = standsM - duckM(moment, xM, zM, standsM + extentOf(out, at).topM * heightUnit, inTheWay)
  out[at + POSE.y] = feetM
  out[at + POSE.z] = zM
  // No stick without the hand that holds it: who ducks puts it away, and below the picture it is put out.
  const edgeM = moment.lens ? lowestSeenM(moment.eyeM, moment.lens, xM, zM) : Number.NEGATIVE_INFINITY
  for (const [arm, holds] of [
    [POSE.left, POSE.leftHolds],
    [POSE.right, POSE.rightHolds],
  ] as const) {
    const overEdgeM = feetM + heightUnit * out[at + arm + 3]! - edgeM
    out[at + holds]! *= smoothUnit((overEdgeM - ARM_SEEN_M[0]) / (ARM_SEEN_M[1] - ARM_SEEN_M[0])) * (1 - smoothUnit(2 * inTheWay))
  }
}
