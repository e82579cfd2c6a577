import { describe, expect, it } from 'vitest'
import { MOST_PLACES, TRAIL_MS, TrailPoints } from './trail-points.ts'

const after = (times: readonly number[]) => {
  const trail = new TrailPoints(MOST_PLACES)
  for (const atMs of times) trail.add(atMs / 1000, 0, 0, atMs)
  return Array.from({ length: trail.count }, (_, k) => trail.places[k * 4 + 3])
}
const everyMs = (step: number, toMs: number) => Array.from({ length: Math.floor(toMs / step) + 1 }, (_, k) => k * step)

describe('a trail of light', () => {
  it('holds where the hand was, the newest first, no longer than light hangs in the air', () => {
    const times = after(everyMs(20, 1000))
    expect(times[0]).toBe(1000)
    expect(times.at(-1)).toBe(1000 - TRAIL_MS)
    expect(times).toEqual([...times].sort((a, b) => b! - a!))
  })
  it('begins anew after a jump, forwards or back', () => {
    expect(after([0, 20, 40, 900])).toEqual([900])
    expect(after([0, 20, 40, 10])).toEqual([10])
  })
  it('fits into its places at any rate of pictures', () => {
    for (const hz of [10, 30, 60, 100, 144, 240, 1000]) {
      const times = after(everyMs(1000 / hz, 2000))
      expect(times.length, `${hz} Hz`).toBeLessThan(MOST_PLACES)
      if (hz >= 30) expect(times[0]! - times.at(-1)!, `${hz} Hz`).toBeGreaterThan(TRAIL_MS - 60)
    }
  })
})
