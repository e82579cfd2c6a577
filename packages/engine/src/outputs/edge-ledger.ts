/**
 * What has become of every datagram of a trigger: handed to the output thread, taken back, sent, or nobody knows. Each leaves at most once,
 * so what was sent must be remembered, but only as long as it could be planned again:
 *
 * - A trigger can come again only while something of the performance still descends from the GO that it descends from (its *root*): music
 *   that was held after a packet for a slow target had left, an edition that moved a message ahead. Of these the newest 20,000 are kept.
 * - Of all others nothing can be planned any more. They are kept for a minute, far longer than a plan is on its way.
 */
import type { EdgeItem, Performance } from '@ghostlight/timeline'
import { edgeIdOf, type PlannedTransfer } from './transfer.ts'

/** How long what nothing can plan any more is kept. */
const KEPT_MS = 60_000
/** A trigger on every beat for two and a half hours. */
const MOST_KEPT = 20_000
/** Below this nothing is looked through. */
const FEW = 1024
/** The thread hears of a newer plan within this. */
const HEARD_MS = 250
/** And has said by then what it had sent before, even on a machine that stands still for a while. */
const TOLD_MS = 2000

/** One datagram of a trigger, and whose it is. Its `dueMs` may lie after the trigger's: a button is let go after it was pressed. */
export interface PlannedEdge extends PlannedTransfer {
  readonly edge: string
  readonly item: EdgeItem
}

interface Handed {
  readonly planned: PlannedEdge
  readonly sendAtMs: number
  /** When a newer plan took it back; null: it stands. */
  takenBackAtMs: number | null
}

export class EdgeLedger {
  /** By trigger: when it was last handed over. */
  private readonly announced = new Map<string, number>()
  /** By datagram: when it left or may have left. */
  private readonly sent = new Map<string, number>()
  /** Datagrams that the thread has and has not confirmed. */
  private readonly handed = new Map<string, Handed>()
  private lookAtSize = FEW

  /** Whether a datagram has left, or may have. */
  hasLeft(name: string): boolean {
    return this.sent.has(name)
  }

  noteSent(name: string, sentAtMs: number): void {
    this.sent.set(name, sentAtMs)
    this.handed.delete(name)
  }

  /** The thread is given a datagram. True when its trigger was not named before. */
  hand(planned: PlannedEdge, sendAtMs: number, nowMs: number): boolean {
    const { id } = planned.item
    this.handed.set(planned.edge, { planned, sendAtMs, takenBackAtMs: null })
    const isNew = !this.announced.has(id)
    this.announced.set(id, nowMs)
    return isNew
  }

  /**
   * A newer plan replaces what is due from `edgesFromMs` on. What may leave before the thread hears of that is waited for.
   *
   * @returns what must be handed over again: it belongs to triggers that were due before, which no later plan names.
   */
  takeBack(edgesFromMs: number, nowMs: number): PlannedEdge[] {
    const begun: PlannedEdge[] = []
    for (const [name, handed] of this.handed) {
      const { planned, sendAtMs } = handed
      if (planned.dueMs < edgesFromMs) continue
      if (planned.item.dueMs < edgesFromMs) begun.push(planned)
      if (sendAtMs > nowMs + HEARD_MS) this.handed.delete(name)
      else handed.takenBackAtMs ??= nowMs
    }
    return begun
  }

  /** The thread is there: what was taken back long enough ago has not left, or it would have said so. */
  settleTakenBack(nowMs: number): void {
    for (const [name, { takenBackAtMs }] of this.handed)
      if (takenBackAtMs !== null && takenBackAtMs + TOLD_MS < nowMs) this.handed.delete(name)
  }

  /**
   * The thread has ended. What was to leave until then and was never confirmed counts as sent from now on, though nobody knows.
   *
   * @returns the triggers it belongs to, each once.
   */
  threadEnded(diedAtMs: number): EdgeItem[] {
    const uncertain = new Map<string, EdgeItem>()
    for (const [name, { planned, sendAtMs }] of this.handed) {
      if (sendAtMs > diedAtMs) continue
      this.noteSent(name, diedAtMs)
      uncertain.set(planned.item.id, planned.item)
    }
    return [...uncertain.values()]
  }

  /** Lets go of what can no longer matter; costs nothing unless much has come since. */
  forget(performance: Performance, nowMs: number): void {
    if (this.size < this.lookAtSize) return
    const live = rootsOf(performance)
    const goes = (id: string, atMs: number): boolean => atMs + KEPT_MS < nowMs && !live.has(rootOf(id))
    for (const [name, atMs] of this.sent) if (goes(edgeIdOf(name), atMs)) this.sent.delete(name)
    for (const [id, atMs] of this.announced) if (goes(id, atMs)) this.announced.delete(id)
    // A target that was not there when they were due.
    for (const [name, { sendAtMs }] of this.handed) if (sendAtMs + KEPT_MS < nowMs) this.handed.delete(name)
    dropOldest(this.sent)
    dropOldest(this.announced)
    this.lookAtSize = Math.max(FEW, 2 * this.size)
  }

  /** How much is remembered. */
  get size(): number {
    return this.announced.size + this.sent.size + this.handed.size
  }
}

function dropOldest(names: Map<string, number>): void {
  for (const oldest of names.keys()) {
    if (names.size <= MOST_KEPT) break
    names.delete(oldest)
  }
}

/** Names of runs are built onto the GO, fire or locate that they descend from: r4, r4.1 (chain), r4+2 (group), r4@cue (anchor). */
const rootOf = (id: string): string => /^[^.+@:!]*/.exec(id)![0]

/** Everything that later triggers can descend from. */
function rootsOf({ segment, leaving, handOver, cues, pending }: Performance): ReadonlySet<string> {
  const runs = [segment?.runId, leaving?.runId, handOver?.run.runId, ...cues.flatMap((run) => [run.runId, run.segmentRunId])]
  for (const { decision } of pending) if ('runId' in decision) runs.push(decision.runId)
  return new Set(runs.flatMap((runId) => (runId == null ? [] : [rootOf(runId)])))
}
