/**
 * Streaming ACN: one universe as one E1.31 data packet.
 * Source: ANSI E1.31-2018, table 4-1 (fields), 6.2 (framing layer), 6.6 (rates), 9.3.1 (multicast addresses).
 *
 * | octets  | field                                   | value                          |
 * | 0–3     | preamble and post-amble size            | 0x0010, 0                      |
 * | 4–15    | ACN packet identifier                   | "ASC-E1.17" and three zeros    |
 * | 16–21   | root layer: flags and length, vector    | 0x7000 + 622, 4                |
 * | 22–37   | CID, the sender's UUID                  |                                |
 * | 38–43   | framing layer: flags and length, vector | 0x7000 + 600, 2                |
 * | 44–107  | source name, UTF-8, zero at the end     |                                |
 * | 108–110 | priority, synchronization address       | 0–200, 0                       |
 * | 111–112 | sequence number, options                | bit 6 of options: stream ended |
 * | 113–114 | universe                                | 1–63999                        |
 * | 115–124 | DMP layer: flags and length, vector, type, first address, increment, count | 0x7000 + 523, 2, 0xa1, 0, 1, 513 |
 * | 125–637 | START code 0 and 512 slots              |                                |
 */

export const SACN_PORT = 5568
export const SACN_PACKET_BYTES = 638
export const SACN_SEQUENCE_AT = 111
export const SACN_OPTIONS_AT = 112
export const SACN_STREAM_ENDED = 0x40

export interface SacnSource {
  /** 16 bytes, the same for the life of a sender. */
  readonly cid: Uint8Array
  /** Cut to 63 bytes of UTF-8 between characters. */
  readonly name: string
  /** 0–200. */
  readonly priority: number
}

/** A packet with sequence number 0, all slots 0; to be copied. `universe` as on the wire, 1–63999. */
export function sacnTemplate({ cid, name, priority }: SacnSource, universe: number): Uint8Array {
  const packet = new Uint8Array(SACN_PACKET_BYTES)
  const view = new DataView(packet.buffer)
  view.setUint16(0, 0x0010)
  packet.set(new TextEncoder().encode('ASC-E1.17'), 4)
  view.setUint16(16, 0x7000 | (SACN_PACKET_BYTES - 16))
  view.setUint32(18, 4)
  packet.set(cid.subarray(0, 16), 22)
  view.setUint16(38, 0x7000 | (SACN_PACKET_BYTES - 38))
  view.setUint32(40, 2)
  new TextEncoder().encodeInto(name, packet.subarray(44, 44 + 63))
  view.setUint8(108, priority)
  view.setUint16(113, universe)
  view.setUint16(115, 0x7000 | (SACN_PACKET_BYTES - 115))
  view.setUint8(117, 2)
  view.setUint8(118, 0xa1)
  view.setUint16(121, 1)
  view.setUint16(123, 513)
  return packet
}

/** @param slots 512 values, slot 1 first. Caller owns the result. */
export function sacnPacket(template: Uint8Array, slots: Uint8Array): Uint8Array {
  const packet = template.slice()
  packet.set(slots.subarray(0, 512), 126)
  return packet
}

/** Where a universe goes when it is sent to everyone, 239.255.0.1 to 239.255.249.255. */
export const sacnGroup = (universe: number): string => `239.255.${universe >> 8}.${universe & 255}`
