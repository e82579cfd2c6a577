/** What shapes a beam: iris, focus, frost, prisms, how fast gobos and prisms turn, and the colour temperature of white light. */
import { type Capability, endsOf, middle, shareOf, widest } from './capability.ts'
import { withUnit } from './json-reader.ts'

/** Coarse values of nothing and of all. */
export type Scale = readonly [number, number]

/** Iris from closed to open, focus from near to far, frost from out to in; null: the file tells no two ends. */
export function scaleOf(type: 'Iris' | 'Focus' | 'Frost', capabilities: readonly Capability[]): Scale | null {
  const property = { Iris: 'openPercent', Focus: 'distance', Frost: 'frostIntensity' }[type]
  const read = (value: unknown) => (value === 'far' ? Number.POSITIVE_INFINITY : (withUnit(value, 'm') ?? shareOf(value)))
  const main = widest(
    capabilities.filter((one) => {
      const ends = one.type === type ? endsOf(one, property, read) : null
      return ends !== null && ends[0] !== ends[1]
    }),
  )
  if (main === null) return null
  const [start, end] = endsOf(main, property, read)!
  return start < end ? [main.from, main.to] : [main.to, main.from]
}

/** A frost that is only in or out counts from the first value that has it in. */
export function frostOf(capabilities: readonly Capability[]): Scale | null {
  const scale = scaleOf('Frost', capabilities)
  if (scale !== null) return scale
  const inside = widest(capabilities.filter((one) => one.type === 'Frost' && (endsOf(one, 'frostIntensity', shareOf)?.[0] ?? 1) > 0))
  return inside === null ? null : [inside.from, inside.to]
}

export interface Prisms {
  readonly open: number
  readonly stops: readonly number[]
}

/** Values with a prism in the beam. Where the same values also turn it, they count only when nothing else does. */
export function prismsOf(capabilities: readonly Capability[], rest: number): Prisms | null {
  const prisms = capabilities.filter(({ type }) => type === 'Prism')
  if (prisms.length === 0) return null
  const off = capabilities.find(({ type }) => type === 'NoFunction')
  const steady = prisms.filter((prism) => endsOf(prism, 'speed', shareOf) === null || endsOf(prism, 'speed', shareOf)![0] === 0)
  return { open: off === undefined ? rest : middle(off), stops: (steady.length > 0 ? steady : prisms.slice(0, 1)).map(({ from }) => from) }
}

export interface Turning {
  readonly still: number
  readonly ranges: readonly { readonly from: number; readonly to: number; readonly fromUnit: number; readonly toUnit: number }[]
}

/** How fast something turns, by value; the fastest that the file names counts as 1. null: it names no speeds. */
export function turningOf(type: 'WheelSlotRotation' | 'PrismRotation', capabilities: readonly Capability[], rest: number): Turning | null {
  const turns = capabilities.flatMap((one) => {
    const ends = one.type === type ? endsOf(one, 'speed', turnsOf) : null
    return ends === null ? [] : [{ ...one, ends }]
  })
  const fastest = Math.max(0, ...turns.flatMap(({ ends }) => ends.map(Math.abs)))
  if (fastest === 0) return null
  const still = turns.find(({ ends }) => ends[0] === 0 && ends[1] === 0) ?? capabilities.find((one) => one.type === 'NoFunction')
  // One that is held at an angle does not turn.
  const held = capabilities.find((one) => one.type === type && endsOf(one, 'speed', turnsOf) === null)
  const ranges = turns.flatMap(({ from, to, ends: [start, end] }) => {
    if (start === 0 && end === 0) return []
    const at = middle({ from, to })
    return [
      start === end
        ? { from: at, to: at, fromUnit: start / fastest, toUnit: start / fastest }
        : { from, to, fromUnit: start / fastest, toUnit: end / fastest },
    ]
  })
  return { still: still !== undefined ? middle(still) : (held?.from ?? rest), ranges }
}

/** "fast CW", "-50%", "12rpm", "0.5Hz"; with the clock is positive. Rates and percentages never stand in one channel. */
function turnsOf(value: unknown): number | null {
  const rpm = withUnit(value, 'rpm')
  return withUnit(value, 'Hz') ?? (rpm === null ? shareOf(value) : rpm / 60)
}

export interface Temperatures {
  readonly lowK: number
  readonly highK: number
  /** Coarse values of the two. */
  readonly range: Scale
}

/** What the words of the format usually mean. */
const NEUTRAL_K = 6500
const WARMEST_K = 2700
const COLDEST_K = 10_000

export function temperaturesOf(capabilities: readonly Capability[]): Temperatures | null {
  const main = widest(
    capabilities.filter((one) => {
      const ends = one.type === 'ColorTemperature' ? endsOf(one, 'colorTemperature', kelvinIn) : null
      return ends !== null && ends[0] !== ends[1]
    }),
  )
  if (main === null) return null
  const [start, end] = endsOf(main, 'colorTemperature', kelvinIn)!
  return start < end ? { lowK: start, highK: end, range: [main.from, main.to] } : { lowK: end, highK: start, range: [main.to, main.from] }
}

function kelvinIn(value: unknown): number | null {
  const kelvin = withUnit(value, 'K')
  if (kelvin !== null) return kelvin > 0 ? kelvin : null
  const share = shareOf(value)
  if (share === null) return null
  // Even in mired, as filters are.
  const end = share < 0 ? WARMEST_K : COLDEST_K
  return 1e6 / (1e6 / NEUTRAL_K + (1e6 / end - 1e6 / NEUTRAL_K) * Math.min(1, Math.abs(share)))
}
