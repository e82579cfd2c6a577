/** Fixture states as DMX slots. */
import type { Venue } from '@ghostlight/timeline'
import { fixtureProfiles, type SlotUse, slotWidth } from './fixture.ts'
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
    let index = fixture.slot - 1
    for (const use of fixtureProfiles[fixture.kind].slots) {
      const width = slotWidth(use)
      const value = slotValue(use, state)
      if (width === 2) {
        if (index < SLOTS_PER_UNIVERSE) slots[index] = value >> 8
        if (index + 1 < SLOTS_PER_UNIVERSE) slots[index + 1] = value & 255
      } else if (index < SLOTS_PER_UNIVERSE) slots[index] = value
      index += width
    }
  }
  return universes
}

/** 0–255, or 0–65535 for 16-bit parameters. */
function slotValue(use: SlotUse, state: FixtureState): number {
  switch (use.kind) {
    case 'dimmer':
      return byteOf(state.levelUnit)
    case 'red':
      return byteOf(state.rgb[0] * (use.dimmed ? state.levelUnit : 1))
    case 'green':
      return byteOf(state.rgb[1] * (use.dimmed ? state.levelUnit : 1))
    case 'blue':
      return byteOf(state.rgb[2] * (use.dimmed ? state.levelUnit : 1))
    case 'pan16':
      return wordOf(state.panDeg / use.rangeDeg)
    case 'tilt16':
      return wordOf(state.tiltDeg / use.rangeDeg)
    case 'zoom':
      return byteOf((state.beamDeg - use.narrowDeg) / (use.wideDeg - use.narrowDeg))
  }
}

const byteOf = (unit: number): number => Math.round(255 * Math.min(1, Math.max(0, unit)))
/** −0.5…0.5 of the range → 0…65535 with the middle at 32768. */
const wordOf = (turn: number): number => Math.min(65535, Math.max(0, Math.round(32768 + 65536 * turn)))
