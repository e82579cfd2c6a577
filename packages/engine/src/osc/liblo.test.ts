/** Conformance with liblo, a C library that shares nothing with this code. Needs its tools (Debian: liblo-tools); says so when they are missing. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { decodePacket } from './decode.ts'
import { type EncodableValue, encodeBundle, encodeMessage } from './encode.ts'
import { IMMEDIATELY } from './packet.ts'

const has = (tool: string): boolean => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined
const installed = has('oscdump') && has('oscsend')
const title = installed ? 'liblo' : 'liblo (skipped: oscdump and oscsend are not installed; Debian has them in liblo-tools)'

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

/** Asks again until it says yes; gives up after five seconds. */
async function until(isTrue: () => boolean, again: () => void): Promise<void> {
  for (let tries = 0; tries < 50 && !isTrue(); tries++) {
    again()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(isTrue()).toBe(true)
}

describe.skipIf(!installed)(title, () => {
  it('oscdump prints what we send: every type it knows, Japanese text, nested bundles', async () => {
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
    const args: EncodableValue[] = [
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
    socket.send(encodeBundle([{ address: '/in/bundle', args: [{ type: 'f', value: 1 }] }], IMMEDIATELY), port, '127.0.0.1')
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
