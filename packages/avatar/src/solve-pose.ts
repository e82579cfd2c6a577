import type { BodyBone, BodyProportions, Vector3M } from './body-proportions.ts'
import { at, type Figure, foot, hand, referenceHipsM, wrapDeg } from './figure.ts'
import { setFingers } from './hands.ts'
import type { HumanoidBone } from './humanoid.ts'
import { smoothstep, softLimit, softMax, softMin, solveTwoBones } from './ik.ts'
import {
  aboutX,
  aboutY,
  aboutZ,
  add,
  conjugate,
  cross,
  degToRad,
  fromAxes,
  identity,
  length,
  lerp,
  mirrorPoint,
  mirrorRotation,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  scale,
  subtract,
  type Vector3,
} from './rotation.ts'

// From a figure to joint rotations on a given body. Order: hips (lowered until both planted feet are in reach), spine against the
// hips' tilt, head back to the audience, legs by two-bone IK from feet that pivot about ball or heel, arms likewise from the hands.
// Right limbs are solved as left ones in the mirror.

export type SolvedRotations = Partial<Record<HumanoidBone, Quaternion>>

type Side = 'left' | 'right'
const across = { left: (v: Vector3): Vector3 => v, right: mirrorPoint }
const turnAcross = { left: (q: Quaternion): Quaternion => q, right: mirrorRotation }

/** Degrees that joints keep to; soft from 80 %. Everyday dancers' ranges, below the anatomical ones. */
export const limits = {
  spinePitchDeg: 75,
  spineTiltDeg: 38,
  spineYawDeg: 55,
  headYawDeg: 62,
  headPitchDeg: 48,
  headTiltDeg: 30,
  wristFlexDeg: 62,
  wristDevDeg: 26,
  forearmTurnDeg: 84,
} as const

const euler = (yaw: number, pitch: number, tilt: number): Quaternion =>
  multiply(aboutY(yaw * degToRad), multiply(aboutX(pitch * degToRad), aboutZ(tilt * degToRad)))

/** Rotation that takes a bone from its rest direction (any length) to `direction` (unit), and its hinge from `restHinge` to `hinge` (unit, square to the direction). */
function boneTurn(hinge: Vector3, direction: Vector3, restHinge: Vector3, restBone: Vector3): Quaternion {
  const along = normalise(restBone, [0, -1, 0])
  const side = cross(restHinge, along)
  const across0 = normalise(side, [0, 0, 1])
  const rest = fromAxes(cross(along, across0), along, across0)
  const now = fromAxes(cross(direction, cross(hinge, direction)), direction, cross(hinge, direction))
  return multiply(now, conjugate(rest))
}

interface FootPlace {
  readonly ankleM: Vector3
  readonly turned: Quaternion
  readonly toesRad: number
  readonly up: number
}

/** In the left's space. */
function placeFoot(figure: Figure, side: Side, body: BodyProportions, k: number): FootPlace {
  const c = side === 'left' ? at.leftFoot : at.rightFoot
  const up = Math.max(0, figure[c + foot.up]!) * k
  const yaw = aboutY(figure[c + foot.yaw]! * degToRad)
  const toe = Math.max(0, figure[c + foot.toe]!)
  // On its heel or on its ball: who does not stand on the one cannot turn over the other.
  const heel = Math.max(0, figure[c + foot.heel]!) * (1 - smoothstep(0, 3, toe))
  // The toes stay flat on the floor while the heel rises, so the foot turns about their joint; on raised toes it turns about the heel.
  const joint: Vector3 = [body.ballM[0], Math.min(body.restM.leftToes[1], 0.6 * body.ankleHeightM), body.ballM[2]]
  const joints: Vector3 = [joint[0] + figure[c + foot.x]! * k, joint[1] + up, joint[2] + figure[c + foot.z]! * k]
  const turned = multiply(yaw, aboutX((heel - toe) * degToRad))
  const ankle = body.restM.leftFoot
  const onToes = multiply(yaw, aboutX(heel * degToRad))
  let ankleM = add(joints, rotate(onToes, subtract(ankle, joint)))
  if (toe > 0) {
    const heelAt = add(ankleM, rotate(onToes, subtract(body.heelM, ankle)))
    ankleM = add(heelAt, rotate(turned, subtract(ankle, body.heelM)))
  }
  const flat = 1 - smoothstep(0, 0.06, up)
  return { ankleM, turned, toesRad: -Math.min(heel, 62) * degToRad * (0.6 + 0.4 * flat), up }
}

