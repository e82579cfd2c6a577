/**
 * Where the audience's eye is: shots of the camera track, turned into a place and a direction. Pure numbers, metres; x to the
 * audience's right, y up, z towards the audience, origin under the performer.
 */
import type { Frame } from '@ghostlight/timeline'
import { clampUnit, mix, smoothUnit } from '../ease.ts'
import type { DirectedShot } from './direct.ts'

export type Shot = 'wide' | 'full' | 'medium' | 'close' | 'low' | 'side' | 'crowd' | 'orbit'

export interface View {
  readonly eyeM: readonly [number, number, number]
  readonly lookM: readonly [number, number, number]
  /** Vertical opening, degrees. */
  readonly fovDeg: number
}

interface ShotSheet {
  /** Height of the point looked at. */
  readonly lookHeightM: number
  /** What must fit into the picture at that point, whatever its shape: width, height. */
  readonly fitsM: readonly [number, number]
  readonly eyeHeightM: number
  readonly fovDeg: number
  /** Degrees round the performer when the clip does not say. */
  readonly fromDeg: number
  readonly toDeg: number
  /** How much closer (<1) or farther it ends than it began: nothing on a stage stands dead still. */
  readonly push: number
  /** Nearest and farthest the eye may be. */
  readonly distanceM: readonly [number, number]
}

/**
 * Sizes of the performer (1.7 m, arms 1.6 m) in the picture. `fitsM` for narrow shots leaves room for the head and one raised hand
 * in 9:16 as well as in 16:9. Shots down to her feet stand low enough for the words of the song under them (`CAPTION_UNIT`).
 */
const SHOTS: Readonly<Record<Shot, ShotSheet>> = {
  wide: { lookHeightM: 1.4, fitsM: [3.9, 4.3], eyeHeightM: 1.15, fovDeg: 46, fromDeg: -7, toDeg: 5, push: 0.93, distanceM: [5.6, 11] },
  full: { lookHeightM: 0.84, fitsM: [1.9, 2.72], eyeHeightM: 1.0, fovDeg: 34, fromDeg: 8, toDeg: 2, push: 0.95, distanceM: [3.6, 9] },
  medium: { lookHeightM: 1.32, fitsM: [1.2, 1.55], eyeHeightM: 1.3, fovDeg: 30, fromDeg: -10, toDeg: -3, push: 0.92, distanceM: [2.2, 6] },
  close: { lookHeightM: 1.4, fitsM: [0.9, 1.12], eyeHeightM: 1.46, fovDeg: 26, fromDeg: 12, toDeg: 6, push: 0.93, distanceM: [1.35, 4] },
  low: { lookHeightM: 0.9, fitsM: [1.7, 2.85], eyeHeightM: 0.22, fovDeg: 44, fromDeg: -22, toDeg: -12, push: 0.94, distanceM: [2.6, 6] },
  side: { lookHeightM: 1.28, fitsM: [1.6, 1.7], eyeHeightM: 1.2, fovDeg: 32, fromDeg: 52, toDeg: 42, push: 0.95, distanceM: [3, 7] },
  crowd: { lookHeightM: 1.3, fitsM: [3.3, 3.7], eyeHeightM: 0.66, fovDeg: 44, fromDeg: 14, toDeg: 6, push: 0.95, distanceM: [6, 10] },
  orbit: { lookHeightM: 0.84, fitsM: [1.7, 2.7], eyeHeightM: 1.15, fovDeg: 34, fromDeg: -50, toDeg: 50, push: 1, distanceM: [3, 7] },
}

/**
 * In a tall picture the shots that show the room would make her small. There she fills 45 % of the height and more; 1.9 m across still
 * hold head and leading hand.
 */
