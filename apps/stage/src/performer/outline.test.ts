import { describe, expect, it } from 'vitest'
import { metresPerPixel, outlineAt } from './outline.ts'

describe('an outline', () => {
  it('is as its author drew it in a close-up', () => {
    expect(outlineAt(0.0013, 0.0004)).toEqual({ widthM: 0.0013, shownUnit: 1 })
  })
  it('is never drawn thinner than a pixel and a quarter while it is drawn at all', () => {
    for (let perPx = 0.0001; perPx < 0.02; perPx *= 1.05) {
      const { widthM, shownUnit } = outlineAt(0.0013, perPx)
      if (shownUnit > 0) expect(widthM / perPx).toBeGreaterThanOrEqual(1.2499)
    }
  })
  it('is whole on a life-size figure at 1080 lines, and gone on a phone held upright', () => {
    expect(outlineAt(0.0013, 2.3 / 1080).shownUnit).toBe(1)
    expect(outlineAt(0.0013, 2.3 / 480).shownUnit).toBeLessThan(0.05)
  })
  it('goes without a step', () => {
    let before = 1
    for (let perPx = 0.002; perPx < 0.006; perPx += 0.00002) {
      const { shownUnit } = outlineAt(0.0013, perPx)
      expect(before - shownUnit).toBeLessThan(0.03)
      before = shownUnit
    }
  })
})

it('a pixel is as large as the camera makes it', () => {
  // 90° high at 1 m: two metres over the height.
  expect(metresPerPixel(1, false, 1, 1000)).toBeCloseTo(0.002)
  expect(metresPerPixel(1, false, 3, 1000)).toBeCloseTo(0.006)
  expect(metresPerPixel(2 / 2.3, true, 9, 1150)).toBeCloseTo(0.002)
})
