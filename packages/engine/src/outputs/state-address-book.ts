/**
 * Every state address of every target, with a number for it and its packet ready but for the value. osc-js encodes each packet
 * once; from then on only the last four bytes change (an int32 or float32 argument is always last and four bytes long).
 */
import type { Target } from '@ghostlight/timeline'
import { encodeMessage } from '../osc/encode.ts'
import type { OscProfile, StateAddress } from '../osc/profile/profile.ts'

export interface StateEntry {
  readonly target: number
  /** The number that stands for this address at this target, from 0. */
  readonly key: number
  readonly packetOf: (value: number) => Uint8Array
}

export class StateAddressBook {
  private readonly targets: readonly { readonly target: Target; readonly profile: OscProfile }[]
  private readonly books: Map<string, StateEntry | null>[]

  constructor(targets: readonly { readonly target: Target; readonly profile: OscProfile }[]) {
    this.targets = targets
    this.books = targets.map(() => new Map())
  }

  /** Where target number `index` wants this slot; null: it does not get it. */
  slot(index: number, universe: number, slot: number): StateEntry | null {
    return this.entry(index, `d${universe}/${slot}`, ({ target, profile }) => profile.slot(target, universe, slot))
  }

  fixture(index: number, fixtureNumber: number): StateEntry | null {
    return this.entry(index, `l${fixtureNumber}`, ({ target, profile }) => profile.fixture(target, fixtureNumber))
  }

  private entry(
    index: number,
    name: string,
    find: (of: { readonly target: Target; readonly profile: OscProfile }) => StateAddress | null,
  ): StateEntry | null {
    const book = this.books[index]!
    const known = book.get(name)
    if (known !== undefined) return known
    const address = find(this.targets[index]!)
    const entry = address === null ? null : { target: index, key: book.size, packetOf: packetMaker(address) }
    book.set(name, entry)
    return entry
  }
}

function packetMaker({ address, type, scale }: StateAddress): (value: number) => Uint8Array {
  const template = encodeMessage({ address, args: [{ type, value: 0 }] })
  return (value) => {
    const packet = template.slice()
    const view = new DataView(packet.buffer)
    if (type === 'i') view.setInt32(packet.length - 4, Math.round(value * scale))
    else view.setFloat32(packet.length - 4, value * scale)
    return packet
  }
}
