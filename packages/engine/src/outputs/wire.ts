/**
 * What the output thread must know of a target's protocol: how a packet is finished just before it leaves, how often it may leave and
 * how states are kept alive. OSC packets are ready as they come; sACN and Art-Net carry a number that counts per universe.
 */
import { ARTNET_SEQUENCE_AT } from './artnet.ts'
import { SACN_OPTIONS_AT, SACN_SEQUENCE_AT, SACN_STREAM_ENDED } from './sacn.ts'
import { type Board, StateBoard } from './state-board.ts'
import { UniverseBoard } from './universe-board.ts'

export type Wire = 'osc' | 'sacn' | 'artnet'

/** OSC levels are told again after this long. */
const OSC_REPEAT_MS = 2000
/** A DMX line carries 44 full universes a second (ANSI E1.11); a source sends no more than that (E1.31 6.6.1). */
const UNIVERSE_SPACING_MS = 1000 / 44

export const boardOf = (wire: Wire): Board => (wire === 'osc' ? new StateBoard(OSC_REPEAT_MS) : new UniverseBoard())

/** Shortest time between two packets of one key; 0: no limit. */
export const spacingMsOf = (wire: Wire): number => (wire === 'osc' ? 0 : UNIVERSE_SPACING_MS)

/** Numbers the packets of one target. */
export class Stamp {
  private readonly wire: Wire
  private readonly last = new Map<number, number>()

  constructor(wire: Wire) {
    this.wire = wire
  }

  /** The packet as it leaves: the same object when nothing is to be added, else a copy with the next number of this key. */
  finish(key: number, bytes: Uint8Array): Uint8Array {
    if (this.wire === 'osc') return bytes
    const packet = bytes.slice()
    const last = this.last.get(key)
    // sACN counts 0–255, Art-Net 1–255.
    const next = this.wire === 'sacn' ? (last === undefined ? 0 : (last + 1) & 255) : last === undefined || last === 255 ? 1 : last + 1
    this.last.set(key, next)
    packet[this.wire === 'sacn' ? SACN_SEQUENCE_AT : ARTNET_SEQUENCE_AT] = next
    return packet
  }

  /** What says that nothing more comes for this key: three sACN packets with the "stream ended" bit (E1.31 6.2.6); none elsewhere. */
  farewell(key: number, bytes: Uint8Array): readonly Uint8Array[] {
    if (this.wire !== 'sacn') return []
    return [1, 2, 3].map(() => {
      const packet = this.finish(key, bytes)
      packet[SACN_OPTIONS_AT] = packet[SACN_OPTIONS_AT]! | SACN_STREAM_ENDED
      return packet
    })
  }
}
