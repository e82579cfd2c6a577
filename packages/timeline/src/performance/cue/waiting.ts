/** What still waits in the cue list: pre-waits and continuations by the clock. Stopping verbs drop it. */
import type { CueRun, Performance } from '../performance.ts'

/**
 * Drops what waits: cues in their pre-wait, and continuations that go by the clock. A song's auto-follow stays, also that of a group
 * with the song in it: it waits for the music.
 *
 * @param exceptRoot  a chain that goes on all the same (the one that gave the command), or null.
 */
export function dropWaiting(p: Performance, exceptRoot: string | null): Performance {
  const ofMusic = p.cues.find((run) => run.segmentRunId !== null && run.segmentRunId === p.segment?.runId)
  const waitsForMusic = (run: CueRun) =>
    ofMusic !== undefined && run.continueMode === 'autoFollow' && (run === ofMusic || isWithin(p, ofMusic, run))
  return {
    ...p,
    cues: p.cues
      .filter((run) => run.acted || run.rootRunId === exceptRoot)
      .map((run) =>
        run.rootRunId === exceptRoot || waitsForMusic(run) || (run.continued && run.over) ? run : { ...run, continued: true, over: true },
      ),
  }
}

/** Whether a run is a child of a group, or of a group in it. */
function isWithin(p: Performance, run: CueRun, group: CueRun): boolean {
  for (let at: CueRun | undefined = run; at?.parentRunId != null; ) {
    const parentRunId: string = at.parentRunId
    if (parentRunId === group.runId) return true
    at = p.cues.find((other) => other.runId === parentRunId)
  }
  return false
}
