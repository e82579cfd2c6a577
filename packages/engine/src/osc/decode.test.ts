import { describe, expect, it } from 'vitest'
import { decodePacket } from './decode.ts'
import { IMMEDIATELY } from './packet.ts'

const messagesOf = (bytes: Uint8Array) => {
  const decoded = decodePacket(bytes)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.messages
}
const reasonOf = (bytes: Uint8Array): string => {
  const decoded = decodePacket(bytes)
  return decoded.ok ? 'ok' : decoded.reason
}
/** Text and numbers as the bytes of a packet: strings are padded to four, numbers are big-endian 32-bit words. */
const packet = (...parts: (string | number | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => {
      if (typeof part === 'number') return [(part >>> 24) & 255, (part >>> 16) & 255, (part >>> 8) & 255, part & 255]
      if (typeof part !== 'string') return [...part]
      const bytes = [...new TextEncoder().encode(part), 0]
      while (bytes.length % 4 !== 0) bytes.push(0)
      return bytes
    }),
  )

describe('decodePacket', () => {
  it('reads every common type', () => {
    const bytes = packet('/a', ',ifsbhtdScrmTFNI[i[s]]', 7, 0x3f000000, '歌', 3, Uint8Array.of(1, 2, 3, 0), 0, 5, 0, 6)
    const tail = packet(0x3ff80000, 0, 'sym', 0x61, 0xff8040ff, Uint8Array.of(1, 0x90, 60, 127), 9, 'in')
    const [message] = messagesOf(Uint8Array.from([...bytes, ...tail]))
    expect(message).toEqual({
      address: '/a',
      timetag: null,
      args: [
        { type: 'i', value: 7 },
        { type: 'f', value: 0.5 },
        { type: 's', value: '歌' },
        { type: 'b', value: Uint8Array.of(1, 2, 3) },
        { type: 'h', value: 5n },
        { type: 't', value: 6n },
        { type: 'd', value: 1.5 },
        { type: 'S', value: 'sym' },
        { type: 'c', value: 'a' },
        { type: 'r', value: 0xff8040ff },
        { type: 'm', value: Uint8Array.of(1, 0x90, 60, 127) },
        { type: 'T' },
        { type: 'F' },
        { type: 'N' },
        { type: 'I' },
        {
          type: '[',
          values: [
            { type: 'i', value: 9 },
            { type: '[', values: [{ type: 's', value: 'in' }] },
          ],
        },
      ],
    })
  })

  it('unfolds nested bundles in order, siblings after an inner bundle included, each with the time of its innermost bundle', () => {
    const a = packet('/a', ',')
    const b = packet('/b', ',')
    const inner = packet('#bundle', 0, 9, b.length, b)
    const outer = packet('#bundle', 0, 1, a.length, a, inner.length, inner, a.length, a)
    expect(messagesOf(outer)).toEqual([
      { address: '/a', args: [], timetag: IMMEDIATELY },
      { address: '/b', args: [], timetag: 9n },
      { address: '/a', args: [], timetag: IMMEDIATELY },
    ])
  })

  it('reads a view into a larger buffer at its own offset', () => {
    const bytes = packet('/a', ',i', 42)
    const pool = new Uint8Array(64)
    pool.set(bytes, 12)
    expect(messagesOf(pool.subarray(12, 12 + bytes.length))[0]!.args).toEqual([{ type: 'i', value: 42 }])
  })

  it('blobs are copies: the memory of a datagram is used again', () => {
    const datagram = Buffer.from(packet('/a', ',b', 2, Uint8Array.of(1, 2, 0, 0)))
    const [message] = messagesOf(datagram)
    datagram.fill(9)
    expect(message!.args).toEqual([{ type: 'b', value: Uint8Array.of(1, 2) }])
  })

  it('takes a message without type tags as one without arguments', () => {
    expect(messagesOf(packet('/old'))).toEqual([{ address: '/old', args: [], timetag: null }])
  })

  it('refuses what is malformed, as a whole and in words', () => {
    expect(reasonOf(new Uint8Array(0))).toMatch(/at least four/)
    expect(reasonOf(new Uint8Array(5))).toMatch(/multiple of four/)
    expect(reasonOf(packet('a', ','))).toMatch(/begins with/)
    expect(reasonOf(Uint8Array.of(47, 97, 98, 99))).toMatch(/no end/)
    expect(reasonOf(packet('/a', 'i', 1))).toMatch(/tags are missing/)
    expect(reasonOf(packet('/a', ',i'))).toMatch(/ends inside/)
    expect(reasonOf(packet('/a', ',b', 0xffffffff))).toMatch(/ends inside/)
    expect(reasonOf(packet('/a', ',b', 5, 0))).toMatch(/ends inside/)
    expect(reasonOf(packet('/a', ',s', 0x61616161))).toMatch(/ends inside/)
    expect(reasonOf(packet('/a', ',q'))).toMatch(/no argument has the type/)
    expect(reasonOf(packet('/a', ',['))).toMatch(/array has no end/)
    expect(reasonOf(packet('/a', ',]'))).toMatch(/never began/)
    expect(reasonOf(packet('#bundle', 0, 1, 4000, '/a'))).toMatch(/longer than the bundle/)
    const good = packet('/a', ',')
    expect(reasonOf(packet('#bundle', 0, 1, good.length, good, 4, 'a'))).toMatch(/begins with/)
  })

  it('bundles and arrays nested too deep are refused, not followed', () => {
    let bytes = packet('/a', ',')
    for (let i = 0; i < 40; i++) bytes = packet('#bundle', 0, 1, bytes.length, bytes)
    expect(reasonOf(bytes)).toMatch(/nested deeper/)
    expect(reasonOf(packet('/a', `,${'['.repeat(50)}${']'.repeat(50)}`))).toMatch(/nested deeper/)
  })

  it('mutated packets never throw and cost at most four steps per byte (seed 4401)', () => {
    let random = 4401
    const next = (below: number): number => {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0
      return Math.floor((random / 0x1_0000_0000) * below)
    }
    const message = packet('/ghostlight/cue/12/fire', ',ifsb[TN]', 1, 2, '光', 4, 5)
    const seeds = [message, packet('#bundle', 0, 1, message.length, message, message.length, message), packet('/{?+}+!', ',')]
    let accepted = 0
    for (let round = 0; round < 60_000; round++) {
      const bytes = Uint8Array.from(seeds[next(seeds.length)]!)
      for (let n = next(5); n >= 0; n--) bytes[next(bytes.length)] = [0, 1, 4, 44, 47, 91, 93, 255, next(256)][next(9)]!
      const cut = next(3) === 0 ? bytes.subarray(0, next(bytes.length + 1)) : bytes
      const decoded = decodePacket(cut)
      expect(decoded.steps).toBeLessThanOrEqual(4 * cut.length + 4)
      if (decoded.ok) accepted++
    }
    expect(accepted).toBeGreaterThan(1000)
  })
})
