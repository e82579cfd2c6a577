import type { BodyProportions } from './body-proportions.ts'
import { type Figure, hand } from './figure.ts'
import type { HumanoidBone } from './humanoid.ts'
import {
  aboutAxis,
  aboutY,
  aboutZ,
  cross,
  degToRad,
  mirrorRotation,
  multiply,
  normalise,
  type Quaternion,
  subtract,
  type Vector3,
} from './rotation.ts'

// Fingers: one number per finger curls its three joints in the proportions of a living hand (the middle joint most, the tip
// least), so a relaxed hand is never flat. VRM's T-pose: fingers along ±X, palm down; curling turns the left ones about −Z.

type Side = 'left' | 'right'

/** Curl of thumb, index, middle, ring, little (0 straight, 1 closed) and spread (0–1). */
export type HandShape = readonly [thumb: number, index: number, middle: number, ring: number, little: number, spread: number]

/** Shapes that moves name. */
export const handShapes = {
  relaxed: [0.25, 0.2, 0.3, 0.38, 0.46, 0.28],
  open: [0.06, 0.02, 0.1, 0.15, 0.06, 0.75],
  graceful: [0.42, 0.06, 0.2, 0.3, 0.2, 0.2],
  blade: [0.3, 0.05, 0.06, 0.07, 0.08, 0],
  fist: [0.85, 0.95, 0.97, 1, 1, 0],
  soft: [0.35, 0.42, 0.5, 0.55, 0.6, 0.1],
  point: [0.75, 0.02, 0.9, 0.95, 0.95, 0],
  /** Cloth between thumb and forefinger. */
  hold: [0.62, 0.5, 0.56, 0.4, 0.24, 0.1],
  /** As if round a bowl, or behind an ear. */
  cup: [0.3, 0.24, 0.22, 0.26, 0.34, 0],
  peace: [0.85, 0.02, 0.04, 0.95, 0.95, 0.9],
} as const satisfies Record<string, HandShape>
export type HandShapeName = keyof typeof handShapes

const fingers = ['Index', 'Middle', 'Ring', 'Little'] as const
/** Degrees of full curl at the three joints, and of full spread at the first. */
const curlDeg = [78, 98, 62] as const
const spreadDeg = [13, 2, -9, -19] as const
const segments = ['Proximal', 'Intermediate', 'Distal'] as const

/** Writes the fifteen finger rotations of one hand whose channels begin at `c`. */
export function setFingers(
  side: Side,
  figure: Figure,
  c: number,
  body: BodyProportions,
  out: Partial<Record<HumanoidBone, Quaternion>>,
): void {
  const onSide = side === 'left' ? (q: Quaternion) => q : mirrorRotation
  const spread = figure[c + hand.spread]!
  fingers.forEach((finger, i) => {
    const curl = figure[c + hand.curls + 1 + i]!
    segments.forEach((segment, j) => {
      const bend = aboutZ(-curl * curlDeg[j]! * degToRad)
      const fan = j === 0 ? aboutY(-spread * (1 - 0.7 * curl) * spreadDeg[i]! * degToRad) : null
      out[`${side}${finger}${segment}`] = onSide(fan ? multiply(fan, bend) : bend)
    })
  })
  const curl = figure[c + hand.curls]!
  const axis = thumbAxis(body)
  out[`${side}ThumbMetacarpal`] = onSide(multiply(aboutY(-spread * 8 * degToRad), aboutAxis(axis, (curl * 34 - 4) * degToRad)))
  out[`${side}ThumbProximal`] = onSide(aboutAxis(axis, curl * 46 * degToRad))
  out[`${side}ThumbDistal`] = onSide(aboutAxis(axis, curl * 58 * degToRad))
}

/** The thumb bends in the plane of its rest direction and a point under the palm. */
function thumbAxis(body: BodyProportions): Vector3 {
  const along = normalise(subtract(body.restM.leftThumbDistal, body.restM.leftThumbMetacarpal), [0.7, 0, 0.7])
  return normalise(cross(along, [0.5, -0.65, -0.6]), [0, 1, 0])
}
