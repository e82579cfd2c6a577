/**
 * The log of a performance. Entries record decisions, never buttons: everything a fold needs is resolved in them
 * (cue id, new standby, chosen boundary, seed).
 */
import type { CueActionOf, OutputClass } from '../document/cue.ts'
import type { OscMessage } from '../document/track.ts'
import type { Ms } from '../units.ts'
import type { Taken } from './performance.ts'

export type Decision =
  | { readonly kind: 'open'; readonly edition: string; readonly seed: number; readonly standbyCueId: string | null }
  /** One life of an engine in this performance. `heldOnStart` says the engine came up held (other boot, or long down). */
  | {
      readonly kind: 'epoch'
      readonly n: number
      readonly bootId: string
      readonly monotonicMs: number
      readonly wallAtMs: number
      readonly heldOnStart: boolean
    }
  | { readonly kind: 'go'; readonly cueId: string; readonly runId: string; readonly standbyCueId: string | null }
  | { readonly kind: 'fire'; readonly cueId: string; readonly runId: string }
  | { readonly kind: 'standBy'; readonly cueId: string | null }
  | { readonly kind: 'hold' }
  | { readonly kind: 'resume' }
  /** Leave the vamp at the end of pass `lastPass` (0-based), or in that pass at `exitElapsedMs` of unrolled time. */
  | {
      readonly kind: 'devamp'
      readonly vampId: string
      readonly lastPass: number
      readonly boundaryAtMs: Ms
      readonly exitElapsedMs?: Ms | null
    }
  /** Make a section of the running song repeat until devamp. */
  | { readonly kind: 'vamp'; readonly sectionId: string }
  | { readonly kind: 'locate'; readonly segmentId: string; readonly positionMs: Ms; readonly runId: string }
  | { readonly kind: 'blackout'; readonly on: boolean }
  /** outputId null: all outputs. */
  | { readonly kind: 'freeze'; readonly outputId: string | null; readonly on: boolean }
  | { readonly kind: 'panic'; readonly fadeMs: Ms }
  | { readonly kind: 'undoLastGo'; readonly runId: string; readonly standbyCueId: string | null }
  | { readonly kind: 'grandMaster'; readonly levelUnit: number }
  /** One class of output silent for a rehearsal, or no longer. */
  | { readonly kind: 'mute'; readonly outputClass: OutputClass; readonly on: boolean }
  | { readonly kind: 'strobe'; readonly on: boolean }
  /** The draft locked against edits, or open again. */
  | { readonly kind: 'showLock'; readonly on: boolean }
  /** A cue armed or disarmed during the show. */
  | { readonly kind: 'arm'; readonly cueId: string; readonly on: boolean }
  | { readonly kind: 'take'; readonly taken: Taken }
  /** `key` as `takenKey` gives it; null: everything that is taken. */
  | { readonly kind: 'release'; readonly key: string | null }
  /** What cues have put on goes out. */
  | { readonly kind: 'releaseCues'; readonly of: CueActionOf<'release'>['of']; readonly fadeMs: Ms }
  /** `carry` (only with `now`, when a segment runs): where its position lies in the new edition, by beat. */
  | {
      readonly kind: 'adopt'
      readonly edition: string
      readonly at: 'now' | 'nextSegment'
      readonly standbyCueId: string | null
      readonly carry: { readonly positionMs: Ms; readonly songId: string } | null
    }
  /** A trigger that was skipped or uncertain, fired by hand: its edge id and what it says. */
  | {
      readonly kind: 'fireEdge'
      readonly edgeId: string
      readonly message: OscMessage
      readonly cueId: string | null
      readonly songId: string | null
    }

export interface Entry {
  /** 1, 2, 3 … without gaps over the whole performance. */
  readonly seq: number
  /** Milliseconds since the opening of the performance at which the entry takes effect. Entries fold by (atMs, seq). */
  readonly atMs: Ms
  /** When the engine accepted it; atMs − acceptedAtMs is the lead. */
  readonly acceptedAtMs: Ms
  /** Who: "operator:Aki", "osc:192.0.2.7", "engine". */
  readonly by: string
  /** The sender's idempotency key, when it gave one. */
  readonly id?: string
  readonly decision: Decision
}
