import type { Fixture, Venue } from '../../document/venue.ts'
import { inOrder } from '../../order.ts'
import { noSuch, type Report } from './report.ts'

/** Slots by kind, as `@ghostlight/light` lays them out. */
const FOOTPRINTS: Readonly<Record<Fixture['kind'], number>> = { dimmer: 1, rgb: 3, movingHead: 9 }
const SLOTS_PER_UNIVERSE = 512

export function checkVenue(report: Report, venue: Venue, footprints: Readonly<Record<Fixture['kind'], number>> = FOOTPRINTS): void {
  const owners = new Map<string, string>()
  const numbers = new Map<number, string>()
  const unsent = new Map<number, string[]>()
  for (const id of inOrder(venue.fixtures)) {
    const fixture = venue.fixtures[id]!
    const path = `venue.fixtures.${id}`
    const twin = numbers.get(fixture.number)
    if (twin !== undefined)
      report.error(`${path}.number`, 'duplicate-fixture-number', `fixture ${fixture.number} is there twice: "${twin}" has the same number`)
    numbers.set(fixture.number, id)
    const profile = fixture.profile === undefined ? undefined : venue.profiles?.[fixture.profile]
    if (fixture.profile !== undefined && profile === undefined)
      report.error(`${path}.profile`, 'unknown-profile', noSuch('profile', fixture.profile, Object.keys(venue.profiles ?? {})))
    const lastSlot = fixture.slot + (profile?.slots.length ?? footprints[fixture.kind]) - 1
    if (lastSlot > SLOTS_PER_UNIVERSE) {
      report.error(
        `${path}.slot`,
        'patch-overrun',
        `fixture ${fixture.number} needs slots ${fixture.slot} to ${lastSlot}, but a universe ends at ${SLOTS_PER_UNIVERSE}`,
      )
    }
    const clashes = new Set<string>()
    for (let slot = fixture.slot; slot <= lastSlot; slot++) {
      const place = `${fixture.universe}/${slot}`
      const owner = owners.get(place)
      if (owner === undefined) owners.set(place, id)
      else if (!clashes.has(owner)) {
        clashes.add(owner)
        const other = venue.fixtures[owner]!
        const message = `slot ${slot} of universe ${fixture.universe} belongs to fixture ${other.number} ("${owner}") already; this is fixture ${fixture.number}`
        report.error(`${path}.slot`, 'patch-overlap', message)
      }
    }
    if (!isSent(venue, fixture.universe)) unsent.set(fixture.universe, [...(unsent.get(fixture.universe) ?? []), id])
  }
  for (const [universe, ids] of unsent) {
    const some = ids.length > 4 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
    report.warning(
      'venue.targets',
      'universe-not-sent',
      `no enabled target receives universe ${universe}, which ${some} ${ids.length === 1 ? 'is' : 'are'} patched to`,
    )
  }
  checkSwitches(report, venue)
  for (const [id, target] of Object.entries(venue.targets)) {
    if (new Set(target.universes).size !== target.universes.length) {
      report.warning(`venue.targets.${id}.universes`, 'duplicate-universe', 'a universe is listed twice')
    }
  }
  if (!Object.values(venue.outputs).some((output) => output.kind === 'screen')) {
    report.warning('venue.outputs', 'no-screen', 'the venue has no screen: nobody will see the performer')
  }
  if (!Object.values(venue.outputs).some((output) => output.kind === 'sound')) {
    report.warning('venue.outputs', 'no-sound', 'the venue has no sound output: nobody will hear the performer')
  }
}

/** A switched slot follows a slot of the same fixture that is not switched itself. */
function checkSwitches(report: Report, venue: Venue): void {
  for (const [id, { slots }] of Object.entries(venue.profiles ?? {})) {
    for (const [index, slot] of slots.entries()) {
      if (slot.kind !== 'switched') continue
      const path = `venue.profiles.${id}.slots.${index}.by`
      const by = slots[slot.by]
      if (by === undefined)
        report.error(path, 'unknown-slot', `slot ${slot.by} decides, but the profile has slots 0 to ${slots.length - 1}`)
      else if (by.kind === 'switched') report.error(path, 'switch-of-switch', `slot ${slot.by} decides, but is switched itself`)
    }
  }
}

const isSent = (venue: Venue, universe: number): boolean =>
  Object.values(venue.targets).some((target) => target.enabled && target.universes.includes(universe))
