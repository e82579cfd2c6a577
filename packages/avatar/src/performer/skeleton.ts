import type { BodyBone, BodyProportions, Vector3M } from '../body-proportions.ts'
import { lookNamed, type PerformerLook } from './looks.ts'

// The humanoid skeleton of the built-in performers: one set of rest positions drawn for a height of 1.68 m (6.9 heads, legs
// half of it), scaled evenly to the height of a look. Meshes are modelled in the same drawing and scaled with it.

/** Height for which every number of the performer's drawing is written. */
export const drawnHeightM = 1.68

const midline: Partial<Record<BodyBone, Vector3M>> = {
  hips: [0, 0.955, 0],
  spine: [0, 1.03, 0.004],
  chest: [0, 1.125, 0],
  upperChest: [0, 1.225, -0.008],
  neck: [0, 1.372, -0.022],
  head: [0, 1.448, -0.008],
}

/** The left half; the right mirrors x. */
const leftHalf: Readonly<Record<string, Vector3M>> = {
  Eye: [0.036, 1.534, 0.062],
  Shoulder: [0.028, 1.335, -0.012],
  UpperArm: [0.138, 1.335, -0.018],
  LowerArm: [0.386, 1.335, -0.024],
  Hand: [0.612, 1.335, -0.018],
  ThumbMetacarpal: [0.636, 1.327, 0.008],
  ThumbProximal: [0.667, 1.318, 0.036],
  ThumbDistal: [0.692, 1.313, 0.055],
  IndexProximal: [0.697, 1.336, 0.012],
  IndexIntermediate: [0.734, 1.335, 0.015],
  IndexDistal: [0.758, 1.334, 0.017],
  MiddleProximal: [0.7, 1.338, -0.008],
  MiddleIntermediate: [0.741, 1.337, -0.008],
  MiddleDistal: [0.768, 1.336, -0.008],
  RingProximal: [0.696, 1.336, -0.027],
  RingIntermediate: [0.733, 1.335, -0.03],
  RingDistal: [0.758, 1.334, -0.032],
  LittleProximal: [0.688, 1.332, -0.045],
  LittleIntermediate: [0.716, 1.331, -0.05],
  LittleDistal: [0.735, 1.33, -0.053],
  UpperLeg: [0.082, 0.915, 0],
  LowerLeg: [0.086, 0.505, 0.004],
  Foot: [0.088, 0.118, -0.022],
  Toes: [0.092, 0.034, 0.098],
}

/** Tip of the middle finger in the drawing; the distal bone's far end. */
const middleTip: Vector3M = [0.794, 1.335, -0.008]

/** Parent of each bone, parents listed first. */
export const parentOf: Readonly<Record<BodyBone, BodyBone | null>> = (() => {
  const parents: Record<string, BodyBone | null> = {
    hips: null,
    spine: 'hips',
    chest: 'spine',
    upperChest: 'chest',
    neck: 'upperChest',
    head: 'neck',
  }
  for (const side of ['left', 'right'] as const) {
    parents[`${side}Eye`] = 'head'
    parents[`${side}Shoulder`] = 'upperChest'
    parents[`${side}UpperArm`] = `${side}Shoulder`
    parents[`${side}LowerArm`] = `${side}UpperArm`
    parents[`${side}Hand`] = `${side}LowerArm`
    parents[`${side}ThumbMetacarpal`] = `${side}Hand`
    parents[`${side}ThumbProximal`] = `${side}ThumbMetacarpal`
    parents[`${side}ThumbDistal`] = `${side}ThumbProximal`
    for (const finger of ['Index', 'Middle', 'Ring', 'Little'] as const) {
      parents[`${side}${finger}Proximal`] = `${side}Hand`
      parents[`${side}${finger}Intermediate`] = `${side}${finger}Proximal`
      parents[`${side}${finger}Distal`] = `${side}${finger}Intermediate`
    }
    parents[`${side}UpperLeg`] = 'hips'
    parents[`${side}LowerLeg`] = `${side}UpperLeg`
    parents[`${side}Foot`] = `${side}LowerLeg`
    parents[`${side}Toes`] = `${side}Foot`
  }
  return parents as Record<BodyBone, BodyBone | null>
})()

/** All bones, parents first. */
export const bodyBones = Object.keys(parentOf) as BodyBone[]

/** Rest positions of the drawing (height 1.68 m), before a look scales them. */
export const drawnRestM: Readonly<Record<BodyBone, Vector3M>> = (() => {
  const rest: Record<string, Vector3M> = { ...midline }
  for (const [name, [x, y, z]] of Object.entries(leftHalf)) {
    rest[`left${name}`] = [x, y, z]
    rest[`right${name}`] = [-x, y, z]
  }
  return rest as Record<BodyBone, Vector3M>
})()

/** Proportions of a performer wearing that look (a look or its name). */
export function bodyOf(look: PerformerLook | string): BodyProportions {
  const { heightM } = typeof look === 'string' ? lookNamed(look) : look
  const k = heightM / drawnHeightM
  const scaled = ([x, y, z]: Vector3M): Vector3M => [x * k, y * k, z * k]
  const between = (a: Vector3M, b: Vector3M) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) * k
  const r = drawnRestM
  return {
    restM: Object.fromEntries(bodyBones.map((bone) => [bone, scaled(r[bone])])) as Record<BodyBone, Vector3M>,
    heightM,
    hipsHeightM: r.hips[1] * k,
    upperArmM: between(r.leftUpperArm, r.leftLowerArm),
    lowerArmM: between(r.leftLowerArm, r.leftHand),
    handM: between(r.leftHand, middleTip),
    upperLegM: between(r.leftUpperLeg, r.leftLowerLeg),
    lowerLegM: between(r.leftLowerLeg, r.leftFoot),
    shoulderWidthM: between(r.leftUpperArm, r.rightUpperArm),
    hipWidthM: between(r.leftUpperLeg, r.rightUpperLeg),
    heelM: scaled([0.088, 0, -0.058]),
    ballM: scaled([0.092, 0, 0.098]),
    toeM: scaled([0.09, 0, 0.178]),
    soleHalfWidthM: 0.04 * k,
    ankleHeightM: r.leftFoot[1] * k,
    radiiM: {
      hips: [0.165 * k, 0.12 * k],
      waist: [0.118 * k, 0.092 * k],
      chest: [0.148 * k, 0.115 * k],
      head: 0.115 * k,
      upperArm: 0.05 * k,
      lowerArm: 0.046 * k,
      hand: 0.035 * k,
      upperLeg: 0.085 * k,
      lowerLeg: 0.06 * k,
    },
  }
}
