/** OSC over a stream: where one packet ends and the next begins. */

/** OSC 1.0: each packet behind its length in bytes, a big-endian int32. */
export function lengthFramed(packet: Uint8Array): Uint8Array {
  const framed = new Uint8Array(packet.length + 4)
  new DataView(framed.buffer).setInt32(0, packet.length)
  framed.set(packet, 4)
  return framed
}

// SLIP, RFC 1055; OSC 1.1 asks for an END before and after each packet.
const END = 0xc0
const ESCAPE = 0xdb
const ESCAPED_END = 0xdc
const ESCAPED_ESCAPE = 0xdd

export function slipFramed(packet: Uint8Array): Uint8Array {
  const framed: number[] = [END]
  for (const byte of packet) {
    if (byte === END) framed.push(ESCAPE, ESCAPED_END)
    else if (byte === ESCAPE) framed.push(ESCAPE, ESCAPED_ESCAPE)
    else framed.push(byte)
  }
  framed.push(END)
  return Uint8Array.from(framed)
}
