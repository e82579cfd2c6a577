import type { Saying } from '@ghostlight/timeline'
import type { ClientKind, Role } from './hello.ts'
import type { TimecodeState } from './timecode.ts'

/** A fault stays until somebody acknowledges it; one that comes back after that is new. */
export interface Fault {
  readonly id: string
  /** Stable code such as "target-down", "journal-failed", "sound-locked", "edges-skipped", "torn-journal". */
  readonly code: string
  readonly message: string
  /** What it is about: a target's id, a file, a reason; '' when the code says it all. With the code enough to say it in another language. */
  readonly subject?: string
  /** Its cause is gone; it stays until it is acknowledged. */
  readonly over?: boolean
  readonly sinceAtMs: number
  readonly count: number
  readonly acknowledged: boolean
  /** Edge ids that can be fired by hand. */
  readonly edges?: readonly string[]
}
export interface TargetStatus {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly state: 'sending' | 'down' | 'disabled' | 'cannotKnow'
  readonly sent: number
  readonly failed: number
}
/** What a stage or live page says about itself once a second. */
export interface OutputReport {
  readonly output: string | null
  /** slow: it draws, but too few pictures a second to be watched. */
  readonly picture: 'drawing' | 'slow' | 'waiting' | 'lost'
  readonly fps: number
  /** Usual time from one picture to the next, ms. */
  readonly frameMs?: number
  /** Since the page was opened. */
  readonly missedFrames: number
  readonly sound: 'silent' | 'locked' | 'speaking' | 'faulty'
  /** Sound minus show time, ms; null when silent. */
  readonly soundErrorMs: number | null
  /** Clock estimate: offset uncertainty in ms. */
  readonly syncErrorMs: number | null
  /** Assets and phrases ready for the standby cue: 0–1. */
  readonly loadedUnit: number
  /** What `loadedUnit` waits for, at most 8, the least ready first; empty or not given: nothing. */
  readonly missing?: readonly MissingAsset[]
  /**
   * Hashes of the editions that this page could play now: the edition is here and so is every asset of it that this output needs.
   * A page fetches those of the draft as soon as it hears of it. At most 8, the newest last. Not given: it has none to offer.
   */
  readonly editionsReady?: readonly string[]
  /** How much of the draft is here, 0–1: progress towards being named above. */
  readonly draftLoadedUnit?: number
  /** What does not work on this page, in words, at most 8; each is a fault on the console while it lasts. */
  readonly troubles?: readonly string[]
}
/** Something that the standby cue, or one of the next two, needs on a page and that is not there yet. */
export interface MissingAsset {
  /** "avatar": a performer, by name of her file or look. "song": its phrases are being sung. "file": a recording, picture or video. */
  readonly kind: 'avatar' | 'song' | 'file'
  /** File name ("hotaru.vrm") or title, for people. */
  readonly name: string
  /** How much of it is ready, 0–1. */
  readonly loadedUnit: number
}
/** Whether one output that the venue requires could go over to the draft. */
export interface OutputReadiness {
  readonly outputId: string
  /** For people. */
  readonly name: string
  /** "loading": a page is there and has not all of it yet. "notConnected": no page is there that could say. */
  readonly state: 'ready' | 'loading' | 'notConnected'
}
export interface ConnectionInfo {
  readonly clientId: string
  readonly kind: ClientKind
  readonly role: Role
  readonly name: string
  readonly output: string | null
  readonly speaks: boolean
  readonly rttMs: number | null
  readonly report: OutputReport | null
}
export interface ShowStatus {
  readonly performanceId: string
  readonly epoch: number
  readonly seq: number
  readonly showAtMs: number
  readonly connections: readonly ConnectionInfo[]
  readonly audience: number
  readonly targets: readonly TargetStatus[]
  readonly faults: readonly Fault[]
  /** false while the journal cannot be written. */
  readonly durable: boolean
  /** "realtime": the output thread has real-time priority. */
  readonly outputThread: { readonly priority: 'realtime' | 'normal'; readonly lateP50Ms: number | null; readonly lateP99Ms: number | null }
  /** "realtime": so has the main thread, which decides about GO. Absent: an engine that does not say. */
  readonly mainThread?: { readonly priority: 'realtime' | 'normal' }
  readonly draft: EditInfo
  /** Who has locked the draft against edits, and when; null: nobody. */
  readonly showLock?: { readonly by: string; readonly sinceAtMs: number } | null
  /** Every required output; `adopt` without `force` is accepted once all of them are ready. Empty while the draft is what runs. */
  readonly draftReadiness?: readonly OutputReadiness[]
  /** Incoming timecode; null: this venue does not follow any. */
  readonly timecode?: TimecodeState | null
  /** How long the engine was away before it came up held and asked "resume here or catch up?"; null when it did not. */
  readonly interruptedForMs: number | null
}
export interface EditInfo {
  readonly draftEdition: string
  readonly label: string | null
  /** What the label says, as a code with names and figures; null: its author's page gave none. */
  readonly saying?: Saying | null
  readonly author: string | null
  readonly canUndo: boolean
  readonly canRedo: boolean
}
