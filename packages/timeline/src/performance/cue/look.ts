/**
 * Looks fired by cues. A look stays until `releaseLooks`, panic or undo, or until a later look over the same groups takes over:
 * a later look that covers every group of an earlier one releases it with its own fade, so the two cross-fade;
 * one that covers only some leaves the earlier one on (intensity HTP, everything else to the later) and gives back what it took.
 */
import { ms } from '../../units.ts'
import type { CueRun, Performance } from '../performance.ts'

export const isLookOn = (run: CueRun): boolean => run.action.kind === 'look' && run.acted && run.releasedAtMs === null

const release = (run: CueRun, atMs: number, fadeMs: number, by: string | null): CueRun => ({
  ...run,
  releasedAtMs: ms(atMs),
  releaseFadeMs: ms(fadeMs),
  releasedBy: by,
})

export function releaseLooks(p: Performance, atMs: number, fadeMs: number, by: string | null): Performance {
  return { ...p, cues: p.cues.map((run) => (isLookOn(run) ? release(run, atMs, fadeMs, by) : run)) }
}

/** The look of `taker` comes in: what it covers wholly goes out over the same fade. */
export function takeOver(p: Performance, taker: CueRun, atMs: number): Performance {
  if (taker.action.kind !== 'look' || taker.groups.length === 0) return p
  const { fadeMs } = taker.action
  const covered = (run: CueRun) => run.runId !== taker.runId && run.groups.every((group) => taker.groups.includes(group))
  return {
    ...p,
    cues: p.cues.map((run) => (isLookOn(run) && covered(run) ? release(run, atMs, fadeMs, taker.rootRunId) : run)),
  }
}

/** Gives back what a cue had released. */
export function giveBack(p: Performance, by: string): Performance {
  return {
    ...p,
    cues: p.cues.map((run) => (run.releasedBy === by ? { ...run, releasedAtMs: null, releaseFadeMs: ms(0), releasedBy: null } : run)),
  }
}
