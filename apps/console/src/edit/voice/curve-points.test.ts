import { describe, expect, it } from 'vitest'
import { curveValue, erased, type Point, type Points, raised, Stroke, simplified, withStroke } from './curve-points.ts'

const hill: Points = [
  [0, 0],
  [4, 0],
  [6, 6],
  [8, 0],
]
const at = (points: Points | undefined, beats: readonly number[]): readonly number[] =>
  beats.map((beat) => Math.round(curveValue(points, beat, 0) * 100) / 100)

describe('points of a drawn curve', () => {
  it('a curve is straight between its points and level beyond them; without points it rests', () => {
    expect(at(hill, [-1, 2, 5, 6, 7, 20])).toEqual([0, 0, 3, 6, 3, 0])
    expect(curveValue(undefined, 3, 1)).toBe(1)
  })

  it('a stroke changes nothing outside itself, also on a curve without points', () => {
    const drawn = withStroke(
      hill,
      [
        [1, 3],
        [2, -3],
      ],
      0,
    )
    expect(at(drawn, [0.5, 1, 1.5, 2, 2.5, 5, 6, 7])).toEqual([0, 3, 0, -3, 0, 3, 6, 3])
    const first = withStroke(undefined, [[5, 4]], 0)
    expect(at(first, [0, 4.9, 5, 5.1, 100])).toEqual([0, 0, 4, 0, 0])
  })

  it('a stroke from the very start of the song has no seam before it', () => {
    const drawn = withStroke(
      undefined,
      [
        [0, 4],
        [1, 4],
      ],
      0,
    )
    expect(drawn?.[0]).toEqual([0, 4])
    expect(at(drawn, [0, 1, 2])).toEqual([4, 4, 0])
  })

  it('a span is put to rest; a curve that rests throughout is gone', () => {
    expect(at(erased(hill, { fromBeats: 5, toBeats: 7 }, 0), [4.5, 5.5, 6, 6.5, 7.5])).toEqual([1.5, 0, 0, 0, 1.5])
    expect(erased(hill, { fromBeats: 0, toBeats: 9 }, 0)).toBeUndefined()
    expect(erased(undefined, { fromBeats: 0, toBeats: 9 }, 0)).toBeUndefined()
  })

  it('a span is raised as it is, again and again, and stops at the end of the range', () => {
    const range = { low: -24, high: 12, neutral: 0 }
    let points: Points | undefined = hill
    for (let press = 0; press < 3; press += 1) points = raised(points, { fromBeats: 5, toBeats: 7 }, 1, range)
    expect(at(points, [4.5, 5, 6, 7, 7.5])).toEqual([1.5, 6, 9, 6, 1.5])
    for (let press = 0; press < 40; press += 1) points = raised(points, { fromBeats: 5, toBeats: 7 }, 1, range)
    expect(Math.max(...(points ?? []).map(([, value]) => value))).toBe(12)
    expect(points!.length).toBeLessThan(12)
  })

  it('raising and lowering by as much leaves the curve as it was', () => {
    const range = { low: -24, high: 12, neutral: 0 }
    const up = raised(hill, { fromBeats: 1, toBeats: 3 }, 2, range)
    expect(raised(up, { fromBeats: 1, toBeats: 3 }, -2, range)).toEqual(hill)
  })

  it('a hand that goes back draws anew where it has been', () => {
    const stroke = new Stroke(0.1)
    stroke.to(1, 0)
    stroke.to(3, 4)
    stroke.to(2, -2)
    const points = stroke.columnPoints()
    expect(points.map(([beat]) => beat)).toEqual([...points.map(([beat]) => beat)].sort((a, b) => a - b))
    expect(curveValue(points, 2, 0)).toBeCloseTo(-2, 6)
    expect(curveValue(points, 1.5, 0)).toBeCloseTo(1, 6)
  })

  it('simplifying keeps every value within its tolerance', () => {
    const wave = Array.from({ length: 200 }, (_, i): Point => [i / 20, Math.sin(i / 9)])
    const fewer = simplified(wave, 0.02)
    expect(fewer.length).toBeLessThan(80)
    for (const [beat, value] of wave) expect(Math.abs(curveValue(fewer, beat, 0) - value)).toBeLessThanOrEqual(0.0201)
  })
})
