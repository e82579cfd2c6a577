/** The outputs with their real thread and real sockets. Time here is real, so the tests ask for order and outcome, never for milliseconds. */
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, type Target } from '@ghostlight/timeline'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import { createOutputs } from './create-outputs.ts'
import type { OutputFault, ShowOutput } from './output.ts'
import { TestLog, testEdition, testTarget } from './testing/show.ts'

const folder = mkdtempSync(join(tmpdir(), 'ghostlight-thread-'))
const threadFile = join(folder, 'cue-thread.js')

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('cue-thread.ts', import.meta.url)),
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'cue-thread.js' } },
    },
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Desk {
  readonly port: number
  /** "address value" of everything received, in order. */
  readonly got: string[]
  readonly socket: Socket
}
const desks: Desk[] = []
let output: ShowOutput | null = null
afterEach(async () => {
  await output?.stop()
  output = null
  for (const { socket } of desks.splice(0)) socket.close()
})

async function openDesk(port: number): Promise<Desk> {
  const socket = createSocket('udp4')
  const got: string[] = []
  socket.on('message', (bytes) => {
    const decoded = decodePacket(bytes)
    if (!decoded.ok) throw new Error(decoded.reason)
    for (const { address, args } of decoded.messages)
      got.push([address, ...args.map((arg) => ('value' in arg ? arg.value : arg.type))].join(' '))
  })
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve))
  const desk = { port: socket.address().port, got, socket }
  desks.push(desk)
  return desk
}

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const { port, socket } = await openDesk(0)
  desks.pop()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

async function until(what: string, isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isTrue(); tries++) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(isTrue(), what).toBe(true)
}

async function run(targets: Readonly<Record<string, Target>>) {
  const edition = testEdition(targets)
  const log = new TestLog(edition)
  const hrtimeOrigin = process.hrtime.bigint()
  const nowMs = () => Number(process.hrtime.bigint() - hrtimeOrigin) / 1e6
  const faults: OutputFault[] = []
  const sending: string[] = []
  const sent: { readonly edgeId: string; readonly sentAtMs: number }[] = []
  output = createOutputs({
    venue: edition.venue,
    clock: { nowMs, hrtimeOrigin },
    onFault: (fault) => faults.push(fault),
    onEdgeSending: (ids) => sending.push(...ids),
    onEdgeSent: (list) => sent.push(...list),
    onEdgesUncertain: (edges) => faults.push({ code: 'edges-uncertain', message: String(edges.length), state: 'on', targetId: null }),
    extraTargets: {},
    edgesDone: [],
    threadFile,
  })
  output.setSource(() => log.source)
  await output.start()
  const fire = (cueId: string): void => {
    const atMs = nowMs()
    log.fire(atMs, cueId)
    output!.entriesChanged(atMs)
  }
  const adopt = (next: Readonly<Record<string, Target>>, hash: string): void => {
    const atMs = nowMs()
    log.adopt(atMs, testEdition(next, hash))
    output!.entriesChanged(atMs)
  }
  return { output, log, nowMs, faults, sending, sent, fire, adopt }
}

