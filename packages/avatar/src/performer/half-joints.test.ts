import { describe, expect, it } from 'vitest'
import { armInfluences, legInfluences } from './body-weights.ts'
import type { Influences } from './mesh.ts'
import { drawnRestM } from './skeleton.ts'
import { add, dot, length, scale, subtract, type V3 } from './vector.ts'

/** Turns p by so many degrees about an axis through a point. */
function turned(p: V3, at: V3, axis: V3, deg: number): V3 {
  const [c, s] = [Math.cos((deg * Math.PI) / 180), Math.sin((deg * Math.PI) / 180)]
  const v = subtract(p, at)
  const crossed: V3 = [axis[1] * v[2] - axis[2] * v[1], axis[2] * v[0] - axis[0] * v[2], axis[0] * v[1] - axis[1] * v[0]]
  return add(at, add(add(scale(v, c), scale(crossed, s)), scale(axis, dot(axis, v) * (1 - c))))
}

interface Joint {
  readonly influences: (p: V3) => Influences
  readonly at: V3
  readonly axis: V3
  /** Bones beyond the joint turn whole, its half joint by half. */
  readonly beyond: readonly string[]
  readonly half: string
}

/** Linear blend skinning of a limb that is turned at one joint. */
const skinned = ({ influences, at, axis, beyond, half }: Joint, p: V3, deg: number, halfShare: number): V3 => {
  const weights = influences(p)
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return weights.reduce<V3>(
    (sum, [bone, weight]) => {
      const share = beyond.includes(bone) ? 1 : bone === half ? halfShare : 0
      return add(sum, scale(turned(p, at, axis, deg * share), weight / total))
    },
    [0, 0, 0],
  )
}

/** The least girth along the limb, of what it is at rest: how far apart two opposite points of its cloth stay. */
function leastGirth(joint: Joint, along: V3, across: V3, reachM: number, deg: number, halfShare = 0.5): number {
  let least = 1
  for (let d = -reachM; d <= reachM; d += 0.004) {
    const middle = add(joint.at, scale(along, d))
    const [a, b] = [add(middle, across), subtract(middle, across)]
    const now = length(subtract(skinned(joint, a, deg, halfShare), skinned(joint, b, deg, halfShare)))
    least = Math.min(least, now / length(scale(across, 2)))
  }
  return least
}

const upper = ['leftUpperArm', 'leftHalfElbow', 'leftLowerArm', 'leftHand']
const shoulder = { influences: armInfluences, at: drawnRestM.leftUpperArm, beyond: upper, half: 'leftHalfShoulder' }
const elbow = { influences: armInfluences, at: drawnRestM.leftLowerArm, beyond: upper.slice(2), half: 'leftHalfElbow' }
const knee = { influences: legInfluences, at: drawnRestM.leftLowerLeg, beyond: ['leftLowerLeg', 'leftFoot'], half: 'leftHalfKnee' }
const hip = {
  influences: legInfluences,
  at: drawnRestM.leftUpperLeg,
  beyond: ['leftUpperLeg', 'leftHalfKnee', 'leftLowerLeg', 'leftFoot'],
  half: 'leftHalfHip',
}

describe('cloth over a joint keeps its girth', () => {
  it.each([
    ['an elbow bent by 110°', { ...elbow, axis: [0, -1, 0] as V3 }, [1, 0, 0], [0, 0, 0.03], 0.08, 110],
    ['a knee bent by 120°', { ...knee, axis: [1, 0, 0] as V3 }, [0, -1, 0], [0, 0, 0.03], 0.1, 120],
    ['an upper arm turned by 90°', { ...shoulder, axis: [1, 0, 0] as V3 }, [1, 0, 0], [0, 0.04, 0], 0.1, 90],
    ['a thigh turned by 60°', { ...hip, axis: [0, 1, 0] as V3 }, [0, -1, 0], [0, 0, 0.06], 0.1, 60],
  ] as const)('%s: at least 84 %', (_, joint, along, across, reachM, deg) => {
    expect(leastGirth(joint, along, across, reachM, deg)).toBeGreaterThan(0.84)
  })

  it('a joint that does not turn by half would be noticed', () => {
    expect(leastGirth({ ...elbow, axis: [0, -1, 0] }, [1, 0, 0], [0, 0, 0.03], 0.08, 110, 0)).toBeLessThan(0.62)
  })
})
