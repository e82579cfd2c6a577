import { describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import type { TriggerPacket } from '../osc/trigger-packets.ts'
import { testEdition, testTarget } from './testing/show.ts'
import { TriggerBook } from './trigger-book.ts'

const desk = testTarget(7770, {})
const eos = testTarget(8000, { order: 'b', profile: 'eos' })
const setUp = () => {
  const book = new TriggerBook([
    { id: 'desk', target: desk },
    { id: 'eos', target: eos },
    {
      id: 'node',
      target: {
        kind: 'artnet',
        order: 'c',
        name: 'Node',
        host: '127.0.0.1',
        port: 6454,
        latencyMs: desk.latencyMs,
        universes: [1],
        enabled: true,
      },
    },
  ])
  return { book, edition: testEdition({ desk, eos }) }
}
const addresses = (packets: readonly TriggerPacket[] | string): readonly string[] | string =>
  typeof packets === 'string'
    ? packets
    : packets.map(({ bytes }) => {
        const decoded = decodePacket(bytes)
        return decoded.ok ? decoded.messages[0]!.address : decoded.reason
      })

describe('TriggerBook', () => {
  it('encodes a message once for each target', () => {
    const { book } = setUp()
    const message = { address: '/a', args: [] }
    expect(addresses(book.packets(0, message))).toEqual(['/a'])
    expect(book.packets(0, { ...message })).toBe(book.packets(0, message))
    expect(book.packets(1, message)).not.toBe(book.packets(0, message))
  })

  it('another address with the same arguments is another message', () => {
    const { book } = setUp()
    const args = [] as const
    book.packets(0, { address: '/a', args })
    expect(addresses(book.packets(0, { address: '/b', args }))).toEqual(['/b'])
  })

  it('a target that carries levels only has no use for it', () => {
    expect(setUp().book.packets(2, { address: '/a', args: [] })).toMatch(/levels only/)
  })

  it('a message that is too long is refused each time, and does not keep the others from being made ready', () => {
    const { book, edition } = setUp()
    const long = { address: '/eos/newcmd', args: [{ type: 's' as const, value: 'x'.repeat(600) }] }
    for (let times = 0; times < 2; times++) expect(() => book.packets(1, long)).toThrow(/512/)
    const cue = { ...edition.show.cues['send']!, action: { kind: 'osc' as const, messages: [long] } }
    const warmed = { ...edition, show: { ...edition.show, cues: { ...edition.show.cues, send: cue } } }
    expect(() => book.warm(warmed, 'send')).not.toThrow()
    expect(addresses(book.packets(0, long))).toEqual(['/eos/newcmd'])
  })
})
