/** Where a point falls in the picture of a view: −1…1 both ways, x to the right, y up. For judging shots. */
import type { View } from './camera.ts'

type V = readonly [number, number, number]
const sub = (a: V, b: V): V => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: V, b: V): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: V, b: V): V => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
const unit = (a: V): V => {
  const length = Math.hypot(...a)
  return [a[0] / length, a[1] / length, a[2] / length]
}

/** @param aspect width / height. */
export function inPicture(view: View, aspect: number, pointM: V): readonly [number, number] {
  const ahead = unit(sub(view.lookM, view.eyeM))
  const right = unit(cross(ahead, [0, 1, 0]))
  const up = cross(right, ahead)
  const to = sub(pointM, view.eyeM)
  const depth = dot(to, ahead)
  const half = Math.tan((view.fovDeg * Math.PI) / 360)
  return [dot(to, right) / depth / (half * aspect), dot(to, up) / depth / half]
}
