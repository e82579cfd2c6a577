import { createSocket, type Socket } from 'node:dgram'
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@ghostlight/engine/client'
import { afterEach, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine, until } from './support/engine.ts'

/** GHOSTLIGHT_KILLS=20 before a release. */
const kills = Number(process.env.GHOSTLIGHT_KILLS ?? 3)
const engines: TestEngine[] = []
const stops: (() => void)[] = []
const start = async (options: Parameters<typeof startEngine>[0]) => {
  const engine = await startEngine(options)
  engines.push(engine)
  return engine
}
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  for (const engine of engines.splice(0).reverse()) await engine.stop()
})

/** Listens as a desk does; addresses of messages in the order they came. */
async function listenAsDesk(): Promise<{ readonly port: number; readonly heard: string[] }> {
  const socket: Socket = createSocket('udp4')
  const heard: string[] = []
  socket.on('message', (bytes) => heard.push(bytes.subarray(0, bytes.indexOf(0)).toString('utf8')))
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done))
  stops.push(() => socket.close())
  return { port: socket.address().port, heard }
}
const beatsOf = (heard: readonly string[]) =>
  heard.filter((address) => address.startsWith('/song/beat/')).map((address) => Number(address.slice(11)))

describe('an engine that is killed in mid-song', () => {
  it('comes back where the pages are, sends no trigger twice, and accounts for every one', async () => {
    const desk = await listenAsDesk()
    let engine = await start({ small: { oscTargetPort: desk.port } })
    await engine.command({ command: 'fire', cue: '1' })
    await engine.command({ command: 'fire', cue: '3' })
    await until('some triggers were sent', () => beatsOf(desk.heard).length >= 3)
    // A page that plays on from the log while the engine is away.
    const page = connect({
      url: engine.url,
      hello: { kind: 'stage', name: 'screen', output: null, key: null, language: 'en' },
      audience: false,
    })
    stops.push(() => page.dispose())
    await until('the page is live', () => page.state() === 'live' && page.clock.isSynced() && page.moment()?.segment)
    for (let round = 0; round < kills; round++) {
      // Somewhere in the song, not in step with its beats.
      const atMs = page.moment()!.segment!.positionMs + ((round * 617) % 1000)
      await until('the song has gone on', () => page.moment()!.segment!.positionMs >= atMs)
      const positionBefore = page.moment()!.segment!.positionMs
      await engine.kill()
      const folder = engine.folder
      const seen = desk.heard.length
      expect(page.moment()!.segment!.positionMs).toBeGreaterThanOrEqual(positionBefore)
      engine = await start({ folder })
      expect(engine.continued).toBe(true)
      // The engine read its position somewhere between our two readings.
      const earliestMs = page.moment()!.segment!.positionMs
      const status = await engine.status()
      const latestMs = page.moment()!.segment!.positionMs
      expect(status.moment.segment.positionMs).toBeGreaterThan(earliestMs - 20)
      expect(status.moment.segment.positionMs).toBeLessThan(latestMs + 20)
      expect(status.epoch).toBe(round + 2)
      expect(status.durable).toBe(true)
      expect(status.moment.askResume).toBe(false)
      await until('levels are told again', () => desk.heard.slice(seen).some((address) => address.startsWith('/ghostlight/dmx/1/')), 1000)
      const sentSoFar = beatsOf(desk.heard).length
      await until('triggers go on', () => beatsOf(desk.heard).length > sentSoFar + 1)
    }
    const beats = beatsOf(desk.heard)
    expect(new Set(beats).size).toBe(beats.length)
    const faults = (await engine.status()).faults as { code: string; edges?: string[] }[]
    const listed = faults.flatMap((fault) => (fault.code.startsWith('edges-') ? (fault.edges ?? []) : []))
    const missing = Array.from({ length: Math.max(...beats) }, (_, beat) => beat).filter((beat) => !beats.includes(beat))
    for (const beat of missing)
      expect(
        listed.some((id) => id.endsWith(`/beat-${beat}`)),
        `beat ${beat} in ${listed}`,
      ).toBe(true)
    // A skipped one can be fired by hand, and is off the list then.
    const skipped = listed[0]
    if (skipped !== undefined) {
      expect((await engine.command({ command: 'fireEdge', edge: skipped })).body).toMatchObject({ ok: true })
      await until('it was sent', () => beatsOf(desk.heard).includes(Number(skipped.split('beat-')[1])))
      expect((await engine.command({ command: 'fireEdge', edge: skipped })).body).toMatchObject({ ok: false, reason: 'unknown-edge' })
    }
  })
})

