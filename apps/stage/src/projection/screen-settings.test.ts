import { ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { through } from './homography.ts'
import { cssMatrix, needsPass, pictureShape, pictureToRaster, type ScreenSettings } from './screen-settings.ts'

const plain: ScreenSettings = {
  kind: 'screen',
  order: 'a',
  name: 'Screen',
  widthPx: 1920,
  heightPx: 1080,
  displayLatencyMs: ms(0),
  mirror: false,
  required: true,
}
const at = (screen: ScreenSettings, x: number, y: number) => through(pictureToRaster(screen), [x, y]).map((v) => Math.round(v * 1e9) / 1e9)

describe('settings of a screen', () => {
  it('leave the picture alone when nothing is set', () => {
    expect(at(plain, 0.25, 0.75)).toEqual([0.25, 0.75])
    expect(needsPass(plain)).toBe(false)
    expect(needsPass({ ...plain, mirror: true, brightnessUnit: 1, colourTrim: [1, 1, 1], blackLiftUnit: 0, rotationDeg: 0 })).toBe(false)
  })
  it('turn clockwise: what was at the top is at the right after 90 degrees', () => {
    expect(at({ ...plain, rotationDeg: 90 }, 0.5, 0)).toEqual([1, 0.5])
    expect(at({ ...plain, rotationDeg: 180 }, 0.5, 0)).toEqual([0.5, 1])
    expect(at({ ...plain, rotationDeg: 270 }, 0.5, 0)).toEqual([0, 0.5])
    expect(pictureShape({ ...plain, rotationDeg: 90 }, 1920, 1080)).toEqual([1080, 1920])
  })
  it('mirror before they turn', () => {
    expect(at({ ...plain, mirror: true }, 0, 0.2)).toEqual([1, 0.2])
    expect(at({ ...plain, mirror: true, rotationDeg: 90 }, 0, 0)).toEqual([1, 1])
  })
  it('say the same to the page as to the graphics card', () => {
    const screen: ScreenSettings = {
      ...plain,
      rotationDeg: 270,
      cornersPx: { topLeft: [30, 20], topRight: [1800, 60], bottomRight: [1900, 1000], bottomLeft: [10, 1070] },
    }
    const numbers = /matrix3d\((.*)\)/
      .exec(cssMatrix(screen, 960, 540))![1]!
      .split(',')
      .map(Number)
    const [x, y] = [0.3 * 540, 0.6 * 960]
    const w = numbers[3]! * x + numbers[7]! * y + numbers[15]!
    const shown = [(numbers[0]! * x + numbers[4]! * y + numbers[12]!) / w, (numbers[1]! * x + numbers[5]! * y + numbers[13]!) / w]
    const [u, v] = through(pictureToRaster(screen), [0.3, 0.6])
    expect(shown[0]).toBeCloseTo(u * 960, 6)
    expect(shown[1]).toBeCloseTo(v * 540, 6)
  })
})
