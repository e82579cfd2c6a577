import { describe, expect, it } from 'vitest'
import { shaftsOf, turnOf } from './shafts.ts'

describe('a beam in haze', () => {
  it('is whole without gobo and prism, and in shafts with either, differently by gobo', () => {
    expect([undefined, {}, { gobo: 0, prism: 0 }].map(shaftsOf)).toEqual([0, 0, 0])
    expect(shaftsOf({ prism: 1 })).toBeGreaterThanOrEqual(3)
    expect(new Set([1, 2, 3, 4].map((gobo) => shaftsOf({ gobo }))).size).toBe(4)
    expect(shaftsOf({ gobo: 'spiral' })).toBeGreaterThanOrEqual(3)
  })
  it('turns with the gobo, else with the prism, and stands still when neither turns', () => {
    expect(turnOf({ gobo: 2 }, 1234)).toBe(0)
    expect(turnOf({ gobo: 2, goboSpeedUnit: 1, prismSpeedUnit: -1 }, 500)).toBeCloseTo(Math.PI / 2, 9)
    expect(turnOf({ prism: 1, prismSpeedUnit: -1 }, 500)).toBeCloseTo(-Math.PI / 2, 9)
  })
})
