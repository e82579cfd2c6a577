/** Measures a loaded avatar, so that moves fit a body that is not the built-in one. */
import type { BodyBone, BodyProportions } from '@ghostlight/avatar'
import type { VRM, VRMHumanBoneName } from '@pixiv/three-vrm'
import { Vector3 } from 'three'

type V = readonly [number, number, number]

/** Joints that an avatar may lack, and the joint that stands in for each. */
const STAND_IN: Readonly<Record<string, string>> = {
  upperChest: 'chest',
  chest: 'spine',
  neck: 'head',
  leftShoulder: 'leftUpperArm',
  rightShoulder: 'rightUpperArm',
  leftToes: 'leftFoot',
  rightToes: 'rightFoot',
  leftEye: 'head',
  rightEye: 'head',
}

/** @param bones names that the result must have; those the avatar lacks get the place of the nearest joint above. */
export function bodyOfVrm(vrm: VRM, bones: readonly BodyBone[]): BodyProportions {
  vrm.humanoid.resetNormalizedPose()
  vrm.humanoid.normalizedHumanBonesRoot.updateWorldMatrix(true, true)
  const point = new Vector3()
  const where = (bone: string): V => {
    const node = vrm.humanoid.getNormalizedBoneNode(bone as VRMHumanBoneName)
    if (node) {
      node.getWorldPosition(point)
      return [point.x, point.y, point.z]
    }
    const other =
      STAND_IN[bone] ?? (/Hand|Thumb|Index|Middle|Ring|Little/.test(bone) ? `${bone.startsWith('left') ? 'left' : 'right'}Hand` : 'hips')
    return other === bone ? [0, 0, 0] : where(other)
  }
  const restM = Object.fromEntries(bones.map((bone) => [bone, where(bone)])) as Record<BodyBone, V>
  const far = (a: BodyBone, b: BodyBone) => Math.hypot(restM[a][0] - restM[b][0], restM[a][1] - restM[b][1], restM[a][2] - restM[b][2])
  const head = restM.head[1]
  // Crown above the head joint: a seventh of what lies below it, the usual 6.5–7 heads less the jaw.
  const heightM = head * 1.13
  const scale = heightM / 1.68
  const foot = restM.leftFoot
  const toes = restM.leftToes[2] > foot[2] + 0.02 ? restM.leftToes : ([foot[0], 0, foot[2] + 0.12 * scale] as const)
  return {
    restM,
    heightM,
    hipsHeightM: restM.hips[1],
    upperArmM: far('leftUpperArm', 'leftLowerArm'),
    lowerArmM: far('leftLowerArm', 'leftHand'),
    handM: Math.max(far('leftHand', 'leftMiddleDistal') * 1.2, 0.14 * scale),
    upperLegM: far('leftUpperLeg', 'leftLowerLeg'),
    lowerLegM: far('leftLowerLeg', 'leftFoot'),
    shoulderWidthM: far('leftUpperArm', 'rightUpperArm'),
    hipWidthM: far('leftUpperLeg', 'rightUpperLeg'),
    heelM: [foot[0], 0, foot[2] - 0.05 * scale],
    ballM: [toes[0], 0, toes[2]],
    toeM: [toes[0], 0, toes[2] + 0.07 * scale],
    soleHalfWidthM: 0.04 * scale,
    ankleHeightM: foot[1],
    radiiM: {
      hips: [0.17 * scale, 0.13 * scale],
      waist: [0.13 * scale, 0.11 * scale],
      chest: [0.16 * scale, 0.13 * scale],
      head: 0.12 * scale,
      upperArm: 0.05 * scale,
      lowerArm: 0.045 * scale,
      hand: 0.05 * scale,
      upperLeg: 0.09 * scale,
      lowerLeg: 0.065 * scale,
    },
  }
}
