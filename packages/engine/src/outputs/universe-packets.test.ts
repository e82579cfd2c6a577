/** sACN and Art-Net: the bytes, the numbering, and how often a universe is told. */
import { ms, type SacnTarget } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { ARTNET_PACKET_BYTES, artnetPacket } from './artnet.ts'
import { Planner } from './planner.ts'
import { SACN_PACKET_BYTES, sacnGroup, sacnPacket, sacnTemplate } from './sacn.ts'
import { TestLog, testEdition, testSender } from './testing/show.ts'
import { unpackBatch } from './transfer.ts'
import { UniverseBoard } from './universe-board.ts'
import { Stamp } from './wire.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const slots = Uint8Array.from({ length: 512 }, (_, index) => (index * 7) & 255)

describe('sacnPacket', () => {
  const packet = sacnPacket(sacnTemplate({ cid: testSender.cid, name: '光 Ghostlight', priority: 150 }, 0x1234), slots)

  it('lays the layers out as table 4-1 of E1.31 does', () => {
    expect(packet).toHaveLength(SACN_PACKET_BYTES)
    expect(hex(packet.subarray(0, 22))).toBe('001000004153432d45312e313700000072' + '6e' + '00000004')
    expect(hex(packet.subarray(22, 38))).toBe('000102030405060708090a0b0c0d0e0f')
    expect(hex(packet.subarray(38, 44))).toBe('7258' + '00000002')
    expect(Buffer.from(packet.subarray(44, 58)).toString('utf8')).toBe('光 Ghostlight')
    expect(hex(packet.subarray(58, 108))).toBe('00'.repeat(50))
    expect(hex(packet.subarray(108, 126))).toBe(
      '96' + '0000' + '00' + '00' + '1234' + '720b' + '02' + 'a1' + '0000' + '0001' + '0201' + '00',
    )
    expect([...packet.subarray(126)]).toEqual([...slots])
  })

  it('a long name is cut between characters and ends with a zero', () => {
    const long = sacnTemplate({ ...testSender, name: '光'.repeat(30), priority: 100 }, 1)
    expect(Buffer.from(long.subarray(44, 107)).toString('utf8')).toBe('光'.repeat(21))
    expect(long[107]).toBe(0)
  })

  it('the group of a universe has its number in the last two octets', () => {
    expect([sacnGroup(1), sacnGroup(256), sacnGroup(63999)]).toEqual(['239.255.0.1', '239.255.1.0', '239.255.249.255'])
  })
})

describe('artnetPacket', () => {
  it('is an ArtDmx of protocol 14 with 512 slots; opcode and Port-Address have their low byte first', () => {
    const packet = artnetPacket(0x1234, slots)
    expect(packet).toHaveLength(ARTNET_PACKET_BYTES)
    expect(hex(packet.subarray(0, 18))).toBe('4172742d4e657400' + '0050' + '000e' + '00' + '00' + '3412' + '0200')
    expect([...packet.subarray(18)]).toEqual([...slots])
  })
})

describe('Stamp', () => {
  it('sACN counts 0 to 255 for each universe, Art-Net 1 to 255; OSC is left alone', () => {
    const packet = new Uint8Array(200)
    const numbers = (wire: 'sacn' | 'artnet', at: number) => {
      const stamp = new Stamp(wire)
      stamp.finish(9, packet)
      return Array.from({ length: 258 }, () => stamp.finish(1, packet)[at])
    }
    expect(numbers('sacn', 111)).toEqual([...Array.from({ length: 256 }, (_, n) => n), 0, 1])
    expect(numbers('artnet', 12)).toEqual([...Array.from({ length: 255 }, (_, n) => n + 1), 1, 2, 3])
    expect(new Stamp('osc').finish(1, packet)).toBe(packet)
    expect(packet.every((byte) => byte === 0)).toBe(true)
  })

  it('sACN says three times that a stream has ended; the others have no word for it', () => {
    const packet = new Uint8Array(200)
    const stamp = new Stamp('sacn')
    stamp.finish(1, packet)
    expect(stamp.farewell(1, packet).map((bytes) => [bytes[111], bytes[112]])).toEqual([
      [1, 0x40],
      [2, 0x40],
      [3, 0x40],
    ])
    expect(new Stamp('artnet').farewell(1, packet)).toEqual([])
  })
})

describe('UniverseBoard', () => {
  it('a universe is wanted when any slot changes, not when none does', () => {
    const board = new UniverseBoard()
    expect(board.wants(0, 0, slots)).toBe(true)
    board.told(0, 0)
    expect(board.wants(0, 0, slots.slice())).toBe(false)
    expect(board.wants(0, 0, slots.with(511, 1))).toBe(true)
  })

  it('a change is told three times, then repeated within a second', () => {
    const board = new UniverseBoard()
    const toldAtMs: number[] = []
    board.wants(0, 0, slots)
    for (let nowMs = 0; nowMs <= 4000; nowMs += 50) {
      for (const { key } of nowMs === 0 ? board.untold() : board.repeats(nowMs)) {
        board.told(key, nowMs)
        toldAtMs.push(nowMs)
      }
    }
    expect(toldAtMs).toEqual([0, 50, 100, 1000, 1900, 2800, 3700])
  })
})

describe('Planner with sACN', () => {
  const target: SacnTarget = {
    kind: 'sacn',
    order: 'a',
    name: 'Node',
    host: '127.0.0.1',
    port: 5568,
    latencyMs: ms(0),
    universes: [7, 1],
    universeOffset: 100,
    enabled: true,
  }

  it('sends whole universes when they change, under the number they have on the wire, and no triggers', () => {
    const log = new TestLog(testEdition({ node: target }))
    const planner = new Planner([{ id: 'node', target, isOn: true }], testSender, [], () => {})
    planner.startAt(0)
    const read = (batch: Parameters<typeof unpackBatch>[0]) =>
      unpackBatch(batch, [0], 0).map(({ dueMs, key, bytes, edge }) => [dueMs, key, (bytes[113]! << 8) | bytes[114]!, bytes[126], edge])
    expect([...planner.planNow(log.source, 0, 0)].flatMap(({ batch }) => read(batch))).toEqual([[0, 1, 101, 0, null]])
    while (!planner.isFull(0)) expect(planner.planOn(log.source, 0)).toBeNull()
    log.fire(100, 'snap')
    log.fire(100, 'send')
    expect([...planner.planNow(log.source, 100, 100)].flatMap(({ batch }) => read(batch))).toEqual([[100, 1, 101, 255, null]])
  })
})
