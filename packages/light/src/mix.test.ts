import { describe, expect, it } from 'vitest'
import { kelvinRgb } from './colour.ts'
import { type Emitter, emptyMix, writeMix } from './mix.ts'

const GIVES: Record<Emitter, readonly [number, number, number]> = {
  white: [1, 1, 1],
  coldWhite: [1, 1, 1],
  warmWhite: kelvinRgb(2700),
  lime: [0.65, 1, 0],
  amber: [1, 0.4, 0],
  indigo: [0.25, 0, 1],
}

describe('writeMix', () => {
  it('added up again the lights give the colour that was asked for, and none less than nothing (seed 11)', () => {
    let random = 11
    const dice = () => {
      random = (random * 48271) % 2147483647
      return random / 2147483647
    }
    const out = emptyMix()
    for (let round = 0; round < 2000; round++) {
      const rgb = [dice(), dice(), dice()] as const
      const has = (Object.keys(GIVES) as Emitter[]).filter(() => dice() < 0.5)
      writeMix(rgb, has, out)
      const sum = [0, 1, 2].map(
        (axis) => [out.red, out.green, out.blue][axis]! + has.reduce((all, light) => all + out[light] * GIVES[light][axis]!, 0),
      )
      expect(sum).toEqual(rgb.map((value) => expect.closeTo(value, 9)))
      for (const amount of Object.values(out)) expect(amount).toBeGreaterThan(-1e-12)
    }
  })

  it('white has what the three have in common; amber takes what is left of orange', () => {
    const out = emptyMix()
    writeMix([1, 0.7, 0.5], ['white', 'amber'], out)
    expect(out).toMatchObject({
      white: 0.5,
      amber: expect.closeTo(0.5, 9),
      blue: 0,
      green: expect.closeTo(0, 9),
      red: expect.closeTo(0, 9),
    })
  })
})
