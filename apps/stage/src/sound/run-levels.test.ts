import { describe, expect, it } from 'vitest'
import { type LevelStep, runLevels } from './run-levels.ts'
import type { RunWindow } from './sound-items.ts'

const windows = [{ run: { runId: 'song' }, fromAtMs: 1000 }] as unknown as RunWindow[]
const at = (atMs: number, moment: object): LevelStep => ({ atMs, moment: { muted: [], panicUnit: 1, ...moment } }) as unknown as LevelStep
const levels = (...steps: LevelStep[]) => runLevels('song', windows, steps)

describe('the fader of a run', () => {
  it('stands open before it begins and shut after it has gone', () => {
    expect(levels(at(900, {}), at(1100, {}))).toEqual([1, 0])
  })
  it('follows the run on stage and the run that leaves', () => {
    expect(
      levels(at(1000, { segment: { runId: 'song', levelUnit: 0.8 } }), at(2000, { leaving: { runId: 'song', levelUnit: 0.3 } })),
    ).toEqual([0.8, 0.3])
  })
  it('goes down with a panic and is shut while sound is muted', () => {
    const segment = { runId: 'song', levelUnit: 0.8 }
    expect(levels(at(1000, { segment, panicUnit: 0.5 }), at(1000, { segment, muted: ['sound'] }))).toEqual([0.4, 0])
  })
})
