/** Shutters: where they are open, and where they strobe how fast. */
import { type Capability, middle } from './capability.ts'
import { memberOf, withUnit } from './json-reader.ts'

export interface StrobeRange {
  readonly from: number
  readonly to: number
  readonly lowHz: number
  readonly highHz: number
}

/** A shutter that opens and strobes; null when the file leaves open where it is open. */
export function strobeOf(capabilities: readonly Capability[]): { readonly open: number; readonly ranges: readonly StrobeRange[] } | null {
  const open = openShutter(capabilities)
  const ranges = strobeRanges(capabilities)
  return open === null || ranges.length === 0 ? null : { open: middle(open), ranges }
}

/** Where light flashes evenly at a rate that can be chosen; pulses, random flashes and flashes by sound are left out. */
export function strobeRanges(capabilities: readonly Capability[]): readonly StrobeRange[] {
  return capabilities.flatMap(({ type, from, to, json }): StrobeRange[] => {
    if (type !== 'ShutterStrobe' || memberOf(json, 'shutterEffect') !== 'Strobe') return []
    if (memberOf(json, 'soundControlled') === true || memberOf(json, 'randomTiming') === true) return []
    const rate = (member: string, otherwise: number) => rateOf(memberOf(json, member) ?? memberOf(json, 'speed')) ?? otherwise
    const [start, end] = [rate('speedStart', SLOW_HZ), rate('speedEnd', FAST_HZ)]
    return [start <= end ? { from, to, lowHz: start, highHz: end } : { from: to, to: from, lowHz: end, highHz: start }]
  })
}

/** What most shutters do at the ends of "slow … fast". */
const SLOW_HZ = 1
const FAST_HZ = 20

/** As good as no flash at all: a range of a profile begins above 0. */
const STILL_HZ = 0.01

/** "5Hz", "300bpm", "50%", "slow", "fast", "stop"; null: nothing that is a rate. */
function rateOf(value: unknown): number | null {
  const bpm = withUnit(value, 'bpm')
  const percent = withUnit(value, '%')
  const hz = withUnit(value, 'Hz') ?? (bpm === null ? null : bpm / 60) ?? (percent === null ? null : (percent / 100) * FAST_HZ)
  if (hz !== null) return hz < 0 ? null : Math.max(STILL_HZ, hz)
  return value === 'stop' ? STILL_HZ : value === 'slow' ? SLOW_HZ : value === 'fast' ? FAST_HZ : null
}

/** Values at which a shutter lets light through: open, a place at which it does nothing, or flashes that stand still. null: the file names none. */
export function openShutter(capabilities: readonly Capability[]): { readonly from: number; readonly to: number } | null {
  const open =
    capabilities.find(({ type, json }) => type === 'ShutterStrobe' && memberOf(json, 'shutterEffect') === 'Open') ??
    capabilities.find(({ type }) => type === 'NoFunction')
  if (open !== undefined) return open
  for (const { from, lowHz } of strobeRanges(capabilities)) if (lowHz === STILL_HZ) return { from, to: from }
  return null
}
