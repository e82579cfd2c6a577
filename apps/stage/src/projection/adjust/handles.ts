/** The points of a screen that can be taken hold of: four corners, then the points of the mask. Pure. */
import { isConvex, isSimple, type Point } from '../homography.ts'
import { maskOf, quadOf, type ScreenSettings, toTenth } from '../screen-settings.ts'

export const cornerNames = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const

export const handlesOf = (screen: ScreenSettings): readonly Point[] => [
  ...quadOf(screen),
  ...(screen.maskPx === undefined ? [] : maskOf(screen)),
]

/** Why a point cannot go there: the picture would fold over, or sides of the mask would cross. */
export type Refusal = 'folded' | 'crossed'

/** @returns the settings with one point elsewhere. */
export function withHandle(screen: ScreenSettings, index: number, [x, y]: Point): ScreenSettings | Refusal {
  const to: [number, number] = [toTenth(x), toTenth(y)]
  if (index >= 4) {
    const maskPx = maskOf(screen).map((point, k): [number, number] => (k === index - 4 ? to : [point[0], point[1]]))
    return isSimple(maskPx) ? { ...screen, maskPx } : 'crossed'
  }
  const [topLeft, topRight, bottomRight, bottomLeft] = quadOf(screen).map((point, k): [number, number] =>
    k === index ? to : [point[0], point[1]],
  ) as [[number, number], [number, number], [number, number], [number, number]]
  if (!isConvex([topLeft, topRight, bottomRight, bottomLeft])) return 'folded'
  return { ...screen, cornersPx: { topLeft, topRight, bottomRight, bottomLeft } }
}

export function withMask(screen: ScreenSettings, on: boolean): ScreenSettings {
  const { maskPx: _, ...rest } = screen
  return on ? { ...rest, maskPx: quadOf(screen).map(([x, y]): [number, number] => [x, y]) } : rest
}

/** One more point in the middle of the longest side, up to 16. */
export function withMaskPoint(screen: ScreenSettings): ScreenSettings {
  const points = maskOf(screen)
  if (points.length >= 16) return screen
  const sides = points.map((point, k) =>
    Math.hypot(points[(k + 1) % points.length]![0] - point[0], points[(k + 1) % points.length]![1] - point[1]),
  )
  const longest = sides.indexOf(Math.max(...sides))
  const [a, b] = [points[longest]!, points[(longest + 1) % points.length]!]
  const middle: Point = [toTenth((a[0] + b[0]) / 2), toTenth((a[1] + b[1]) / 2)]
  return { ...screen, maskPx: points.toSpliced(longest + 1, 0, middle).map(([x, y]): [number, number] => [x, y]) }
}

export function withoutMaskPoint(screen: ScreenSettings, index: number): ScreenSettings {
  const points = maskOf(screen)
  return points.length <= 3 ? screen : { ...screen, maskPx: points.toSpliced(index, 1).map(([x, y]): [number, number] => [x, y]) }
}
