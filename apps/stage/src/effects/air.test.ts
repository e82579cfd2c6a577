import { describe, expect, it } from 'vitest'
import { AIR, AIR_FLOATS, AIR_RADIUS_M, AIR_SHAPES, AIR_SIZE_M, type AirMoment, seedsOf, writeFlight } from './air.ts'

const kinds = Object.keys(AIR_SHAPES) as (keyof typeof AIR_SHAPES)[]
const seeds = Array.from({ length: 220 }, (_, index) => seedsOf(index))
const fly = (kind: (typeof kinds)[number], index: number, moment: AirMoment) => {
  const out = new Float32Array(AIR_FLOATS)
  writeFlight(kind, seeds[index]!, moment, index % 2 === 0, out, 0)
  return out
}
const gauze = (seconds: number, presenceUnit = 1): AirMoment => ({ seconds, presenceUnit, heightM: 1.75, where: 'gauze' })
const hall = (seconds: number): AirMoment => ({ ...gauze(seconds), where: 'hall' })

describe.each(kinds)('%s', (kind) => {
  it('never leave the declared radius on a gauze, nor grow over their size, also while she comes and goes', () => {
    let [farthest, largest] = [0, 0]
    for (let second = 0; second < 400; second += 1.37)
      for (let index = 0; index < seeds.length; index++) {
        const one = fly(kind, index, gauze(second, second % 3 < 1 ? second % 1 : 1))
        farthest = Math.max(farthest, Math.hypot(one[AIR.x]!, one[AIR.z]!))
        largest = Math.max(largest, one[AIR.size]!)
      }
    expect(farthest).toBeLessThanOrEqual(AIR_RADIUS_M)
    expect(farthest).toBeGreaterThan(0.9)
    expect(largest).toBeLessThanOrEqual(AIR_SIZE_M)
  })
  it('never come between the hall and her body or face', () => {
    let before = 0
    for (let second = 0; second < 300; second += 1.9)
      for (let index = 0; index < seeds.length; index++)
        for (const one of [fly(kind, index, gauze(second)), fly(kind, index, hall(second))])
          if (one[AIR.y]! > 0.31 && Math.abs(one[AIR.x]!) < 1.09 && one[AIR.z]! > -0.14) before++
    expect(before).toBe(0)
  })
  it('are dark where they begin and end, and run smoothly in between', () => {
    for (let index = 0; index < 40; index++) {
      let last = fly(kind, index, hall(100))
      for (let step = 1; step < 900; step++) {
        const now = fly(kind, index, hall(100 + step / 60))
        // A jump to the next place happens unseen.
        const far = Math.hypot(now[AIR.x]! - last[AIR.x]!, now[AIR.y]! - last[AIR.y]!)
        if (far > 0.08) expect(Math.min(last[AIR.light]!, now[AIR.light]!), `${index} ${step}`).toBeLessThan(0.12)
        last = now
      }
    }
  })
})

describe('the air', () => {
  it('moves as what it is: petals fall and turn over, sparks rise fast, snow sinks slowly', () => {
    const speedOf = (kind: (typeof kinds)[number]) => {
      const speeds = seeds.map((_, index) => (fly(kind, index, hall(50.05))[AIR.y]! - fly(kind, index, hall(50))[AIR.y]!) / 0.05)
      return speeds.sort((a, b) => a - b)[speeds.length >> 1]!
    }
    expect(speedOf('petals')).toBeLessThan(-0.3)
    expect(speedOf('sparks')).toBeGreaterThan(0.8)
    expect(speedOf('snow')).toBeGreaterThan(-0.4)
    expect(speedOf('snow')).toBeLessThan(-0.15)
    const tumbles = Array.from({ length: 60 }, (_, second) => fly('petals', 3, hall(second))[AIR.tumble]!)
    expect([Math.min(...tumbles) < -0.7, Math.max(...tumbles) > 0.7]).toEqual([true, true])
  })
  it('is the same for the same show time, whatever came before', () => {
    for (const kind of kinds) expect(fly(kind, 17, hall(123.4))).toEqual(fly(kind, 17, hall(123.4)))
  })
})
