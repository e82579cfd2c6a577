import { describe, expect, it } from 'vitest'
import { defaultFraming, frustumOf, pixelOf } from './framing.ts'

const framing = { ...defaultFraming, widthPx: 1920, heightPx: 1080 }

/** Pixel of a point in the room through the frustum itself. */
function through(x: number, y: number, z: number) {
  const { left, right, top, bottom, near } = frustumOf(framing)
  const scale = near / (framing.eyeDistanceM - z)
  const [px, py] = [x * scale, (y - framing.eyeHeightM) * scale]
  return { xPx: ((px - left) / (right - left)) * framing.widthPx, yPx: ((top - py) / (top - bottom)) * framing.heightPx }
}

describe('the projector', () => {
  it('shows the gauze life-size: the same pixels per metre everywhere on it, feet on the stage line', () => {
    const pxPerM = framing.heightPx / framing.visibleHeightM
    for (const [x, y] of [
      [0, 0],
      [0.8, 1.68],
      [-1.2, 0.4],
    ] as const) {
      const expected = pixelOf(framing, x, y)
      const seen = through(x, y, 0)
      expect(seen.xPx).toBeCloseTo(expected.xPx, 6)
      expect(seen.yPx).toBeCloseTo(expected.yPx, 6)
    }
    expect(through(0, 1, 0).yPx - through(0, 2, 0).yPx).toBeCloseTo(pxPerM, 6)
    expect(through(0, 0, 0).yPx).toBeCloseTo(framing.heightPx * (1 - framing.floorUnit), 6)
  })
  it('draws what stands behind the gauze smaller, without a keystone', () => {
    const near = through(1, 1, 0).xPx - through(-1, 1, 0).xPx
    const behind = through(1, 1, -1).xPx - through(-1, 1, -1).xPx
    expect(behind).toBeLessThan(near)
    expect(through(1, 0, -1).xPx).toBeCloseTo(through(1, 2, -1).xPx, 6)
  })
})
