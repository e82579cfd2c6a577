/** Where a point falls in the picture of a view: −1…1 both ways, x to the right, y up. For judging shots. */
import type { View } from './camera.ts'
import { cross, dot, sub, unit, type V } from './vector.ts'

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
