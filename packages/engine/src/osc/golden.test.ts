import { describe, expect, it } from 'vitest'
import { decodePacket } from './decode.ts'
import { encodeBundle, encodeMessage } from './encode.ts'
import { unfolded } from './testing/arbitrary-packets.ts'
import { type GoldenPacket, goldenPackets } from './testing/golden-packets.ts'

const encode = ({ packet }: GoldenPacket): Uint8Array => ('elements' in packet ? encodeBundle(packet) : encodeMessage(packet))

describe.each(goldenPackets)('$what, as $by writes it', (golden) => {
  it('is what we write', () => {
    expect(Buffer.from(encode(golden)).toString('hex')).toBe(golden.hex)
  })

  it('is what we read', () => {
    expect(decodePacket(Buffer.from(golden.hex, 'hex'))).toMatchObject({ ok: true, messages: unfolded(golden.packet, null) })
  })
})
