import { describe, expect, it } from 'vitest'
import { inPicture } from './in-picture.ts'
import { isOverFace, planShot, type ShotPlan } from './plan-shot.ts'
import type { PlannedShot } from './shots.ts'
import { type Stance, standing } from './stance.ts'
import { add, sub, unit, type V } from './vector.ts'

const shotOf = (shot: PlannedShot['shot'], order: number): PlannedShot => ({
  id: 'x',
  shot,
  fromMs: 0,
  toMs: 4000,
  clock: 'song',
  fromDeg: null,
  toDeg: null,
  energyUnit: 0.5,
  opensMs: 0,
  order,
  performerId: null,
})
function planned(shot: PlannedShot, at: (step: number) => Stance): ShotPlan {
  const making = planShot({ shot, aspect: 16 / 9, still: false, at: (step) => [at(step)] })
  for (;;) {
    const { done, value } = making.next()
    if (done) return value
  }
}
const her = standing(0)
const withHand = (wristM: V, tipM: V): Stance => ({ ...her, hands: [{ ...her.hands[0], wristM, tipM }, her.hands[1]] })
const towards = (deg: number): V => [Math.sin((deg * Math.PI) / 180), 0, Math.cos((deg * Math.PI) / 180)]
const eyeDeg = (plan: ShotPlan) => {
  const { eyeM, lookM } = plan.viewAt(2000)
  return (Math.atan2(eyeM[0] - lookM[0], eyeM[2] - lookM[2]) * 180) / Math.PI
}

describe('a shot', () => {
  it.each([0, 1])('is taken from where no hand lies over her face, whichever side was due (%i)', (order) => {
    for (const side of [-1, 1]) {
      const [x, , z] = towards(18 * side)
      const before = add(her.faceM, [0.22 * x, 0, 0.22 * z])
      const stance = withHand(add(before, [0, -0.05, 0]), add(before, [0, 0.07, 0]))
      const plan = planned(shotOf('medium', order), () => stance)
      for (let atMs = 0; atMs <= 4000; atMs += 400) {
        const { eyeM } = plan.viewAt(atMs)
        expect(isOverFace(her.faceM, [stance.hands[0].wristM, stance.hands[0].tipM], unit(sub(eyeM, her.faceM)), her.heightM)).toBe(false)
      }
    }
  })
  it('is taken from where an arm stretched out is an arm, not a stump', () => {
    for (const side of [-1, 1]) {
      const { shoulderM } = her.hands[0]
      const [x, , z] = towards(22 * side)
      const stance = withHand(add(shoulderM, [0.5 * x, 0, 0.5 * z]), add(shoulderM, [0.66 * x, 0, 0.66 * z]))
      for (const order of [0, 1]) expect(Math.abs(eyeDeg(planned(shotOf('medium', order), () => stance)) - 22 * side)).toBeGreaterThan(25)
    }
  })
  it('has drawn back before a hand goes out, and draws back slowly', () => {
    const out = withHand([1.4, 1.9, 0], [1.55, 1.95, 0])
    const plan = planned(shotOf('close', 0), (step) => (step >= 25 ? out : her))
    const heightAt = (atMs: number) => {
      const { eyeM, lookM, fovDeg } = plan.viewAt(atMs)
      return 2 * Math.hypot(...sub(eyeM, lookM)) * Math.tan((fovDeg * Math.PI) / 360)
    }
    for (let atMs = 2500; atMs <= 4000; atMs += 100)
      for (const place of inPicture(plan.viewAt(atMs), 16 / 9, out.hands[0].tipM)) expect(Math.abs(place), `${atMs}`).toBeLessThan(0.97)
    for (let atMs = 0; atMs < 4000; atMs += 100) expect(Math.abs(heightAt(atMs + 100) / heightAt(atMs) - 1)).toBeLessThan(0.021)
  })
  it('changes sides with the next one, where nothing speaks for either', () => {
    for (const shot of ['medium', 'full', 'side', 'close'] as const)
      expect(eyeDeg(planned(shotOf(shot, 0), () => her)) * eyeDeg(planned(shotOf(shot, 1), () => her)), shot).toBeLessThan(0)
  })
})
