/**
 * Nobody in the crowd stands between the eye and her: whoever would covers nothing but floor, because they take their arms down and
 * duck. People right before the eye would be walls; they go down as well. Pure numbers, metres; x and z on the floor plan, y up.
 */
import { smoothUnit } from '../ease.ts'

/** Half of what she needs to be seen whole, from hand to hand, round the middle of her. */
export const HER_REACH_M = 0.95
/** Her soles and the light she stands in are seen as well: as much lower than the line from the eye to her feet. */
const UNDER_HER_M = 0.06
/** How softly one is in the way, to the side. */
const EDGE_M = 0.45
const NEAREST_M = 0.9
const AT_EASE_M = 1.6
/** Low enough to be under any picture. */
const DOWN_M = 1.9

export interface Sight {
  readonly eyeM: readonly [x: number, y: number, z: number]
  readonly herM: readonly [x: number, z: number]
}

/** Of a camera that is held level: where it looks, length 1, and half of its upright opening, radians. */
export interface Lens {
  readonly aheadUnit: readonly [x: number, y: number, z: number]
  readonly halfRad: number
}

/** Height at which the lower edge of the picture lies over a place on the floor plan, metres. */
export function lowestSeenM([ex, ey, ez]: Sight['eyeM'], { aheadUnit: [ax, ay, az], halfRad }: Lens, xM: number, zM: number): number {
  const flat = Math.max(1e-6, Math.hypot(ax, az))
  const aheadM = ((xM - ex) * ax + (zM - ez) * az) / flat
  return ey + aheadM * Math.tan(Math.atan2(ay, flat) - halfRad)
}

/** Share of the way from the eye to her at which somebody stands, 0–1. */
function alongUnit({ eyeM, herM }: Sight, xM: number, zM: number): number {
  const [laneX, laneZ] = [herM[0] - eyeM[0], herM[1] - eyeM[2]]
  const along = ((xM - eyeM[0]) * laneX + (zM - eyeM[2]) * laneZ) / Math.max(0.01, laneX * laneX + laneZ * laneZ)
  return Math.max(0, Math.min(1, along))
}

/** How much somebody who takes up so much room to the sides is in the way: 0 not at all, 1 altogether. */
export function inTheWayUnit(sight: Sight, xM: number, zM: number, besideM: number): number {
  const along = alongUnit(sight, xM, zM)
  const { eyeM, herM } = sight
  const off = Math.hypot(xM - eyeM[0] - (herM[0] - eyeM[0]) * along, zM - eyeM[2] - (herM[1] - eyeM[2]) * along)
  const wide = HER_REACH_M * along + besideM
  return 1 - smoothUnit((off - wide) / EDGE_M)
}

/**
 * How far somebody goes down.
 *
 * @param topM       height of all they are, hands and sticks included, over the stage's floor.
 * @param inTheWay   as `inTheWayUnit` says.
 */
export function duckM(sight: Sight, xM: number, zM: number, topM: number, inTheWay: number): number {
  const lineM = sight.eyeM[1] * (1 - alongUnit(sight, xM, zM)) - UNDER_HER_M
  const fromEyeM = Math.hypot(xM - sight.eyeM[0], zM - sight.eyeM[2])
  const beforeEye = 1 - smoothUnit((fromEyeM - NEAREST_M) / (AT_EASE_M - NEAREST_M))
  return Math.max(Math.max(0, topM - lineM) * inTheWay, DOWN_M * beforeEye)
}
