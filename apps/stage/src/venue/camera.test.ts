import { describe, expect, it } from 'vitest'
import { fitDistanceM, type Shot, viewOf } from './camera.ts'

const shots: readonly Shot[] = ['wide', 'full', 'medium', 'close', 'low', 'side', 'crowd', 'orbit']

/** Where a point falls in the picture: −1…1 both ways. */
function inPicture(
  view: ReturnType<typeof viewOf>,
  aspect: number,
  [x, y, z]: readonly [number, number, number],
): readonly [number, number] {
  const sub = (a: readonly number[], b: readonly number[]) => a.map((value, index) => value - b[index]!) as [number, number, number]
  const dot = (a: readonly number[], b: readonly number[]) => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!
  const unit = (a: readonly number[]) => a.map((value) => value / Math.hypot(...a)) as [number, number, number]
  const ahead = unit(sub(view.lookM, view.eyeM))
  const right = unit([-ahead[2], 0, ahead[0]])
  const up: [number, number, number] = [
    right[1] * ahead[2] - right[2] * ahead[1],
    right[2] * ahead[0] - right[0] * ahead[2],
    right[0] * ahead[1] - right[1] * ahead[0],
  ]
  const to = sub([x, y, z], view.eyeM)
  const depth = dot(to, ahead)
  const half = Math.tan((view.fovDeg * Math.PI) / 360)
  return [dot(to, right) / depth / (half * aspect), dot(to, up) / depth / half]
}

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