function solveLeg(
  side: Side,
  place: FootPlace,
  hipsAt: Vector3,
  hipsTurned: Quaternion,
  hipsYawDeg: number,
  footYawDeg: number,
  body: BodyProportions,
  out: SolvedRotations,
): void {
  const toLeft = across[side]
  const turnToLeft = turnAcross[side]
  const hips = turnToLeft(hipsTurned)
  const joint = add(toLeft(hipsAt), rotate(hips, subtract(body.restM.leftUpperLeg, body.restM.hips)))
  const outwardHipsYaw = side === 'left' ? hipsYawDeg : -hipsYawDeg
  const knee = footYawDeg + 17 * Math.sin((outwardHipsYaw - footYawDeg) * degToRad)
  const pole: Vector3 = [Math.sin(knee * degToRad) + 0.04, 0, Math.cos(knee * degToRad)]
  // A foot in the air that is out of reach is let go of gently, or the knee would snap straight.
  const legM = body.upperLegM + body.lowerLegM
  const way = subtract(place.ankleM, joint)
  const far = length(way)
  const loose = smoothstep(0, 0.04, place.up)
  const target = loose > 0 ? add(joint, scale(way, (softMin(far, 0.99 * legM, 0.08 * legM) * loose) / far + 1 - loose)) : place.ankleM
  const bones = solveTwoBones(joint, target, pole, { upperM: body.upperLegM, lowerM: body.lowerLegM })
  const x = scale(bones.hinge, -1)
  const rest = body.restM
  const thigh = boneTurn(x, bones.upper, [1, 0, 0], subtract(rest.leftLowerLeg, rest.leftUpperLeg))
  const shin = boneTurn(x, bones.lower, [1, 0, 0], subtract(rest.leftFoot, rest.leftLowerLeg))
  out[`${side}UpperLeg`] = turnToLeft(multiply(conjugate(hips), thigh))
  out[`${side}LowerLeg`] = turnToLeft(multiply(conjugate(thigh), shin))
  out[`${side}Foot`] = turnToLeft(multiply(conjugate(shin), place.turned))
  out[`${side}Toes`] = turnToLeft(aboutX(place.toesRad))
}

/** Direction in which an elbow naturally points for a reach `v` (outward, up, forward): behind a hanging arm, below a raised one, outside overhead. */
export function naturalPole(v: Vector3): Vector3 {
  const u = normalise(v, [0, -1, 0])
  const down = Math.max(0, -u[1]) ** 2
  const raised = Math.max(0, u[1]) ** 2
  const forward = Math.max(0, u[2]) ** 2
  const back = Math.max(0, -u[2]) ** 2
  const outward = Math.max(0, u[0]) ** 2
  const inward = Math.max(0, -u[0]) ** 2
  return [
    down * 0.55 + raised * 0.9 + forward * 0.45 + inward * 0.6 + back * 0.4,
    -forward * 0.9 - outward * 0.85 - inward * 0.9 - back * 0.2,
    -down * 0.85 - raised * 0.35 - outward * 0.5 - inward * 0.1,
  ]
}

/** Pushes a point (left space, T-pose coordinates of the chest) out of the clothed torso. */
function clearTorso(p: Vector3, body: BodyProportions): Vector3 {
  const { chest, hips } = body.radiiM
  const top = body.restM.leftUpperArm[1]
  const low = body.restM.hips[1] - 0.1
  const within = smoothstep(low - 0.1, low, p[1]) * (1 - smoothstep(top - 0.03, top + 0.05, p[1]))
  if (within === 0) return p
  const a = Math.max(chest[0], hips[0]) + 0.03
  const b = Math.max(chest[1], hips[1]) + 0.05
  const x = p[0] / a
  const z = (p[2] + 0.03) / b
  const r = Math.hypot(x, z)
  const wanted = softMax(r, 1, 0.25)
  const grow = 1 + (wanted / Math.max(r, 0.05) - 1) * within
  return [p[0] * grow, p[1], (p[2] + 0.03) * grow - 0.03]
}

