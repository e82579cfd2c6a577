/**
 * Fixture profiles: what each slot of a fixture does. The three built-in kinds lie like most fixtures of their kind do; others stand in
 * the venue, written by hand or imported (`@ghostlight/light/import`). Data only; `dmxOf` writes by it.
 */
import type { Fixture, FixtureProfile, SlotUse, Venue } from '@ghostlight/timeline'
import { type Emitter, isEmitter } from './mix.ts'

/** A profile with what follows from its slots. */
export interface KnownProfile {
  readonly slots: readonly SlotUse[]
  /** How many DMX slots it takes. */
  readonly footprint: number
  readonly colour: boolean
  readonly moves: boolean
  /** Full beam angle when no look says otherwise, degrees. */
  readonly homeBeamDeg: number
  /** Pixels that can be told apart, at least 1. */
  readonly cells: number
  /** Each pixel has a dimmer: its colours are not dimmed by its share. */
  readonly cellDimmers: boolean
  /** Colours of light it can add up. */
  readonly emitters: readonly Emitter[]
}

const COLOURS: readonly SlotUse['kind'][] = ['red', 'green', 'blue', 'cyan', 'magenta', 'yellow', 'colourWheel']
const cellOf = (slot: SlotUse): number => ('cell' in slot ? (slot.cell ?? -1) : -1)

function known({ slots, homeBeamDeg }: Pick<FixtureProfile, 'slots' | 'homeBeamDeg'>): KnownProfile {
  return {
    slots,
    footprint: slots.length,
    colour: slots.some((slot) => COLOURS.includes(slot.kind)),
    moves: slots.some((slot) => slot.kind === 'pan' || slot.kind === 'tilt'),
    homeBeamDeg,
    cells: 1 + slots.reduce((last, slot) => Math.max(last, cellOf(slot)), 0),
    cellDimmers: slots.some((slot) => slot.kind === 'dimmer' && cellOf(slot) >= 0),
    emitters: [...new Set(slots.map(({ kind }) => kind).filter(isEmitter))],
  }
}

const one = { byte: 0, bytes: 1 }
const coarse = { byte: 0, bytes: 2 }
const fine = { byte: 1, bytes: 2 }

/** The kinds every venue knows. 540° pan and 270° tilt are the usual ranges of moving heads. */
export const fixtureProfiles: Readonly<Record<Fixture['kind'], KnownProfile>> = {
  dimmer: known({ slots: [{ kind: 'dimmer', ...one }], homeBeamDeg: 25 }),
  rgb: known({
    slots: [
      { kind: 'red', ...one, dimmed: true },
      { kind: 'green', ...one, dimmed: true },
      { kind: 'blue', ...one, dimmed: true },
    ],
    homeBeamDeg: 40,
  }),
  movingHead: known({
    slots: [
      { kind: 'pan', ...coarse, rangeDeg: 540 },
      { kind: 'pan', ...fine, rangeDeg: 540 },
      { kind: 'tilt', ...coarse, rangeDeg: 270 },
      { kind: 'tilt', ...fine, rangeDeg: 270 },
      { kind: 'dimmer', ...one },
      { kind: 'red', ...one, dimmed: false },
      { kind: 'green', ...one, dimmed: false },
      { kind: 'blue', ...one, dimmed: false },
      { kind: 'zoom', ...one, lowDeg: 1, highDeg: 60 },
    ],
    homeBeamDeg: 12,
  }),
}

// A profile of a document never changes once made.
const own = new WeakMap<FixtureProfile, KnownProfile>()

/** What this fixture's slots do: the profile it names, or its kind when it names none that the venue has (`check` says so). */
export function profileOf(venue: Venue, fixture: Fixture): KnownProfile {
  const named = fixture.profile === undefined ? undefined : venue.profiles?.[fixture.profile]
  if (named === undefined) return fixtureProfiles[fixture.kind]
  let profile = own.get(named)
  if (profile === undefined) {
    profile = known(named)
    own.set(named, profile)
  }
  return profile
}
