/** Vibrato as sliders have it. Pure. */
import type { Vibrato } from '@ghostlight/timeline'

export type VibratoMode = 'singer' | 'hand' | 'none'
export const vibratoMode = (vibrato: Vibrato | undefined): VibratoMode =>
  vibrato === undefined ? 'singer' : vibrato.depthCents === 0 ? 'none' : 'hand'

/** Where a hand begins: a pop voice's, in the later half of the note. */
export const plainVibrato: Vibrato = { depthCents: 30, periodMs: 180, lengthUnit: 0.6, fadeInUnit: 0.25, fadeOutUnit: 0.1 }

export interface VibratoPart {
  readonly name: 'depth' | 'period' | 'start' | 'fadeIn' | 'fadeOut' | 'shift' | 'drift'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit: 'cents' | 'ms' | 'share'
  readonly read: (vibrato: Vibrato) => number
  readonly write: (value: number) => Partial<Vibrato>
}
const round = (value: number): number => Math.round(value * 1000) / 1000

/** `start` is the rest of what the document calls length: people look at where it begins. Depth 0 is no vibrato, which has its own word. */
export const vibratoParts: readonly VibratoPart[] = [
  { name: 'depth', min: 1, max: 200, step: 1, unit: 'cents', read: (v) => v.depthCents, write: (depthCents) => ({ depthCents }) },
  { name: 'period', min: 50, max: 500, step: 5, unit: 'ms', read: (v) => v.periodMs, write: (periodMs) => ({ periodMs }) },
  {
    name: 'start',
    min: 0,
    max: 1,
    step: 0.01,
    unit: 'share',
    read: (v) => round(1 - v.lengthUnit),
    write: (start) => ({ lengthUnit: round(1 - start) }),
  },
  { name: 'fadeIn', min: 0, max: 1, step: 0.01, unit: 'share', read: (v) => v.fadeInUnit, write: (fadeInUnit) => ({ fadeInUnit }) },
  { name: 'fadeOut', min: 0, max: 1, step: 0.01, unit: 'share', read: (v) => v.fadeOutUnit, write: (fadeOutUnit) => ({ fadeOutUnit }) },
  { name: 'shift', min: 0, max: 1, step: 0.01, unit: 'share', read: (v) => v.shiftUnit ?? 0, write: (shiftUnit) => ({ shiftUnit }) },
  { name: 'drift', min: -1, max: 1, step: 0.01, unit: 'share', read: (v) => v.driftUnit ?? 0, write: (driftUnit) => ({ driftUnit }) },
]

/** Fades never take more than the whole of it: the other one gives way. */
export function withVibratoPart(vibrato: Vibrato, part: VibratoPart, value: number): Vibrato {
  const next = { ...vibrato, ...part.write(round(value)) }
  if (part.name === 'fadeIn') next.fadeOutUnit = round(Math.min(next.fadeOutUnit, 1 - next.fadeInUnit))
  if (part.name === 'fadeOut') next.fadeInUnit = round(Math.min(next.fadeInUnit, 1 - next.fadeOutUnit))
  return next
}