const TALL: Readonly<Partial<Record<Shot, Partial<ShotSheet>>>> = {
  wide: { lookHeightM: 1.02, fitsM: [1.95, 3.4], eyeHeightM: 1.1, fovDeg: 40, distanceM: [4, 8] },
  crowd: { lookHeightM: 1.13, fitsM: [2.0, 3.6], eyeHeightM: 0.75, fovDeg: 40, distanceM: [4.4, 8] },
  full: { lookHeightM: 0.84, fitsM: [1.55, 2.75], fovDeg: 38, distanceM: [3, 8] },
  medium: { fitsM: [1.5, 1.6] },
  close: { fitsM: [1.2, 1.35], distanceM: [1.35, 4.7] },
  low: { fitsM: [1.55, 2.85], distanceM: [2.4, 6] },
  side: { fitsM: [1.35, 1.7], distanceM: [2.8, 7] },
  orbit: { fitsM: [1.55, 2.75], distanceM: [2.8, 7] },
}
/** Share of the picture's height, from below, that the words of the song may take. */
export const CAPTION_UNIT = 0.14
/** Below this width / height a picture is tall. */
const TALL_ASPECT = 0.8

export interface CameraMoment {
  /** Another one is a cut. */
  readonly id: string
  readonly shot: Shot
  /** Degrees round the performer at the clip's ends, when it says. */
  readonly fromDeg: number | null
  readonly toDeg: number | null
  readonly progressUnit: number
}

/** The shot a frame asks for, else the one directed for its song; wide and slowly drifting where nothing is on. */
export function shotOf(frame: Frame, directed: DirectedShot | null): CameraMoment {
  const camera = frame.camera
  if (camera) {
    const { shot, from, to } = camera.clip
    return { id: camera.clipId, shot, fromDeg: from ?? null, toDeg: to ?? null, progressUnit: camera.progressUnit }
  }
  if (directed) {
    const { shot, startBeats, endBeats } = directed
    const progressUnit = clampUnit((frame.positionBeats - startBeats) / (endBeats - startBeats))
    return { id: `directed ${startBeats}`, shot, fromDeg: null, toDeg: null, progressUnit }
  }
  return { id: '', shot: 'wide', fromDeg: -6, toDeg: 6, progressUnit: 0.5 + 0.5 * Math.sin(frame.atMs / 9000) }
}

/** Distance at which a width and a height fit into a picture of an aspect (width / height). */
export function fitDistanceM(widthM: number, heightM: number, fovDeg: number, aspect: number): number {
  const halfTan = Math.tan((fovDeg * Math.PI) / 360)
  return Math.max(heightM / 2 / halfTan, widthM / 2 / (halfTan * aspect))
}

/**
 * @param aspect  width / height of the picture.
 * @param swayMs  show time that moves the hand of the operator; a constant one for reduced motion.
 */
export function viewOf(moment: Omit<CameraMoment, 'id'>, aspect: number, swayMs: number): View {
  const tall = aspect < TALL_ASPECT
  const sheet = tall ? { ...SHOTS[moment.shot], ...TALL[moment.shot] } : SHOTS[moment.shot]
  const progress = smoothUnit(moment.progressUnit)
  const angle = (mix(moment.fromDeg ?? sheet.fromDeg, moment.toDeg ?? moment.fromDeg ?? sheet.toDeg, progress) * Math.PI) / 180
  const [nearest, farthest] = sheet.distanceM
  // A picture that is nearly square would need a long way back; it opens the lens a little as well.
  const fovDeg = sheet.fovDeg * (aspect < 1 && !tall ? 1.28 : 1)
  const fit = fitDistanceM(sheet.fitsM[0], sheet.fitsM[1], fovDeg, aspect)
  const distance = Math.max(nearest, Math.min(farthest, fit)) * mix(1, sheet.push, progress)
  // Two slow, unrelated swings: a camera held by somebody. At 3 m it is a centimetre or two.
  const sway = 0.006 * distance
  const x = Math.sin(angle) * distance + sway * Math.sin(swayMs / 2900)
  const z = Math.cos(angle) * distance
  const y = sheet.eyeHeightM + sway * Math.sin(swayMs / 2100 + 1)
  return {
    eyeM: [x, y, z],
    lookM: [sway * 0.6 * Math.sin(swayMs / 3700), sheet.lookHeightM + sway * 0.5 * Math.sin(swayMs / 2600), 0],
    fovDeg,
  }
}
