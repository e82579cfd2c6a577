import type { BodyProportions } from '../body-proportions.ts'
import type { JointPlaces } from '../pose.ts'
import { add, conjugate, degToRad, rotate, scale, subtract, type Vector3 } from '../rotation.ts'
import { solesOf } from './measure-move.ts'

// What an onlooker sees of one pose: whether she would fall, whether a hand is in the picture of her face, whether her silhouette reads.

const sides = ['left', 'right'] as const

/** Shares of body mass and the bones between whose joints each part lies (after Winter, "Biomechanics of Human Movement"). */
const parts = [
  ['head', 'head', 0.081],
  ['hips', 'upperChest', 0.497],
  ...sides.flatMap(
    (side) =>
      [
        [`${side}UpperArm`, `${side}LowerArm`, 0.028],
        [`${side}LowerArm`, `${side}Hand`, 0.022],
        [`${side}UpperLeg`, `${side}LowerLeg`, 0.1],
        [`${side}LowerLeg`, `${side}Foot`, 0.0465],
        [`${side}Foot`, `${side}Toes`, 0.0145],
      ] as const,
  ),
] as const

/** Where all her mass would be in one point, stage metres. */
export function massCentre({ atM }: JointPlaces): Vector3 {
  let [x, y, z, mass] = [0, 0, 0, 0]
  for (const [a, b, share] of parts) {
    x += ((atM[a][0] + atM[b][0]) / 2) * share
    y += ((atM[a][1] + atM[b][1]) / 2) * share
    z += ((atM[a][2] + atM[b][2]) / 2) * share
    mass += share
  }
  return [x / mass, y / mass, z / mass]
}

/** How far her mass lies outside the soles that touch the floor (a rectangle round them), m; 0 inside, and in the air. */
export function outsideSupportM(joints: JointPlaces, body: BodyProportions): number {
  const soles = solesOf(joints, body)
  const at = massCentre(joints)
  const points = sides.flatMap((side) => Object.values(soles[side]).filter((p) => p[1] < 0.03))
  if (points.length === 0) return 0
  const wide = body.soleHalfWidthM
  const dx = Math.max(0, Math.min(...points.map((p) => p[0])) - wide - at[0], at[0] - Math.max(...points.map((p) => p[0])) - wide)
  const dz = Math.max(0, Math.min(...points.map((p) => p[2])) - at[2], at[2] - Math.max(...points.map((p) => p[2])))
  return Math.hypot(dx, dz)
}

/** A hand whose silhouette has background between itself and trunk, head and thighs: 4 px, seen from the hall with her 190 px tall. */
export function clearHand({ atM }: JointPlaces, body: BodyProportions): boolean {
  const px = body.heightM / 190
  const { chest, hips, head, upperLeg, hand } = body.radiiM
  const trunk: [Vector3, Vector3, number][] = [
    [atM.hips, atM.upperChest, Math.max(chest[0], hips[0])],
    [atM.head, [atM.head[0], atM.head[1] + 0.1, 0], head],
    [atM.leftUpperLeg, atM.leftLowerLeg, upperLeg],
    [atM.rightUpperLeg, atM.rightLowerLeg, upperLeg],
  ]
  return sides.some((side) => trunk.every(([a, b, r]) => flatDistance(atM[`${side}Hand`], a, b) > r + hand * 0.6 + 4 * px))
}

/** Distance of a point from a line in the picture plane, m. */
function flatDistance(p: Vector3, a: Vector3, b: Vector3): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(p[0] - a[0] - dx * t, p[1] - a[1] - dy * t)
}

/** From the front and from either side of the hall, degrees. */
const views = [-25, 0, 25]

/** A place as seen from an angle: sideways, up, towards the eye; m. */
function seen(p: Vector3, yawDeg: number): Vector3 {
  const [c, s] = [Math.cos(yawDeg * degToRad), Math.sin(yawDeg * degToRad)]
  return [p[0] * c - p[2] * s, p[1], p[0] * s + p[2] * c]
}

