/** Planner, queue and board together in simulated time: whatever happens, the desk ends up with what the show says. */
import { dmxOf, LIGHT_STEP_MS, lightInstants, lightsAt } from '@ghostlight/light'
import { evaluate, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import { Planner } from './planner.ts'
import { SendQueue } from './send-queue.ts'
import { StateBoard } from './state-board.ts'
import { TestLog, testEdition, testSender, testTarget } from './testing/show.ts'
import { type TransferBatch, unpackBatch } from './transfer.ts'

function dice(seed: number): (below: number) => number {
  let random = seed
  return (below) => {
    random = (random * 48271) % 2147483647
    return random % below
  }
}

/** Plays twelve seconds with a random command every half second or so; returns how many slots were wrong when all had settled. */
function play(seed: number): { readonly compared: number; readonly wrong: string[]; readonly edges: string[] } {
  const next = dice(seed)
  const target = testTarget(1, {})
  const log = new TestLog(testEdition({ desk: target }))
  const planner = new Planner([{ id: 'desk', target }], testSender, [], () => {})
  const queue = new SendQueue()
  const board = new StateBoard(2000)
  const desk = new Map<string, number>()
  const edges: string[] = []
  const wrong: string[] = []
  let compared = 0
  let post: { readonly atMs: number; readonly batch: TransferBatch }[] = []
  let commandAtMs = 0
  planner.startAt(0)
  post.push({ atMs: 0, batch: planner.planNow(log.source, 0).batch })
  for (let t = 0; t < 12_000; t++) {
    // The main thread.
    const nowMs = t + 0.3
    if (next(500) === 0) {
      const verb = next(8)
      const { segment } = log.performance
      if (verb < 2) log.fire(nowMs, 'song')
      else if (verb < 5) log.fire(nowMs, ['snap', 'fade', 'release'][next(3)]!)
      else if (verb === 5) log.add(nowMs, { kind: 'blackout', on: next(2) === 0 })
      else if (segment && segment.heldAtMs === null) log.add(nowMs, { kind: 'hold' })
      else if (segment) log.add(nowMs, { kind: 'resume' })
      post.push({ atMs: nowMs + next(6), batch: planner.planNow(log.source, nowMs).batch })
      let postAtMs = nowMs + 6 + next(10)
      while (!planner.isFull(nowMs)) {
        const rest = planner.planOn(log.source, nowMs)
        if (rest) post.push({ atMs: postAtMs, batch: rest.batch })
        postAtMs += 1 + next(2)
      }
      commandAtMs = nowMs
    } else if (t % 250 === 0) {
      const more = planner.planOn(log.source, nowMs)
      if (more) post.push({ atMs: nowMs + 25, batch: more.batch })
    }
    // The output thread.
    for (const { batch } of post.filter(({ atMs }) => atMs <= t)) queue.add(batch, unpackBatch(batch, [0], t))
    post = post.filter(({ atMs }) => atMs > t)
    for (const transfer of queue.take(t)) {
      if (transfer.edge !== null) edges.push(transfer.edge)
      else if (!board.wants(transfer.key, transfer.value, transfer.bytes)) continue
      else board.told(transfer.key, t)
      const decoded = decodePacket(transfer.bytes)
      if (!decoded.ok) throw new Error(decoded.reason)
      const { address, args } = decoded.messages[0]!
      const [arg] = args
      if (arg?.type === 'i') desk.set(address, arg.value)
    }
    // The judge: just before each point of the grid, long enough after a command.
    if (t % 25 !== 24 || t - commandAtMs < 100 || t < 100) continue
    const { edition, performance } = log.source
    const lastMs = lightInstants(edition, performance, t - 24, t, LIGHT_STEP_MS).at(-1)!
    const slots = dmxOf(edition.venue, lightsAt(edition, evaluate(edition, momentAt(edition, performance, ms(lastMs))))).get(1)!
    for (const [address, value] of desk) {
      const slot = Number(address.split('/').at(-1))
      compared++
      if (address.startsWith('/ghostlight/dmx') && slots[slot - 1] !== value) wrong.push(`${t} ${address} ${value} not ${slots[slot - 1]}`)
    }
  }
  return { compared, wrong, edges }
}

describe('planner, queue and board', () => {
  it('the desk has what the show says, whatever commands come and however late plans arrive (seeds 1–12)', () => {
    let compared = 0
    for (let seed = 1; seed <= 12; seed++) {
      const result = play(seed)
      compared += result.compared
      expect(result.wrong, `seed ${seed}`).toEqual([])
      expect(new Set(result.edges).size, `seed ${seed}`).toBe(result.edges.length)
    }
    expect(compared).toBeGreaterThan(20_000)
  })
})
