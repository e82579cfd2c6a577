/** How open the faders of a run stand along a line of instants. Pure: the desk lays them a quarter second ahead, a rendering all at once. */
import { type EditionSource, type Moment, momentAt, ms, type Performance } from '@ghostlight/timeline'
import type { RunWindow } from './sound-items.ts'

export interface LevelStep {
  readonly atMs: number
  readonly moment: Moment
}

export const levelSteps = (editions: EditionSource, performance: Performance, timesMs: readonly number[]): readonly LevelStep[] =>
  timesMs.map((atMs) => ({ atMs, moment: momentAt(editions, performance, ms(atMs)) }))

/** Of a run of a segment, 0–1 at each step. A run that has not begun stands open: its first beat is not a fade. */
export function runLevels(runId: string, windows: readonly RunWindow[], steps: readonly LevelStep[]): readonly number[] {
  const beginsAtMs = windows.find((window) => window.run.runId === runId)?.fromAtMs ?? Number.NEGATIVE_INFINITY
  return steps.map(({ atMs, moment }) => {
    const segment = [moment.segment, moment.leaving].find((candidate) => candidate?.runId === runId)
    const level = segment ? segment.levelUnit : atMs < beginsAtMs ? 1 : 0
    return moment.muted.includes('sound') ? 0 : level * moment.panicUnit
  })
}
