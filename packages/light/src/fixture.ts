/**
 * Fixture profiles: what each kind of fixture can do and how its parameters lie in DMX slots. Data only; `dmxOf` writes by it.
 * Personalities are generic: one slot per 8-bit parameter, coarse before fine for 16 bits, as almost every maker does.
 */
import type { Fixture } from '@ghostlight/timeline'

/** One parameter of a fixture in its slots, in the order of the slots. */
export type SlotUse =
  /** Intensity, 0–255. */
  | { readonly kind: 'dimmer' }
  /** Colour component in linear light. `dimmed`: the fixture has no dimmer of its own, so intensity is multiplied in here. */
  | { readonly kind: 'red' | 'green' | 'blue'; readonly dimmed: boolean }
  /** Two slots, coarse then fine; 0 degrees is the middle (32768). */
  | { readonly kind: 'pan16' | 'tilt16'; readonly rangeDeg: number }
  /** Full beam angle, narrowest at 0. */
  | { readonly kind: 'zoom'; readonly narrowDeg: number; readonly wideDeg: number }

export interface FixtureProfile {
  readonly kind: Fixture['kind']
  readonly slots: readonly SlotUse[]
  /** How many DMX slots it takes. */
  readonly footprint: number
  readonly colour: boolean
  readonly moves: boolean
  /** Full beam angle when no look says otherwise, degrees. */
  readonly homeBeamDeg: number
}

const profile = (kind: Fixture['kind'], slots: readonly SlotUse[], homeBeamDeg: number): FixtureProfile => ({
  kind,
  slots,
  footprint: slots.reduce((sum, slot) => sum + slotWidth(slot), 0),
  colour: slots.some((slot) => slot.kind === 'red'),
  moves: slots.some((slot) => slot.kind === 'pan16'),
  homeBeamDeg,
})

/** Slots one parameter takes: 2 for 16-bit ones, else 1. */
export function slotWidth(slot: SlotUse): 1 | 2 {
  return slot.kind === 'pan16' || slot.kind === 'tilt16' ? 2 : 1
}

/** Every kind of fixture the document knows. 540° pan and 270° tilt are the usual ranges of moving heads. */
export const fixtureProfiles: Readonly<Record<Fixture['kind'], FixtureProfile>> = {
  dimmer: profile('dimmer', [{ kind: 'dimmer' }], 25),
  rgb: profile(
    'rgb',
    [
      { kind: 'red', dimmed: true },
      { kind: 'green', dimmed: true },
      { kind: 'blue', dimmed: true },
    ],
    40,
  ),
  movingHead: profile(
    'movingHead',
    [
      { kind: 'pan16', rangeDeg: 540 },
      { kind: 'tilt16', rangeDeg: 270 },
      { kind: 'dimmer' },
      { kind: 'red', dimmed: false },
      { kind: 'green', dimmed: false },
      { kind: 'blue', dimmed: false },
      { kind: 'zoom', narrowDeg: 1, wideDeg: 60 },
    ],
    12,
  ),
}
