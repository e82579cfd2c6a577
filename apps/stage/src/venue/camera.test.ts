import { describe, expect, it } from 'vitest'
import { fitDistanceM, type Shot, viewOf } from './camera.ts'
import { inPicture } from './in-picture.ts'

const shots: readonly Shot[] = ['wide', 'full', 'medium', 'close', 'low', 'side', 'crowd', 'orbit']

describe('the camera', () => {
  for (const [name, aspect] of [
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ] as const) {
    it(`keeps the performer's head in the picture in every shot at ${name}`, () => {
      for (const shot of shots) {
        for (const progressUnit of [0, 0.5, 1]) {
          const view = viewOf({ shot, fromDeg: null, toDeg: null, progressUnit }, aspect, 1234)
          for (const y of [1.45, 1.68]) {
            const [across, upward] = inPicture(view, aspect, [0, y, 0])
            expect(Math.abs(across), `${shot} ${progressUnit}`).toBeLessThan(0.9)
            expect(Math.abs(upward), `${shot} ${progressUnit}`).toBeLessThan(0.98)
          }
        }
      }
    })
    it(`shows her from head to feet in full shots at ${name}`, () => {
      for (const shot of ['wide', 'full', 'crowd'] as const) {
        const view = viewOf({ shot, fromDeg: null, toDeg: null, progressUnit: 0 }, aspect, 0)
        expect(Math.abs(inPicture(view, aspect, [0, 0.02, 0])[1]), shot).toBeLessThan(1)
      }
    })
  }
  it('fills at least 45 % of a tall picture with her in wide shots, with a hand 75 cm out still inside', () => {
    for (const progressUnit of [0, 0.5, 1]) {
      const view = viewOf({ shot: 'wide', fromDeg: null, toDeg: null, progressUnit }, 9 / 16, 0)
      const heightUnit = (inPicture(view, 9 / 16, [0, 1.7, 0])[1] - inPicture(view, 9 / 16, [0, 0, 0])[1]) / 2
      expect(heightUnit, `at ${progressUnit}`).toBeGreaterThan(0.45)
      for (const x of [-0.75, 0.75]) expect(Math.abs(inPicture(view, 9 / 16, [x, 1.35, 0])[0])).toBeLessThan(1)
    }
  })
  it('stands still for whoever wants less motion, and never leaps inside a shot', () => {
    const at = (progressUnit: number, swayMs: number) => viewOf({ shot: 'orbit', fromDeg: -30, toDeg: 30, progressUnit }, 16 / 9, swayMs)
    expect(at(0.5, 0)).toEqual(at(0.5, 0))
    for (let step = 0; step < 100; step++) {
      const [a, b] = [at(step / 100, step * 16), at((step + 1) / 100, (step + 1) * 16)]
      expect(Math.hypot(...a.eyeM.map((value, index) => value - b.eyeM[index]!))).toBeLessThan(0.12)
    }
  })
  it('goes back far enough for a width and a height', () => {
    expect(fitDistanceM(2, 1, 90, 1)).toBeCloseTo(1, 9)
    expect(fitDistanceM(1, 4, 90, 1)).toBeCloseTo(2, 9)
    expect(fitDistanceM(2, 1, 90, 0.5)).toBeCloseTo(2, 9)
  })
})
