/** Controllers of VOCALOID sequences: numbers that hold until the next event. Their middles and ends as the curves of a vocal track. */
import { type CurveName, type CurvePoint, resting, type ScoreCurves, STEP_BEATS, steps } from './editor-curves.ts'

export type Controller = 'pitchBend' | 'pitchBendRange' | 'dynamics' | 'breathiness' | 'brightness' | 'gender'
export interface ControllerEvent {
  readonly controller: Controller
  readonly atBeats: number
  readonly value: number
}

/** Full swing of the pitch wheel to either side. */
const FULL_BEND = 8192
const DEFAULT_RANGE_SEMITONES = 2

/** 64 is as it is; 0 is 18 dB softer, 127 is 6 dB louder. */
const dynamicsDb = (value: number): number => (value < 64 ? 20 * Math.log10(Math.max(8, value) / 64) : ((value - 64) / 63) * 6)

/**
 * @param events   of one part, in any order.
 * @param genderMiddle value at which gender is neutral.
 * @param endBeats     end of the part: what its last events set is let go there, for the next part begins with its own.
 */
export function curvesOfControllers(events: readonly ControllerEvent[], genderMiddle: number, endBeats: number): ScoreCurves {
  const sorted = [...events]
    .filter(({ atBeats, value }) => Number.isFinite(atBeats) && Number.isFinite(value))
    .sort((a, b) => a.atBeats - b.atBeats)
  const out: Partial<Record<CurveName, CurvePoint[]>> = {}
  const put = (name: CurveName, points: readonly CurvePoint[]): void => {
    const last = points.at(-1)
    if (!last) return
    // A little before the end, so that a part which begins there can take over.
    const until = endBeats - 2 * STEP_BEATS
    out[name] = resting(name, steps(until > last[0] ? [...points, [until, last[1]]] : points))
  }
  const of = (controller: Controller, value: (raw: number) => number): CurvePoint[] =>
    sorted.flatMap((event): CurvePoint[] => (event.controller === controller ? [[Math.max(0, event.atBeats), value(event.value)]] : []))
  let range = DEFAULT_RANGE_SEMITONES
  let bend = 0
  put(
    'pitchCents',
    sorted.flatMap(({ controller, atBeats, value }): CurvePoint[] => {
      if (controller === 'pitchBendRange') range = value
      else if (controller === 'pitchBend') bend = value
      else return []
      return [[Math.max(0, atBeats), (bend / FULL_BEND) * range * 100]]
    }),
  )
  put('dynamicsDb', of('dynamics', dynamicsDb))
  put(
    'breathinessUnit',
    of('breathiness', (value) => value / 127),
  )
  put(
    'brightnessUnit',
    of('brightness', (value) => (value - 64) / 64),
  )
  put(
    'genderUnit',
    of('gender', (value) => (value - genderMiddle) / 64),
  )
  return out
}
