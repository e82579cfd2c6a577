import { createSocket } from 'node:dgram'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { decodePacket } from '@ghostlight/engine'
import { afterAll, describe, expect, it } from 'vitest'
import { repository, runEngine, startEngine, temporaryFolder, until } from './support/engine.ts'
import { smallShow, writeShowFolder } from './support/small-show.ts'

interface PlannedItem {
  readonly offsetMs: number
  readonly kind: 'edge' | 'state'
  readonly address: string
  readonly args: readonly { readonly value: number }[]
}

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const nowMs = () => Number(process.hrtime.bigint()) / 1e6
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

describe('what leaves after GO', () => {
  it('is what the plan, exported before GO, says: every trigger, every level, on time', async () => {
    const heard: { atMs: number; address: string; value: number }[] = []
    const desk = createSocket('udp4')
    desk.on('message', (bytes) => {
      const atMs = nowMs()
      const packet = decodePacket(bytes)
      if (!packet.ok) throw new Error(packet.reason)
      for (const { address, args } of packet.messages) {
        const first = args[0]
        heard.push({ atMs, address, value: first !== undefined && 'value' in first ? Number(first.value) : Number.NaN })
      }
    })
    await new Promise<void>((done) => desk.bind(0, '127.0.0.1', done))
    const show = join(folder, 'show')
    writeShowFolder(show, smallShow({ oscTargetPort: desk.address().port }))
    const planned = JSON.parse(runEngine(['plan', show, '--cue', '3', '--until', '9', '--json']).stdout) as {
      edition: string
      cues: { items: PlannedItem[] }[]
    }
    const engine = await startEngine({ folder: show })
    expect((await engine.status()).edition).toBe(planned.edition)
    expect((await engine.command({ command: 'standBy', cue: '3' })).body.ok).toBe(true)

    const go = createSocket('udp4')
    const goAtMs = nowMs()
    go.send(Buffer.from('/ghostlight/go\0\0,\0\0\0'), engine.oscPort ?? 0, '127.0.0.1')
    await until('the last planned trigger was heard', () => heard.some(({ address }) => address === '/song/beat/17'), 20_000)
    go.close()

    const items = planned.cues[0]!.items
    const edges = items.filter((item) => item.kind === 'edge')
    expect(edges.length).toBe(18)
    const lateMs = edges.map((edge) => {
      const times = heard.filter(({ address }) => address === edge.address)
      expect(times, edge.address).toHaveLength(1)
      return times[0]!.atMs - goAtMs - edge.offsetMs
    })
    // Two shared cores: the median is held to a bound here, tails are for the bench.
    expect(median(lateMs)).toBeLessThan(20)
    expect(median(lateMs)).toBeGreaterThan(-1)
    // Levels: what each slot stands at 100 ms after each planned change.
    const states = items.filter((item) => item.kind === 'state')
    for (const state of states) {
      const until_ = state.offsetMs + 100
      const later = states.some((other) => other.address === state.address && other.offsetMs > state.offsetMs && other.offsetMs <= until_)
      if (later) continue
      const level = heard.filter(({ address, atMs }) => address === state.address && atMs - goAtMs <= until_).at(-1)
      expect(level, `${state.address} at ${state.offsetMs} ms`).toBeDefined()
      expect(Math.abs(level!.value - state.args[0]!.value)).toBeLessThanOrEqual(2)
    }
    expect(states.length).toBeGreaterThan(3)
    await engine.stop()
    desk.close()
  })
})

describe('the demo show', () => {
  it('has no errors', () => {
    const { stdout, code } = runEngine(['check', join(repository, 'shows/first-light')])
    expect(stdout).toContain('0 errors')
    expect(code).toBe(0)
  })
})
