import { at, type Figure, figureSize, foot, mirrorFigure } from './figure.ts'
import { arm, but } from './moves/arm-shapes.ts'
import { carry, easy } from './moves/carriage.ts'
import type { HandKey } from './moves/move.ts'
import { writeHand } from './moves/sample-move.ts'

// How somebody stands who has nothing to do: weight on one hip, the other knee soft, shoulders against the hips, and no two arms
// alike. Written with the weight on her left; the mirror gives the other side.

interface Stance {
  readonly name: string
  /** Hips to her left m, left hip up, turn to her left; degrees. */
  readonly hips: { readonly x: number; readonly tilt: number; readonly yaw: number }
  readonly chest: { readonly yaw: number; readonly pitch: number; readonly tilt: number }
  readonly headTiltDeg: number
  /** Where the foot without weight rests: outward and forward m, turned out and heel up degrees. */
  readonly free: { readonly x: number; readonly z: number; readonly yaw: number; readonly heel: number }
  /** Her left hand, on the side that bears the weight, and her right. */
  readonly weightHand: HandKey
  readonly freeHand: HandKey
}

const hanging: HandKey = {
  azimuth: 58,
  elevation: -79,
  reach: 0.97,
  palm: [-1, 0, -0.25],
  shape: 'relaxed',
  flex: 6,
  elbow: [-0.3, 0, -0.5],
}
/** Elbow a little bent, hand before the thigh. */
const forward: HandKey = {
  azimuth: 34,
  elevation: -75,
  reach: 0.945,
  palm: [-1, 0, -0.4],
  shape: 'relaxed',
  flex: 9,
  elbow: [-0.3, 0, -0.6],
}
/** Fingertips at the lapel of the coat. */
const lapel: HandKey = { ...arm.heart, azimuth: -6, elevation: -34, reach: 0.5, shape: 'soft', elbow: [0.35, -0.5, -0.1], flex: 16 }

const stances: readonly Stance[] = [
  {
    name: 'hand on the hip',
    hips: { x: 0.058, tilt: 8, yaw: -8 },
    chest: { yaw: 6, pitch: -2, tilt: -4 },
    headTiltDeg: 5,
    free: { x: 0.085, z: 0.07, yaw: 26, heel: 6 },
    weightHand: arm.onHip,
    freeHand: forward,
  },
  {
    name: 'hand at the lapel',
    hips: { x: 0.05, tilt: 6.5, yaw: -4 },
    chest: { yaw: -3, pitch: -1, tilt: -3 },
    headTiltDeg: -4,
    free: { x: 0.06, z: 0.045, yaw: 20, heel: 9 },
    weightHand: but(hanging, { azimuth: 76, elevation: -77 }),
    freeHand: lapel,
  },
  {
    name: 'arms down, one before and one behind',
    hips: { x: 0.054, tilt: 7, yaw: -10 },
    chest: { yaw: 8, pitch: -3, tilt: -3.5 },
    headTiltDeg: 6,
    free: { x: 0.05, z: 0.085, yaw: 24, heel: 4 },
    weightHand: but(hanging, { azimuth: 100, elevation: -75, reach: 0.96 }),
    freeHand: but(forward, { azimuth: 22, elevation: -70, reach: 0.92 }),
  },
  {
    name: 'a hand half open to the hall',
    hips: { x: 0.05, tilt: 6, yaw: 3 },
    chest: { yaw: -6, pitch: -2, tilt: -3 },
    headTiltDeg: 4,
    free: { x: 0.09, z: 0.03, yaw: 24, heel: 3 },
    weightHand: hanging,
    freeHand: but(arm.offer, {
      azimuth: 44,
      elevation: -46,
      reach: 0.74,
      palm: [-0.35, 1, 0.3],
      shape: 'relaxed',
      elbow: [0.1, -0.2, -0.3],
    }),
  },
  {
    name: 'hands clasped at the breast',
    hips: { x: 0.046, tilt: 5.5, yaw: -3 },
    chest: { yaw: 2, pitch: 0, tilt: -2.5 },
    headTiltDeg: -5,
    free: { x: 0.045, z: 0.035, yaw: 18, heel: 8 },
    weightHand: arm.clasps,
    freeHand: arm.clasped,
  },
]

/** How the foot that bears the weight stands. */
const planted = { x: 0.025, z: 0, yaw: 11 } as const

function figureOf(stance: Stance): Figure {
  const f = new Float64Array(figureSize)
  f.set([stance.hips.x, -0.006, -0.004, stance.hips.yaw, 1.5, stance.hips.tilt, stance.chest.yaw, stance.chest.pitch, stance.chest.tilt])
  f.set([0, 1, stance.headTiltDeg], at.head)
  writeHand(f, at.leftHand, stance.weightHand)
  writeHand(f, at.rightHand, stance.freeHand)
  f[at.leftFoot + foot.x] = planted.x
  f[at.leftFoot + foot.z] = planted.z
  f[at.leftFoot + foot.yaw] = planted.yaw
  f[at.rightFoot + foot.x] = stance.free.x
  f[at.rightFoot + foot.z] = stance.free.z
  f[at.rightFoot + foot.yaw] = stance.free.yaw
  f[at.rightFoot + foot.heel] = stance.free.heel
  carry(f, easy, 1)
  return f
}

/** Figures with the weight on her left, and the same ones with the weight on her right. Shared: copy before writing. */
export const standing = { left: stances.map(figureOf), right: stances.map((stance) => mirrorFigure(figureOf(stance))) } as const
export const stanceCount = stances.length
