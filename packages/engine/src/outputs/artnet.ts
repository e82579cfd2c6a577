/**
 * Art-Net 4: one universe as one ArtDmx packet. Sent to one node or to a broadcast address; nodes are not looked for (no ArtPoll).
 * Source: Art-Net 4 protocol release 1.4, Artistic Licence, "ArtDmx packet definition".
 *
 * | octets | field                                     | value                               |
 * | 0–7    | id                                        | "Art-Net" and a zero                |
 * | 8–9    | operation code, low byte first            | 0x5000                              |
 * | 10–11  | protocol version                          | 14                                  |
 * | 12     | sequence                                  | 1–255; 0 would mean "not in use"    |
 * | 13     | physical input port                       | 0                                   |
 * | 14–15  | Port-Address: sub-net and universe, net   | low byte first, 15 bits             |
 * | 16–17  | length, high byte first                   | 512                                 |
 * | 18–529 | slots                                     |                                     |
 *
 * Port-Address 0 is deprecated by Art-Net 4, so our universe n is Port-Address n, the same number as in sACN.
 */

export const ARTNET_PORT = 6454
export const ARTNET_PACKET_BYTES = 530
export const ARTNET_SEQUENCE_AT = 12
export const ARTNET_LAST_PORT_ADDRESS = 0x7fff

/** @param slots 512 values, slot 1 first. Sequence number 0; the output thread counts. Caller owns the result. */
export function artnetPacket(portAddress: number, slots: Uint8Array): Uint8Array {
  const packet = new Uint8Array(ARTNET_PACKET_BYTES)
  const view = new DataView(packet.buffer)
  packet.set(new TextEncoder().encode('Art-Net'), 0)
  view.setUint16(8, 0x5000, true)
  view.setUint16(10, 14)
  view.setUint16(14, portAddress & ARTNET_LAST_PORT_ADDRESS, true)
  view.setUint16(16, 512)
  packet.set(slots.subarray(0, 512), 18)
  return packet
}
