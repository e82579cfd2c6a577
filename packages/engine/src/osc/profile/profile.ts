/**
 * What one kind of desk wants of OSC. A new desk is one file beside this one, with an object of this shape, and a line in `profiles.ts`.
 */
import type { OscArg, OscTarget } from '@ghostlight/timeline'

/** A message as planned, before bytes. */
export interface PlannedMessage {
  readonly address: string
  readonly args: readonly OscArg[]
}

export interface OscProfile {
  readonly name: string
  /** Whether the desk understands bundles; Ghostlight sends plain messages on time wherever it can. */
  readonly bundles: boolean
  /** The largest datagram it takes, bytes. */
  readonly maxPacketBytes: number
  /** Where the value 0–255 of a DMX slot goes, as the one argument of an address; null: this desk gets no slots. */
  readonly slot: (target: OscTarget, universe: number, slot: number) => StateAddress | null
  /** Where the intensity 0–1 of a fixture goes; null: it gets none. */
  readonly fixture: (target: OscTarget, fixtureNumber: number) => StateAddress | null
  /** A trigger as this desk wants it: one message, or several (press and release). */
  readonly trigger: (message: PlannedMessage) => readonly PlannedMessage[]
}

/** One number at one address, safely repeated. `scale` turns our value into the desk's. */
export interface StateAddress {
  readonly address: string
  readonly type: 'i' | 'f'
  readonly scale: number
}
