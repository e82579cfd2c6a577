import { type Decision, type Entry, ms, openPerformance, type Performance, type Taken } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { publicEntry, publicPerformance } from './public-log.ts'

const entry = (decision: Decision): Entry => ({ seq: 2, atMs: ms(0), acceptedAtMs: ms(0), by: 'osc:192.0.2.7', id: 'k1', decision })
const told = (value: unknown) => JSON.stringify(value)
const same = (hash: string) => `public-${hash}`
const channel = (slot: number): Taken => ({ kind: 'channel', universe: 4711, slot, value: 200 })
const lamp: Taken = { kind: 'fixture', fixtureId: 'par', levelUnit: 0.5 }

describe('what fans may know of the log', () => {
  it('who did it, from where, with which key, on which machine, and what desks were told is left out', () => {
    const epoch: Decision = { kind: 'epoch', n: 2, bootId: 'boot-7', monotonicMs: 99, wallAtMs: 1e12, heldOnStart: true }
    const edge: Decision = {
      kind: 'fireEdge',
      edgeId: 'r1:0',
      message: { address: '/eos/key/go', args: [] },
      cueId: null,
      songId: null,
    }
    const text = told([epoch, edge].map((decision) => publicEntry(entry(decision), same)))
    for (const secret of ['192.0.2.7', 'k1', 'boot-7', '1000000000000', '/eos/']) expect(text).not.toContain(secret)
  })

  it('channels taken by hand tell nothing of the patch; lamps and outputs are told', () => {
    expect(told(publicEntry(entry({ kind: 'take', taken: channel(321) }), same))).not.toMatch(/4711|321|200/)
    expect(told(publicEntry(entry({ kind: 'release', key: 'channel:4711/321' }), same))).not.toMatch(/4711|321/)
    expect(publicEntry(entry({ kind: 'take', taken: lamp }), same).decision).toEqual({ kind: 'take', taken: lamp })
    const performance: Performance = { ...openPerformance(), edition: 'e', taken: [channel(1), lamp, channel(321)] }
    const shown = publicPerformance(performance, same)
    expect(told(shown)).not.toMatch(/4711|321/)
    expect(shown.taken.filter(({ kind }) => kind === 'fixture')).toEqual([lamp])
    expect(shown.edition).toBe('public-e')
  })
})
