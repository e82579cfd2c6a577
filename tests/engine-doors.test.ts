import { createSocket } from 'node:dgram'
import { request } from 'node:http'
import { connect, type ShowConnection } from '@ghostlight/engine/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine, until } from './support/engine.ts'

let engine: TestEngine
const open: ShowConnection[] = []
const page = (kind: 'console' | 'stage', output: string | null = null) => {
  const connection = connect({ url: engine.url, hello: { kind, name: kind, output, key: null, language: 'en' }, audience: false })
  open.push(connection)
  return connection
}

beforeAll(async () => {
  engine = await startEngine({ small: { oscTargetPort: null, goLockOutMs: 0 } })
})
afterAll(async () => {
  for (const connection of open) connection.dispose()
  await engine?.stop()
})

/** A request with headers that fetch would not let through. */
function raw(headers: Record<string, string>, body: string | null, path = '/api/v1/commands'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: engine.port, path, method: body === null ? 'GET' : 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

describe('the HTTP door', () => {
  const host = () => `127.0.0.1:${engine.port}`
  const json = { 'Content-Type': 'application/json' }
  it('does not answer to a foreign name', async () => {
    expect((await raw({ ...json, Host: 'evil.example' }, '{"command":"go"}')).status).toBe(421)
  })
  it('does not take commands from a foreign page', async () => {
    const answer = await raw({ ...json, Host: host(), Origin: 'http://evil.example' }, '{"command":"go"}')
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, reason: 'foreign-origin' })
  })
  it('does not take a form for a command', async () => {
    expect((await raw({ 'Content-Type': 'text/plain', Host: host() }, '{"command":"go"}')).status).toBe(415)
  })
  it('says what is wrong with a command', async () => {
    const unknown = await engine.command({ command: 'explode' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.message).toContain('Known are: go')
    expect((await engine.command({ command: 'fire', cue: '99' })).body).toMatchObject({ ok: false, reason: 'unknown-cue' })
    expect((await raw({ ...json, Host: host() }, '{"command":')).status).toBe(400)
  })
  it('GO names the cue it expects, and is done once however often it is sent', async () => {
    expect((await engine.command({ command: 'go', expectedCue: '4' })).body).toMatchObject({
      ok: false,
      reason: 'unexpected-cue',
      values: { expected: '4', standby: '1' },
    })
    const first = await engine.command({ command: 'go', expectedCue: '1', id: 'press-1' })
    const again = await engine.command({ command: 'go', expectedCue: '1', id: 'press-1' })
    expect(first.body).toMatchObject({ ok: true, durable: true })
    expect(again.body).toMatchObject({ ok: true, repeated: true })
    expect((again.body.entry as { seq: number }).seq).toBe((first.body.entry as { seq: number }).seq)
  })
  it('serves editions for ever and names the show', async () => {
    const show = (await (await fetch(`${engine.url}/api/v1/show`)).json()) as { edition: string }
    const edition = await fetch(`${engine.url}/editions/${show.edition}.json`)
    expect(edition.headers.get('cache-control')).toContain('immutable')
    expect(
      (await fetch(`${engine.url}/editions/${show.edition}.json`, { headers: { 'If-None-Match': edition.headers.get('etag') ?? '' } }))
        .status,
    ).toBe(304)
    expect((await fetch(`${engine.url}/editions/${'0'.repeat(64)}.json`)).status).toBe(404)
  })
})

