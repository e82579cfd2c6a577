/** Verbs that stop things. */
import type { Edition } from '../edition.ts'
import { ms } from '../units.ts'
import { giveBack } from './cue/look.ts'
import type { Entry } from './entry.ts'
import type { CueRun, Performance } from './performance.ts'
import { isFading, leaveSegment } from './segment-run.ts'

/** Takes accepted GOs and fires that are not yet due out of the log's future: those accepted before the entry with `seq`. */
export function voidPending(p: Performance, seq: number): Performance {
  const isVoid = (entry: Entry) => entry.seq < seq && (entry.decision.kind === 'go' || entry.decision.kind === 'fire')
  return p.pending.some(isVoid) ? { ...p, pending: p.pending.filter((entry) => !isVoid(entry)) } : p
}

/** Fades out everything that is on and drops all that waits. A second panic, with fade 0, cuts what still fades. */
export function panicAll(p: Performance, edition: Edition, atMs: number, fadeMs: number): Performance {
  const left = leaveSegment(p, edition, atMs, fadeMs)
  const stopLook = (run: CueRun): CueRun => {
    const on = run.action.kind === 'look' && (run.releasedAtMs === null || fadeMs === 0)
    return on ? { ...run, releasedAtMs: ms(atMs), releaseFadeMs: ms(fadeMs), releasedBy: null } : run
  }
  return {
    ...left,
    leaving: fadeMs === 0 ? null : left.leaving,
    cues: left.cues.filter((run) => run.acted).map((run) => stopLook({ ...run, continued: true })),
    panic: { atMs: ms(atMs), fadeMs: ms(fadeMs) },
  }
}

/**
 * Takes back what the last GO started: its cues that wait are dropped, its looks fade out as they came in and those they replaced return.
 * Its segment leaves with its own fade; the one before returns, where the music would be by now, as long as it still fades.
 * Commands that its cues gave (blackout, hold) and messages that were sent stand.
 */
export function undoGo(p: Performance, atMs: number, runId: string): Performance {
  const undone = (run: CueRun): CueRun =>
    run.action.kind === 'look' && run.releasedAtMs === null
      ? { ...run, continued: true, releasedAtMs: ms(atMs), releaseFadeMs: run.action.fadeMs, releasedBy: null }
      : { ...run, continued: true }
  const cues = giveBack(p, runId)
    .cues.filter((run) => run.rootRunId !== runId || run.acted)
    .map((run) => (run.rootRunId === runId ? undone(run) : run))
  const startedIt = p.segment !== null && p.cues.some((run) => run.rootRunId === runId && run.segmentRunId === p.segment?.runId)
  const without = { ...p, cues, lastGo: null }
  if (!startedIt || !p.segment) return without
  const back = p.leaving && isFading(p.leaving, atMs) && p.leaving.leftAtMs === p.segment.anchorAtMs ? p.leaving : null
  return {
    ...without,
    segment: back && { ...back, leftAtMs: null },
    leaving: { ...p.segment, leftAtMs: ms(atMs) },
    idleSinceAtMs: ms(atMs),
    askResume: false,
  }
}
