import { type Pose, placeJoints } from '@ghostlight/avatar'
import { bodyOf } from '@ghostlight/avatar/performer'
import { type VRM, VRMHumanoid, VRMUtils } from '@pixiv/three-vrm'
import { Group, Object3D, Vector3 } from 'three'
import { describe, expect, it } from 'vitest'
import { applyPose, settleBones } from './apply-pose.ts'

const body = bodyOf('hotaru')
const half = 0.35
const pose: Pose = {
  hipsM: [0.3, -0.05, 0.2],
  rotations: {
    hips: [0, Math.sin(0.2), 0, Math.cos(0.2)],
    leftUpperArm: [0, 0, Math.sin(half), Math.cos(half)],
    rightUpperLeg: [Math.sin(-0.4), 0, 0, Math.cos(0.4)],
    head: [0, Math.sin(0.25), 0, Math.cos(0.25)],
  },
  expressions: {},
}

/** The skeleton of the built-in performer as a file of either version has it: 1.0 faces +Z, 0.x faces −Z. */
function avatarOf(version: '0' | '1'): VRM {
  const sign = version === '0' ? -1 : 1
  const scene = new Group()
  const parents = {
    hips: null,
    leftUpperArm: 'hips',
    leftLowerArm: 'leftUpperArm',
    leftHand: 'leftLowerArm',
    head: 'hips',
    rightUpperLeg: 'hips',
    rightLowerLeg: 'rightUpperLeg',
    rightFoot: 'rightLowerLeg',
  } as const
  const nodes: Record<string, Object3D> = {}
  for (const [bone, parent] of Object.entries(parents) as [keyof typeof parents, keyof typeof parents | null][]) {
    const node = new Object3D()
    const [x, y, z] = body.restM[bone]
    const above = parent === null ? ([0, 0, 0] as const) : body.restM[parent]
    node.position.set(sign * (x - above[0]), y - above[1], sign * (z - above[2]))
    ;(parent === null ? scene : nodes[parent]!).add(node)
    nodes[bone] = node
  }
  const humanoid = new VRMHumanoid(Object.fromEntries(Object.entries(nodes).map(([bone, node]) => [bone, { node }])) as never)
  scene.add(humanoid.normalizedHumanBonesRoot)
  const vrm = { scene, humanoid, meta: { metaVersion: version } } as unknown as VRM
  VRMUtils.rotateVRM0(vrm)
  return vrm
}

describe.each(['0', '1'] as const)('an avatar of VRM %s', (version) => {
  it('stands where the pose says, facing the audience', () => {
    const vrm = avatarOf(version)
    applyPose(vrm, pose)
    settleBones(vrm)
    vrm.scene.updateMatrixWorld(true)
    const wanted = placeJoints({ ...pose, rotations: { ...pose.rotations } }, body).atM
    for (const bone of ['hips', 'leftHand', 'rightFoot'] as const) {
      const at = vrm.humanoid.getRawBoneNode(bone)!.getWorldPosition(new Vector3())
      expect(at.distanceTo(new Vector3(...wanted[bone])), bone).toBeLessThan(1e-6)
    }
  })

  it('turns what hangs on a bone that it lacks as that bone would have', () => {
    const vrm = avatarOf(version)
    const trunk = { spine: [0.1, 0.2, 0, 0.975], upperChest: [0, 0.3, 0.1, 0.949], leftShoulder: [0, 0, 0.2, 0.98] } as const
    const unit = (q: readonly number[]) => q.map((x) => x / Math.hypot(...q)) as unknown as readonly [number, number, number, number]
    const rotations = { ...pose.rotations, ...Object.fromEntries(Object.entries(trunk).map(([bone, q]) => [bone, unit(q)])) }
    applyPose(vrm, { ...pose, rotations })
    settleBones(vrm)
    vrm.scene.updateMatrixWorld(true)
    const wanted = placeJoints({ ...pose, rotations }, body)
    for (const [bone, below] of [
      ['leftUpperArm', 'leftLowerArm'],
      ['leftLowerArm', 'leftHand'],
    ] as const) {
      const [from, to] = [bone, below].map((name) => vrm.humanoid.getRawBoneNode(name)!.getWorldPosition(new Vector3()))
      const along = new Vector3(...wanted.atM[below]).sub(new Vector3(...wanted.atM[bone]))
      expect(to!.sub(from!).angleTo(along), bone).toBeLessThan(1e-6)
    }
  })
})
