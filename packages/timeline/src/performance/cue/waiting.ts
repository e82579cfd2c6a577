/** What still waits in the cue list: pre-waits and continuations by the clock. Stopping verbs drop it. */
import type { CueRun, Performance } from '../performance.ts'

/**
 * Drops what waits: cues in their pre-wait, and continuations that go by the clock. A song's auto-follow stays: it waits for the music.
 *
 * @param exceptRoot  a chain that goes on all the same (the one that gave the command), or null.
 */
export function dropWaiting(p: Performance, exceptRoot: string | null): Performance {
  const waitsForMusic = (run: CueRun) =>
    run.continueMode === 'autoFollow' && run.segmentRunId !== null && run.segmentRunId === p.segment?.runId
  return {
    ...p,
    cues: p.cues
      .filter((run) => run.acted || run.rootRunId === exceptRoot)
      .map((run) => (run.continued || run.rootRunId === exceptRoot || waitsForMusic(run) ? run : { ...run, continued: true })),
  }
}
