/** Fixture states as DMX slots. */
import type { Frame, SlotUse, Venue } from '@ghostlight/timeline'
import { type LinearRgb, linearRgb } from './colour.ts'
import { type KnownProfile, profileOf } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'
import { emptyMix, writeMix } from './mix.ts'
import { SLOTS_PER_UNIVERSE } from './patch.ts'

/**
 * Universe number → its 512 slots (index 0 is slot 1), for every universe that has a fixture. Slots nobody is patched to are 0;
 * what would lie beyond slot 512 is left out (`patchConflicts` names it). Caller owns the arrays.
 *
 * @param taken  slots that an operator holds, in these universes, have his value whatever their fixture does; null: none.
 */
export function dmxOf(venue: Venue, states: readonly FixtureState[], taken: Frame['taken'] | null = null): Map<number, Uint8Array> {
  const universes = new Map<number, Uint8Array>()
  for (const state of states) {
    const fixture = venue.fixtures[state.fixtureId]
    if (!fixture) continue
    let slots = universes.get(fixture.universe)
    if (!slots) {
      slots = new Uint8Array(SLOTS_PER_UNIVERSE)
      universes.set(fixture.universe, slots)
    }
    const profile = profileOf(venue, fixture)
    writeMix(state.rgb, profile.emitters, mix)
    const first = fixture.slot - 1
    const count = Math.min(profile.footprint, SLOTS_PER_UNIVERSE - first)
    for (let i = 0; i < count; i++) slots[first + i] = slotValue(profile.slots[i]!, state, profile)
  }
  for (const one of taken ?? []) {
    if (one.kind !== 'channel') continue
    const slots = universes.get(one.universe)
    if (slots) slots[one.slot - 1] = one.value
  }
  return universes
}

/** The colour of the fixture at hand as amounts of its lights. */
const mix = emptyMix()

/** 0–255. */
function slotValue(use: SlotUse, state: FixtureState, profile: KnownProfile): number {
  switch (use.kind) {
    case 'rest':
      return use.value
    case 'colourWheel':
      return nearestStop(use.stops, state.rgb)
    case 'strobe':
      return strobeValue(use, state.strobeHz ?? 0)
    case 'dimmer':
      return spread(use.underMaster === true ? shareOf(use, state) : state.levelUnit * shareOf(use, state), use)
    case 'pan':
    case 'tilt': {
      const turn = ((use.kind === 'pan' ? state.panDeg : state.tiltDeg) / use.rangeDeg) * (use.inverted === true ? -1 : 1)
      const steps = 256 ** use.bytes
      // The middle of 65536 steps is 32768.
      return byteAt(Math.min(steps - 1, Math.max(0, Math.round(steps / 2 + steps * turn))), use)
    }
    case 'zoom':
      return spread(use.highDeg === use.lowDeg ? 0 : (state.beamDeg - use.lowDeg) / (use.highDeg - use.lowDeg), use)
    default: {
      const dim = (use.dimmed ? state.levelUnit : 1) * (profile.cellDimmers ? 1 : shareOf(use, state))
      return spread(colourUnit(use.kind, state.rgb, dim), use)
    }
  }
}

/** The share of the level that a slot's pixel has. */
const shareOf = ({ cell }: { readonly cell?: number | undefined }, { cellUnits }: FixtureState): number =>
  cell === undefined ? 1 : (cellUnits?.[cell] ?? 1)

/** How much of one component a colour has, dimmed. */
function colourUnit(kind: keyof typeof mix | 'cyan' | 'magenta' | 'yellow', [red, green, blue]: LinearRgb, dim: number): number {
  switch (kind) {
    // Filters in front of white light: each takes its complement away.
    case 'cyan':
      return 1 - red * dim
    case 'magenta':
      return 1 - green * dim
    case 'yellow':
      return 1 - blue * dim
    default:
      return mix[kind] * dim
  }
}

/** Open, or the place of this rate in the range that has it; beyond all ranges the end that is nearest. */
function strobeValue({ open, ranges }: Extract<SlotUse, { kind: 'strobe' }>, rateHz: number): number {
  if (rateHz <= 0) return open
  let value = open
  let miss = Number.POSITIVE_INFINITY
  for (const { from, to, lowHz, highHz } of ranges) {
    const reached = Math.min(highHz, Math.max(lowHz, rateHz))
    if (Math.abs(rateHz - reached) >= miss) continue
    miss = Math.abs(rateHz - reached)
    value = Math.round(highHz === lowHz ? from : from + ((to - from) * (reached - lowHz)) / (highHz - lowHz))
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

type Stops = Extract<SlotUse, { kind: 'colourWheel' }>['stops']
const wheelColours = new WeakMap<Stops, readonly LinearRgb[]>()

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
    const distance = (red - rgb[0]) ** 2 + (green - rgb[1]) ** 2 + (blue - rgb[2]) ** 2
    if (distance < bestDistance) [best, bestDistance] = [index, distance]
  }
  return stops[best]!.value
}
