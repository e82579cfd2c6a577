import { describe, expect, it } from 'vitest'
import { cosTurns, dbToGain, exp, gainToDb, log2, pitchToHz, sinTurns } from './math.ts'
import { contentId, createRandom, drift } from './random.ts'

describe('elementary functions of our own', () => {
  it('sine and cosine agree with the platform within 1e-12 over ten turns', () => {
    for (let x = -10; x < 10; x += 0.0137) {
      expect(Math.abs(sinTurns(x) - Math.sin(2 * Math.PI * x))).toBeLessThan(1e-12)
      expect(Math.abs(cosTurns(x) - Math.cos(2 * Math.PI * x))).toBeLessThan(1e-12)
    }
  })
  it('exponential and logarithm agree with the platform within 1e-12 relative', () => {
    for (let x = -40; x < 40; x += 0.173) expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12)
    for (let x = 1e-6; x < 1e6; x *= 1.37) expect(Math.abs(log2(x) - Math.log2(x))).toBeLessThan(1e-11)
  })
  it('decibels go there and back, and A4 is 440 Hz', () => {
    for (let db = -60; db <= 20; db += 3.7) expect(gainToDb(dbToGain(db))).toBeCloseTo(db, 9)
    expect(pitchToHz(69)).toBe(440)
    expect(pitchToHz(60)).toBeCloseTo(261.6256, 4)
  })
})

describe('chance', () => {
  it('the same seed gives the same numbers, another seed others (seeds 5 and 6)', () => {
    const take = (seed: number): number[] => {
      const next = createRandom(seed)
      return [next(), next(), next()]
    }
    expect(take(5)).toEqual(take(5))
    expect(take(5)).not.toEqual(take(6))
  })
  it('a content has one name; another text, another curve, a curve gone or one bit of one value is another', () => {
    const curve = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i))
    const changed = (i: number): Float32Array => {
      const other = curve.slice()
      new Uint32Array(other.buffer)[i]! ^= 1
      return other
    }
    const names = [
      contentId('x', [curve, null]),
      contentId('y', [curve, null]),
      contentId('x', [null, curve]),
      contentId('x', [curve]),
      contentId('x', [curve.subarray(1), null]),
      ...[0, 1, 250, 499].map((i) => contentId('x', [changed(i), null])),
    ]
    expect(contentId('x', [curve.slice(), null])).toBe(names[0])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{16}$/)
  })
  it('drift stays within ±1, has no jumps and averages near 0 (seed 11)', () => {
    let sum = 0
    let largest = 0
    let jump = 0
    let before = drift(11, 0, { slowestMs: 800, octaves: 3 })
    for (let t = 2; t < 60000; t += 2) {
      const value = drift(11, t, { slowestMs: 800, octaves: 3 })
      largest = Math.max(largest, Math.abs(value))
      jump = Math.max(jump, Math.abs(value - before))
      sum += value
      before = value
    }
    expect(largest).toBeLessThanOrEqual(1)
    expect(jump).toBeLessThan(0.05)
    expect(Math.abs(sum / 30000)).toBeLessThan(0.1)
  })
})
