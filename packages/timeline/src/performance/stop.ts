/** Verbs that stop things. */
import type { Edition } from '../edition.ts'
import { ms } from '../units.ts'
import { giveBack, isLasting, isOn, released, wentOutAtMs } from './cue/lasting.ts'
import type { Entry } from './entry.ts'
import type { CueRun, Performance } from './performance.ts'
import { elapsedAt } from './route.ts'
import { handOverOf, isFading, leaveSegment } from './segment-run.ts'

/** What waits for its time, or speaks of music that does. */
const voided: readonly string[] = ['go', 'fire', 'vamp', 'devamp']

/** Takes accepted GOs and fires that are not yet due, and what was said of their music, out of the log's future: those accepted before the entry with `seq`. */
export function voidPending(p: Performance, seq: number): Performance {
  const isVoid = (entry: Entry) => entry.seq < seq && voided.includes(entry.decision.kind)
  return p.pending.some(isVoid) ? { ...p, pending: p.pending.filter((entry) => !isVoid(entry)) } : p
}

/** Fades out everything that is on and drops all that waits. A second panic, with fade 0, cuts what still fades. */
export function panicAll(p: Performance, edition: Edition, atMs: number, fadeMs: number): Performance {
  const left = leaveSegment(p, edition, atMs, fadeMs)
  const stop = (run: CueRun): CueRun => {
    const isToStop = isLasting(run) && (wentOutAtMs(run, atMs) === null || fadeMs === 0)
    return isToStop ? released(run, atMs, fadeMs, null) : run
  }
  return {
    ...left,
    leaving: fadeMs === 0 ? null : left.leaving,
    cues: left.cues.filter((run) => run.acted).map((run) => stop({ ...run, continued: true, over: true })),
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
    isOn(run, atMs) ? { ...released(run, atMs, run.fadeMs, null), continued: true, over: true } : { ...run, continued: true, over: true }
  const startedIt = p.segment !== null && p.cues.some((run) => run.rootRunId === runId && run.segmentRunId === p.segment?.runId)
  // What the anchors of the segment have fired since goes with it.
  const isUndone = (run: CueRun): boolean => run.rootRunId === runId || (startedIt && run.anchoredIn === p.segment?.runId)
  const roots = new Set([runId, ...p.cues.filter(isUndone).map((run) => run.rootRunId)])
  const cues = giveBack(p, roots, isUndone)
    .cues.filter((run) => !isUndone(run) || run.acted)
    .map((run) => (isUndone(run) ? undone(run) : run))
  const without = { ...p, cues, lastGo: null }
  if (!startedIt || !p.segment) return without
  // One from before another edition came into force stays gone: its places lie elsewhere now.
  const was = p.leaving && p.leaving.edition === p.edition && isFading(p.leaving, atMs) ? p.leaving : null
  const back = was && was.leftAtMs === p.segment.anchorAtMs ? was : null
  return {
    ...without,
    segment: back && { ...back, leftAtMs: null, anchoredTo: { elapsedMs: elapsedAt(back, atMs), cueId: null } },
    handOver: handOverOf(p, p.segment, atMs),
    leaving: { ...p.segment, leftAtMs: ms(atMs) },
    idleSinceAtMs: ms(atMs),
    askResume: false,
  }
}
