import type { Bone } from './glb.ts'
import type { V3 } from './vector.ts'

// Chains of spring bones (VRMC_springBone): what swings, how stiffly, and against which parts of the body it comes to rest.

export interface SpringChain {
  readonly name: string
  readonly parent: string
  /** World positions of its joints; the last is the free end. */
  readonly pointsM: readonly V3[]
  readonly stiffness: number
  readonly gravity: number
  readonly drag: number
  readonly hitRadiusM: number
  readonly colliderGroups: readonly ColliderGroup[]
}

export type ColliderGroup = 'head' | 'torso' | 'legs'

interface Collider {
  readonly bone: string
  readonly group: ColliderGroup
  readonly offset: V3
  /** Capsule end, or null for a sphere. */
  readonly tail: V3 | null
  readonly radiusM: number
}

const colliders: readonly Collider[] = [
  { bone: 'head', group: 'head', offset: [0, 0.115, -0.008], tail: null, radiusM: 0.094 },
  { bone: 'head', group: 'head', offset: [0, 0.045, 0.012], tail: null, radiusM: 0.062 },
  { bone: 'neck', group: 'torso', offset: [0, 0, -0.004], tail: [0, 0.06, 0], radiusM: 0.05 },
  { bone: 'upperChest', group: 'torso', offset: [-0.09, 0.095, -0.012], tail: [0.09, 0.095, -0.012], radiusM: 0.052 },
  { bone: 'upperChest', group: 'torso', offset: [0, -0.06, -0.022], tail: [0, 0.06, -0.034], radiusM: 0.088 },
  { bone: 'hips', group: 'legs', offset: [-0.06, -0.045, -0.012], tail: [0.06, -0.045, -0.012], radiusM: 0.098 },
  ...(['left', 'right'] as const).flatMap((side): Collider[] => [
    { bone: `${side}UpperLeg`, group: 'legs', offset: [0, -0.05, -0.004], tail: [0.004, -0.4, 0.003], radiusM: 0.083 },
    { bone: `${side}LowerLeg`, group: 'legs', offset: [0, 0, 0], tail: [0.002, -0.36, -0.015], radiusM: 0.076 },
  ]),
]

export const jointName = (chain: string, index: number): string => `${chain}${index + 1}`

export function chainBones(chains: readonly SpringChain[]): Bone[] {
  return chains.flatMap((chain) =>
    chain.pointsM.map((restM, i) => ({
      name: jointName(chain.name, i),
      parent: i === 0 ? chain.parent : jointName(chain.name, i - 1),
      restM,
    })),
  )
}

/** The VRMC_springBone extension. `scale` is the look's height over the drawing's. */
export function springExtension(chains: readonly SpringChain[], scale: number, nodeOf: (name: string) => number): object {
  const rounded = (v: number) => Math.round(v * scale * 1e5) / 1e5
  const groups: ColliderGroup[] = ['head', 'torso', 'legs']
  return {
    specVersion: '1.0',
    colliders: colliders.map(({ bone, offset, tail, radiusM }) => ({
      node: nodeOf(bone),
      shape: tail
        ? { capsule: { offset: offset.map(rounded), radius: rounded(radiusM), tail: tail.map(rounded) } }
        : { sphere: { offset: offset.map(rounded), radius: rounded(radiusM) } },
    })),
    colliderGroups: groups.map((group) => ({
      name: group,
      colliders: colliders.flatMap((collider, i) => (collider.group === group ? [i] : [])),
    })),
    springs: chains.map((chain) => ({
      name: chain.name,
      joints: chain.pointsM.map((_, i) => ({
        node: nodeOf(jointName(chain.name, i)),
        hitRadius: rounded(chain.hitRadiusM),
        stiffness: chain.stiffness,
        gravityPower: chain.gravity,
        gravityDir: [0, -1, 0],
        dragForce: chain.drag,
      })),
      // The schema of springs has no empty list.
      ...(chain.colliderGroups.length > 0 ? { colliderGroups: chain.colliderGroups.map((group) => groups.indexOf(group)) } : {}),
    })),
  }
}
