/** Fixture states as DMX slots. */
import type { Frame, Venue } from '@ghostlight/timeline'
import { type KnownProfile, profileOf } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'
import { SLOTS_PER_UNIVERSE } from './patch.ts'
import { slotValue, takeUp } from './slot-value.ts'

/**
 * Universe number → its 512 slots (index 0 is slot 1), for every universe that has a fixture. Slots nobody is patched to are 0;
 * what would lie beyond slot 512 is left out (`check` names it). Caller owns the arrays.
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
    const first = fixture.slot - 1
    const last = Math.min(SLOTS_PER_UNIVERSE, first + profile.footprint)
    writeFixture(slots.subarray(first, last), profile, state)
  }
  for (const one of taken ?? []) {
    if (one.kind !== 'channel') continue
    const slots = universes.get(one.universe)
    if (slots) slots[one.slot - 1] = one.value
  }
  return universes
}

/** @param own  as many slots of the fixture as there is room for; overwritten. */
function writeFixture(own: Uint8Array, profile: KnownProfile, state: FixtureState): void {
  takeUp(profile, state)
  for (let i = 0; i < own.length; i++) {
    const use = profile.slots[i]!
    if (use.kind !== 'switched') own[i] = slotValue(use, profile, state)
  }
  if (!profile.switched) return
  for (let i = 0; i < own.length; i++) {
    const use = profile.slots[i]!
    if (use.kind !== 'switched') continue
    // What lies beyond the universe was never written: it is 0.
    const by = own[use.by] ?? 0
    const found = use.cases.find(({ from, to }) => by >= from && by <= to)
    own[i] = found === undefined ? 0 : slotValue(found.use, profile, state)
  }
}