/** A place as her chest or her hips have it: to her left, up, forward from their joint; m. */
const within = ({ atM, turned }: JointPlaces, bone: 'upperChest' | 'hips', place: Vector3): Vector3 =>
  rotate(conjugate(turned[bone]), subtract(place, atM[bone]))

/** Both palms before the middle of her belly or lap, where somebody holds them who feels sick. */
export function handsOnBelly(joints: JointPlaces): boolean {
  return sides.every((side) => {
    const palm = scale(add(joints.atM[`${side}Hand`], joints.atM[`${side}MiddleProximal`]), 0.5)
    const [x, up, forward] = within(joints, 'hips', palm)
    return Math.abs(x) < 0.15 && up > -0.2 && forward > 0 && forward < 0.32 && within(joints, 'upperChest', palm)[1] < -0.06
  })
}

/** One arm out to the side at the height of her chest, the other forearm flat across her: a policeman at a crossing. */
export function directsTraffic(joints: JointPlaces): boolean {
  const [left, right] = sides.map((side) => within(joints, 'upperChest', joints.atM[`${side}Hand`])) as [Vector3, Vector3]
  const out = (x: number, [, up]: Vector3) => x > 0.45 && up > -0.12 && up < 0.35
  const across = (x: number, [, up, forward]: Vector3) => x < 0.1 && up > -0.25 && up < 0.15 && forward > 0
  return (out(left[0], left) && across(-right[0], right)) || (out(-right[0], right) && across(left[0], left))
}

const handBones = ['MiddleProximal', 'MiddleDistal', 'IndexDistal', 'LittleDistal', 'ThumbDistal'] as const

export interface HandsAtFace {
  /** How deep a hand goes into the picture of her face: 1 its middle, 0 its edge or beyond. */
  readonly cover: number
  /** How near the bones of a hand come to head and throat, m. */
  readonly nearM: number
}

/** Her hands and her face, seen from the hall. For a body with the head of our performers. */
export function handsAtFace({ atM, turned }: JointPlaces, body: BodyProportions): HandsAtFace {
  let cover = 0
  let nearM = 1
  const inHead = (p: Vector3) => add(atM.head, rotate(turned.head, subtract(p, body.restM.head)))
  const eyes = inHead([0, body.restM.leftEye[1], body.restM.leftEye[2]])
  const chin = inHead([0, 1.43, 0.05])
  const crown = inHead([0, 1.53, 0])
  const middle = scale(add(eyes, chin), 0.5)
  const halfHeight = Math.max(0.03, Math.abs(eyes[1] - chin[1]) / 2)
  // Whoever has turned away shows no face.
  const looks = rotate(turned.head, [0, 0, 1])
  for (const side of sides) {
    const points = handBones.map((bone) => atM[`${side}${bone}`])
    points.push(scale(add(atM[`${side}Hand`], atM[`${side}MiddleProximal`]), 0.5))
    for (const point of points) {
      for (const view of views) {
        if (seen(looks, view)[2] < 0.3) continue
        const [p, m] = [seen(point, view), seen(middle, view)]
        if (p[2] < m[2] - 0.08) continue
        cover = Math.max(cover, 1 - Math.hypot((p[0] - m[0]) / 0.07, (p[1] - m[1]) / halfHeight))
      }
      nearM = Math.min(nearM, Math.hypot(...subtract(point, crown)) - 0.105, Math.hypot(...subtract(point, atM.neck)) - 0.05)
    }
  }
  return { cover, nearM }
}

/** Joints whose speed says how much is danced. */
const moving = [
  'hips',
  'upperChest',
  'head',
  ...sides.flatMap((side) => (['LowerArm', 'Hand', 'LowerLeg', 'Foot'] as const).map((part) => `${side}${part}` as const)),
] as const

/** Sum of squared speeds of her joints between two poses, and how many joints; m²/s². */
export function speedsBetween(a: JointPlaces, b: JointPlaces, seconds: number): { sum: number; count: number } {
  const sum = moving.reduce((all, bone) => all + (Math.hypot(...subtract(b.atM[bone], a.atM[bone])) / seconds) ** 2, 0)
  return { sum, count: moving.length }
}
