/** Which targets a venue has, which of them are other ones in the next edition, and where each is. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { canonicalJson, type Target, type Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import { sacnGroup } from './sacn.ts'
import { wireUniverse } from './state-address-book.ts'
import type { TargetAddress } from './transfer.ts'

/** A target as the thread knows it, by its place in the list of seats. A place is never given to another: packets name it. */
export interface TargetSeat {
  readonly id: string
  target: Target
  addresses: readonly TargetAddress[] | null
  unknownHost: boolean
  health: { state: TargetStatus['state']; sent: number; failed: number }
  /** Plans are made for it. */
  isOn: boolean
  /** The edition in force has it no more, or has it elsewhere. */
  isGone: boolean
}

export const seatOf = (id: string, target: Target, isOn: boolean): TargetSeat => ({
  id,
  target,
  addresses: null,
  unknownHost: false,
  health: { state: 'cannotKnow', sent: 0, failed: 0 },
  isOn,
  isGone: false,
})

export interface VenueTargets {
  readonly enabled: readonly (readonly [string, Target])[]
  readonly disabled: readonly (readonly [string, Target])[]
}

/** In order. */
export function targetsOf(venue: Venue, extra: Readonly<Record<string, Target>>): VenueTargets {
  const all = Object.entries({ ...venue.targets, ...extra }).sort(
    ([aId, a], [bId, b]) => compareText(a.order, b.order) || compareText(aId, bId),
  )
  return { enabled: all.filter(([, target]) => target.enabled), disabled: all.filter(([, target]) => !target.enabled) }
}

/** Whether everything that leaves for it stays the same; its name and its place in the list are for people. */
export function isSameTarget(a: Target, b: Target): boolean {
  const plain = (target: Target): string => canonicalJson({ ...target, name: '', order: '' })
  return a === b || plain(a) === plain(b)
}

/** @throws NodeJS.ErrnoException when the host has no address */
export async function addressesOf(target: Target): Promise<readonly TargetAddress[]> {
  const { host, port } = target
  if (target.kind === 'sacn' && host === 'multicast') {
    return target.universes.map((universe) => ({
      ip: sacnGroup(wireUniverse(target, universe)),
      port,
      family: 4,
      cast: { kind: 'multicast', interface: target.interface ?? null },
    }))
  }
  const literal = isIP(host)
  const found = literal === 0 ? await lookup(host) : { address: host, family: literal }
  // Whether an address means everyone depends on the net mask, so any Art-Net target may.
  const cast = { kind: target.kind === 'artnet' && found.family === 4 ? ('broadcast' as const) : ('one' as const) }
  return [{ ip: found.address, port, family: found.family === 6 ? 6 : 4, cast }]
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
