/** What one slot of a fixture is, 0–255: the fixture's state by what its profile says of the slot. */
import type { PlainSlotUse } from '@ghostlight/timeline'
import { kelvinOf, type LinearRgb, linearRgb } from './colour.ts'
import type { KnownProfile } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'
import { emptyMix, type Mix, writeMix, writeWhites } from './mix.ts'

type UseOf<K extends PlainSlotUse['kind']> = Extract<PlainSlotUse, { kind: K }>

// The colours of the fixture at hand as amounts of its lights: of all of it, and of each pixel while they differ.
const whole = emptyMix()
const ofCells: Mix[] = []

/** Has to be called with a fixture's state before its slots are asked for. */
export function takeUp({ mixes, emitters }: KnownProfile, { rgb, cellRgb }: FixtureState): void {
  const write = mixes ? writeMix : writeWhites
  write(rgb, emitters, whole)
  for (let cell = 0; cell < (cellRgb?.length ?? 0); cell++) {
    const out = ofCells[cell] ?? emptyMix()
    ofCells[cell] = out
    write(cellRgb![cell]!, emitters, out)
  }
}

export function slotValue(use: PlainSlotUse, profile: KnownProfile, state: FixtureState): number {
  const { optics } = state
  switch (use.kind) {
    case 'rest':
      return use.value
    case 'colourWheel':
      return nearestStop(use.stops, state.rgb)
    case 'strobe':
      return rateIn(use.ranges, state.strobeHz ?? 0) ?? use.open
    case 'dimmer': {
      const unit = use.underMaster === true ? shareOf(use, state) : state.levelUnit * shareOf(use, state)
      const strobing = use.strobe === undefined || unit <= 0 ? null : rateIn(use.strobe, state.strobeHz ?? 0)
      return strobing === null ? spread(unit, use) : use.byte === 0 ? strobing : 0
    }
    case 'pan':
    case 'tilt': {
      const turn = ((use.kind === 'pan' ? state.panDeg : state.tiltDeg) / use.rangeDeg) * (use.inverted === true ? -1 : 1)
      const steps = 256 ** use.bytes
      // The middle of 65536 steps is 32768.
      return byteAt(Math.min(steps - 1, Math.max(0, Math.round(steps / 2 + steps * turn))), use)
    }
    case 'zoom':
      return spread(use.highDeg === use.lowDeg ? 0 : (state.beamDeg - use.lowDeg) / (use.highDeg - use.lowDeg), use)
    case 'iris':
      return asked(use, optics?.irisUnit)
    case 'focus':
      return asked(use, optics?.focusUnit)
    case 'frost':
      return asked(use, optics?.frostUnit)
    case 'colourTemperature':
      return spread((kelvinOf(state.rgb) - use.lowK) / (use.highK - use.lowK), use)
    case 'gobo':
      return goboValue(use, optics?.gobo ?? 0)
    case 'prism':
      return use.stops[(optics?.prism ?? 0) - 1] ?? use.open
    case 'goboSpeed':
      return speedValue(use, optics?.goboSpeedUnit ?? 0)
    case 'prismSpeed':
      return speedValue(use, optics?.prismSpeedUnit ?? 0)
    default: {
      const dim = (use.dimmed ? state.levelUnit : 1) * (profile.cellDimmers ? 1 : shareOf(use, state))
      return spread(colourUnit(use, state, dim), use)
    }
  }
}

/** The share of the level that a slot's pixel has. */
const shareOf = ({ cell }: { readonly cell?: number | undefined }, { cellUnits }: FixtureState): number =>
  cell === undefined ? 1 : (cellUnits?.[cell] ?? 1)

/** How much of one component a colour has, dimmed. */
function colourUnit(
  { kind, cell }: Extract<PlainSlotUse, { dimmed: boolean }>,
  { rgb, cellRgb, optics }: FixtureState,
  dim: number,
): number {
  const own = cell === undefined ? undefined : cellRgb?.[cell]
  const [red, green, blue] = own ?? rgb
  switch (kind) {
    // Filters in front of white light: each takes its complement away.
    case 'cyan':
      return 1 - red * dim
    case 'magenta':
      return 1 - green * dim
    case 'yellow':
      return 1 - blue * dim
    case 'uv':
      return (optics?.uvUnit ?? 0) * dim
    default:
      return (own === undefined ? whole : ofCells[cell!]!)[kind] * dim
  }
}

