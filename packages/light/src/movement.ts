/** Where heads point: a look's position, the fan over its group, and movements phase-locked to the beat. */
import type { GroupLook } from '@ghostlight/timeline'
import { fraction } from './phase.ts'

export interface Position {
  readonly panDeg: number
  readonly tiltDeg: number
}

/** What the look asks of head `index` of `count` at a phase; null where it leaves the axis to others. */
export function positionOf(
  look: GroupLook,
  phaseBeats: number,
  { index, count }: { readonly index: number; readonly count: number },
): { readonly panDeg: number | null; readonly tiltDeg: number | null } {
  const { movement } = look
  const ownsPan = look.panDeg !== undefined || look.fanDeg !== undefined || movement !== undefined
  const ownsTilt = look.tiltDeg !== undefined || movement !== undefined
  // The fan spreads evenly and symmetrically: the first head at −fan/2, the last at +fan/2.
  const fan = look.fanDeg !== undefined && count > 1 ? look.fanDeg * (index / (count - 1) - 0.5) : 0
  const swing = movement ? swingOf(movement.kind, phaseBeats / movement.periodBeats, movement.sizeDeg) : { panDeg: 0, tiltDeg: 0 }
  return {
    panDeg: ownsPan ? (look.panDeg ?? 0) + fan + swing.panDeg : null,
    tiltDeg: ownsTilt ? (look.tiltDeg ?? 0) + swing.tiltDeg : null,
  }
}

function swingOf(kind: 'circle' | 'sweep' | 'nod', cycles: number, sizeDeg: number): Position {
  const angle = 2 * Math.PI * fraction(cycles)
  switch (kind) {
    case 'circle':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: sizeDeg * Math.cos(angle) }
    case 'sweep':
      return { panDeg: sizeDeg * Math.sin(angle), tiltDeg: 0 }
    case 'nod':
      return { panDeg: 0, tiltDeg: sizeDeg * Math.sin(angle) }
  }
}
