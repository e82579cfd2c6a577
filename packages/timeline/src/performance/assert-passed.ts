/** A segment that begins inside its song, by locate or by cue, is on as if it had been played to there: anchored cues that were passed over count. */
import { type EditionSource, editionNamed } from '../edition.ts'
import { ms } from '../units.ts'
import { anchoredStart } from './anchor.ts'
import { isArmed } from './cue/chain.ts'
import { giveBack, isOn, released } from './cue/lasting.ts'
import { startCue } from './cue/start-cue.ts'
import type { CueRun, Performance } from './performance.ts'
import { CUT_FADE_MS } from './segment-run.ts'

/**
 * Starts the anchored cues before the position of the segment that is on, each as long ago as the music says: what they put on is on, at
 * its age; what they trigger is not triggered unless their `catchUp` says so.
 */
export function assertPassed(p: Performance, source: EditionSource, atMs: number): Performance {
  const run = p.segment
  if (!run || run.startPositionMs === 0) return p
  const edition = editionNamed(source, p.edition)
  let state = p
  for (const { cueId, positionMs } of edition.anchors[run.segmentId] ?? []) {
    if (positionMs >= run.startPositionMs || !isArmed(p, edition, cueId)) continue
    const agoMs = run.startPositionMs - positionMs
    state = startCue(state, edition, anchoredStart(cueId, `${run.runId}@${cueId}`, run.runId, atMs - agoMs, ms(atMs)))
  }
  return state
}

/** What the anchors of a run of a segment have put on goes, before the run that takes its place asserts its own. */
export function dropAnchored(p: Performance, segmentRunId: string, atMs: number): Performance {
  const isOfIt = (run: CueRun) => run.anchoredIn === segmentRunId
  const roots = new Set(p.cues.filter(isOfIt).map((run) => run.rootRunId))
  if (roots.size === 0) return p
  const back = giveBack(p, roots, isOfIt)
  return { ...back, cues: back.cues.map((run) => (isOfIt(run) && isOn(run, atMs) ? released(run, atMs, CUT_FADE_MS, null) : run)) }
}
