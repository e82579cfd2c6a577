import type { HumanoidBone } from '../humanoid.ts'
import {
  conjugate,
  cross,
  dot,
  fromAxes,
  identity,
  length,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  scale,
  shortestArc,
  subtract,
  type Vector3,
} from '../rotation.ts'

// What a skeleton rests in. Most files rest in a T-pose or with the arms lowered, facing anywhere, along any axis; others in nothing a body
// could stand in (every bone along its own x), and say all of the pose in their frames.

/** Joint of each bone. */
export type Joints = ReadonlyMap<HumanoidBone, number>

/** Where limbs point in the T-pose; the others are taken as they rest. */
const tPose: Readonly<Partial<Record<string, Vector3>>> = {
  UpperArm: [1, 0, 0],
  LowerArm: [1, 0, 0],
  UpperLeg: [0, -1, 0],
  LowerLeg: [0, -1, 0],
}

/** The joint at the top of what the file has of a trunk. */
export function topOfTrunk(joint: Joints): number | undefined {
  for (const bone of ['head', 'neck', 'upperChest', 'chest', 'spine'] as const) if (joint.has(bone)) return joint.get(bone)
  return undefined
}

export const between = (a: Vector3, b: Vector3): Vector3 => scale([a[0] + b[0], a[1] + b[1], a[2] + b[2]], 0.5)

/**
 * From the space in which a file draws its rest pose to one in which the figure stands upright and faces +Z; null when the rest pose is no
 * figure that stands. A skeleton without legs or without a trunk is taken to stand as it is drawn.
 */
export function standingFrame(joint: Joints, restAt: readonly Vector3[]): Quaternion | null {
  const at = (bone: HumanoidBone): Vector3 | null => (joint.has(bone) ? restAt[joint.get(bone)!]! : null)
  const [left, right] = [at('leftUpperLeg'), at('rightUpperLeg')]
  const top = topOfTrunk(joint)
  if (!left || !right || top === undefined) return identity
  const up = normalise(subtract(restAt[top]!, between(left, right)), [0, 1, 0])
  for (const side of ['left', 'right'] as const) {
    const foot = at(`${side}Foot`) ?? at(`${side}LowerLeg`)
    if (foot && dot(normalise(subtract(foot, side === 'left' ? left : right), up), up) > -0.7) return null
  }
  const across = subtract(left, right)
  const arms = [at('leftLowerArm'), at('rightLowerArm')] as const
  if (arms[0] && arms[1] && dot(subtract(arms[0], arms[1]), across) <= 0) return null
  // A trunk that leans a little is still upright: the axis of the file that is nearest to it is up.
  const axes: readonly Vector3[] = [
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
    [0, -1, 0],
    [0, 0, -1],
    [-1, 0, 0],
  ]
  const y = axes.reduce((best, axis) => (dot(axis, up) > dot(best, up) + 1e-6 ? axis : best))
  if (length(cross(y, across)) < 1e-9) return null
  const x = normalise(subtract(across, scale(y, dot(across, y))), [1, 0, 0])
  return conjugate(fromAxes(x, y, cross(x, y)))
}

/**
 * What takes a bone of the T-pose into the rest of the file, per bone: the inverse of the standing frame, and for limbs the turn from where
 * they point in the T-pose to where they rest. Hands and fingers follow their forearm.
 */
export function restTurns(joint: Joints, restAt: readonly Vector3[], frame: Quaternion): Map<HumanoidBone, Quaternion> {
  const back = conjugate(frame)
  const turns = new Map<HumanoidBone, Quaternion>()
  for (const bone of joint.keys()) turns.set(bone, back)
  for (const side of ['left', 'right'] as const) {
    for (const [part, child] of [
      ['UpperArm', 'LowerArm'],
      ['LowerArm', 'Hand'],
      ['UpperLeg', 'LowerLeg'],
      ['LowerLeg', 'Foot'],
    ] as const) {
      const a = joint.get(`${side}${part}`)
      const b = joint.get(`${side}${child}`)
      if (a === undefined || b === undefined) continue
      const ideal = tPose[part]!
      const wanted: Vector3 = side === 'left' ? ideal : [-ideal[0], ideal[1], ideal[2]]
      turns.set(`${side}${part}`, multiply(back, shortestArc(wanted, rotate(frame, subtract(restAt[b]!, restAt[a]!)))))
    }
    if (!joint.has(`${side}Hand`)) continue
    const forearm = turns.get(`${side}LowerArm`)
    if (!forearm) continue
    for (const bone of joint.keys()) if (bone.startsWith(side) && /Hand|Thumb|Index|Middle|Ring|Little/.test(bone)) turns.set(bone, forearm)
  }
  return turns
}
