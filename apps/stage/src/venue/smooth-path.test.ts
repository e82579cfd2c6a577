import { describe, expect, it } from 'vitest'
import { hashUnit } from '../ease.ts'
import { alongPath, heldAbove, heldBelow } from './smooth-path.ts'

/** Quiet, with sudden calls for more. */
const needs = Array.from({ length: 120 }, (_, at) => (hashUnit(7, at, 1) > 0.93 ? 2 + hashUnit(7, at, 2) : 1))

describe('a path that is held above what is asked of it', () => {
  it.each([1, 5, 12, 40, 120])('clears everything, at the ends as well, within %i steps either way', (half) => {
    heldAbove(needs, half).forEach((height, at) => {
      expect(height, `${at}`).toBeGreaterThanOrEqual(needs[at]! - 1e-9)
    })
    heldBelow(needs, half).forEach((height, at) => {
      expect(height, `${at}`).toBeLessThanOrEqual(needs[at]! + 1e-9)
    })
  })
  it('rises before it must, and the longer it may take the slower it moves', () => {
    const step = Array.from({ length: 80 }, (_, at) => (at < 40 ? 1 : 2))
    const quickest = (half: number) => {
      const path = heldAbove(step, half)
      return Math.max(...path.slice(1).map((value, at) => Math.abs(value - path[at]!)))
    }
    expect(heldAbove(step, 10)[36]).toBeGreaterThan(1.9)
    expect(quickest(10)).toBeLessThan(0.1)
    expect(quickest(20)).toBeLessThan(0.6 * quickest(10))
  })
  it('stands still when it may take all the time there is', () => {
    const path = heldAbove(needs, needs.length)
    for (const height of path) expect(height).toBeCloseTo(Math.max(...needs), 9)
  })
  it('runs through its steps without a leap of speed', () => {
    const path = heldAbove(needs, 8)
    let before = alongPath(path, 0.01)
    let speed = before - alongPath(path, 0)
    for (let step = 0.02; step < 119; step += 0.01) {
      const now = alongPath(path, step)
      expect(Math.abs(now - before - speed)).toBeLessThan(2e-4)
      speed = now - before
      before = now
    }
  })
})
