/** The detectors of `bench sync`, on signals whose instants are known; and the scene it plays. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repository } from '../support/engine.ts'
import { syncScene } from './sync-scene.ts'
import { bandStrength, bestShift, halfRise, movingPart, risesNear } from './sync-signal.ts'

describe('bench sync', () => {
  it('places the beginning of a tone within 1 ms, under a louder tone of another band', () => {
    const rateHz = 48_000
    const values = Float32Array.from({ length: rateHz }, (_, n) => {
      const tone = n / rateHz >= 0.4 ? 0.1 * Math.sin((2 * Math.PI * 7000 * n) / rateHz) : 0
      return tone + 0.5 * Math.sin((2 * Math.PI * 300 * n) / rateHz)
    })
    const strength = bandStrength({ fromS: 10, rateHz, values }, { lowHz: 6500, highHz: 7500, windowS: 0.004 })
    const [atS] = risesNear(strength, [10.45], { beforeS: 0.3, afterS: 0.3, least: 0.02 })
    expect(Math.abs(atS! - 10.4)).toBeLessThan(0.001)
  })

  it('a rise counts from the first sample above half of its height, and is placed between two samples', () => {
    const rise = halfRise((n) => n, [0, 0, 0.3, 0.7, 1, 1], { from: 0, to: 6, least: 0.5 })
    expect(rise?.sampleS).toBe(3)
    expect(rise?.crossingS).toBeCloseTo(2.5)
  })

  it('a rise lower than asked for is none', () => {
    expect(halfRise((n) => n, [0, 0, 0.1, 0.1], { from: 0, to: 4, least: 0.5 })).toBeNull()
  })

  it('unevenly spaced instants are recognised although some are missing and others added', () => {
    const expected = [0, 1.1, 2.05, 3.4, 4.2]
    const { shiftS, fits } = bestShift(expected, [99.2, 101.1, 102.052, 103.4, 103.9, 104.199], 0.03)
    expect(fits).toBe(4)
    expect(Math.abs(shiftS - 100)).toBeLessThan(0.003)
  })

  it('what moves is found without being told where, and one flickering pixel is no movement', () => {
    const [widthPx, heightPx, count] = [40, 30, 20]
    const pictures = new Uint8Array(widthPx * heightPx * count)
    for (let n = 10; n < count; n++)
      for (let y = 5; y < 20; y++) for (let x = 10; x < 30; x++) pictures[n * widthPx * heightPx + y * widthPx + x] = 200
    for (let n = 0; n < count; n += 2) pictures[n * widthPx * heightPx] = 255
    const { box, level } = movingPart({ widthPx, heightPx, pictures, pictureAtS: Array.from({ length: count }, (_, n) => n) }, 5, 40)
    expect(box).toEqual([10, 5, 30, 20])
    expect([level[9], level[10]]).toEqual([0, 200])
  })

  it('shows/sync-scene is what --write-scene writes', () => {
    for (const [name, content] of Object.entries(syncScene())) {
      const shipped = readFileSync(join(repository, 'shows/sync-scene', name))
      expect(shipped.equals(Buffer.from(content)), name).toBe(true)
    }
  })
})