describe('createOutputs', () => {
  it('asserts all levels, then sends a GO’s light and messages, and reports what was sent', async () => {
    const desk = await openDesk(0)
    const { output: running, fire, sending, sent } = await run({ desk: testTarget(desk.port, {}) })
    await until('levels are asserted', () => desk.got.includes('/ghostlight/light/3 0') && desk.got.includes('/ghostlight/dmx/1/1 0'))
    fire('snap')
    fire('send')
    await until('light and message arrive', () => desk.got.includes('/ghostlight/dmx/1/1 255') && desk.got.includes('/cue 1'))
    await until('the trigger is reported', () => sent.length === 1)
    expect(sending).toEqual(sent.map(({ edgeId }) => edgeId))
    await until('the target is healthy', () => running.status()[0]!.state === 'sending')
    expect(running.status()[0]).toMatchObject({ id: 'desk', name: 'Desk', address: `127.0.0.1:${desk.port}`, failed: 0 })
  })

  it('states are repeated though nothing changes; triggers are not', async () => {
    const desk = await openDesk(0)
    const { fire } = await run({ desk: testTarget(desk.port, {}) })
    fire('send')
    const count = (line: string): number => desk.got.filter((one) => one === line).length
    await until('every level came again', () => count('/ghostlight/dmx/1/1 0') >= 3)
    expect(count('/cue 1')).toBe(1)
  })

  it('a target that is down is shown and knocked at, and never stops another; when it is back it is told everything', async () => {
    const up = await openDesk(0)
    const port = await closedPort()
    const {
      output: running,
      faults,
      fire,
    } = await run({ up: testTarget(up.port, {}), down: testTarget(port, { order: 'b', name: 'Dimmers' }) })
    const stateOf = (id: string) => running.status().find((target) => target.id === id)!.state
    await until('the refusal is noticed', () => stateOf('down') === 'down')
    expect(faults).toContainEqual(expect.objectContaining({ code: 'target-down', state: 'on', targetId: 'down' }))
    fire('snap')
    fire('send')
    await until('the other goes on', () => up.got.includes('/ghostlight/dmx/1/1 255') && up.got.includes('/cue 1'))
    expect(stateOf('up')).toBe('sending')
    const back = await openDesk(port)
    await until('levels are told anew', () => back.got.includes('/ghostlight/dmx/1/1 255') && back.got.includes('/ghostlight/light/2 1'))
    await until('it is healthy again', () => stateOf('down') === 'sending')
    expect(faults.at(-1)).toMatchObject({ code: 'target-down', state: 'over', targetId: 'down' })
  })

  it('a host that no name server knows is shown, and the others play', async () => {
    const desk = await openDesk(0)
    const { output: running, faults } = await run({
      desk: testTarget(desk.port, {}),
      lost: testTarget(9, { order: 'b', host: 'no-such-host.invalid' }),
      off: testTarget(9, { order: 'c', enabled: false }),
    })
    await until('levels are asserted', () => desk.got.includes('/ghostlight/dmx/1/1 0'))
    expect(faults).toContainEqual(expect.objectContaining({ code: 'target-unknown-host', targetId: 'lost' }))
    expect(running.status().map(({ id, state }) => [id, state])).toEqual([
      ['desk', expect.any(String)],
      ['lost', 'down'],
      ['off', 'disabled'],
    ])
  })

  it('triggers leave while the main thread stands still', async () => {
    const desk = await openDesk(0)
    const { fire, nowMs, sending, sent } = await run({ desk: testTarget(desk.port, {}) })
    fire('song')
    // Let the plan reach the thread, then stand still over the beats at 500 and 1000 ms.
    await until('the plan is handed over', () => sending.length >= 4 && sent.length >= 1)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200)
    const movedAgainAtMs = nowMs()
    await until('two more have left', () => sent.length >= 3)
    expect(sent[1]!.sentAtMs).toBeLessThan(movedAgainAtMs)
    expect(sent[2]!.sentAtMs).toBeLessThan(movedAgainAtMs)
    expect(sent[2]!.sentAtMs - sent[1]!.sentAtMs).toBeGreaterThan(400)
  })

  it('packets for a slow target leave earlier by its latency', async () => {
    const [fast, slow] = [await openDesk(0), await openDesk(0)]
    const { fire, sent } = await run({
      fast: testTarget(fast.port, {}),
      slow: testTarget(slow.port, { order: 'b', latencyMs: ms(300) }),
    })
    fire('song')
    const timesOf = (id: string): number[] => sent.filter(({ edgeId }) => edgeId.endsWith(id)).map(({ sentAtMs }) => sentAtMs)
    await until('the third beat has left for both', () => timesOf('m2').length === 2)
    await until('and arrived', () => [slow, fast].every(({ got }) => got.some((line) => line.startsWith('/beat/2'))))
    const [first, second] = timesOf('m2')
    expect(second! - first!).toBeGreaterThan(150)
  })

  it('sACN and Art-Net receivers get whole universes, numbered, kept alive and ended; the one that is down stops nobody', async () => {
    const packets: { readonly from: string; readonly bytes: Buffer; readonly atMs: number }[] = []
    const listen = async (from: string): Promise<number> => {
      const socket = createSocket('udp4')
      socket.on('message', (bytes) => packets.push({ from, bytes, atMs: performance.now() }))
      await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
      desks.push({ port: socket.address().port, got: [], socket })
      return socket.address().port
    }
    const every = { order: 'a', name: 'Node', host: '127.0.0.1', latencyMs: ms(0), universes: [1], enabled: true }
    const { output: running, fire } = await run({
      sacn: { kind: 'sacn', ...every, port: await listen('sacn') },
      artnet: { kind: 'artnet', ...every, port: await listen('artnet') },
      down: { kind: 'sacn', ...every, port: await closedPort() },
    })
    const of = (from: string) => packets.filter((packet) => packet.from === from)
    const numbers = { sacn: () => of('sacn').map(({ bytes }) => bytes[111]), artnet: () => of('artnet').map(({ bytes }) => bytes[12]) }
    await until('both are told three times', () => of('sacn').length >= 3 && of('artnet').length >= 3)
    fire('snap')
    await until('the change arrives', () => of('sacn').at(-1)!.bytes[126] === 255 && of('artnet').at(-1)!.bytes[18] === 255)
    await until('the missing one is seen', () => running.status().some(({ id, state }) => id === 'down' && state === 'down'))
    const before = of('sacn').length
    await until('they are kept alive', () => of('sacn').length >= before + 4)
    await running.stop()
    await until('the end is told', () => of('sacn').filter(({ bytes }) => bytes[112] === 0x40).length === 3)
    expect(numbers.sacn()).toEqual(Array.from({ length: of('sacn').length }, (_, n) => n))
    expect(numbers.artnet()).toEqual(Array.from({ length: of('artnet').length }, (_, n) => n + 1))
    expect(of('sacn').every(({ bytes }) => bytes.length === 638) && of('artnet').every(({ bytes }) => bytes.length === 530)).toBe(true)
  })

  it('a desk on TCP gets levels and messages behind their lengths; it may come later, go, and come back', async () => {
    const port = await closedPort()
    let got: string[] = []
    const listen = async () => {
      const server = createServer((socket) => {
        let rest: Buffer = Buffer.alloc(0)
        socket.on('error', () => {})
        socket.on('data', (bytes) => {
          rest = Buffer.concat([rest, bytes])
          while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
            const decoded = decodePacket(rest.subarray(4, 4 + rest.readInt32BE(0)))
            rest = rest.subarray(4 + rest.readInt32BE(0))
            if (!decoded.ok) throw new Error(decoded.reason)
            got.push(decoded.messages[0]!.address)
          }
        })
        sockets.add(socket)
      })
      const sockets = new Set<import('node:net').Socket>()
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
      return () => {
        for (const socket of sockets) socket.destroy()
        return new Promise<void>((resolve) => server.close(() => resolve()))
      }
    }
    const { output: running, fire } = await run({ eos: testTarget(port, { profile: 'generic', transport: 'tcpLength' }) })
    const state = () => running.status()[0]!.state
    await until('nobody is there', () => state() === 'down')
    const leave = await listen()
    await until('levels are told', () => got.includes('/ghostlight/dmx/1/1') && state() === 'sending')
    fire('send')
    await until('the trigger arrives', () => got.includes('/cue'))
    await leave()
    await until('it is missed', () => state() === 'down')
    got = []
    const leaveAgain = await listen()
    await until('levels are told anew, triggers are not', () => got.includes('/ghostlight/dmx/1/1') && state() === 'sending')
    expect(got).not.toContain('/cue')
    await running.stop()
    await leaveAgain()
  })

  it('nothing is sent after stop', async () => {
    const desk = await openDesk(0)
    const { output: running, fire } = await run({ desk: testTarget(desk.port, {}) })
    fire('song')
    await until('it plays', () => desk.got.some((line) => line.startsWith('/beat/0')))
    await running.stop()
    // One more packet of our own marks the end: whatever was sent before it has arrived before it.
    const marker = createSocket('udp4')
    await new Promise((resolve) => marker.send(Uint8Array.of(0x2f, 0x7a, 0, 0, 0x2c, 0, 0, 0), desk.port, '127.0.0.1', resolve))
    await until('the marker is there', () => desk.got.includes('/z'))
    marker.close()
    const count = desk.got.length
    fire('send')
    await new Promise((resolve) => setImmediate(resolve))
    expect(desk.got.slice(count)).toEqual([])
  })
})

