/** What is drawn along a light clip, at a place inside it. */
import type { LightClip } from '@ghostlight/timeline'
import { blendRgb, type LinearRgb, linearRgb } from './colour.ts'

export interface DrawnValues {
  /** Multiplies the level. */
  readonly levelUnit: number
  /** Added. */
  readonly panDeg: number
  readonly tiltDeg: number
  /** In place of the look's; null: nothing is drawn. */
  readonly beamDeg: number | null
  readonly strobeHz: number | null
  readonly rgb: LinearRgb | null
}

export const NOTHING_DRAWN: DrawnValues = { levelUnit: 1, panDeg: 0, tiltDeg: 0, beamDeg: null, strobeHz: null, rgb: null }

/** @param intoBeats  quarter notes since the clip began. */
export function drawnAt(curves: NonNullable<LightClip['curves']>, intoBeats: number): DrawnValues {
  const colour = curves.colour
  const at = colour === undefined ? null : placeIn(colour, intoBeats)
  return {
    levelUnit: numberAt(curves.levelUnit, intoBeats) ?? 1,
    panDeg: numberAt(curves.panDeg, intoBeats) ?? 0,
    tiltDeg: numberAt(curves.tiltDeg, intoBeats) ?? 0,
    beamDeg: numberAt(curves.beamDeg, intoBeats),
    strobeHz: numberAt(curves.strobeHz, intoBeats),
    rgb: colour === undefined || at === null ? null : blendRgb(linearRgb(colour[at.from]![1]), linearRgb(colour[at.to]![1]), at.shareUnit),
  }
}

function numberAt(points: readonly (readonly [number, number])[] | undefined, beats: number): number | null {
  if (points === undefined) return null
  const { from, to, shareUnit } = placeIn(points, beats)
  const [low, high] = [points[from]![1], points[to]![1]]
  return low + (high - low) * shareUnit
}

/** Between which points; level before the first and after the last. Of points at one place the last counts from there on. */
function placeIn(points: readonly (readonly [number, unknown])[], beats: number): { from: number; to: number; shareUnit: number } {
  let from = -1
  for (let i = 0; i < points.length && points[i]![0] <= beats; i++) from = i
  if (from < 0) return { from: 0, to: 0, shareUnit: 0 }
  if (from === points.length - 1) return { from, to: from, shareUnit: 0 }
  const [start, end] = [points[from]![0], points[from + 1]![0]]
  return { from, to: from + 1, shareUnit: (beats - start) / (end - start) }
}
