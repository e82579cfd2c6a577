import { describe, expect, it } from 'vitest'
import { duckM, HER_REACH_M, inTheWayUnit } from './sight-line.ts'

const sight = { eyeM: [0, 1.2, 8], herM: [0, 0] } as const

describe('the line from the eye to her feet', () => {
  it('falls towards her: who stands near the eye ducks less than who stands near the stage', () => {
    // A quarter, a half and three quarters of the way: it is at 0.9, 0.6 and 0.3 m there, less the light at her feet.
    for (const [zM, lineM] of [
      [6, 0.9],
      [4, 0.6],
      [2, 0.3],
    ] as const)
      expect(duckM(sight, 0, zM, 1.7, 1), `${zM} m before her`).toBeCloseTo(1.7 - lineM + 0.06, 6)
  })
  it('is as wide as she and whoever stands there are', () => {
    const halfWay = HER_REACH_M / 2
    expect(inTheWayUnit(sight, halfWay + 0.29, 4, 0.3)).toBe(1)
    expect(inTheWayUnit(sight, halfWay + 0.29, 4, 0)).toBeLessThan(0.7)
  })
})
