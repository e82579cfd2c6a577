/**
 * What waits to be sent, in order of deadlines. The rules of plans live here: a newer (epoch, seq) replaces everything not yet
 * sent from its `replace` instants; what was sent is never unsent; an edge is sent at most once, however often it is planned.
 */
import type { Replacement, Transfer } from './transfer.ts'

/** So many are put in place one by one. */
const FEW = 8
/** Names of edges that were sent; only a plan that was on its way meanwhile names one again, and that holds two seconds. */
const NAMES_KEPT = 10_000

export class SendQueue {
  /** Ascending by sendAtMs; edges before states at the same instant; else as they came. */
  private waiting: Transfer[] = []
  private next = 0
  private readonly edgesSent = new Set<string>()
  private epoch = Number.NEGATIVE_INFINITY
  private seq = Number.NEGATIVE_INFINITY

  /**
   * Takes in (part of) a plan.
   *
   * @returns false when it is older than what is already here; then nothing changes.
   */
  add(
    plan: { readonly epoch: number; readonly seq: number; readonly replace: Replacement | null },
    transfers: readonly Transfer[],
  ): boolean {
    if (plan.epoch < this.epoch || (plan.epoch === this.epoch && plan.seq < this.seq)) return false
    this.epoch = plan.epoch
    this.seq = plan.seq
    if (plan.replace !== null) this.drop(plan.replace)
    const fresh = transfers.filter(({ edge }) => edge === null || !this.edgesSent.has(edge)).sort(bySendingTime)
    // A GO brings one or two, into a queue of thousands.
    if (fresh.length <= FEW) for (const transfer of fresh) this.insert(transfer)
    else if (this.length === 0 || bySendingTime(this.waiting.at(-1)!, fresh[0]!) <= 0)
      for (const transfer of fresh) this.waiting.push(transfer)
    else {
      this.waiting = [...this.waiting.slice(this.next), ...fresh].sort(bySendingTime)
      this.next = 0
    }
    return true
  }

  private drop({ edgesFromMs, statesFromMs }: Replacement): void {
    const kept: Transfer[] = []
    for (let i = this.next; i < this.waiting.length; i++) {
      const transfer = this.waiting[i]!
      if (transfer.dueMs < (transfer.edge === null ? statesFromMs : edgesFromMs)) kept.push(transfer)
    }
    this.waiting = kept
    this.next = 0
  }

  /** Drops what waits for a target. */
  dropTarget(target: number): void {
    this.waiting = this.waiting.slice(this.next).filter((transfer) => transfer.target !== target)
    this.next = 0
  }

  /** Behind all that leave no later. */
  private insert(transfer: Transfer): void {
    let low = this.next
    let high = this.waiting.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (bySendingTime(this.waiting[middle]!, transfer) <= 0) low = middle + 1
      else high = middle
    }
    this.waiting.splice(low, 0, transfer)
  }

  /** Deadline of the first waiting transfer; null when nothing waits. */
  nextSendAtMs(): number | null {
    return this.waiting[this.next]?.sendAtMs ?? null
  }

  /** Whether the first waiting transfer is a trigger. */
  isEdgeNext(): boolean {
    return (this.waiting[this.next]?.edge ?? null) !== null
  }

  /**
   * Removes and returns what is due. Of several states for one key only the last is given, since the earlier ones are
   * already out of date; edges are each given once.
   */
  take(nowMs: number): Transfer[] {
    const due: Transfer[] = []
    while (this.next < this.waiting.length && this.waiting[this.next]!.sendAtMs <= nowMs) {
      const transfer = this.waiting[this.next++]!
      if (transfer.edge !== null) {
        if (this.edgesSent.has(transfer.edge)) continue
        this.edgesSent.add(transfer.edge)
        if (this.edgesSent.size > NAMES_KEPT) this.edgesSent.delete(this.edgesSent.values().next().value!)
      }
      due.push(transfer)
    }
    if (this.next === this.waiting.length) {
      this.waiting = []
      this.next = 0
    }
    return due.length > 1 ? withoutOutdated(due) : due
  }

  /** Names of sent edges that are remembered. */
  get remembered(): number {
    return this.edgesSent.size
  }

  get length(): number {
    return this.waiting.length - this.next
  }
}

const bySendingTime = (a: Transfer, b: Transfer): number => a.sendAtMs - b.sendAtMs || Number(a.edge === null) - Number(b.edge === null)

function withoutOutdated(due: readonly Transfer[]): Transfer[] {
  const last = new Map<number, Transfer>()
  for (const transfer of due) if (transfer.edge === null) last.set(placeOf(transfer), transfer)
  return due.filter((transfer) => transfer.edge !== null || last.get(placeOf(transfer)) === transfer)
}

/** One number for (target, key); keys stay below 2²⁰, far above what 16 universes need. */
const placeOf = (transfer: Transfer): number => transfer.target * 0x10_0000 + transfer.key
