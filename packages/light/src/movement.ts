/** Where heads point: the fan over a group, a point they all look at, and movements phase-locked to the beat. */
import type { Fixture, GroupLook } from '@ghostlight/timeline'
import { beamAxes } from './beam.ts'
import { fraction } from './phase.ts'

export interface Position {
  readonly panDeg: number
  readonly tiltDeg: number
}

type Movement = NonNullable<GroupLook['movement']>

/** How far a movement has taken its heads from where the look has them. */
export function swingOf({ kind, periodBeats, sizeDeg }: Movement, phaseBeats: number): Position {
  const angle = 2 * Math.PI * fraction(phaseBeats / periodBeats)
  switch (kind) {
    case 'circle':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: sizeDeg * Math.cos(angle) }
    case 'sweep':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: 0 }
    case 'nod':
      return { panDeg: 0, tiltDeg: sizeDeg * Math.sin(angle) }
  }
}

/** The fan spreads evenly and symmetrically: the first head at −fan/2, the last at +fan/2. */
export const fanOf = (fanDeg: number, { index, count }: { readonly index: number; readonly count: number }): number =>
  count > 1 ? fanDeg * (index / (count - 1) - 0.5) : 0

/** Pan and tilt with which a fixture looks at a point, from where it is aimed; `beamOf` the other way round. At its own place: 0, 0. */
export function turnTowards(fixture: Fixture, pointM: readonly [number, number, number]): Position {
  const { positionM } = fixture
  const way = [pointM[0] - positionM[0], pointM[1] - positionM[1], pointM[2] - positionM[2]] as const
  const length = Math.hypot(...way)
  if (length < 1e-9) return { panDeg: 0, tiltDeg: 0 }
  const { forward, right, up } = beamAxes(fixture)
  const along = (axis: readonly [number, number, number]) => (way[0] * axis[0] + way[1] * axis[1] + way[2] * axis[2]) / length
  return {
    panDeg: (Math.atan2(along(right), along(forward)) * 180) / Math.PI,
    tiltDeg: (Math.asin(Math.max(-1, Math.min(1, along(up)))) * 180) / Math.PI,
  }
}
