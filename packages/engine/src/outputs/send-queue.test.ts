import { describe, expect, it } from 'vitest'
import { SendQueue } from './send-queue.ts'
import { edgeName, type Transfer } from './transfer.ts'

const state = (dueMs: number, key: number, value: number, more: Partial<Transfer> = {}): Transfer => ({
  dueMs,
  sendAtMs: dueMs,
  target: 0,
  key,
  value,
  bytes: new Uint8Array(),
  edge: null,
  inTime: true,
  ...more,
})
const edge = (dueMs: number, id: string, more: Partial<Transfer> = {}): Transfer =>
  state(dueMs, -1, 0, { edge: edgeName(id, 0, 0), ...more })
const plan = (seq: number, replaceFromMs: number | null, epoch = 1) => ({
  epoch,
  seq,
  replace: replaceFromMs === null ? null : { edgesFromMs: replaceFromMs, statesFromMs: replaceFromMs },
})
const names = (transfers: readonly Transfer[]) => transfers.map(({ edge: name, key, value }) => name?.split('|')[0] ?? `${key}=${value}`)

describe('SendQueue', () => {
  it('gives what is due in the order of its sending time, edges before states at one instant', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [state(30, 1, 1), state(10, 1, 2), state(20, 2, 3), edge(20, 'e')])
    expect(queue.nextSendAtMs()).toBe(10)
    expect(queue.isEdgeNext()).toBe(false)
    queue.take(10)
    expect(queue.isEdgeNext()).toBe(true)
    expect(names(queue.take(20))).toEqual(['e', '2=3'])
    expect(queue.nextSendAtMs()).toBe(30)
    expect(queue.take(29)).toEqual([])
  })

  it('a newer plan replaces what is not yet sent from its start; what is due before that stays', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [edge(10, 'before'), edge(50, 'after'), state(60, 1, 1)])
    queue.add(plan(2, 40), [edge(70, 'new')])
    expect(names(queue.take(100))).toEqual(['before', 'new'])
  })

  it('a state that fell due before the new plan’s states begin is still told, though its triggers begin earlier', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [edge(20, 'old'), state(20, 1, 7), state(60, 2, 8)])
    queue.add({ epoch: 1, seq: 2, replace: { edgesFromMs: 10, statesFromMs: 40 } }, [edge(20, 'new')])
    expect(names(queue.take(100))).toEqual(['new', '1=7'])
  })

  it('the second part of a plan adds to the first', () => {
    const queue = new SendQueue()
    queue.add(plan(2, 0), [edge(10, 'a')])
    queue.add(plan(2, null), [edge(20, 'b')])
    expect(names(queue.take(100))).toEqual(['a', 'b'])
  })

  it('an older plan that comes late changes nothing, by seq and by epoch', () => {
    const queue = new SendQueue()
    queue.add(plan(5, 0, 2), [edge(10, 'good')])
    expect(queue.add(plan(4, 0, 2), [edge(10, 'old')])).toBe(false)
    expect(queue.add(plan(9, 0, 1), [edge(10, 'older')])).toBe(false)
    expect(names(queue.take(100))).toEqual(['good'])
  })

  it('an edge is given once, however often it is planned, also in one batch', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [edge(10, 'e'), edge(10, 'e')])
    expect(names(queue.take(10))).toEqual(['e'])
    queue.add(plan(2, 0), [edge(10, 'e'), edge(12, 'f')])
    expect(names(queue.take(20))).toEqual(['f'])
  })

  it('names of the last 10,000 edges are enough to send each once, and no more are kept', () => {
    const queue = new SendQueue()
    for (let n = 0; n < 25_000; n++) {
      queue.add(plan(1, null), [edge(n, `e${n}`), edge(n, `e${Math.max(0, n - 5000)}`)])
      queue.take(n)
      if (n % 1000 === 0) queue.add(plan(1, null), [edge(n, `e${n}`)])
      expect(queue.take(n)).toEqual([])
    }
    expect(queue.remembered).toBe(10_000)
  })

  it('one trigger goes once to each target and in each of its parts', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [edge(10, 'e'), edge(10, 'e', { edge: edgeName('e', 1, 0) }), edge(10, 'e', { edge: edgeName('e', 0, 1) })])
    expect(queue.take(10)).toHaveLength(3)
  })

  it('after a stall only the last of several states for one address is given; every edge is', () => {
    const queue = new SendQueue()
    queue.add(plan(1, null), [state(10, 1, 1), edge(11, 'e'), state(20, 1, 2), state(20, 2, 7), state(30, 1, 3), edge(31, 'f')])
    expect(names(queue.take(100))).toEqual(['e', '2=7', '1=3', 'f'])
  })

  it('random plans: nothing is lost, nothing is sent twice, nothing that was replaced is sent (seed 92)', () => {
    let random = 92
    const next = (below: number): number => {
      random = (random * 48271) % 2147483647
      return random % below
    }
    for (let round = 0; round < 300; round++) {
      const queue = new SendQueue()
      // The plain model: a map from name to due time, and the set of what was sent.
      let waiting = new Map<string, number>()
      const sent = new Set<string>()
      let nowMs = 0
      for (let seq = 1; seq < 30; seq++) {
        const replaceFromMs = next(2) === 0 ? null : nowMs - 20 + next(60)
        if (replaceFromMs !== null) waiting = new Map([...waiting].filter(([, dueMs]) => dueMs < replaceFromMs))
        const added = Array.from({ length: next(6) }, () => edge(nowMs + next(80), `e${next(40)}`))
        for (const { edge: name, dueMs } of added) if (!sent.has(name!)) waiting.set(name!, Math.min(dueMs, waiting.get(name!) ?? dueMs))
        queue.add(plan(seq, replaceFromMs), added)
        nowMs += next(30)
        const taken = queue.take(nowMs).map(({ edge: name }) => name!)
        const expected = [...waiting].filter(([, dueMs]) => dueMs <= nowMs).map(([name]) => name)
        expect(taken.toSorted()).toEqual(expected.toSorted())
        for (const name of expected) {
          expect(sent.has(name)).toBe(false)
          sent.add(name)
          waiting.delete(name)
        }
      }
    }
  })
})
