import { cpSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, type ShowConnection } from '@ghostlight/engine/client'
import { afterEach, describe, expect, it } from 'vitest'
import { runEngine, startEngine, type TestEngine, until } from './support/engine.ts'

const stops: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
const start = async (args: readonly string[] = []): Promise<TestEngine> => {
  const engine = await startEngine({ args })
  stops.push(() => engine.stop())
  return engine
}
const page = (engine: TestEngine, kind: 'console' | 'stage', key: string | null): ShowConnection => {
  const connection = connect({ url: engine.url, hello: { kind, name: kind, output: null, key, language: 'en' }, audience: false })
  stops.push(() => connection.dispose())
  return connection
}

describe('an engine that is open to the network', () => {
  it('takes operators, authors and stages by their keys only; the audience may look', async () => {
    const engine = await start(['--host', '0.0.0.0'])
    const { keys } = engine
    expect(keys).not.toBe(null)
    const stranger = page(engine, 'console', null)
    await until('the stranger is refused', () => stranger.refusal()?.startsWith('wrong-key'))
    expect(await stranger.send({ command: 'go' })).toMatchObject({ ok: false, reason: 'not-allowed' })
    const author = page(engine, 'console', keys!.author)
    await until('the author is in', () => author.role() === 'author')
    expect(await author.send({ command: 'panic' })).toMatchObject({ ok: false, reason: 'not-allowed' })
    const operator = page(engine, 'console', keys!.operator)
    await until('the operator is in', () => operator.role() === 'operator')
    expect(await operator.send({ command: 'go' })).toMatchObject({ ok: true })
    expect((await fetch(`${engine.url}/api/v1/status`)).status).toBe(401)
    const fan = connect({
      url: engine.audienceUrl,
      hello: { kind: 'live', name: 'fan', output: null, key: null, language: 'en' },
      audience: true,
    })
    stops.push(() => fan.dispose())
    await until('the fan is in', () => fan.state() === 'live')
    expect(fan.role()).toBe('audience')
    expect(await fan.send({ command: 'go' })).toMatchObject({ ok: false })
  })
})

describe('a busy port', () => {
  it('is said to be a Ghostlight with its address, or another program with the flag to use', async () => {
    const engine = await start()
    const elsewhere = await start()
    cpSync(elsewhere.folder, `${elsewhere.folder}-copy`, { recursive: true, filter: (path) => !path.includes('.ghostlight') })
    const busy = runEngine(['serve', `${elsewhere.folder}-copy`, '--port', String(engine.port), '--osc-port', '0'])
    expect(busy.code).toBe(1)
    expect(busy.stderr).toContain(`A Ghostlight already answers at ${engine.url}/console`)
    const other = createServer((_request, response) => response.end('hello'))
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    stops.push(() => other.close())
    const { port } = other.address() as AddressInfo
    const taken = runEngine(['serve', `${elsewhere.folder}-copy`, '--port', String(port), '--osc-port', '0'])
    expect(taken.code).toBe(1)
    expect(taken.stderr).toContain(`Port ${port} is taken by another program`)
    expect(taken.stderr).toContain('--port ')
  })
})

describe('a show that is served already', () => {
  it('is not served twice, and its log is not touched', async () => {
    const engine = await start()
    const log = () => readFileSync(join(engine.folder, '.ghostlight/performances', engine.performanceId, 'log.ndjson'), 'utf8')
    const before = log()
    const again = runEngine(['serve', engine.folder, '--port', '0', '--osc-port', '0'])
    expect(again.code).toBe(1)
    expect(again.stderr).toContain(`A Ghostlight already answers at ${engine.url}/console with this show`)
    expect(log()).toBe(before)
    await engine.kill()
    const next = await startEngine({ folder: engine.folder })
    stops.push(() => next.stop())
    expect(next.continued).toBe(true)
  })
})

describe('a stage and a lost engine', () => {
  it('nothing that was asked for while away is sent later', async () => {
    const engine = await start()
    const crew = page(engine, 'console', null)
    await until('live', () => crew.state() === 'live')
    await engine.kill()
    await until('lost', () => crew.state() === 'lost')
    expect(await crew.send({ command: 'go' })).toMatchObject({ ok: false, reason: 'no-connection' })
    expect(crew.edition()).not.toBe(null)
    expect(crew.performance()?.seq).toBe(2)
  })
})
