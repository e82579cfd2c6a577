import type { LookEffect } from '@ghostlight/timeline'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectGain } from './effect.ts'
import { swingOf } from './movement.ts'

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
    swingOf({ kind, periodBeats: 4, sizeDeg: 20 }, phase, { index: 3, count: 8, dice: 7 })

  it('swings about the position of the look and returns after a period', () => {
    expect(move('sweep', 1)).toEqual({ panDeg: expect.closeTo(20, 9), tiltDeg: 0 })
    expect(move('sweep', 3)).toEqual({ panDeg: expect.closeTo(-20, 9), tiltDeg: 0 })
    expect(move('nod', 1)).toEqual({ panDeg: 0, tiltDeg: expect.closeTo(20, 9) })
    expect(move('circle', 5)).toEqual(move('circle', 1))
  })

  it('a circle keeps its distance from the centre', () => {
    for (const phase of [0, 0.3, 1.7, 2.9]) {
      const { panDeg, tiltDeg } = move('circle', phase)
      expect(Math.hypot(panDeg, tiltDeg)).toBeCloseTo(20, 9)
    }
  })
})

describe('effects and the beat', () => {
  const count = 8
  const at = (kind: LookEffect['kind'], phaseBeats: number, more: Partial<LookEffect> = {}) =>
    gains(kind as 'chase', phaseBeats, count, { periodBeats: 2, ...more })
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

  it('every shape repeats to the bit after its period, hours into a song (sparkle draws anew)', () => {
    for (const kind of ['chase', 'wave', 'pulse'] as const) {
      for (const phase of [0, 0.25, 1.125, 1.75]) expect(at(kind, phase + 65_536)).toEqual(at(kind, phase))
    }
  })

  it('a chase steps exactly where a beat divides: the n-th of eight snaps on at n quarters of a beat', () => {
    for (let n = 0; n < count; n++) {
      expect(at('chase', n / 4)[n]).toBe(1)
      expect(at('chase', n / 4 - 1e-9)[n]).toBeLessThan(1e-6)
    }
  })

  it('spread 0 is all together, spread 1 shows each fixture a different phase, evenly', () => {
    for (const kind of ['wave', 'pulse', 'chase'] as const) {
      expect(new Set(at(kind, 0.4, { spreadUnit: 0 })).size).toBe(1)
      // What one does now, its neighbour did an eighth of a period ago.
      for (let n = 1; n < count; n++) {
        expect(at(kind, 1.3, { spreadUnit: 1 })[n]).toBeCloseTo(at(kind, 1.3 - n / 4, { spreadUnit: 1 })[0]!, 9)
      }
    }
  })

  it('a spread wave gives the same light at every instant, a spread chase within one lamp: the group as a whole does not flicker', () => {
    const swing = (kind: 'wave' | 'chase') => {
      const lights = Array.from({ length: 64 }, (_, i) => mean(at(kind, i / 29, { spreadUnit: 1 })))
      return Math.max(...lights) - Math.min(...lights)
    }
    expect(swing('wave')).toBeLessThan(1e-9)
    expect(swing('chase')).toBeLessThanOrEqual(1 / count)
  })

  it('over a period each shape gives a known share of full: wave a half, pulse a third, chase three halves of a place', () => {
    const share = (kind: LookEffect['kind']) => mean(Array.from({ length: 4000 }, (_, i) => at(kind, (i + 0.5) / 2000)[0]!))
    expect(share('wave')).toBeCloseTo(1 / 2, 4)
    expect(share('pulse')).toBeCloseTo(1 / 3, 3)
    expect(share('chase')).toBeCloseTo(1.5 / count, 3)
  })
})