describe('a journal that a power cut tore', () => {
  it('is mended: the torn tail is set aside and named, no acknowledged entry is lost', async () => {
    let engine = await start({})
    await engine.command({ command: 'fire', cue: '1' })
    await engine.command({ command: 'fire', cue: '3' })
    const before = await engine.status()
    await engine.kill()
    const folder = join(engine.folder, '.ghostlight/performances', engine.performanceId)
    appendFileSync(join(folder, 'log.ndjson'), '{"seq":5,"atMs":99')
    engine = await start({ folder: engine.folder })
    const after = await engine.status()
    expect(after.performanceId).toBe(before.performanceId)
    expect(after.seq).toBe(before.seq + 1)
    expect(after.moment.segment.songId).toBe('first')
    const fault = after.faults.find((one: { code: string }) => one.code === 'torn-journal')
    expect(fault.message).toContain('log.ndjson.torn-1')
    expect(readdirSync(folder)).toContain('log.ndjson.torn-1')
    expect(readFileSync(join(folder, 'log.ndjson.torn-1'), 'utf8')).toBe('{"seq":5,"atMs":99')
  })
})

describe.skipIf(process.platform === 'win32')('a full disk (there is no such limit for a process on Windows)', () => {
  it('stops no cue: GO works and says durable:false, and the fault stays until somebody acknowledges it', async () => {
    const first = await start({})
    await first.kill()
    const journal = join(first.folder, '.ghostlight/performances', first.performanceId, 'log.ndjson')
    const engine = await start({ folder: first.folder, fileLimitBytes: statSync(journal).size + 1024 })
    const crew = connect({
      url: engine.url,
      hello: { kind: 'console', name: 'desk', output: null, key: null, language: 'en' },
      audience: false,
    })
    stops.push(() => crew.dispose())
    await until('the crew is connected', () => crew.state() === 'live')
    const journalFault = async () => (await engine.status()).faults.find(({ code }: { code: string }) => code === 'journal-failed')
    expect(await journalFault()).toBe(undefined)
    await until('nothing more fits', async () => (await engine.command({ command: 'standBy', cue: '2' })).body['durable'] === false)
    expect((await engine.command({ command: 'fire', cue: '3' })).body).toMatchObject({ ok: true, durable: false })
    await until('the song is on', async () => (await engine.status()).moment.segment?.positionMs > 200)
    expect(await journalFault()).toMatchObject({ acknowledged: false })
    expect((await engine.status()).durable).toBe(false)
    crew.acknowledgeFault((await journalFault()).id)
    await until('it is acknowledged', async () => (await journalFault())?.acknowledged === true)
    // What was whole on the disk is found again, in a later life with room.
    const { seq } = await engine.status()
    await engine.kill()
    const later = await start({ folder: first.folder })
    expect(later.continued).toBe(true)
    expect((await later.status()).seq).toBeLessThan(seq)
    expect((await later.status()).durable).toBe(true)
  })
})

describe('a performance that was closed on purpose', () => {
  it('goes on when the engine is back at once, and not with --new', async () => {
    const first = await start({})
    await first.command({ command: 'fire', cue: '3' })
    const folder = first.folder
    first.process.kill('SIGTERM')
    await until('it is gone', () => first.process.exitCode !== null, 20_000)
    const second = await start({ folder })
    expect(second.continued).toBe(true)
    second.process.kill('SIGTERM')
    await until('it is gone', () => second.process.exitCode !== null, 20_000)
    const third = await start({ folder, args: ['--new'] })
    expect(third.continued).toBe(false)
    expect((await third.status()).moment.segment).toBe(null)
  })
})
