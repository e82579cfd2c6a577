import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePacket } from './decode.ts'
import { encodeBundle, encodeMessage } from './encode.ts'
import { IMMEDIATELY, type OscValue, timetagOf, unixMsOf } from './packet.ts'
import { address, anyValue, bundleOf, commonValue, messageOf, unfolded } from './testing/arbitrary-packets.ts'
import { writeMessage } from './write.ts'

const messagesOf = (bytes: Uint8Array) => {
  const decoded = decodePacket(bytes)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.messages
}

describe('encodeMessage', () => {
  it('what it writes, the decoder reads: every type, whole-number floats, zero as 64 bits, text of any script (seed 7770)', () => {
    const zero: OscValue[] = [
      { type: 'h', value: 0n },
      { type: 'i', value: 1 },
    ]
    fc.assert(
      fc.property(messageOf(anyValue), (one) => {
        const bytes = encodeMessage(one)
        expect(bytes.length % 4).toBe(0)
        expect(messagesOf(bytes)).toEqual([{ ...one, timetag: null }])
      }),
      { seed: 7770, numRuns: 500, examples: [[{ address: '/a', args: zero }]] },
    )
  })

  it('where osc-js packs, our own writer would have written the same bytes (seed 7771)', () => {
    fc.assert(
      fc.property(address, fc.array(commonValue, { maxLength: 8 }), (at, args) => {
        expect(encodeMessage({ address: at, args })).toEqual(writeMessage(at, args))
      }),
      { seed: 7771, numRuns: 500 },
    )
  })

  it('refuses what OSC cannot hold', () => {
    const write = (...args: OscValue[]) => encodeMessage({ address: '/a', args })
    expect(() => encodeMessage({ address: 'a', args: [] })).toThrow(/begins with/)
    expect(() => encodeMessage({ address: '/a/', args: [] })).toThrow(/end with/)
    expect(() => write({ type: 'i', value: 2 ** 31 })).toThrow(/32-bit/)
    expect(() => write({ type: 'i', value: 0.5 })).toThrow(/32-bit/)
    expect(() => write({ type: 'r', value: -1 })).toThrow(/32-bit/)
    expect(() => write({ type: 'h', value: 2n ** 63n })).toThrow(/64-bit/)
    expect(() => write({ type: 't', value: -1n })).toThrow(/64-bit/)
    expect(() => write({ type: 's', value: 'a\0b' })).toThrow(/zero byte/)
    expect(() => write({ type: 'c', value: 'ab' })).toThrow(/single character/)
    expect(() => write({ type: 'm', value: new Uint8Array(3) })).toThrow(/four bytes/)
    expect(() => write({ type: '[', values: [{ type: 'S', value: '\0' }] })).toThrow(/zero byte/)
    expect(() => encodeBundle({ timetag: 2n ** 64n, elements: [] })).toThrow(/64-bit/)
  })
})

describe('encodeBundle', () => {
  it('bundles in bundles are read in order, each message with the time of its innermost bundle (seed 7772)', () => {
    fc.assert(
      fc.property(bundleOf(anyValue), (one) => {
        expect(messagesOf(encodeBundle(one))).toEqual(unfolded(one, null))
      }),
      { seed: 7772, numRuns: 200 },
    )
  })

  it('keeps the fraction of its timetag', () => {
    const timetag = timetagOf(1_770_000_000_123.456)
    const [read] = messagesOf(encodeBundle({ timetag, elements: [{ address: '/a', args: [{ type: 'f', value: 1 }] }] }))
    expect(read!.timetag).toBe(timetag)
    expect(unixMsOf(timetag)).toBeCloseTo(1_770_000_000_123.456, 3)
    expect(messagesOf(encodeBundle({ timetag: IMMEDIATELY, elements: [{ address: '/a', args: [] }] }))[0]!.timetag).toBe(IMMEDIATELY)
  })
})
