/**
 * Conformance with liblo, a C library that shares nothing with this code: byte for byte through the library (Debian: liblo7), over UDP through
 * its tools (liblo-tools). What is missing is said. `golden.test.ts` holds us to bytes of liblo's wherever there is none.
 */
import { type ChildProcess, type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { decodePacket } from './decode.ts'
import { encodeBundle, encodeMessage } from './encode.ts'
import { IMMEDIATELY, type OscBundle, type OscMessage, type OscValue, timetagOf } from './packet.ts'
import { plainValue as anyPlainValue, bundleOf, messageOf, unfolded } from './testing/arbitrary-packets.ts'
import { goldenPackets } from './testing/golden-packets.ts'

type Packet = Pick<OscMessage, 'address' | 'args'> | OscBundle
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const encode = (packet: Packet): Uint8Array => ('elements' in packet ? encodeBundle(packet) : encodeMessage(packet))

/** As liblo-peer.py speaks of it. */
function plain(packet: Packet): unknown {
  if ('elements' in packet) return { timetag: String(packet.timetag), elements: packet.elements.map(plain) }
  return { address: packet.address, args: packet.args.map((arg) => ({ type: arg.type, value: plainValue(arg) })) }
}
function plainValue(arg: OscValue): unknown {
  if (!('value' in arg)) return null
  const { value } = arg
  if (value instanceof Uint8Array) return hexOf(value)
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? numberText(value) : value
}
/** As Python writes it. */
const numberText = (value: bigint | number): string =>
  value === Number.POSITIVE_INFINITY ? 'inf' : value === Number.NEGATIVE_INFINITY ? '-inf' : String(value)
/** What it says that it read. */
const read = (packet: Packet): unknown =>
  unfolded(packet, IMMEDIATELY).map(({ address, args, timetag }) => ({
    address,
    types: args.map(({ type }) => type).join(''),
    args: args.map(plainValue),
    timetag: String(timetag),
  }))

const peerFile = fileURLToPath(new URL('./testing/liblo-peer.py', import.meta.url))
const hasLibrary = spawnSync('python3', ['-c', 'import ctypes; ctypes.CDLL("liblo.so.7")'], { stdio: 'ignore' }).status === 0

describe.skipIf(!hasLibrary)(hasLibrary ? 'liblo' : 'liblo (skipped: needs python3 and liblo.so.7, Debian: liblo7)', () => {
  let peer: ChildProcessByStdio<Writable, Readable, null>
  let answers: AsyncIterator<string>
  async function ask<Answer>(question: object): Promise<Answer> {
    peer.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await answers.next()
    if (done) throw new Error('liblo-peer.py ended')
    return JSON.parse(value) as Answer
  }
  beforeAll(() => {
    peer = spawn('python3', [peerFile], { stdio: ['pipe', 'pipe', 'inherit'] })
    answers = createInterface({ input: peer.stdout })[Symbol.asyncIterator]()
  })
  afterAll(() => {
    peer.kill()
  })

  async function agrees(packet: Packet): Promise<void> {
    const bytes = encode(packet)
    expect(await ask({ write: plain(packet) })).toEqual({ hex: hexOf(bytes) })
    expect(await ask({ read: hexOf(bytes) })).toEqual({ messages: read(packet) })
  }

  it.each(goldenPackets.filter(({ by }) => by === 'liblo'))('writes and reads as we do: $what', ({ packet }) => agrees(packet))

  it('writes and reads as we do: messages and bundles of every type it has (seed 31)', async () => {
    // It makes no empty blobs.
    const value = anyPlainValue.filter((one) => one.type !== 'b' || one.value.length > 0)
    await fc.assert(fc.asyncProperty(fc.oneof(messageOf(value), bundleOf(value)), agrees), { seed: 31, numRuns: 300 })
  })

  it('keeps a bundle of ours until its timetag', async () => {
    const before = Date.now()
    const bundle = encodeBundle({ timetag: timetagOf(before + 60_000), elements: [{ address: '/a', args: [] }] })
    const { seconds } = await ask<{ seconds: number }>({ delay: hexOf(bundle) })
    const passedS = (Date.now() - before) / 1000
    expect(seconds).toBeLessThanOrEqual(60)
    expect(seconds).toBeGreaterThanOrEqual(60 - passedS - 0.01)
  })
})

const has = (tool: string): boolean => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined
const hasTools = has('oscdump') && has('oscsend')

const sockets: Socket[] = []
const children: ChildProcess[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
  for (const child of children.splice(0)) child.kill()
})

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4')
  sockets.push(socket)
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return socket
}

