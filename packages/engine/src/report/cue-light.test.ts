import type { CueRun } from '@ghostlight/timeline'
import { expect, it } from 'vitest'
import { type CueLit, createCueLight } from './cue-light.ts'

const run = (runId: string, kind: string, atMs: number, preWaitMs = 0, acted = true) =>
  ({ runId, action: { kind }, atMs, preWaitMs, acted }) as unknown as CueRun
const sent = (dueMs: number, lateMs: number, latencyMs = 0) => ({
  dueMs,
  sendAtMs: dueMs - latencyMs,
  sentAtMs: dueMs - latencyMs + lateMs,
})

it('a cue that changes light is told once, by the first packet that was due when it acted or just after', () => {
  const lit: CueLit[] = []
  const runs = [run('r1', 'look', 1000), run('r2', 'segment', 1900, 100), run('r3', 'osc', 1000), run('r4', 'look', 1000, 9000, false)]
  const take = createCueLight(
    () => runs,
    (some) => lit.push(...some),
  )
  take([sent(977, 0.5), sent(1000, 0.25), sent(1022, 0.5)])
  take([sent(1045, 9), sent(1990, 9)])
  take([sent(2022.7, 0.5, 300), sent(2045, 9)])
  take([sent(1000, 9)])
  expect(lit).toEqual([
    { runId: 'r1', sentMs: 1000.25, lateMs: 0.25 },
    { runId: 'r2', sentMs: 1723.2, lateMs: 0.5 },
  ])
})
