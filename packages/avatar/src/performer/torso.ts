import { profile } from './curve.ts'
import type { V3 } from './vector.ts'

// The shape of the clothed torso that waistcoat, coat, tails and trousers are cut on.

const halfWidth = profile([
  [0.86, 0.144],
  [0.905, 0.151],
  [0.955, 0.149],
  [1.0, 0.138],
  [1.045, 0.12],
  [1.085, 0.113],
  [1.13, 0.117],
  [1.18, 0.129],
  [1.22, 0.138],
  [1.27, 0.143],
  [1.31, 0.14],
  [1.338, 0.124],
  [1.356, 0.094],
  [1.37, 0.066],
  [1.385, 0.052],
])
const frontDepth = profile([
  [0.86, 0.078],
  [0.905, 0.084],
  [0.955, 0.086],
  [1.0, 0.084],
  [1.045, 0.081],
  [1.085, 0.08],
  [1.13, 0.088],
  [1.18, 0.106],
  [1.215, 0.117],
  [1.25, 0.108],
  [1.29, 0.088],
  [1.32, 0.07],
  [1.345, 0.053],
  [1.37, 0.038],
  [1.385, 0.03],
])
const backDepth = profile([
  [0.86, 0.098],
  [0.905, 0.112],
  [0.955, 0.107],
  [1.0, 0.094],
  [1.045, 0.08],
  [1.085, 0.073],
  [1.13, 0.078],
  [1.18, 0.088],
  [1.23, 0.099],
  [1.28, 0.105],
  [1.32, 0.102],
  [1.345, 0.095],
  [1.37, 0.084],
  [1.385, 0.075],
])

/** Point of the clothed torso at an angle (0 front, + to her left) and height, `outM` outside the body. */
export function torsoPoint(angle: number, y: number, outM: number): V3 {
  const s = Math.sin(angle)
  const c = Math.cos(angle)
  const power = 2 / 2.35
  const x = Math.sign(s) * Math.abs(s) ** power * (halfWidth(y) + outM)
  const depth = (c > 0 ? frontDepth(y) : backDepth(y)) + outM
  let z = Math.sign(c) * Math.abs(c) ** power * depth
  if (c > 0) {
    const bust = Math.exp(-(((Math.abs(x) - 0.058) / 0.04) ** 2) - ((y - 1.212) / 0.042) ** 2)
    z += (0.012 * bust - 0.003 * Math.exp(-((x / 0.02) ** 2) - ((y - 1.215) / 0.04) ** 2)) * Math.min(1, c * 2)
  }
  return [x, y, z - 0.006]
}
