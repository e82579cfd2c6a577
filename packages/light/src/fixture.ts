/**
 * Fixture profiles: what each slot of a fixture does. The three built-in kinds lie like most fixtures of their kind do; others stand in
 * the venue, written by hand or imported (`@ghostlight/light/import`). Data only; `dmxOf` writes by it.
 */
import type { Fixture, FixtureProfile, PlainSlotUse, SlotUse, Venue } from '@ghostlight/timeline'
import { type Emitter, isEmitter } from './mix.ts'

/** A profile with what follows from its slots. */
export interface KnownProfile {
  readonly slots: readonly SlotUse[]
  /** How many DMX slots it takes. */
  readonly footprint: number
  readonly colour: boolean
  /** It mixes colours, and not only whites. */
  readonly mixes: boolean
  readonly moves: boolean
  /** Full beam angle when no look says otherwise, degrees. */
  readonly homeBeamDeg: number
  /** Pixels that can be told apart, at least 1. */
  readonly cells: number
  /** Each pixel has a dimmer: its colours are not dimmed by its share. */
  readonly cellDimmers: boolean
  /** Colours of light it can add up. */
  readonly emitters: readonly Emitter[]
  /** Some slots do what another slot's value says. */
  readonly switched: boolean
  /** It has a shutter that looks can make strobe. */
  readonly strobes: boolean
  /** Everything its slots can do, whatever switches them. */
  readonly uses: readonly PlainSlotUse[]
}

const MIXED: readonly SlotUse['kind'][] = ['red', 'green', 'blue', 'cyan', 'magenta', 'yellow']
const COLOURS: readonly SlotUse['kind'][] = [...MIXED, 'colourWheel', 'colourTemperature']
const cellOf = (slot: PlainSlotUse): number => ('cell' in slot ? (slot.cell ?? -1) : -1)

function known({ slots, homeBeamDeg }: Pick<FixtureProfile, 'slots' | 'homeBeamDeg'>): KnownProfile {
  const uses = slots.flatMap((slot) => (slot.kind === 'switched' ? slot.cases.map(({ use }) => use) : [slot]))
  const emitters = [...new Set(uses.map(({ kind }) => kind).filter(isEmitter))]
  return {
    slots,
    footprint: slots.length,
    colour: uses.some(({ kind }) => COLOURS.includes(kind)) || (emitters.includes('warmWhite') && emitters.includes('coldWhite')),
    mixes: uses.some(({ kind }) => MIXED.includes(kind)),
    moves: uses.some(({ kind }) => kind === 'pan' || kind === 'tilt'),
    homeBeamDeg,
    cells: 1 + uses.reduce((last, use) => Math.max(last, cellOf(use)), 0),
    cellDimmers: uses.some((use) => use.kind === 'dimmer' && cellOf(use) >= 0),
    emitters,
    switched: slots.some(({ kind }) => kind === 'switched'),
    strobes: uses.some((use) => use.kind === 'strobe' || (use.kind === 'dimmer' && use.strobe !== undefined)),
    uses,
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
