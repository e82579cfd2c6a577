/** Writes a pose onto a VRM. Rotations are of the normalized humanoid, so any avatar takes them. */
import { faceStandIns, type HumanoidBone, humanoidBones, humanoidParent, type Pose } from '@ghostlight/avatar'
import type { VRM, VRMHumanBoneName } from '@pixiv/three-vrm'
import { Quaternion } from 'three'

/** Bones an avatar has, each with those it lacks between it and the next one above, topmost first. */
type Bones = readonly (readonly [bone: HumanoidBone, lacking: readonly HumanoidBone[]])[]
const known = new WeakMap<VRM['humanoid'], Bones>()

function bonesOf(humanoid: VRM['humanoid']): Bones {
  const found = known.get(humanoid)
  if (found) return found
  const has = (bone: HumanoidBone) => humanoid.getNormalizedBoneNode(bone as VRMHumanBoneName) !== null
  const bones = humanoidBones.filter(has).map((bone) => {
    const lacking: HumanoidBone[] = []
    for (let above = humanoidParent[bone]; above && !has(above); above = humanoidParent[above]) lacking.unshift(above)
    return [bone, lacking] as const
  })
  known.set(humanoid, bones)
  return bones
}
const turn = new Quaternion()

/**
 * Sets bones, expressions and gaze. Call `settlePose` afterwards to carry them over to the meshes.
 * Expressions that the pose does not name go to 0; bones it does not name keep the T-pose. Of a bone that the avatar lacks (an upper chest,
 * a shoulder), the turn goes to those that hang on it.
 */
export function applyPose(vrm: VRM, pose: Pose): void {
  const humanoid = vrm.humanoid
  humanoid.resetNormalizedPose()
  const hips = humanoid.getNormalizedBoneNode('hips')
  const rest = humanoid.normalizedRestPose.hips?.position
  // Bones of a VRM 0.x face −Z (the scene is turned round as a whole): x and z of everything change their sign.
  const sign = vrm.meta.metaVersion === '0' ? -1 : 1
  if (hips && rest) hips.position.set(rest[0] + sign * pose.hipsM[0], rest[1] + pose.hipsM[1], rest[2] + sign * pose.hipsM[2])
  for (const [bone, lacking] of bonesOf(humanoid)) {
    const node = humanoid.getNormalizedBoneNode(bone as VRMHumanBoneName)!
    for (const above of lacking) {
      const rotation = pose.rotations[above]
      if (rotation) node.quaternion.multiply(turn.set(sign * rotation[0], rotation[1], sign * rotation[2], rotation[3]))
    }
    const rotation = pose.rotations[bone]
    if (rotation) node.quaternion.multiply(turn.set(sign * rotation[0], rotation[1], sign * rotation[2], rotation[3]))
  }
  const manager = vrm.expressionManager
  if (manager) {
    for (const expression of manager.expressions) expression.weight = 0
    for (const name in pose.expressions) {
      const weight = pose.expressions[name] ?? 0
      const standIn = weight > 0 && manager.getExpression(name) === null ? faceStandIns[name] : undefined
      if (standIn) manager.setValue(standIn[0], Math.max(manager.getValue(standIn[0]) ?? 0, weight * standIn[1]))
      else manager.setValue(name, Math.max(weight, manager.getValue(name) ?? 0))
    }
  }
  if (vrm.lookAt) {
    vrm.lookAt.autoUpdate = false
    vrm.lookAt.yaw = pose.lookAt?.yawDeg ?? 0
    vrm.lookAt.pitch = pose.lookAt?.pitchDeg ?? 0
  }
}

/** Normalized bones → raw bones; needed before springs and before drawing. */
export function settleBones(vrm: VRM): void {
  vrm.humanoid.update()
  vrm.lookAt?.update(0)
  vrm.nodeConstraintManager?.update()
}

/** Expression weights → morph targets and materials; needed before drawing only. */
export function settleFace(vrm: VRM): void {
  vrm.expressionManager?.update()
}
