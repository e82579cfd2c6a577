import { describe, expect, it } from 'vitest'
import { softLimit, softMin, solveTwoBones } from './ik.ts'
import { decay } from './inertia.ts'
import { add, dot, length, scale, subtract, type Vector3 } from './rotation.ts'

const lengths = { upperM: 0.41, lowerM: 0.39 }
const root: Vector3 = [0.1, 0.9, 0]

describe('two bones', () => {
  it('end at every target in reach, and bend towards the pole', () => {
    for (let i = 0; i < 200; i++) {
      const angle = i * 0.7
      const far = 0.25 + (i % 50) * 0.01
      const target = add(root, [Math.sin(angle) * far * 0.7, -far * 0.7, Math.cos(angle) * far * 0.14])
      const bones = solveTwoBones(root, target, [0, 0, 1], lengths)
      const end = add(add(root, scale(bones.upper, lengths.upperM)), scale(bones.lower, lengths.lowerM))
      expect(length(subtract(end, target))).toBeLessThan(1e-6)
      const middle = subtract(add(root, scale(bones.upper, lengths.upperM)), root)
      expect(dot(middle, [0, 0, 1])).toBeGreaterThan(-0.35)
    }
  })

  it('reach as far as they can for a target out of reach, without locking', () => {
    const bones = solveTwoBones(root, [0.1, -3, 0], [0, 0, 1], lengths)
    expect(length(subtract(bones.end, root))).toBeCloseTo(0.8 * 0.999, 6)
    expect(dot(bones.upper, bones.lower)).toBeLessThan(1)
  })

  it('never fold up for a target at the joint itself', () => {
    const bones = solveTwoBones(root, root, [0, 0, 1], lengths)
    expect(length(subtract(bones.end, root))).toBeGreaterThan(0.1)
  })
})

it('a soft limit is never passed and does nothing to small angles', () => {
  expect(softLimit(30, 60)).toBe(30)
  for (const x of [50, 70, 200, 1e6]) expect(Math.abs(softLimit(x, 60))).toBeLessThanOrEqual(60)
  expect(softLimit(-200, 60)).toBe(-softLimit(200, 60))
})

it('a soft minimum is at most either number and equals the smaller one away from the corner', () => {
  expect(softMin(1, 2, 0.1)).toBe(1)
  expect(softMin(1, 1, 0.1)).toBeCloseTo(0.975)
})

it('an offset dies away from its own value and speed to rest', () => {
  const e = 1e-5
  expect(decay(2, 3, 0)).toBe(2)
  expect((decay(2, 3, e) - decay(2, 3, 0)) / e).toBeCloseTo(3, 3)
  expect(decay(2, 3, 1)).toBe(0)
  expect((decay(2, 3, 1) - decay(2, 3, 1 - e)) / e).toBeCloseTo(0, 3)
})
