import { describe, expect, it } from 'vitest'
import { isThere, LONGEST_LIFE_M, passageAt } from './passage.ts'

const heightM = 1.76

describe('the edge of light that goes up her', () => {
  it('is nowhere while she is all there', () => {
    expect([passageAt(1, false, heightM).way, passageAt(1, true, heightM).way]).toEqual([0, 0])
  })
  it('begins below the floor and ends above her hair, whether she comes or goes', () => {
    expect(passageAt(0, false, heightM).edgeM).toBeLessThan(0)
    expect(passageAt(0.9999, false, heightM).edgeM).toBeGreaterThan(heightM)
    expect(passageAt(0.9999, true, heightM).edgeM).toBeCloseTo(0, 2)
    // The last firefly leaves her hair and lives out its life.
    expect(passageAt(0, true, heightM).edgeM).toBeCloseTo(heightM + LONGEST_LIFE_M, 6)
  })
  it('goes up both ways: what comes first goes first', () => {
    for (const leaves of [false, true]) {
      const heights = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => passageAt(leaves ? 1 - share : share, leaves, heightM).edgeM)
      expect(heights).toEqual([...heights].sort((a, b) => a - b))
    }
  })
  it('parts what is there from what is not: below it while she comes, above it while she goes', () => {
    const [comes, goes] = [{ edgeM: 1, way: 1 } as const, { edgeM: 1, way: -1 } as const]
    expect([isThere(comes, 0), isThere(comes, 1.5), isThere(goes, 0), isThere(goes, 1.5)]).toEqual([true, false, false, true])
    expect(isThere(passageAt(1, false, heightM), 0)).toBe(true)
  })
})
