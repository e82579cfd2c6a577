/** Fixture states as DMX slots. */
import type { SlotUse, Venue } from '@ghostlight/timeline'
import { linearRgb } from './colour.ts'
import { profileOf } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'
import { SLOTS_PER_UNIVERSE } from './patch.ts'

/**
 * Universe number → its 512 slots (index 0 is slot 1), for every universe that has a fixture. Slots nobody is patched to are 0;
 * what would lie beyond slot 512 is left out (`patchConflicts` names it). Caller owns the arrays.
 */
export function dmxOf(venue: Venue, states: readonly FixtureState[]): Map<number, Uint8Array> {
  const universes = new Map<number, Uint8Array>()
  for (const state of states) {
    const fixture = venue.fixtures[state.fixtureId]
    if (!fixture) continue
    let slots = universes.get(fixture.universe)
    if (!slots) {
      slots = new Uint8Array(SLOTS_PER_UNIVERSE)
      universes.set(fixture.universe, slots)
    }
    const uses = profileOf(venue, fixture).slots
    const hasWhite = uses.some((use) => use.kind === 'white')
    let index = fixture.slot - 1
    for (const use of uses) {
      if (index < SLOTS_PER_UNIVERSE) slots[index] = slotValue(use, state, hasWhite)
      index++
    }
  }
  return universes
}

/** 0–255. */
function slotValue(use: SlotUse, state: FixtureState, hasWhite: boolean): number {
  switch (use.kind) {
    case 'rest':
      return use.value
    case 'colourWheel':
      return nearestStop(use.stops, state.rgb)
    case 'dimmer':
      return spread(state.levelUnit, use)
    case 'pan':
    case 'tilt': {
      const turn = ((use.kind === 'pan' ? state.panDeg : state.tiltDeg) / use.rangeDeg) * (use.inverted === true ? -1 : 1)
      const steps = 256 ** use.bytes
      // The middle of 65536 steps is 32768.
      return byteAt(Math.min(steps - 1, Math.max(0, Math.round(steps / 2 + steps * turn))), use)
    }
    case 'zoom':
      return spread(use.highDeg === use.lowDeg ? 0 : (state.beamDeg - use.lowDeg) / (use.highDeg - use.lowDeg), use)
    default:
      return spread(colourUnit(use.kind, use.dimmed ? dimmed(state) : state.rgb, hasWhite), use)
  }
}

const dimmed = ({ rgb, levelUnit }: FixtureState): FixtureState['rgb'] => [rgb[0] * levelUnit, rgb[1] * levelUnit, rgb[2] * levelUnit]

/** How much of one component a colour has. What red, green and blue have in common goes to the white LED where there is one. */
function colourUnit(
  kind: 'red' | 'green' | 'blue' | 'white' | 'cyan' | 'magenta' | 'yellow',
  [red, green, blue]: FixtureState['rgb'],
  hasWhite: boolean,
): number {
  const white = hasWhite ? Math.min(red, green, blue) : 0
  switch (kind) {
    case 'red':
      return red - white
    case 'green':
      return green - white
    case 'blue':
      return blue - white
    case 'white':
      return white
    // Filters in front of white light: each takes its complement away.
    case 'cyan':
      return 1 - red
    case 'magenta':
      return 1 - green
    case 'yellow':
      return 1 - blue
  }
}

interface Place {
  readonly byte: number
  readonly bytes: number
  readonly range?: readonly [number, number] | undefined
}

/** A share 0–1 over the range of the parameter; this slot's byte of it. */
function spread(unit: number, place: Place): number {
  const [low, high] = place.range ?? [0, 255]
  const finer = 256 ** (place.bytes - 1)
  // Both ends included: the lowest value of the first coarse step, the highest of the last.
  const from = low <= high ? low * finer : (low + 1) * finer - 1
  const to = low <= high ? (high + 1) * finer - 1 : high * finer
  return byteAt(Math.round(from + (to - from) * Math.min(1, Math.max(0, unit))), place)
}

const byteAt = (value: number, { byte, bytes }: Place): number => Math.floor(value / 256 ** (bytes - 1 - byte)) & 255

/** The stop whose colour is nearest in linear light; the first of equals. */
function nearestStop(stops: readonly { readonly value: number; readonly colour: string }[], rgb: FixtureState['rgb']): number {
  let best = stops[0]!
  let bestDistance = Number.POSITIVE_INFINITY
  for (const stop of stops) {
    const [red, green, blue] = linearRgb(stop.colour)
    const distance = (red - rgb[0]) ** 2 + (green - rgb[1]) ** 2 + (blue - rgb[2]) ** 2
    if (distance < bestDistance) [best, bestDistance] = [stop, distance]
  }
  return best.value
}
