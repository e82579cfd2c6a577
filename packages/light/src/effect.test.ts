import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectGain } from './effect.ts'
import { positionOf } from './movement.ts'

const gains = (kind: 'chase' | 'wave' | 'sparkle' | 'pulse', phaseBeats: number, count: number, more = {}) =>
  Array.from({ length: count }, (_, index) =>
    effectGain({ kind, periodBeats: 4, depthUnit: 1, ...more }, phaseBeats, { index, count, seed: `f${index}` }),
  )

describe('effects', () => {
  it('a chase lights one fixture after the other, in order, once per period', () => {
    expect([0.5, 1.5, 2.5, 3.5].map((beat) => gains('chase', beat, 4).indexOf(1))).toEqual([0, 1, 2, 3])
    expect(gains('chase', 4.5, 4)).toEqual(gains('chase', 0.5, 4))
  })

  it('a chase snaps on at its beat and has fallen before its turn comes round', () => {
    expect(gains('chase', 0.999999, 4)[1]).toBe(0)
    expect(gains('chase', 1, 4)[1]).toBe(1)
    expect(gains('chase', 3, 4)[1]).toBe(0)
  })

  it('a pulse is full on the beat and falls until the next, all together unless it is spread', () => {
    expect(gains('pulse', 8, 3)).toEqual([1, 1, 1])
    expect(gains('pulse', 10, 3)).toEqual([0.25, 0.25, 0.25])
    expect(new Set(gains('pulse', 10, 3, { spreadUnit: 1 })).size).toBe(3)
  })

  it('a wave stands at opposite ends for fixtures half the group apart', () => {
    const [a, , c] = gains('wave', 0, 4)
    expect(a).toBeCloseTo(1, 9)
    expect(c).toBeCloseTo(0, 9)
  })

  it('sparkle flashes each fixture at its own instant, the same ones every time it is asked', () => {
    const once = Array.from({ length: 64 }, (_, i) => gains('sparkle', i / 8, 8))
    const again = Array.from({ length: 64 }, (_, i) => gains('sparkle', i / 8, 8))
    expect(again).toEqual(once)
    const peaks = Array.from({ length: 8 }, (_, f) => once.map((row) => row[f]!).indexOf(Math.max(...once.map((row) => row[f]!))))
    expect(new Set(peaks).size).toBeGreaterThan(3)
  })

  it('depth 0 changes nothing; every gain lies between 1 − depth and 1 (seed 20261)', () => {
    expect(gains('chase', 1.3, 5, { depthUnit: 0 })).toEqual([1, 1, 1, 1, 1])
    fc.assert(
      fc.property(
        fc.constantFrom('chase', 'wave', 'sparkle', 'pulse' as const),
        fc.double({ min: -100, max: 100_000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (kind, phase, depthUnit, spreadUnit, count) => {
          for (const gain of gains(kind as 'chase', phase, count, { depthUnit, spreadUnit })) {
            expect(gain).toBeGreaterThanOrEqual(1 - depthUnit - 1e-12)
            expect(gain).toBeLessThanOrEqual(1 + 1e-12)
          }
        },
      ),
      { seed: 20261, numRuns: 300 },
    )
  })
})

describe('movement', () => {
  const move = (kind: 'circle' | 'sweep' | 'nod', phase: number) =>
    positionOf({ levelUnit: 1, panDeg: 5, movement: { kind, periodBeats: 4, sizeDeg: 20 } }, phase, { index: 0, count: 1 })

  it('swings about the position of the look and returns after a period', () => {
    expect(move('sweep', 1)).toEqual({ panDeg: expect.closeTo(25, 9), tiltDeg: 0 })
    expect(move('sweep', 3)).toEqual({ panDeg: expect.closeTo(-15, 9), tiltDeg: 0 })
    expect(move('nod', 1)).toEqual({ panDeg: 5, tiltDeg: expect.closeTo(20, 9) })
    expect(move('circle', 5)).toEqual(move('circle', 1))
  })

  it('a circle keeps its distance from the centre', () => {
    for (const phase of [0, 0.3, 1.7, 2.9]) {
      const { panDeg, tiltDeg } = move('circle', phase)
      expect(Math.hypot(panDeg! - 5, tiltDeg!)).toBeCloseTo(20, 9)
    }
  })

  it('leaves an axis that it does not name to others', () => {
    expect(positionOf({ levelUnit: 1 }, 0, { index: 0, count: 4 })).toEqual({ panDeg: null, tiltDeg: null })
    expect(positionOf({ levelUnit: 1, fanDeg: 30 }, 0, { index: 0, count: 1 })).toEqual({ panDeg: 0, tiltDeg: null })
  })
})
