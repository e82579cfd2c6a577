/**
 * Straight lines to straight lines: what a projector that stands askew does to a picture, and its undoing. Pure numbers. Points are
 * x to the right and y downwards, as pixels are counted.
 */

export type Point = readonly [x: number, y: number]
/** Corners of a picture in reading order round: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point]
/** 3 × 3, row by row. A point (x, y) goes to ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + i. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number]

export const unmoved: Homography = [1, 0, 0, 0, 1, 0, 0, 0, 1]

/**
 * The unit square onto four points.
 *
 * Source: Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), section 2.2.3.
 * @returns null when the points do not make a convex figure: no projector stands like that.
 */
export function unitToQuad([p0, p1, p2, p3]: Quad): Homography | null {
  if (!isConvex([p0, p1, p2, p3])) return null
  const sumX = p0[0] - p1[0] + p2[0] - p3[0]
  const sumY = p0[1] - p1[1] + p2[1] - p3[1]
  const dx1 = p1[0] - p2[0]
  const dx2 = p3[0] - p2[0]
  const dy1 = p1[1] - p2[1]
  const dy2 = p3[1] - p2[1]
  const area = dx1 * dy2 - dx2 * dy1
  const g = (sumX * dy2 - dx2 * sumY) / area
  const h = (dx1 * sumY - sumX * dy1) / area
  return [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0], p0[0], p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1], p0[1], g, h, 1]
}

/** Every corner turns the same way. */
export function isConvex(quad: Quad): boolean {
  const turns = quad.map((at, index) => {
    const next = quad[(index + 1) % 4]!
    const after = quad[(index + 2) % 4]!
    return (next[0] - at[0]) * (after[1] - next[1]) - (next[1] - at[1]) * (after[0] - next[0])
  })
  return turns.every((turn) => turn > 1e-9) || turns.every((turn) => turn < -1e-9)
}

/** No side of the figure crosses another one. */
export function isSimple(points: readonly Point[]): boolean {
  const turn = (a: Point, b: Point, c: Point) => Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
  const sides = points.map((from, index) => [from, points[(index + 1) % points.length]!] as const)
  return sides.every(([a, b], index) =>
    sides.slice(index + 2).every(([c, d], later) => {
      const areNeighbours = index === 0 && index + 2 + later === points.length - 1
      return areNeighbours || turn(a, b, c) * turn(a, b, d) >= 0 || turn(c, d, a) * turn(c, d, b) >= 0
    }),
  )
}

/** First `first`, then `then`. */
export function after(first: Homography, then: Homography): Homography {
  const out: number[] = []
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      let sum = 0
      for (let k = 0; k < 3; k++) sum += then[row * 3 + k]! * first[k * 3 + column]!
      out.push(sum)
    }
  }
  return out as unknown as Homography
}

/** @param h of a picture that is not squeezed into a line. */
export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  const A = e * i - f * h
  const B = f * g - d * i
  const C = d * h - e * g
  const all = a * A + b * B + c * C
  return [
    A / all,
    (c * h - b * i) / all,
    (b * f - c * e) / all,
    B / all,
    (a * i - c * g) / all,
    (c * d - a * f) / all,
    C / all,
    (b * g - a * h) / all,
    (a * e - b * d) / all,
  ]
}

export function through([a, b, c, d, e, f, g, h, i]: Homography, [x, y]: Point): Point {
  const w = g * x + h * y + i
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w]
}
