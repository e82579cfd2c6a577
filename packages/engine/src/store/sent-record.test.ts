import type { EdgeItem } from '@ghostlight/timeline'
import { createRandom } from '@ghostlight/timeline/testing'
import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { readJournal } from './journal.ts'
import { acceptSent, openSentRecord, type SentLine, SentState } from './sent-record.ts'

const path = '/sent.ndjson'
const edge = (id: string) => ({ id, dueMs: 1, targetId: null, address: `/${id}`, args: [] }) as unknown as EdgeItem
/** What a restart asks a record: who may not be sent again, who is uncertain, what is listed. */
const answers = (lines: readonly SentLine[]) => {
  const state = new SentState(lines)
  return { sent: [...state.sentAtMs], handed: [...state.handed].sort(), passed: state.passed(() => false) }
}
const setUp = (shortBytes: number) => {
  const files = createMemoryFiles()
  const open = (before: readonly SentLine[]) =>
    openSentRecord({ path, files, retryMs: 1e9, onTrouble: () => undefined, before, shortBytes })
  const read = () => readJournal(path, files, acceptSent).lines
  return { files, open, read }
}
const turn = () => new Promise((resume) => setImmediate(resume))

describe('the record of what was sent', () => {
  it.each([1, 2, 3])('made short again and again it answers a restart as one that never was (seed %i)', async (seed) => {
    const random = createRandom(seed)
    const { open, read, files } = setUp(600)
    const never = setUp(Number.POSITIVE_INFINITY)
    const [record, long] = [open([]), never.open([])]
    let n = 0
    for (let step = 0; step < 300; step++) {
      const ids = Array.from({ length: random.whole(1, 4) }, () => `r1:${++n}`)
      for (const one of [record, long]) one.handed(ids)
      if (random.unit() < 0.8) {
        const sent = ids.map((edgeId) => ({ edgeId, sentAtMs: step + 0.25 }))
        for (const one of [record, long]) one.sent(sent)
      } else if (random.unit() < 0.5) {
        for (const one of [record, long]) one.passed(ids.map(edge), 'uncertain')
      }
      for (let turns = step % 10 === 0 ? 4 : 0; turns > 0; turns--) await turn()
    }
    await Promise.all([record.close(), long.close()])
    expect(answers(read())).toEqual(answers(never.read()))
    expect(files.content.get(path)!.length).toBeLessThan(0.75 * never.files.content.get(path)!.length)
    // And the next life goes on from it.
    const next = open(read())
    next.sent([{ edgeId: 'r2:1', sentAtMs: 400 }])
    await next.close()
    expect(answers(read()).sent.at(-1)).toEqual(['r2:1', 400])
    expect(answers(read()).sent.length).toBe(answers(never.read()).sent.length + 1)
  })
  it('names the newest and counts the others, so that it does not grow for ever', () => {
    const state = new SentState([], 800)
    for (let n = 0; n < 10_000; n++) state.take({ sent: [`r1:${n}`], atMs: n })
    expect(state.sentAtMs.size).toBeLessThanOrEqual(800)
    expect(state.sentAtMs.size).toBeGreaterThanOrEqual(700)
    expect(state.sentAtMs.get('r1:9999')).toBe(9999)
    const again = new SentState(state.lines(), 800)
    const forgotten = again.lines()[0]
    expect(forgotten).toEqual({ forgotten: 10_000 - state.sentAtMs.size, untilMs: 9999 - state.sentAtMs.size })
  })
  it('a trigger that is known to have left is not uncertain, in whichever order the two were noted', () => {
    expect(answers([{ sent: ['a'], atMs: 5 }, { handed: ['a', 'b'] }])).toMatchObject({ handed: ['b'] })
  })
})
