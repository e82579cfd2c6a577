/**
 * What leaves the building. An output is given a way to ask for the running show and is told when entries come;
 * it plans ahead by itself and never lets one failing target disturb another.
 */
import type { EdgeItem, Edition, EditionSource, Performance, Target, Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import type { LightSent } from './dispatcher.ts'

/** What is running: an edition and the fold of its log, pending entries included. */
export interface ShowSource {
  /** In force now. */
  readonly edition: Edition
  /** Every edition that the performance names, the one in force among them: a segment may bring another with it. */
  readonly editions: EditionSource
  readonly performance: Performance
}

/** How well the output thread keeps time. Late = packet handed to the kernel minus its deadline; null before the first packet. */
export interface OutputTiming {
  readonly priority: 'realtime' | 'normal'
  readonly lateP50Ms: number | null
  readonly lateP99Ms: number | null
}

export interface ShowOutput {
  /** Opens threads and sockets; resolves when the first packet could leave. A target that cannot be reached does not fail it. */
  start(): Promise<void>
  /** Where to ask for the show; null from `get` means nothing runs and nothing is sent. Sending begins with the first plan after this. */
  setSource(get: () => ShowSource | null): void
  /**
   * An entry was added: plan again now. Returns once what is due within the next moments is on its way.
   *
   * @param effectAtMs  its `atMs`.
   */
  entriesChanged(effectAtMs: number): void
  status(): TargetStatus[]
  timing(): OutputTiming
  /** Stops planning, closes threads and sockets. Nothing is sent after it resolves. */
  stop(): Promise<void>
}

/** The engine's clock, as the output thread needs it. */
export interface OutputClock {
  /** Performance time in ms. */
  nowMs(): number
  /** `process.hrtime.bigint()` at performance time 0: nanoseconds, may lie before the machine's start of time (negative). */
  readonly hrtimeOrigin: bigint
}

export interface OutputFault {
  /** "target-down", "target-unknown-host", "output-thread-died", "plan-failed", "edge-refused". */
  readonly code: string
  readonly message: string
  /** "over": what it was about has recovered. */
  readonly state: 'on' | 'over'
  readonly targetId: string | null
}

export interface OutputOptions {
  readonly venue: Venue
  readonly clock: OutputClock
  readonly onFault: (fault: OutputFault) => void
  /**
   * These triggers are about to be handed to the output thread, up to two seconds before they are due. Called before anything can
   * be sent, so that a journal line written here is there even if the process dies next. Each is named once; one that is withdrawn
   * before it was due (hold) and planned again (resume) is not named again. So after a restart an edge that was named here, was
   * never named by `onEdgeSent`, and whose due time has passed, is uncertain; one that is not yet due was not sent.
   */
  readonly onEdgeSending: (edgeIds: readonly string[]) => void
  /** These triggers have left, at these performance times. */
  readonly onEdgeSent: (sent: readonly { readonly edgeId: string; readonly sentAtMs: number }[]) => void
  /** The output thread ended while these were being sent: nobody knows whether they have left, and they are not sent again by themselves. */
  readonly onEdgesUncertain: (edges: readonly EdgeItem[]) => void
  /** Light has left at these instants: the first packet of each. */
  readonly onLightSent?: (sent: readonly LightSent[]) => void
  /** Targets beside the venue's (`--osc-out`), by id. */
  readonly extraTargets: Readonly<Record<string, Target>>
  /** Triggers that earlier lives of this performance have sent or may have sent; they are never sent again. */
  readonly edgesDone: readonly string[]
  /** The built output thread; null: `cue-thread.js` beside the running file. */
  readonly threadFile: URL | string | null
}
