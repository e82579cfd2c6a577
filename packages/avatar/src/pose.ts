import type { BodyBone, BodyProportions, Vector3M } from './body-proportions.ts'
import { type HumanoidBone, humanoidBones, humanoidParent, mirrorBone } from './humanoid.ts'
import { add, identity, mirrorRotation, multiply, type Quaternion, rotate, subtract } from './rotation.ts'

/**
 * All of a body at one instant, in the normalised humanoid space of three-vrm (`getNormalizedBoneNode`): rotations are local,
 * identity is the T-pose, +X is the performer's left, +Y up, +Z where she faces.
 */
export interface Pose {
  /** Hips relative to their rest position, stage metres: she may travel. Add it to the rest position of the hips bone. */
  readonly hipsM: Vector3M
  /** Local rotation per bone, `[x, y, z, w]`; a bone that is missing stands at identity. */
  readonly rotations: Readonly<Partial<Record<HumanoidBone, Quaternion>>>
  /** VRM expression weights 0–1: `aa ih ou ee oh blink blinkLeft blinkRight happy sad surprised relaxed angry` and custom names. */
  readonly expressions: Readonly<Record<string, number>>
  /** Eyes relative to the head: yaw positive towards her left, pitch positive downwards (as three-vrm's lookAt). */
  readonly lookAt?: { readonly yawDeg: number; readonly pitchDeg: number }
}

/** The T-pose at rest. */
export const restPose: Pose = { hipsM: [0, 0, 0], rotations: {}, expressions: {} }

/** The pose seen in a mirror: left and right change places. Applied twice it is the original. */
export function mirrorPose(pose: Pose): Pose {
  const rotations: Partial<Record<HumanoidBone, Quaternion>> = {}
  for (const [bone, rotation] of Object.entries(pose.rotations)) {
    rotations[mirrorBone(bone as HumanoidBone)] = mirrorRotation(rotation)
  }
  const expressions: Record<string, number> = {}
  for (const [name, weight] of Object.entries(pose.expressions)) {
    expressions[name === 'blinkLeft' ? 'blinkRight' : name === 'blinkRight' ? 'blinkLeft' : name] = weight
  }
  const mirrored = { hipsM: [-pose.hipsM[0], pose.hipsM[1], pose.hipsM[2]] as const, rotations, expressions }
  return pose.lookAt ? { ...mirrored, lookAt: { yawDeg: -pose.lookAt.yawDeg, pitchDeg: pose.lookAt.pitchDeg } } : mirrored
}

/** Where every joint stands, and how it is turned, in stage space. */
export interface JointPlaces {
  readonly atM: Readonly<Record<BodyBone, Vector3M>>
  readonly turned: Readonly<Record<BodyBone, Quaternion>>
}

/** Forward kinematics of a pose on a body: for tests, drawing and the camera; the stage leaves it to the scene graph. */
export function placeJoints(pose: Pose, body: BodyProportions): JointPlaces {
  const atM: Partial<Record<BodyBone, Vector3M>> = {}
  const turned: Partial<Record<BodyBone, Quaternion>> = {}
  for (const name of humanoidBones) {
    if (name === 'jaw') continue
    const bone: BodyBone = name
    const local = pose.rotations[bone] ?? identity
    const parent = humanoidParent[bone] as BodyBone | null
    if (parent === null) {
      atM[bone] = add(body.restM[bone], pose.hipsM)
      turned[bone] = local
      continue
    }
    const above = turned[parent] ?? identity
    atM[bone] = add(atM[parent] ?? body.restM[parent], rotate(above, subtract(body.restM[bone], body.restM[parent])))
    turned[bone] = multiply(above, local)
  }
  return { atM: atM as Record<BodyBone, Vector3M>, turned: turned as Record<BodyBone, Quaternion> }
}
