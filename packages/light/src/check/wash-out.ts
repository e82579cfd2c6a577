/**
 * Wash-out: light from the audience's side on the gauze makes it visible, and the performer on it pale. Light from behind passes through
 * or lands on the floor and does not count.
 */
import type { Venue } from '@ghostlight/timeline'
import { beamOf } from '../beam.ts'
import { type LightSample, luminanceOf } from './luminance.ts'

/** The part of the gauze that the performer needs, upright and facing the audience; metres in the venue's axes. */
export interface ScreenArea {
  readonly centreM: readonly [number, number, number]
  readonly widthM: number
  readonly heightM: number
}

/** The gauze stands where the performer does; she needs about this much of it. */
export const PERFORMER_AREA: ScreenArea = { centreM: [0, 1.25, 0], widthM: 3, heightM: 2.5 }
/** Sum of relative luminances of the fixtures aimed at her above which a projector of usual strength loses: a quarter of one at full white. */
export const WASH_OUT_LIMIT_UNIT = 0.25

export interface WashOut {
  readonly startMs: number
  readonly endMs: number
  /** The highest sum of relative luminances in it; 1 is one fixture at full white. */
  readonly luminance: number
  /** Whose beams hit the screen, in order of the venue. */
  readonly fixtureIds: readonly string[]
}

/** Stretches with a performer on in which fixtures aimed at the screen exceed the limit. */
export function washOutsIn(
  venue: Venue,
  samples: readonly LightSample[],
  { screen, limitUnit }: { readonly screen: ScreenArea; readonly limitUnit: number },
): WashOut[] {
  const found: { startMs: number; endMs: number; luminance: number; fixtureIds: Set<string> }[] = []
  let open = false
  for (const { positionMs, states, performerOn } of samples) {
    const hitting = performerOn ? states.filter((state) => state.levelUnit > 0 && hits(venue, state, screen)) : []
    const luminance = hitting.reduce((sum, state) => sum + luminanceOf(state), 0)
    if (luminance <= limitUnit) {
      open = false
      continue
    }
    if (!open) found.push({ startMs: positionMs, endMs: positionMs, luminance: 0, fixtureIds: new Set() })
    open = true
    const last = found.at(-1)!
    last.endMs = positionMs
    last.luminance = Math.max(last.luminance, luminance)
    for (const { fixtureId } of hitting) last.fixtureIds.add(fixtureId)
  }
  return found.map((stretch) => ({ ...stretch, fixtureIds: [...stretch.fixtureIds] }))
}

/** Whether the middle of the beam comes from the audience's side and meets the area. */
function hits(venue: Venue, state: LightSample['states'][number], { centreM, widthM, heightM }: ScreenArea): boolean {
  const fixture = venue.fixtures[state.fixtureId]
  if (!fixture) return false
  const { originM, directionUnit } = beamOf(fixture, state)
  const distance = centreM[2] - originM[2]
  if (distance >= 0 || directionUnit[2] >= 0) return false
  const along = distance / directionUnit[2]
  const x = originM[0] + directionUnit[0] * along
  const y = originM[1] + directionUnit[1] * along
  return Math.abs(x - centreM[0]) <= widthM / 2 && Math.abs(y - centreM[1]) <= heightM / 2
}
