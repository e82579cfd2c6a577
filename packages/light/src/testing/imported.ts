/** Fixtures in the format of the Open Fixture Library, imported, patched at slot 1 and put in a state. */
import type { Fixture, Venue } from '@ghostlight/timeline'
import { importOpenFixtureLibrary } from '../import/open-fixture-library.ts'
import type { FixtureState } from '../lights-at.ts'
import { dmxOf } from '../universe.ts'
import { testEdition, testFixtures } from './edition.ts'

export function importOk(json: unknown) {
  const imported = importOpenFixtureLibrary(json)
  if (!imported.ok) throw new Error(imported.issues.map(({ message }) => message).join('; '))
  return imported
}

/** A venue with one fixture, "one", of this mode. */
export function venueOf(json: unknown, mode: string): Venue {
  const fixture: Fixture = { ...testFixtures['dimmer-1']!, slot: 1, profile: 'own' }
  return { ...testEdition({ looks: {} }).venue, profiles: { own: importOk(json).modes[mode]! }, fixtures: { one: fixture } }
}

/** The slots of one imported mode in this state. */
export function slotsIn(json: unknown, mode: string, state: Partial<FixtureState>): number[] {
  const venue = venueOf(json, mode)
  const whole = { fixtureId: 'one', levelUnit: 0, rgb: [1, 1, 1] as const, panDeg: 0, tiltDeg: 0, beamDeg: 20, ...state }
  return [...dmxOf(venue, [whole]).get(1)!.subarray(0, venue.profiles!.own!.slots.length)]
}
