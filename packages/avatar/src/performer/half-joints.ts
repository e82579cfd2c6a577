import type { BodyBone } from '../body-proportions.ts'
import type { Bone } from './glb.ts'
import { drawnRestM, parentOf } from './skeleton.ts'

// Half joints: a bone at shoulder, elbow, hip and knee that turns half as far as the joint does, by a constraint of VRM 1.0. Cloth that
// follows it between the two long bones bends in two halves: an elbow stays round and full, and a turned arm winds its sleeve up half
// as tight, where a blend of two bones alone would pinch both (at 110° to 57 % of the girth; in two halves to 88 %).

const joints = { UpperArm: 'HalfShoulder', LowerArm: 'HalfElbow', UpperLeg: 'HalfHip', LowerLeg: 'HalfKnee' } as const

const halves = (['left', 'right'] as const).flatMap((side) =>
  Object.entries(joints).map(([joint, half]) => ({ name: `${side}${half}`, follows: `${side}${joint}` as BodyBone })),
)

export const halfJoints: readonly Bone[] = halves.map(({ name, follows }) => ({
  name,
  parent: parentOf[follows],
  restM: drawnRestM[follows],
}))

/** The VRMC_node_constraint extension of each half joint, by name. */
export function halfJointConstraints(nodeOf: (name: string) => number): ReadonlyMap<string, Record<string, object>> {
  return new Map(
    halves.map(({ name, follows }) => [
      name,
      { VRMC_node_constraint: { specVersion: '1.0', constraint: { rotation: { source: nodeOf(follows), weight: 0.5 } } } },
    ]),
  )
}
