import { expect, it } from 'vitest'
import { plateImpulse } from './plate-impulse.ts'

it('the plate is the same on every page, of energy 1, decorrelated, and silent at its end', () => {
  const { left, right } = plateImpulse(48_000)
  expect(plateImpulse(48_000).left).toEqual(left)
  const energy = (samples: Float32Array, from = 0) => samples.slice(from).reduce((sum, value) => sum + value * value, 0)
  expect(energy(left)).toBeCloseTo(1, 4)
  expect(energy(right)).toBeCloseTo(1, 4)
  expect(Math.abs(left.reduce((sum, value, index) => sum + value * right[index]!, 0))).toBeLessThan(0.1)
  expect(energy(left, Math.round(1.2 * 48_000))).toBeLessThan(1e-5)
})