describe('another edition comes into force', () => {
  const beatsOf = (desk: Desk) => desk.got.filter((line) => line.startsWith('/beat/')).map((line) => Number(line.slice(6)))
  const each = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

  it('targets that stay get every trigger of the running song once, whatever comes and goes beside them', async () => {
    const [stays, goes, comes, moves] = [await openDesk(0), await openDesk(0), await openDesk(0), await openDesk(0)]
    const stay = testTarget(stays.port, {})
    const {
      output: running,
      fire,
      adopt,
    } = await run({ stay, go: testTarget(goes.port, { order: 'b' }), move: testTarget(goes.port, { order: 'c' }) })
    fire('song')
    await until('it plays', () => beatsOf(stays).includes(1))
    const opened = running.status()[0]!
    adopt(
      { stay: { ...stay, name: 'Renamed', order: 'z' }, come: testTarget(comes.port, {}), move: testTarget(moves.port, { order: 'c' }) },
      'second',
    )
    await until('the new ones play along', () => beatsOf(comes).includes(6) && beatsOf(moves).includes(6) && beatsOf(stays).includes(6))
    expect(beatsOf(stays).slice(0, 7)).toEqual(each(0, 6))
    const firstOf = (desk: Desk) => beatsOf(desk)[0]!
    for (const desk of [comes, moves]) expect(beatsOf(desk).slice(0, 7 - firstOf(desk))).toEqual(each(firstOf(desk), 6))
    // What the two old ones got ends where the new ones begin.
    expect(Math.max(...beatsOf(goes))).toBeLessThan(firstOf(moves))
    expect(running.status().map(({ id, name, address }) => [id, name, address])).toEqual([
      ['stay', 'Renamed', `127.0.0.1:${stays.port}`],
      ['come', 'Desk', `127.0.0.1:${comes.port}`],
      ['move', 'Desk', `127.0.0.1:${moves.port}`],
    ])
    expect(running.status()[0]!.sent).toBeGreaterThan(opened.sent)
    const silentFrom = goes.got.length
    await until('two more beats', () => beatsOf(stays).includes(8))
    expect(goes.got.length).toBe(silentFrom)
  })

  it('a new target is told all levels as they stand, and keeps being told', async () => {
    const [desk, late] = [await openDesk(0), await openDesk(0)]
    const { fire, adopt } = await run({ desk: testTarget(desk.port, {}) })
    fire('snap')
    await until('light is on', () => desk.got.includes('/ghostlight/dmx/1/1 255'))
    adopt({ desk: testTarget(desk.port, {}), late: testTarget(late.port, { order: 'b' }) }, 'second')
    await until('it knows', () => late.got.includes('/ghostlight/dmx/1/1 255') && late.got.includes('/ghostlight/light/2 1'))
    fire('release')
    await until('both follow', () =>
      [desk, late].every(({ got }) =>
        got
          .filter((line) => line.startsWith('/ghostlight/dmx/1/1 '))
          .at(-1)
          ?.endsWith(' 0'),
      ),
    )
  })

  it('a trigger that left early for a slow target is not sent again to the one that takes its place', async () => {
    const [old, next] = [await openDesk(0), await openDesk(0)]
    const slow = (port: number) => testTarget(port, { latencyMs: ms(400) })
    const { fire, adopt, sent } = await run({ slow: slow(old.port) })
    fire('song')
    await until('the third beat has left', () => beatsOf(old).includes(2) && sent.length >= 3)
    adopt({ slow: slow(next.port) }, 'second')
    await until('the new one plays', () => beatsOf(next).includes(7))
    expect([...new Set(beatsOf(old))].sort()).toEqual(beatsOf(old))
    expect([...beatsOf(old), ...beatsOf(next).filter((beat) => beat <= 7)]).toEqual(each(0, 7))
  })

  it('disabled and enabled again, moved again and again, it plays where it is; faults of what is gone are over', async () => {
    const [one, two] = [await openDesk(0), await openDesk(0)]
    const nowhere = await closedPort()
    const {
      output: running,
      fire,
      adopt,
      faults,
    } = await run({ desk: testTarget(one.port, {}), lost: testTarget(nowhere, { order: 'b' }) })
    await until('nobody is there', () => running.status().some(({ id, state }) => id === 'lost' && state === 'down'))
    adopt({ desk: testTarget(one.port, { enabled: false }), lost: testTarget(two.port, { order: 'b' }) }, 'e2')
    await until('it was found', () => two.got.includes('/ghostlight/dmx/1/1 0'))
    expect(running.status().map(({ id, state }) => [id, state])).toEqual([
      ['lost', expect.any(String)],
      ['desk', 'disabled'],
    ])
    expect(faults.filter(({ targetId, code }) => targetId === 'lost' && code === 'target-down').at(-1)?.state).toBe('over')
    for (let n = 3; n < 9; n++) adopt({ desk: testTarget(n % 2 === 0 ? one.port : two.port, {}) }, `e${n}`)
    const before = one.got.length
    fire('send')
    await until('the last place gets it', () => one.got.slice(before).includes('/cue 1'))
    expect([one, two].flatMap(({ got }) => got).filter((line) => line === '/cue 1')).toHaveLength(1)
    expect(running.status()).toHaveLength(1)
  })
})
