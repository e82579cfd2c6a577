/** Which runs of segments are to be heard when, as far as the log already tells. Pure. */
import {
  type Edition,
  type EditionSource,
  editionNamed,
  nextChangeAtMs,
  type Performance,
  type SegmentRun,
  settle,
} from '@ghostlight/timeline'
import type { RunWindow } from './sound-items.ts'

/**
 * Runs that are on anywhere in [fromMs, toMs), with accepted entries that are not yet due already taken into account: a GO
 * with 100 ms of lead is heard to the sample.
 */
export function runWindows(source: EditionSource, performance: Performance, fromMs: number, toMs: number): RunWindow[] {
  const windows: RunWindow[] = []
  let state = settle(performance, source, fromMs, { through: true })
  for (;;) {
    const changeAtMs = nextChangeAtMs(state, source)
    const untilAtMs = changeAtMs < toMs ? changeAtMs : Number.POSITIVE_INFINITY
    for (const run of [state.segment, state.leaving]) if (run) lay(windows, editionNamed(source, state.edition), run, untilAtMs)
    if (untilAtMs === Number.POSITIVE_INFINITY) return windows
    state = settle(state, source, changeAtMs, { through: true })
  }
}

function lay(windows: RunWindow[], edition: Edition, run: SegmentRun, untilAtMs: number): void {
  if (run.heldAtMs !== null) return
  const endAtMs = run.leftAtMs === null ? untilAtMs : Math.min(untilAtMs, run.leftAtMs + run.fadeOutMs)
  const index = windows.findIndex(({ run: other }) => other.runId === run.runId && other.anchorAtMs === run.anchorAtMs)
  // The newest state of a run knows most (where it leaves its vamp, that it is fading); what went before sounds the same.
  const window = { edition, run, fromAtMs: run.anchorAtMs, untilAtMs: endAtMs }
  if (index >= 0) windows[index] = window
  else windows.push(window)
}
