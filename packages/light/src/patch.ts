/** Which fixtures form a group, in order, and which slots belong to one. What is wrong with a patch is named by the check of the venue. */
import type { Fixture, Venue } from '@ghostlight/timeline'
import { profileOf } from './fixture.ts'

export const SLOTS_PER_UNIVERSE = 512

export interface PatchedFixture {
  readonly id: string
  readonly fixture: Fixture
}

interface Rig {
  readonly fixtures: readonly PatchedFixture[]
  readonly groups: ReadonlyMap<string, readonly PatchedFixture[]>
  readonly slots: ReadonlyMap<number, readonly number[]>
}

// A venue never changes once made, so what follows from it is worked out once per object.
const rigs = new WeakMap<Venue, Rig>()

function rigOf(venue: Venue): Rig {
  const known = rigs.get(venue)
  if (known) return known
  const fixtures = Object.entries(venue.fixtures)
    .map(([id, fixture]) => ({ id, fixture }))
    .sort((a, b) => compareText(a.fixture.order, b.fixture.order) || compareText(a.id, b.id))
  const groups = new Map<string, PatchedFixture[]>()
  for (const patched of fixtures) {
    for (const group of patched.fixture.groups) {
      const members = groups.get(group)
      if (members) members.push(patched)
      else groups.set(group, [patched])
    }
  }
  const slotSets = new Map<number, Set<number>>()
  for (const { fixture } of fixtures) {
    const set = slotSets.get(fixture.universe) ?? new Set<number>()
    slotSets.set(fixture.universe, set)
    const lastSlot = Math.min(SLOTS_PER_UNIVERSE, fixture.slot + profileOf(venue, fixture).footprint - 1)
    for (let slot = fixture.slot; slot <= lastSlot; slot++) set.add(slot)
  }
  const slots = new Map([...slotSets].map(([universe, set]) => [universe, [...set].sort((a, b) => a - b)]))
  const rig = { fixtures, groups, slots }
  rigs.set(venue, rig)
  return rig
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** All fixtures, by order key, then id. */
export function fixturesInOrder(venue: Venue): readonly PatchedFixture[] {
  return rigOf(venue).fixtures
}

/** The fixtures of a group in that order; empty when nothing hangs in it here. */
export function fixturesOfGroup(venue: Venue, group: string): readonly PatchedFixture[] {
  return rigOf(venue).groups.get(group) ?? []
}

/** Slots of a universe that belong to a fixture, ascending. */
export function patchedSlots(venue: Venue, universe: number): readonly number[] {
  return rigOf(venue).slots.get(universe) ?? []
}