/** Asks again until it says yes. */
async function until(isTrue: () => boolean, again: () => void): Promise<void> {
  for (let tries = 0; tries < 150 && !isTrue(); tries++) {
    again()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(isTrue()).toBe(true)
}

describe.skipIf(!hasTools)(hasTools ? 'tools of liblo' : 'tools of liblo (skipped: needs oscdump and oscsend, Debian: liblo-tools)', () => {
  it('oscdump prints what we send', async () => {
    const probe = await openSocket()
    const { port } = probe.address()
    probe.close()
    sockets.length = 0
    const dump = spawn('oscdump', ['-L', String(port)])
    children.push(dump)
    let printed = ''
    dump.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
    const socket = await openSocket()
    await until(
      () => printed.includes('/ready'),
      () => socket.send(encodeMessage({ address: '/ready', args: [] }), port, '127.0.0.1'),
    )
    const args: OscValue[] = [
      { type: 'i', value: -7 },
      { type: 'f', value: 1 },
      { type: 'd', value: 2.5 },
      { type: 'h', value: 1n << 40n },
      { type: 's', value: '歌うホタル' },
      { type: 'T' },
      { type: 'F' },
      { type: 'N' },
      { type: 'I' },
    ]
    socket.send(encodeMessage({ address: '/all', args }), port, '127.0.0.1')
    socket.send(
      encodeBundle({ timetag: IMMEDIATELY, elements: [{ address: '/in/bundle', args: [{ type: 'f', value: 1 }] }] }),
      port,
      '127.0.0.1',
    )
    await until(
      () => printed.includes('/in/bundle'),
      () => {},
    )
    expect(printed).toMatch(/\/all ifdhsTFNI -7 1\.0+ 2\.50* 1099511627776 "歌うホタル" #T #F Nil Infinitum/)
    expect(printed).toMatch(/\/in\/bundle f 1\.0/)
  })

  it('we read what oscsend sends', async () => {
    const socket = await openSocket()
    const received: Uint8Array[] = []
    socket.on('message', (bytes) => received.push(bytes))
    const send = (...args: string[]) => spawnSync('oscsend', ['127.0.0.1', String(socket.address().port), ...args])
    send('/a/b', 'ifsTFNI', '-1', '0.5', '光')
    send('/b', 'hdc', '5000000000', '2.25', 'x')
    send('/none')
    await until(
      () => received.length === 3,
      () => {},
    )
    expect(received.map((bytes) => decodePacket(bytes))).toMatchObject([
      {
        ok: true,
        messages: [
          {
            address: '/a/b',
            args: [
              { type: 'i', value: -1 },
              { type: 'f', value: 0.5 },
              { type: 's', value: '光' },
              { type: 'T' },
              { type: 'F' },
              { type: 'N' },
              { type: 'I' },
            ],
          },
        ],
      },
      {
        ok: true,
        messages: [
          {
            address: '/b',
            args: [
              { type: 'h', value: 5_000_000_000n },
              { type: 'd', value: 2.25 },
              { type: 'c', value: 'x' },
            ],
          },
        ],
      },
      { ok: true, messages: [{ address: '/none', args: [] }] },
    ])
  })
})
