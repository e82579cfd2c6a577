/** Where heads point: the fan over a group, a point they all look at, and movements phase-locked to the beat. */
import type { Fixture, Movement } from '@ghostlight/timeline'
import { beamAxes } from './beam.ts'
import { fraction, hashAfter, unitOf } from './phase.ts'

export interface Position {
  readonly panDeg: number
  readonly tiltDeg: number
}

/** A head among `count` heads of its group, `index` from 0; its dice are for `sparkle`. */
interface Head {
  readonly index: number
  readonly count: number
  readonly dice: number
}

/** How far a movement has taken a head from where the look has it. */
export function swingOf({ kind, periodBeats, sizeDeg, spreadUnit }: Movement, phaseBeats: number, { index, count, dice }: Head): Position {
  const place = count > 0 ? index / count : 0
  const spread = spreadUnit ?? (kind === 'wave' || kind === 'chase' ? 1 : 0)
  const rounds = phaseBeats / periodBeats - place * spread
  const angle = 2 * Math.PI * fraction(rounds)
  switch (kind) {
    case 'circle':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: sizeDeg * Math.cos(angle) }
    case 'sweep':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: 0 }
    case 'nod':
    case 'wave':
      return { panDeg: 0, tiltDeg: sizeDeg * Math.sin(angle) }
    // Down and back within two places of the round: the next one starts when this one is at its lowest.
    case 'chase': {
      const shareUnit = 2 / Math.max(2, count)
      const f = fraction(rounds) / shareUnit
      return { panDeg: 0, tiltDeg: f < 1 ? -sizeDeg * Math.sin(Math.PI * f) ** 2 : 0 }
    }
    // Goes there in the first half of the period, slow at both ends as a heavy thing moves, and stays for the second.
    case 'sparkle': {
      const period = Math.floor(rounds)
      const f = Math.min(1, 2 * (rounds - period))
      const ease = f * f * (3 - 2 * f)
      const between = (axis: string): number => {
        const at = (n: number) => 2 * unitOf(hashAfter(dice, `${axis}${n}`)) - 1
        return sizeDeg * (at(period - 1) + (at(period) - at(period - 1)) * ease)
      }
      return { panDeg: between('p'), tiltDeg: between('t') }
    }
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