function solveArm(
  figure: Figure,
  side: Side,
  chestAt: Vector3,
  chestTurned: Quaternion,
  hipsAt: Vector3,
  hipsTurned: Quaternion,
  body: BodyProportions,
  out: SolvedRotations,
): void {
  const c = side === 'left' ? at.leftHand : at.rightHand
  const channel = (n: number) => figure[c + n]!
  const toLeft = across[side]
  const turnToLeft = turnAcross[side]
  const chest = turnToLeft(chestTurned)
  const hips = turnToLeft(hipsTurned)
  const armM = body.upperArmM + body.lowerArmM
  const v: Vector3 = [channel(hand.reach), channel(hand.reach + 1), channel(hand.reach + 2)]

  const rest = body.restM
  // The shoulder girdle follows the arm: from the horizontal on it turns up one third of the way.
  const u = normalise(v, [0, -1, 0])
  const lift = 26 * smoothstep(-0.1, 1, u[1]) + 4 * smoothstep(0.3, 1, u[0]) + channel(hand.shrug)
  const press = 14 * smoothstep(0.3, 1, u[2]) * smoothstep(0.6, 1, length(v)) + 8 * smoothstep(0, 0.7, -u[0]) + channel(hand.press)
  const girdle = multiply(aboutZ(softLimit(lift, 36) * degToRad), aboutY(-softLimit(press, 28) * degToRad))
  const shoulderAt = add(toLeft(chestAt), rotate(chest, subtract(rest.leftShoulder, rest.upperChest)))
  const shoulder = multiply(chest, girdle)
  const joint = add(shoulderAt, rotate(shoulder, subtract(rest.leftUpperArm, rest.leftShoulder)))

  const fromShoulder = add(rest.leftUpperArm, scale(v, armM))
  const cleared = clearTorso(fromShoulder, body)
  const restJoint = add(toLeft(chestAt), rotate(chest, subtract(rest.leftUpperArm, rest.upperChest)))
  // A stretched arm is stretched from where the girdle has carried the shoulder; a hand near the body keeps its place on the body.
  const carried = smoothstep(0.72, 0.95, length(v))
  let target = add(add(toLeft(chestAt), rotate(chest, subtract(cleared, rest.upperChest))), scale(subtract(joint, restJoint), carried))
  const onHips = channel(hand.onHips)
  if (onHips > 0) {
    const there = add(toLeft(hipsAt), rotate(hips, subtract(cleared, rest.hips)))
    target = lerp(target, there, Math.min(1, onHips))
  }

  const natural = naturalPole(v)
  const pole = rotate(chest, [natural[0] + channel(hand.pole), natural[1] + channel(hand.pole + 1), natural[2] + channel(hand.pole + 2)])
  const bones = solveTwoBones(joint, target, pole, { upperM: body.upperArmM, lowerM: body.lowerArmM })
  const y = bones.hinge
  const upper = boneTurn(y, bones.upper, [0, 1, 0], subtract(rest.leftLowerArm, rest.leftUpperArm))
  const plainLower = boneTurn(y, bones.lower, [0, 1, 0], subtract(rest.leftHand, rest.leftLowerArm))
  const turnRad = softLimit(channel(hand.turn), limits.forearmTurnDeg) * degToRad
  const half = aboutX(turnRad / 2)
  const lower = multiply(plainLower, half)

  // The wrist trails the hand's path: the part of the drag square to the palm bends it, the part along it turns it sideways.
  const drag = rotate(
    conjugate(multiply(plainLower, aboutX(turnRad))),
    rotate(chest, [channel(hand.drag), channel(hand.drag + 1), channel(hand.drag + 2)]),
  )
  const flex = softLimit(channel(hand.flex) - drag[1] * 130, limits.wristFlexDeg) * degToRad
  const dev = softLimit(channel(hand.dev) + drag[2] * 60, limits.wristDevDeg) * degToRad
  const wrist = multiply(half, multiply(aboutY(-dev), aboutZ(-flex)))

  out[`${side}Shoulder`] = turnToLeft(girdle)
  out[`${side}UpperArm`] = turnToLeft(multiply(conjugate(shoulder), upper))
  out[`${side}LowerArm`] = turnToLeft(multiply(conjugate(upper), lower))
  out[`${side}Hand`] = turnToLeft(wrist)
  setFingers(side, figure, c, body, out)
}

/** Height the hips may have so that a planted foot stays in reach; feet in the air ask for nothing. */
function reachableHipsM(hipsAt: Vector3, jointFromHips: Vector3, place: FootPlace, legM: number): number {
  const joint = add(hipsAt, jointFromHips)
  const flat = Math.hypot(joint[0] - place.ankleM[0], joint[2] - place.ankleM[2])
  const drop = Math.sqrt(Math.max(0.04, (legM * 0.994) ** 2 - flat * flat))
  return place.ankleM[1] + drop - jointFromHips[1] + place.up * 1.2
}

