/**
 * Every state of every target, with a number for it and its packet ready but for the value. For OSC a state is one address: osc-js
 * encodes each packet once; from then on only the last four bytes change (an int32 or float32 argument is always last and four bytes
 * long). For sACN and Art-Net a state is a whole universe.
 */
import type { ArtnetTarget, OscTarget, SacnTarget, Target } from '@ghostlight/timeline'
import { encodeMessage } from '../osc/encode.ts'
import type { StateAddress } from '../osc/profile/profile.ts'
import { profiles } from '../osc/profile/profiles.ts'
import { artnetPacket } from './artnet.ts'
import { type SacnSource, sacnPacket, sacnTemplate } from './sacn.ts'

/** What stands in a state: one number at an OSC address, or the 512 slots of a universe. */
export type StateValue = number | Uint8Array

export interface StateEntry {
  readonly target: number
  /** The number that stands for this state at this target, from 0. For universes the place in `target.universes`. */
  readonly key: number
  /** @throws TypeError when the value is of the other kind. */
  readonly packetOf: (value: StateValue) => Uint8Array
}

/** Who we are to sACN receivers. */
export type Sender = Pick<SacnSource, 'cid' | 'name'>

/** Used when a sACN target names no priority (E1.31 6.2.3). */
const SACN_PRIORITY = 100

export class StateAddressBook {
  private readonly targets: Target[]
  private readonly sender: Sender
  private readonly books: Map<string, StateEntry | null>[]

  constructor(targets: readonly Target[], sender: Sender) {
    this.targets = [...targets]
    this.sender = sender
    this.books = targets.map(() => new Map())
  }

  /** One more target. */
  add(target: Target): void {
    this.targets.push(target)
    this.books.push(new Map())
  }

  /** Where target number `index` wants this slot; null: it does not get it as an address of its own. */
  slot(index: number, universe: number, slot: number): StateEntry | null {
    return this.address(index, `d${universe}/${slot}`, (target) => profiles[target.profile].slot(target, universe, slot))
  }

  fixture(index: number, fixtureNumber: number): StateEntry | null {
    return this.address(index, `l${fixtureNumber}`, (target) => profiles[target.profile].fixture(target, fixtureNumber))
  }

  /** Where target number `index` wants this universe as a whole; null: it does not get it so. */
  universe(index: number, universe: number): StateEntry | null {
    const target = this.targets[index]!
    if (target.kind === 'osc') return null
    const name = `u${universe}`
    return this.known(index, name, () => {
      const key = target.universes.indexOf(universe)
      return key < 0 ? null : { target: index, key, packetOf: universeMaker(target, universe, this.sender) }
    })
  }

  /** Every state of target number `index` that was ever asked for. */
  *entries(index: number): Generator<StateEntry, void, undefined> {
    for (const entry of this.books[index]!.values()) if (entry !== null) yield entry
  }

  private address(index: number, name: string, find: (target: OscTarget) => StateAddress | null): StateEntry | null {
    const target = this.targets[index]!
    if (target.kind !== 'osc') return null
    return this.known(index, name, (key) => {
      const address = find(target)
      return address === null ? null : { target: index, key, packetOf: addressMaker(address) }
    })
  }

  private known(index: number, name: string, make: (key: number) => StateEntry | null): StateEntry | null {
    const book = this.books[index]!
    const known = book.get(name)
    if (known !== undefined) return known
    const entry = make(book.size)
    book.set(name, entry)
    return entry
  }
}

/** The number of a universe on the wire. */
export const wireUniverse = (target: SacnTarget | ArtnetTarget, universe: number): number => universe + (target.universeOffset ?? 0)

function universeMaker(target: SacnTarget | ArtnetTarget, universe: number, sender: Sender): StateEntry['packetOf'] {
  const number = wireUniverse(target, universe)
  const template = target.kind === 'sacn' ? sacnTemplate({ ...sender, priority: target.priority ?? SACN_PRIORITY }, number) : null
  return (slots) => {
    if (typeof slots === 'number') throw new TypeError('a universe has slots, not one number')
    return template === null ? artnetPacket(number, slots) : sacnPacket(template, slots)
  }
}

function addressMaker({ address, type, scale }: StateAddress): StateEntry['packetOf'] {
  const template = encodeMessage({ address, args: [{ type, value: 0 }] })
  return (value) => {
    if (typeof value !== 'number') throw new TypeError('an OSC state is one number')
    const packet = template.slice()
    const view = new DataView(packet.buffer)
    if (type === 'i') view.setInt32(packet.length - 4, Math.round(value * scale))
    else view.setFloat32(packet.length - 4, value * scale)
    return packet
  }
}
