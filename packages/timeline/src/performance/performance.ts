/** The folded state of a performance: a snapshot one can start from, plus the entries that are not due yet. Plain JSON. */
import type { CueAction } from '../document/show.ts'
import type { Entry } from './entry.ts'
import type { Ms } from '../units.ts'

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
  readonly action: CueAction
  readonly preWaitMs: Ms
  readonly postWaitMs: Ms
  readonly continueMode: 'none' | 'autoContinue' | 'autoFollow'
  readonly atMs: Ms
  readonly startOrder: number
  readonly releasedAtMs: Ms | null
  readonly releaseFadeMs: Ms
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
  readonly cues: readonly CueRun[]
  readonly blackout: boolean
  readonly frozen: readonly string[]
  readonly grandMasterUnit: number
  readonly panic: { readonly atMs: Ms; readonly fadeMs: Ms } | null
  readonly lastGo: { readonly runId: string; readonly cueId: string; readonly atMs: Ms } | null
  readonly askResume: boolean
  readonly firedEdges: readonly { readonly edgeId: string; readonly atMs: Ms }[]
  /** Accepted entries not yet due, by (atMs, seq). */
  readonly pending: readonly Entry[]
}