/** Joint rotations of a figure on a body, with where the hips stand. */
export function solvePose(figure: Figure, body: BodyProportions): { hipsM: Vector3M; rotations: SolvedRotations } {
  const f = (n: number) => figure[n]!
  const k = body.hipsHeightM / referenceHipsM
  const rotations: SolvedRotations = {}

  const hipsYaw = f(3)
  const hipsPitch = f(4)
  const hipsTilt = softLimit(f(5), 18)
  const hipsTurned = euler(hipsYaw, hipsPitch, hipsTilt)
  const left = placeFoot(figure, 'left', body, k)
  const right = placeFoot(figure, 'right', body, k)
  const rightAnkle: FootPlace = { ...right, ankleM: mirrorPoint(right.ankleM) }
  const rest = body.restM
  const wanted: Vector3 = [rest.hips[0] + f(0) * k, rest.hips[1] + f(1) * k, rest.hips[2] + f(2) * k]
  const legM = body.upperLegM + body.lowerLegM
  const leftMax = reachableHipsM(wanted, rotate(hipsTurned, subtract(rest.leftUpperLeg, rest.hips)), left, legM)
  const rightMax = reachableHipsM(wanted, rotate(hipsTurned, subtract(rest.rightUpperLeg, rest.hips)), rightAnkle, legM)
  const hipsAt: Vector3 = [wanted[0], softMin(softMin(leftMax, rightMax, 0.02), wanted[1], 0.02), wanted[2]]
  rotations.hips = hipsTurned
  solveLeg('left', left, hipsAt, hipsTurned, hipsYaw, f(at.leftFoot + foot.yaw), body, rotations)
  solveLeg('right', right, hipsAt, hipsTurned, hipsYaw, f(at.rightFoot + foot.yaw), body, rotations)

  // The spine takes the hips' tilt and most of their pitch back, so that a keyed chest means what it says.
  const yaw = softLimit(f(6), limits.spineYawDeg)
  const pitch = softLimit(f(7) - 0.6 * hipsPitch, limits.spinePitchDeg)
  const tilt = softLimit(f(8) - 0.9 * hipsTilt, limits.spineTiltDeg)
  rotations.spine = euler(yaw * 0.25, pitch * 0.4, tilt * 0.4)
  rotations.chest = euler(yaw * 0.4, pitch * 0.35, tilt * 0.35)
  rotations.upperChest = euler(yaw * 0.35, pitch * 0.25, tilt * 0.25)
  let chestTurned = hipsTurned
  let chestAt = hipsAt
  let above: BodyBone = 'hips'
  for (const bone of ['spine', 'chest', 'upperChest'] as const) {
    chestAt = add(chestAt, rotate(chestTurned, subtract(rest[bone], rest[above])))
    chestTurned = multiply(chestTurned, rotations[bone] ?? identity)
    above = bone
  }

  // The head looks for the audience however the body turns; in a full turn it lets go behind and finds the hall again.
  const away = hipsYaw + yaw
  const back = 58 * Math.sin(wrapDeg(away) * degToRad)
  const headYaw = softLimit(f(9) - back * 0.8, limits.headYawDeg)
  const headPitch = softLimit(f(10) - 0.75 * (pitch + hipsPitch), limits.headPitchDeg)
  const headTilt = softLimit(f(11) - 0.6 * (tilt + hipsTilt), limits.headTiltDeg)
  rotations.neck = euler(headYaw * 0.4, headPitch * 0.45, headTilt * 0.5)
  rotations.head = euler(headYaw * 0.6, headPitch * 0.55, headTilt * 0.5)

  solveArm(figure, 'left', chestAt, chestTurned, hipsAt, hipsTurned, body, rotations)
  solveArm(figure, 'right', chestAt, chestTurned, hipsAt, hipsTurned, body, rotations)
  return { hipsM: subtract(hipsAt, rest.hips), rotations }
}

/** Degrees an arm's forearm must roll so that the palm faces `palm` (outward, up, forward; chest space) when the wrist reaches `v`. */
export function turnForPalm(v: Vector3, poleBias: Vector3, palm: Vector3): number {
  const natural = naturalPole(v)
  const bones = solveTwoBones([0, 0, 0], v, add(natural, poleBias), { upperM: 0.524, lowerM: 0.476 })
  const y = bones.hinge
  const z = cross(bones.lower, y)
  const along = (a: Vector3) => palm[0] * a[0] + palm[1] * a[1] + palm[2] * a[2]
  const deg = Math.atan2(-along(z), -along(y)) / degToRad
  // Past the limits, the nearer limit: a palm turned 120° may be 84° one way or the other.
  return Math.max(-limits.forearmTurnDeg, Math.min(limits.forearmTurnDeg, deg > 132 ? -limits.forearmTurnDeg : deg))
}
