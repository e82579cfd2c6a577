/** How the shots see her: how much of her, from what height, through which lens. Lengths are shares of the performer's height. */
import type { Shot } from './camera.ts'

/** Where the lower edge of the picture may cut her: on the chest, at the waist, in mid-thigh; never at a joint. `feet` cuts nothing. */
export type Crop = 'chest' | 'waist' | 'thigh' | 'feet'

/** Heights of the lines, of a body that stands straight. Elbows hang at 0.65, wrists at 0.51, finger tips at 0.42; knees are at 0.30. */
export const CROP_UNIT: Readonly<Record<Exclude<Crop, 'feet'>, number>> = { chest: 0.715, waist: 0.58, thigh: 0.36 }

export interface Size {
  /** From the narrowest that will do to the widest. */
  readonly crops: readonly Crop[]
  /** The picture is never less high than this, of her height. */
  readonly leastUnit: number
  /** Vertical opening of the lens, degrees. */
  readonly fovDeg: number
  /** Height of the eye over the stage, of her height; in cut shots over or under the middle of the picture. */
  readonly eyeUnit: number
  /** The eye is never lower over the stage, metres: there the crowd is, or the deck. */
  readonly lowestEyeM: number
  /** From which sides she may be seen, degrees round her either way. */
  readonly sidesDeg: readonly number[]
}

const near = [4, 10, 16, 22, 28]

export const SIZES: Readonly<Record<Shot, Size>> = {
  wide: { crops: ['feet'], leastUnit: 2.02, fovDeg: 34, eyeUnit: 0.66, lowestEyeM: 1.05, sidesDeg: [3, 7, 11] },
  crowd: { crops: ['feet'], leastUnit: 1.98, fovDeg: 26, eyeUnit: 0.42, lowestEyeM: 0.45, sidesDeg: [4, 8, 13] },
  full: { crops: ['feet'], leastUnit: 1.42, fovDeg: 30, eyeUnit: 0.6, lowestEyeM: 0.85, sidesDeg: [6, 12, 18] },
  low: { crops: ['feet'], leastUnit: 1.46, fovDeg: 40, eyeUnit: 0.14, lowestEyeM: 0.18, sidesDeg: [8, 14, 20] },
  orbit: { crops: ['feet'], leastUnit: 1.42, fovDeg: 32, eyeUnit: 0.68, lowestEyeM: 0.9, sidesDeg: [0] },
  medium: { crops: ['thigh', 'feet'], leastUnit: 0.76, fovDeg: 28, eyeUnit: 0.02, lowestEyeM: 0.7, sidesDeg: near },
  side: { crops: ['thigh', 'feet'], leastUnit: 0.8, fovDeg: 28, eyeUnit: -0.04, lowestEyeM: 0.7, sidesDeg: [20, 26, 32] },
  close: { crops: ['chest', 'waist', 'thigh', 'feet'], leastUnit: 0.42, fovDeg: 24, eyeUnit: 0.02, lowestEyeM: 0.9, sidesDeg: near },
}