describe('the socket door', () => {
  it('follows the performance by the log and a synced clock', async () => {
    const crew = page('console')
    await until('the console is live and synced', () => crew.state() === 'live' && crew.clock.isSynced())
    await engine.command({ command: 'fire', cue: '3' })
    const segment = await until('the song is on', () => crew.moment()?.segment)
    const [here, there] = [crew.clock.nowMs(), (await engine.status()).showAtMs as number]
    expect(segment.songId).toBe('first')
    expect(there - here).toBeGreaterThanOrEqual(-5)
    expect(there - here).toBeLessThan(250)
  })
  it('a page of another version is told so by a code and loads itself anew, once; fans too', async () => {
    for (const [url, audience] of [
      [engine.url, false],
      [engine.audienceUrl, true],
    ] as const) {
      let asked: number | null = null
      const old = connect({
        url,
        // A page that was loaded from an engine before this one.
        hello: { kind: audience ? 'live' : 'console', name: 'old', output: null, key: null, language: 'ja', ...{ protocolVersion: 1 } },
        audience,
        onOutdated: (version) => {
          asked = version
          return false
        },
      })
      const words = await until('it was refused', () => old.refusal())
      expect(words).toBe('protocol-version: this engine speaks protocol 2, the page 1. Reload the page.')
      expect([asked, old.performance()]).toEqual([2, null])
      old.dispose()
    }
  })
  it('while the show is locked nobody edits, and the status names who locked it', async () => {
    const crew = open[0]!
    const edit = {
      id: 'locked-1',
      label: 'rename',
      author: 'x',
      forward: [{ path: ['show', 'cues', 'warm', 'name'], value: { en: 'x' } }],
      backward: [{ path: ['show', 'cues', 'warm', 'name'], value: { en: 'Warm' } }],
    }
    expect(await crew.send({ command: 'showLock', on: true })).toMatchObject({ ok: true })
    expect(await crew.edit(edit)).toMatchObject({ ok: false, reason: 'show-locked', values: { by: 'operator:console' } })
    expect(await crew.undo()).toMatchObject({ ok: false, reason: 'show-locked' })
    expect((await engine.status()).showLock).toMatchObject({ by: 'operator:console' })
    await until('every page knows', () => crew.performance()?.showLocked === true)
    expect(await crew.send({ command: 'showLock', on: false })).toMatchObject({ ok: true })
    expect((await engine.status()).showLock).toBe(null)
    expect(await crew.undo()).toMatchObject({ ok: false, reason: 'nothing-to-undo' })
    const stage = page('stage', 'nowhere')
    await until('the stage is live', () => stage.state() === 'live')
    expect(await stage.edit(edit)).toMatchObject({ ok: false, reason: 'not-allowed', values: { role: 'stage' } })
    expect(await stage.send({ command: 'showLock', on: true })).toMatchObject({ ok: false, reason: 'not-allowed' })
    stage.dispose()
    open.splice(open.indexOf(stage), 1)
  })
  it('stages may not give commands', async () => {
    const stage = page('stage', 'screen')
    await until('the stage is live', () => stage.state() === 'live')
    expect(await stage.send({ command: 'go' })).toMatchObject({ ok: false, reason: 'not-allowed' })
  })
  it('a stage page that names no output stands for the first screen that nobody shows', async () => {
    const outputs = async () => {
      const { connections } = await engine.status()
      return (connections as { kind: string; output: string | null }[]).filter(({ kind }) => kind === 'stage').map(({ output }) => output)
    }
    const second = page('stage', null)
    await until('the second page is live', () => second.state() === 'live')
    expect(await outputs()).toEqual(['screen', null]) // the one screen is taken
    second.dispose()
    const first = open.find((connection) => connection.role() === 'stage')!
    first.dispose()
    await until('both pages are gone', async () => (await outputs()).length === 0)
    const unnamed = page('stage', null)
    await until('the page is live', () => unnamed.state() === 'live')
    expect(await outputs()).toEqual(['screen'])
    unnamed.dispose()
    await until('the page is gone', async () => (await outputs()).length === 0)
    open.splice(0, open.length, ...open.filter((connection) => ![first, second, unnamed].includes(connection)))
    const again = page('stage', 'screen')
    await until('the screen is back', () => again.state() === 'live')
  })
  it('one page speaks: the sound output before others, and another when it leaves', async () => {
    const screen = open.find((connection) => connection.role() === 'stage')!
    await until('the first stage speaks', () => screen.speaks())
    const speakers = page('stage', 'speakers')
    await until('the sound output takes over', () => speakers.speaks() && !screen.speaks())
    speakers.dispose()
    await until('the word goes back', () => screen.speaks())
  })
  it('an edit is checked, kept, undone by its author and adopted by a command', async () => {
    const crew = open[0]!
    const before = crew.edition()!.hash
    const edit = (value: string) => ({
      id: `e-${value}`,
      label: 'rename',
      author: 'x',
      forward: [{ path: ['show', 'cues', 'warm', 'name'], value: { en: value } }],
      backward: [{ path: ['show', 'cues', 'warm', 'name'], value: { en: 'Warm' } }],
    })
    expect(await crew.edit({ ...edit('x'), forward: [{ path: ['show', 'cues', 'warm', 'number'], value: 'no number' }] })).toMatchObject({
      ok: false,
    })
    const edited = await crew.edit(edit('Warmer'))
    expect(edited).toMatchObject({ ok: true })
    await until('the draft arrives', () => crew.draftEdition()?.show.cues.warm?.name.en === 'Warmer')
    expect(crew.edition()!.hash).toBe(before)
    const screen = open.find((connection) => connection.role() === 'stage')!
    const draft = crew.draftEdition()!.hash
    const report = (more: object) =>
      screen.report({
        output: 'screen',
        picture: 'drawing',
        fps: 60,
        missedFrames: 0,
        sound: 'speaking',
        soundErrorMs: 0,
        syncErrorMs: 0.1,
        loadedUnit: 1,
        ...more,
      })
    const refused = await crew.send({ command: 'adopt', at: 'now' })
    expect(refused).toMatchObject({ ok: false, reason: 'assets-missing', message: expect.stringContaining('"Screen", "Speakers"') })
    report({ editionsReady: ['no hash'] })
    await until('a report that makes no sense is a fault', async () =>
      (await engine.status()).faults.some((fault: { code: string }) => fault.code === 'bad-report'),
    )
    report({ editionsReady: [draft] })
    await until('the status says that all are ready', async () =>
      ((await engine.status()).draftReadiness as { state: string }[]).every(({ state }) => state === 'ready'),
    )
    expect(await crew.send({ command: 'adopt', at: 'now' })).toMatchObject({ ok: true })
    await until('the draft is in force', () => crew.edition()?.show.cues.warm?.name.en === 'Warmer')
    expect(crew.moment()?.segment?.songId).toBe('first')
    expect(await crew.undo()).toMatchObject({ ok: true, label: 'rename' })
    await until('the edit is undone', () => crew.draftEdition()?.hash === before)
  })
})

