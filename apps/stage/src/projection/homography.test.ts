import { describe, expect, it } from 'vitest'
import { after, inverse, isConvex, type Point, type Quad, through, unitToQuad, unmoved } from './homography.ts'

const askew: Quad = [
  [12.3, 40.7],
  [1890.2, 3.1],
  [1801.9, 1066.6],
  [77, 990.4],
]
const corners: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]

describe('a picture pinned by its corners', () => {
  it('has its corners where they were put, to a millionth of a pixel', () => {
    const pin = unitToQuad(askew)!
    corners.forEach((corner, index) => {
      const [x, y] = through(pin, corner)
      expect(x).toBeCloseTo(askew[index]![0], 6)
      expect(y).toBeCloseTo(askew[index]![1], 6)
    })
  })
  it('keeps straight lines straight', () => {
    const pin = unitToQuad(askew)!
    const [a, b, c] = [0.1, 0.45, 0.9].map((t) => through(pin, [t, 0.2 + 0.5 * t])) as [Point, Point, Point]
    expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeCloseTo(0, 4)
  })
  it('finds the way back', () => {
    const pin = unitToQuad(askew)!
    const round = after(pin, inverse(pin))
    for (const point of [...corners, [0.3, 0.8] as Point]) {
      expect(through(round, point)[0]).toBeCloseTo(point[0], 9)
      expect(through(round, point)[1]).toBeCloseTo(point[1], 9)
    }
  })
  it('refuses corners that are folded or in a line', () => {
    expect(unitToQuad([askew[1], askew[0], askew[2], askew[3]])).toBeNull()
    expect(unitToQuad([askew[0], askew[0], askew[2], askew[3]])).toBeNull()
    expect(isConvex(askew)).toBe(true)
    expect(unitToQuad(corners as unknown as Quad)!.map((x) => x + 0)).toEqual(unmoved)
  })
})
