/**
 * What one kind of desk wants of OSC. A new desk is one file beside this one, with an object of this shape, a line in `profiles.ts` and
 * its name in the venue's schema.
 */
import type { OscArg, OscTarget } from '@ghostlight/timeline'

/** A message as planned, before bytes. */
export interface PlannedMessage {
  readonly address: string
  readonly args: readonly OscArg[]
  /** How long after the trigger it leaves: 0, or the time between press and release. */
  readonly afterMs: number
}

export interface OscProfile {
  readonly name: string
  /** Whether the desk understands bundles; they are sent only to targets that ask for them. */
  readonly bundles: boolean
  /** The largest packet it takes, bytes. */
  readonly maxPacketBytes: number
  /** How it can be reached. */
  readonly transports: readonly OscTransport[]
  /** Where the value 0–255 of a DMX slot goes, as the one argument of an address; null: this desk gets no slots. */
  readonly slot: (target: OscTarget, universe: number, slot: number) => StateAddress | null
  /** Where the intensity 0–1 of a fixture goes; null: it gets none. */
  readonly fixture: (target: OscTarget, fixtureNumber: number) => StateAddress | null
  /**
   * A trigger as this desk wants it: one message, or several (press and release). Text says why the desk would do nothing with it;
   * then nothing is sent.
   */
  readonly trigger: (target: OscTarget, message: Pick<PlannedMessage, 'address' | 'args'>) => readonly PlannedMessage[] | string
}

export type OscTransport = NonNullable<OscTarget['transport']>

/** One number at one address, safely repeated. `scale` turns our value into the desk's. */
export interface StateAddress {
  readonly address: string
  readonly type: 'i' | 'f'
  readonly scale: number
}

/** Between press and release of a button: longer than one round of a desk that looks at its inputs 40 times a second. */
const RELEASE_AFTER_MS = 50

/** One message without arguments as press (1) and release (0). */
export const pressAndRelease = (address: string, type: 'i' | 'f'): readonly PlannedMessage[] => [
  { address, args: [{ type, value: 1 }], afterMs: 0 },
  { address, args: [{ type, value: 0 }], afterMs: RELEASE_AFTER_MS },
]