describe('the OSC door', () => {
  it('takes GO in a datagram, and noise does no harm', async () => {
    const socket = createSocket('udp4')
    const pad = (text: string) => Buffer.from(text + '\0'.repeat(4 - (text.length % 4)))
    const before = (await engine.status()).seq as number
    const send = (bytes: Buffer) => new Promise((done) => socket.send(bytes, engine.oscPort ?? 0, '127.0.0.1', done))
    await send(Buffer.from('/{?+}+!0'))
    await send(Buffer.concat([pad('/ghostlight/cue/2/fire'), pad(',')]))
    await until('the cue was fired', async () => (await engine.status()).seq > before)
    socket.close()
    const log = (await (await fetch(`${engine.url}/api/v1/log?since=${before}`)).json()) as {
      entries: { by: string; decision: { kind: string; cueId: string } }[]
    }
    expect(log.entries[0]).toMatchObject({ by: 'osc:127.0.0.1', decision: { kind: 'fire', cueId: 'hello' } })
  })
})

describe('the audience', () => {
  it('runs two seconds behind, and learns no names', async () => {
    const fan = connect({
      url: engine.audienceUrl,
      hello: { kind: 'live', name: 'fan', output: null, key: null, language: 'en' },
      audience: true,
    })
    open.push(fan)
    await until('the fan is live and synced', () => fan.state() === 'live' && fan.clock.isSynced())
    const there = (await engine.status()).showAtMs as number
    expect(there - fan.clock.nowMs()).toBeGreaterThan(1900)
    expect(there - fan.clock.nowMs()).toBeLessThan(2300)
    await until('the song is on for the fan', () => fan.moment()?.segment?.songId === 'first')
    expect(Object.keys(fan.edition()!.venue.targets)).toEqual([])
    expect(JSON.stringify(fan.performance())).not.toContain('osc:127')
  })
  it('may be killed without the show noticing', async () => {
    const before = await engine.status()
    const children = await until('the audience process is found', async () => {
      const { execFileSync } = await import('node:child_process')
      return execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(engine.process.pid)], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes('audience-server'))
        .map((line) => Number.parseInt(line, 10))
    })
    process.kill(children[0]!, 'SIGKILL')
    await until('a fault says so', async () =>
      (await engine.status()).faults.some((fault: { code: string }) => fault.code === 'audience-down'),
    )
    await until(
      'it is there again',
      async () => (await fetch(`${engine.audienceUrl}/editions/${'0'.repeat(64)}.json`).catch(() => null))?.status === 404,
    )
    expect((await engine.status()).performanceId).toBe(before.performanceId)
  })
})
