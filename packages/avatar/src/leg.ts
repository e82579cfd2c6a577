import type { BodyProportions } from './body-proportions.ts'
import { smoothstep, solveTwoBones } from './ik.ts'
import type { Pose } from './pose.ts'
import {
  aboutAxis,
  add,
  conjugate,
  cross,
  identity,
  length,
  mirrorPoint,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  scale,
  shortestArc,
  subtract,
  type Vector3,
} from './rotation.ts'

// One leg of a pose on a body: where its joints and the points of its sole are, and the leg bent so that its ankle is elsewhere.

export type Side = 'left' | 'right'
export const sides = ['left', 'right'] as const

export interface Leg {
  readonly hip: Vector3
  readonly knee: Vector3
  readonly ankle: Vector3
  /** Points of the sole. */
  readonly heel: Vector3
  readonly ball: Vector3
  readonly toe: Vector3
  /** Height of the lower of heel and ball, m over the floor. */
  readonly soleM: number
  readonly turned: { readonly upper: Quaternion; readonly lower: Quaternion; readonly foot: Quaternion; readonly toes: Quaternion }
}

export function legOf(pose: Pose, side: Side, body: BodyProportions): Leg {
  const { restM } = body
  const turn = (bone: keyof Pose['rotations']) => pose.rotations[bone] ?? identity
  const hipsTurned = turn('hips')
  const hipsAt = add(restM.hips, pose.hipsM)
  const upper = multiply(hipsTurned, turn(`${side}UpperLeg`))
  const lower = multiply(upper, turn(`${side}LowerLeg`))
  const foot = multiply(lower, turn(`${side}Foot`))
  const hip = add(hipsAt, rotate(hipsTurned, subtract(restM[`${side}UpperLeg`], restM.hips)))
  const knee = add(hip, rotate(upper, subtract(restM[`${side}LowerLeg`], restM[`${side}UpperLeg`])))
  const ankle = add(knee, rotate(lower, subtract(restM[`${side}Foot`], restM[`${side}LowerLeg`])))
  // The ball lies under the joint of the toes: on a raised heel it stays where the toes are. Not every body has toes that bend.
  const bends = length(subtract(restM[`${side}Toes`], restM[`${side}Foot`])) > 1e-6
  const toesAt = add(ankle, rotate(foot, subtract(restM[`${side}Toes`], restM[`${side}Foot`])))
  const point = (p: Vector3, bone: 'Foot' | 'Toes'): Vector3 => subtract(side === 'left' ? p : mirrorPoint(p), restM[`${side}${bone}`])
  const heel = add(ankle, rotate(foot, point(body.heelM, 'Foot')))
  const toesTurned = bends ? multiply(foot, turn(`${side}Toes`)) : foot
  const toes = bends
    ? flattened(toesTurned, toesAt[1] - body.restM[`${side}Toes`][1], point(body.toeM, 'Toes'), point(body.ballM, 'Toes'))
    : foot
  const ball = add(toesAt, rotate(toes, point(body.ballM, 'Toes')))
  const toe = add(toesAt, rotate(toes, point(body.toeM, 'Toes')))
  return { hip, knee, ankle, heel, ball, toe, soleM: Math.min(heel[1], ball[1]), turned: { upper, lower, foot, toes } }
}

/** Toes lie flat before they go into the floor: few files move them. The nearer they are to it, the flatter. */
function flattened(toes: Quaternion, overFloorM: number, toe: Vector3, ball: Vector3): Quaternion {
  const ahead = rotate(toes, subtract(toe, ball))
  const flat = 1 - smoothstep(0.02, 0.08, overFloorM)
  if (ahead[1] >= 0 || flat <= 0) return toes
  const across = normalise(cross([0, 1, 0], ahead), [1, 0, 0])
  return multiply(aboutAxis(across, -flat * Math.asin(Math.min(1, -ahead[1] / length(ahead)))), toes)
}

const unit = (v: Vector3): Vector3 => scale(v, 1 / Math.max(1e-9, length(v)))

/** Bends a leg, with its hip joint at `hip`, so that its ankle comes to `target`; the foot keeps its turn. Writes the bones into `rotations`. */
export function bendLeg(
  rotations: Record<string, Quaternion>,
  own: Leg,
  side: Side,
  hip: Vector3,
  target: Vector3,
  body: BodyProportions,
): void {
  const outward = subtract(own.knee, scale(add(own.hip, own.ankle), 0.5))
  // A straight leg bends where its hinge lets it: forward of thigh and foot.
  const pole = length(outward) > 0.02 ? outward : rotate(own.turned.foot, [0, 0, 1])
  const bones = solveTwoBones(hip, target, pole, { upperM: body.upperLegM, lowerM: body.lowerLegM })
  const knee = add(hip, scale(bones.upper, body.upperLegM))
  const upper = multiply(shortestArc(unit(subtract(own.knee, own.hip)), unit(subtract(knee, hip))), own.turned.upper)
  const lower = multiply(shortestArc(unit(subtract(own.ankle, own.knee)), unit(subtract(bones.end, knee))), own.turned.lower)
  rotations[`${side}UpperLeg`] = multiply(conjugate(rotations.hips ?? identity), upper)
  rotations[`${side}LowerLeg`] = multiply(conjugate(upper), lower)
  rotations[`${side}Foot`] = multiply(conjugate(lower), own.turned.foot)
  if (own.turned.toes !== own.turned.foot) rotations[`${side}Toes`] = multiply(conjugate(own.turned.foot), own.turned.toes)
}