/** The place of a rate in the range that has it, beyond all ranges the end that is nearest; null: it does not strobe. */
function rateIn(ranges: UseOf<'strobe'>['ranges'], rateHz: number): number | null {
  if (rateHz <= 0) return null
  let value: number | null = null
  let miss = Number.POSITIVE_INFINITY
  for (const { from, to, lowHz, highHz } of ranges) {
    const reached = Math.min(highHz, Math.max(lowHz, rateHz))
    if (Math.abs(rateHz - reached) >= miss) continue
    miss = Math.abs(rateHz - reached)
    value = Math.round(highHz === lowHz ? from : from + ((to - from) * (reached - lowHz)) / (highHz - lowHz))
  }
  return value
}

function asked(use: Extract<PlainSlotUse, { rest: number }>, unit: number | undefined): number {
  if (unit !== undefined) return spread(unit, use)
  return use.byte === 0 ? use.rest : 0
}

/** Its number or the first whose name has these letters; open when there is none. */
function goboValue({ open, stops, after = 0 }: UseOf<'gobo'>, gobo: number | string): number {
  if (typeof gobo === 'number') return stops[gobo - 1 - after]?.value ?? open
  const letters = gobo.toLowerCase()
  return stops.find(({ name }) => name.toLowerCase().includes(letters))?.value ?? open
}

/** Where it turns this fast; of several ranges the one that comes nearest. */
function speedValue({ still, ranges }: Extract<PlainSlotUse, { still: number }>, speedUnit: number): number {
  if (speedUnit === 0) return still
  let value = still
  let miss = Number.POSITIVE_INFINITY
  for (const { from, to, fromUnit, toUnit } of ranges) {
    const reached = Math.min(Math.max(fromUnit, toUnit), Math.max(Math.min(fromUnit, toUnit), speedUnit))
    // The wrong way round is worse than the wrong speed.
    const distance = Math.abs(speedUnit - reached) + (Math.sign(reached) === Math.sign(speedUnit) ? 0 : 2)
    if (distance >= miss) continue
    miss = distance
    value = Math.round(toUnit === fromUnit ? from : from + ((to - from) * (reached - fromUnit)) / (toUnit - fromUnit))
  }
  return value
}

interface Place {
  readonly byte: number
  readonly bytes: number
  readonly range?: readonly [number, number] | undefined
}

/** A share 0–1 over the range of the parameter; this slot's byte of it. */
function spread(unit: number, place: Place): number {
  const low = place.range === undefined ? 0 : place.range[0]
  const high = place.range === undefined ? 255 : place.range[1]
  const finer = 256 ** (place.bytes - 1)
  // Both ends included: the lowest value of the first coarse step, the highest of the last.
  const from = low <= high ? low * finer : (low + 1) * finer - 1
  const to = low <= high ? (high + 1) * finer - 1 : high * finer
  return byteAt(Math.round(from + (to - from) * Math.min(1, Math.max(0, unit))), place)
}

const byteAt = (value: number, { byte, bytes }: Place): number => Math.floor(value / 256 ** (bytes - 1 - byte)) & 255

type Stops = UseOf<'colourWheel'>['stops']
const wheelColours = new WeakMap<Stops, readonly LinearRgb[]>()
/** A split beam is no colour: it is taken when the nearest whole one is this many times as far away. */
const SPLIT_PENALTY = 4

/** The stop whose colour is nearest in linear light; the first of equals. */
function nearestStop(stops: Stops, rgb: LinearRgb): number {
  let colours = wheelColours.get(stops)
  if (colours === undefined) {
    colours = stops.map(({ colour }) => linearRgb(colour))
    wheelColours.set(stops, colours)
  }
  let best = 0
  let bestDistance = Number.POSITIVE_INFINITY
  for (const [index, [red, green, blue]] of colours.entries()) {
    const squared = (red - rgb[0]) ** 2 + (green - rgb[1]) ** 2 + (blue - rgb[2]) ** 2
    const distance = stops[index]!.split === true ? squared * SPLIT_PENALTY : squared
    if (distance < bestDistance) [best, bestDistance] = [index, distance]
  }
  return stops[best]!.value
}
