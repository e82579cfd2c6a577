/** Where fixtures stand in their universes: overlaps, overruns, double numbers; and which fixtures form a group, in order. */
import type { Fixture, Venue } from '@ghostlight/timeline'
import { profileOf } from './fixture.ts'

export const SLOTS_PER_UNIVERSE = 512

export type PatchConflict =
  | { readonly kind: 'overlap'; readonly fixtureIds: readonly [string, string]; readonly universe: number; readonly slot: number }
  | { readonly kind: 'overrun'; readonly fixtureId: string; readonly universe: number; readonly lastSlot: number }
  | { readonly kind: 'sameNumber'; readonly fixtureIds: readonly [string, string]; readonly number: number }

export interface PatchedFixture {
  readonly id: string
  readonly fixture: Fixture
}

/** What is wrong with the patch: each pair of overlapping fixtures once with its first common slot. Empty: nothing. */
export function patchConflicts(venue: Venue): PatchConflict[] {
  const conflicts: PatchConflict[] = []
  const owners = new Map<string, string>()
  const numbers = new Map<number, string>()
  const reported = new Set<string>()
  for (const { id, fixture } of fixturesInOrder(venue)) {
    const lastSlot = fixture.slot + profileOf(venue, fixture).footprint - 1
    if (lastSlot > SLOTS_PER_UNIVERSE) conflicts.push({ kind: 'overrun', fixtureId: id, universe: fixture.universe, lastSlot })
    const twin = numbers.get(fixture.number)
    if (twin === undefined) numbers.set(fixture.number, id)
    else conflicts.push({ kind: 'sameNumber', fixtureIds: [twin, id], number: fixture.number })
    for (let slot = fixture.slot; slot <= lastSlot; slot++) {
      const place = `${fixture.universe}/${slot}`
      const owner = owners.get(place)
      if (owner === undefined) owners.set(place, id)
      else if (!reported.has(`${owner} ${id}`)) {
        reported.add(`${owner} ${id}`)
        conflicts.push({ kind: 'overlap', fixtureIds: [owner, id], universe: fixture.universe, slot })
      }
    }
  }
  return conflicts
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
