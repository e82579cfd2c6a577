/** Curves drawn along a vocal track, read onto the grid of a phrase. */
import { type Beats, beats, type TempoMap, type VocalTrack } from '@ghostlight/timeline'

type Curves = NonNullable<VocalTrack['curves']>
export type CurveName = keyof Curves

/** What a curve rests at when nobody has drawn it. */
export const neutralOf: Readonly<Record<CurveName, number>> = {
  pitchCents: 0,
  dynamicsDb: 0,
  breathinessUnit: 0,
  tensionUnit: 0,
  genderUnit: 0,
  voicingUnit: 1,
  brightnessUnit: 0,
}
/** A throat has weight: a drawn step takes this long, so that no edit clicks. Odd numbers of grid steps. */
const easeSteps: Readonly<Record<CurveName, number>> = {
  pitchCents: 3,
  dynamicsDb: 7,
  breathinessUnit: 9,
  tensionUnit: 9,
  genderUnit: 15,
  voicingUnit: 7,
  brightnessUnit: 9,
}

/** Value of a drawn curve at a beat: straight between points, level before the first and after the last. */
export function curveAt(points: readonly (readonly [Beats, number])[], at: number): number {
  let low = 0
  let high = points.length - 1
  if (at <= points[0]![0]) return points[0]![1]
  if (at >= points[high]![0]) return points[high]![1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (points[middle]![0] <= at) low = middle
    else high = middle
  }
  const [fromBeat, from] = points[low]!
  const [toBeat, to] = points[high]!
  return toBeat > fromBeat ? from + ((to - from) * (at - fromBeat)) / (toBeat - fromBeat) : to
}

/** Running mean over an odd number of values, twice: corners become rounds. */
function eased(values: Float32Array, width: number): Float32Array {
  let from = values
  const half = (width - 1) / 2
  for (let round = 0; round < 2; round++) {
    const to = new Float32Array(from.length)
    for (let i = 0; i < from.length; i++) {
      let sum = 0
      for (let k = i - half; k <= i + half; k++) sum += from[k < 0 ? 0 : k >= from.length ? from.length - 1 : k]!
      to[i] = sum / width
    }
    from = to
  }
  return from
}

/**
 * One curve over a phrase.
 *
 * @param grid positions startMs + i · hopMs for i < count, ms of the song.
 * @returns    null where the curve is neutral throughout, so that an untouched phrase keeps its name and its sound.
 */
export function drawnOver(
  curves: Curves | undefined,
  name: CurveName,
  tempo: TempoMap,
  grid: { readonly startMs: number; readonly hopMs: number; readonly count: number },
): Float32Array | null {
  const points = curves?.[name]
  if (!points || points.length === 0) return null
  const sorted = points.every((p, i) => i === 0 || p[0] >= points[i - 1]![0]) ? points : [...points].sort((a, b) => a[0] - b[0])
  const values = new Float32Array(grid.count)
  let touched = false
  for (let i = 0; i < grid.count; i++) {
    const at = tempo.msToBeats(Math.max(0, grid.startMs + i * grid.hopMs) as Parameters<TempoMap['msToBeats']>[0])
    // On a grid, because engines differ in the last bit of a ramp's exponential.
    values[i] = curveAt(sorted, beats(Math.round(at * 1048576) / 1048576))
    if (Math.abs(values[i]! - neutralOf[name]) > 1e-6) touched = true
  }
  return touched ? eased(values, easeSteps[name]) : null
}
