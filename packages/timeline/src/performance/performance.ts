/** The folded state of a performance: a snapshot one can start from, plus the entries that are not due yet. Plain JSON. */
import type { CueAction } from '../document/show.ts'
import type { OscMessage } from '../document/track.ts'
import type { Ms } from '../units.ts'
import { ms } from '../units.ts'
import type { Entry } from './entry.ts'

export interface SegmentRun {
  readonly segmentId: string
  readonly songId: string
  readonly runId: string
  /** Performance time at which `anchorElapsedMs` holds. */
  readonly anchorAtMs: Ms
  /** Unrolled musical time at the anchor. */
  readonly anchorElapsedMs: Ms
  /** Position in the song at which this run began (locate). */
  readonly startPositionMs: Ms
  /** Unrolled musical time at `startPositionMs`: 0, or what had passed when another edition was adopted. */
  readonly startElapsedMs: Ms
  /** Pass of the vamp that `startPositionMs` lies in; 0 unless an edition was adopted inside a vamp. */
  readonly startPass: number
  readonly heldAtMs: Ms | null
  /** vampId → last pass (0-based) that is played. */
  readonly devamps: Readonly<Record<string, number>>
  /** Set when it was ended by another segment, panic or stop. */
  readonly leftAtMs: Ms | null
  readonly fadeOutMs: Ms
}
export interface CueRun {
  readonly cueId: string
  readonly runId: string
  /** The run that GO or fire started; its own runId, or the head of its chain. */
  readonly rootRunId: string
  readonly action: CueAction
  readonly preWaitMs: Ms
  readonly postWaitMs: Ms
  readonly continueMode: 'none' | 'autoContinue' | 'autoFollow'
  readonly catchUp: 'skip' | 'latest' | 'all'
  readonly atMs: Ms
  readonly startOrder: number
  /** Its action has been taken (pre-wait is over). */
  readonly acted: boolean
  /** The cue after it in its chain has been started, or there is none to start. */
  readonly continued: boolean
  /** Groups of a look cue, as the edition had them: a later look over the same groups takes over. */
  readonly groups: readonly string[]
  /** For a segment cue: the run of the segment it waits for (a locate inside the segment hands it on). */
  readonly segmentRunId: string | null
  readonly releasedAtMs: Ms | null
  readonly releaseFadeMs: Ms
  /** Root run of the cue that released it; undoing that one brings it back. */
  readonly releasedBy: string | null
}
export interface FiredEdge {
  readonly edgeId: string
  readonly seq: number
  readonly atMs: Ms
  readonly message: OscMessage
  readonly cueId: string | null
  readonly songId: string | null
}
export interface Performance {
  readonly seq: number
  readonly epoch: number
  readonly edition: string
  /** Edition to use from the next segment on. */
  readonly nextEdition: string | null
  readonly seed: number
  readonly standbyCueId: string | null
  readonly segment: SegmentRun | null
  readonly leaving: SegmentRun | null
  /** Since when no segment has been on. */
  readonly idleSinceAtMs: Ms
  readonly cues: readonly CueRun[]
  /** Cue runs started so far. */
  readonly runCount: number
  readonly blackout: boolean
  readonly frozen: readonly string[]
  readonly grandMasterUnit: number
  readonly panic: { readonly atMs: Ms; readonly fadeMs: Ms } | null
  readonly lastGo: { readonly runId: string; readonly cueId: string; readonly atMs: Ms; readonly acceptedAtMs: Ms } | null
  readonly askResume: boolean
  readonly firedEdges: readonly FiredEdge[]
  /** Accepted entries not yet due, by (atMs, seq). */
  readonly pending: readonly Entry[]
}

/** A performance before any entry: seq 0. The first entry is `open`. */
export function openPerformance(): Performance {
  return {
    seq: 0,
    epoch: 0,
    edition: '',
    nextEdition: null,
    seed: 0,
    standbyCueId: null,
    segment: null,
    leaving: null,
    idleSinceAtMs: ms(0),
    cues: [],
    runCount: 0,
    blackout: false,
    frozen: [],
    grandMasterUnit: 1,
    panic: null,
    lastGo: null,
    askResume: false,
    firedEdges: [],
    pending: [],
  }
}
