/**
 * What the output thread does at each instant, without its clock, its sockets and its messages: which packet leaves now, in which order,
 * what each target has been told, what is told again. The thread's shell says what time it is and puts packets on the wire.
 */
import { Lateness } from './lateness.ts'
import { SendQueue } from './send-queue.ts'
import type { Board } from './state-board.ts'
import { TargetHealth } from './target-health.ts'
import { type Transfer, type TransferBatch, unpackBatch } from './transfer.ts'
import { boardOf, Stamp, spacingMsOf, type Wire } from './wire.ts'

/** ms of spinning before a deadline: above the wake-up error of a futex under load (0.1–0.3), below where spins starve others. */
export const SPIN_MS = 0.35

export interface SentEdge {
  /** The name of the datagram, see `edgeName`. */
  readonly edge: string
  /** When the kernel had it. */
  readonly sentAtMs: number
}

/** The first packet of an instant of light. */
export interface LightSent {
  readonly dueMs: number
  /** dueMs minus the latency of the target it went to. */
  readonly sendAtMs: number
  readonly sentAtMs: number
}
/** More instants than lie between two reports. */
const MOST_LIGHT = 64

/** What surrounds a dispatcher. */
export interface DispatcherShell {
  /** Performance time. */
  nowMs(): number
  /** Returns at `deadlineMs`; only ever asked to wait for a fraction of a millisecond. */
  spinUntil(deadlineMs: number): void
  isReady(target: number): boolean
  /** Hands the packet to the kernel. */
  put(target: number, key: number, packet: Uint8Array): void
  edgesSent(sent: readonly SentEdge[]): void
  /** Takes in messages that came meanwhile. Cheap when there are none. */
  listen(): void
}

interface Lane {
  readonly health: TargetHealth
  readonly board: Board
  readonly stamp: Stamp
  readonly spacingMs: number
  /** When each key was last sent. */
  readonly sentAtMs: Map<number, number>
  /** States that fell due too soon after the packet before, by key, and when they may leave. A newer state of that key takes the place. */
  readonly putOff: Map<number, { readonly transfer: Transfer; readonly freeAtMs: number }>
  /** Nothing leaves for it any more. */
  retired: boolean
}

const laneOf = (wire: Wire): Lane => ({
  health: new TargetHealth(),
  board: boardOf(wire),
  stamp: new Stamp(wire),
  spacingMs: spacingMsOf(wire),
  sentAtMs: new Map(),
  putOff: new Map(),
  retired: false,
})

export interface HealthFigures {
  readonly targets: readonly { readonly state: TargetHealth['state']; readonly sent: number; readonly failed: number }[]
  readonly lateP50Ms: number | null
  readonly lateP99Ms: number | null
  readonly arrivedLate: number
}

export class Dispatcher {
  private readonly shell: DispatcherShell
  private readonly latencyMs: number[]
  private readonly lanes: Lane[]
  private readonly queue = new SendQueue()
  private readonly lateness = new Lateness(4096)
  /** States that are due, in order, while a burst is being sent. */
  private states: Transfer[] = []
  private nextState = 0
  private arrivedLate = 0
  /** First packet of each instant of light since they were taken. */
  private light: LightSent[] = []

  /** @param latencyMs, wires  by target index. */
  constructor(parts: { readonly latencyMs: readonly number[]; readonly wires: readonly Wire[] }, shell: DispatcherShell) {
    this.shell = shell
    this.latencyMs = [...parts.latencyMs]
    this.lanes = parts.wires.map(laneOf)
  }

  /** One more target. */
  seat(latencyMs: number, wire: Wire): void {
    this.latencyMs.push(latencyMs)
    this.lanes.push(laneOf(wire))
  }

  /** The last that leaves for this target is its farewell. */
  retire(target: number): void {
    const lane = this.lanes[target]
    if (lane === undefined || lane.retired) return
    this.queue.dropTarget(target)
    lane.putOff.clear()
    this.takeLeave(lane, target)
    lane.retired = true
  }

  take(batch: TransferBatch): void {
    const transfers = unpackBatch(batch, this.latencyMs, this.shell.nowMs())
    if (!this.queue.add(batch, transfers)) return
    for (const transfer of transfers) if (!transfer.inTime) this.arrivedLate++
  }

  /** Deadline of the next packet; null when nothing waits. */
  nextSendAtMs(): number | null {
    let nextMs = this.queue.nextSendAtMs() ?? Number.POSITIVE_INFINITY
    for (const lane of this.lanes) for (const { freeAtMs } of lane.putOff.values()) nextMs = Math.min(nextMs, freeAtMs)
    return nextMs === Number.POSITIVE_INFINITY ? null : nextMs
  }

  /**
   * Sends everything that is due. A point of the light grid may be hundreds of packets of 30–90 µs each; a trigger that falls due, or
   * a plan that comes, in the middle of them does not wait for the rest.
   */
  sendDue(): void {
    for (;;) {
      const nowMs = this.shell.nowMs()
      const deadline = this.queue.nextSendAtMs() ?? Number.POSITIVE_INFINITY
      if (deadline <= nowMs) {
        this.takeUp(this.queue.take(nowMs))
        continue
      }
      this.sendPutOff(nowMs)
      const state = this.states[this.nextState]
      if (state === undefined) break
      if (deadline - nowMs <= SPIN_MS && this.queue.isEdgeNext()) {
        this.shell.spinUntil(deadline)
        continue
      }
      this.nextState++
      this.sendState(state)
      this.shell.listen()
    }
    this.states = []
    this.nextState = 0
  }

  /** Triggers leave at once, states line up. */
  private takeUp(due: readonly Transfer[]): void {
    const edges: SentEdge[] = []
    for (const transfer of due) {
      if (transfer.edge === null) {
        this.states.push(transfer)
        continue
      }
      const lane = this.lanes[transfer.target]
      if (!lane || lane.retired) continue
      if (this.shell.isReady(transfer.target)) edges.push({ edge: transfer.edge, sentAtMs: this.sendNow(lane, transfer) })
      // Not sent, so not reported as sent; it stays "uncertain" in the journal, with a button to fire it.
      else lane.health.noteFailure(this.shell.nowMs())
    }
    if (edges.length > 0) this.shell.edgesSent(edges)
  }

  private sendState(transfer: Transfer): void {
    const lane = this.lanes[transfer.target]
    if (lane?.retired) return
    lane?.putOff.delete(transfer.key)
    if (!lane?.board.wants(transfer.key, transfer.value, transfer.bytes)) return
    // A target that is down gets only knocks; what it should be in stands on the board until it is back.
    if (lane.health.state === 'down' || !this.shell.isReady(transfer.target)) return
    const freeAtMs = (lane.sentAtMs.get(transfer.key) ?? Number.NEGATIVE_INFINITY) + lane.spacingMs
    if (freeAtMs > this.shell.nowMs()) {
      lane.putOff.set(transfer.key, { transfer: { ...transfer, inTime: false }, freeAtMs })
      return
    }
    const sentAtMs = this.sendNow(lane, transfer)
    lane.board.told(transfer.key, sentAtMs)
    const { dueMs, sendAtMs } = transfer
    if (this.light.at(-1)?.dueMs !== dueMs && this.light.length < MOST_LIGHT) this.light.push({ dueMs, sendAtMs, sentAtMs })
  }

  /** When light left, since it was asked for last. */
  takeLight(): readonly LightSent[] {
    const light = this.light
    this.light = []
    return light
  }

  private sendPutOff(nowMs: number): void {
    for (const lane of this.lanes) {
      for (const [key, { transfer, freeAtMs }] of lane.putOff) {
        if (freeAtMs > nowMs) continue
        lane.putOff.delete(key)
        // What it should be in stands on the board.
        if (lane.health.state !== 'down' && this.shell.isReady(transfer.target)) lane.board.told(key, this.sendNow(lane, transfer))
      }
    }
  }

  /** Returns when the kernel had it. */
  private sendNow(lane: Lane, transfer: Transfer): number {
    const sentAtMs = this.put(lane, transfer.target, transfer.key, transfer.bytes)
    lane.health.noteSent()
    if (transfer.inTime) this.lateness.add(sentAtMs - transfer.sendAtMs)
    return sentAtMs
  }

  private put(lane: Lane, target: number, key: number, bytes: Uint8Array): number {
    this.shell.put(target, key, lane.stamp.finish(key, bytes))
    const sentAtMs = this.shell.nowMs()
    if (lane.spacingMs > 0) lane.sentAtMs.set(key, sentAtMs)
    return sentAtMs
  }

  /** Tells targets that came back everything, and repeats what others may have lost. Call every `everyMs` while no deadline is near. */
  keepAlive(everyMs: number): void {
    const nowMs = this.shell.nowMs()
    this.lanes.forEach((lane, target) => {
      const { health, board } = lane
      if (lane.retired || !this.shell.isReady(target)) return
      if (health.recovered(nowMs)) board.forgetTold()
      if (health.state === 'down') {
        const any = health.knock(nowMs) ? board.any() : null
        if (any) this.put(lane, target, any.key, any.bytes)
        return
      }
      const untold = board.untold()
      for (const state of untold.length > 0 ? untold : board.repeats(nowMs, everyMs)) {
        if ((lane.sentAtMs.get(state.key) ?? Number.NEGATIVE_INFINITY) + lane.spacingMs > nowMs) continue
        this.put(lane, target, state.key, state.bytes)
        health.noteSent()
        board.told(state.key, nowMs)
      }
    })
  }

  /** The target's sockets were opened anew: whoever is there knows nothing. */
  openedAnew(target: number): void {
    this.lanes[target]?.board.forgetTold()
  }

  /** A connection to it was made. */
  connected(target: number): void {
    this.lanes[target]?.health.noteConnected(this.shell.nowMs())
  }

  /** A packet to it was refused. */
  refused(target: number): void {
    this.lanes[target]?.health.noteFailure(this.shell.nowMs())
  }

  /** Says goodbye where the protocol has a word for it. */
  farewell(): void {
    this.lanes.forEach((lane, target) => {
      if (!lane.retired) this.takeLeave(lane, target)
    })
  }

  private takeLeave(lane: Lane, target: number): void {
    for (const { key, bytes } of lane.board.all()) {
      if (!lane.sentAtMs.has(key)) continue
      for (const packet of lane.stamp.farewell(key, bytes)) this.shell.put(target, key, packet)
    }
  }

  figures(): HealthFigures {
    return {
      targets: this.lanes.map(({ health }) => ({ state: health.state, sent: health.sent, failed: health.failed })),
      lateP50Ms: this.lateness.quantile(0.5),
      lateP99Ms: this.lateness.quantile(0.99),
      arrivedLate: this.arrivedLate,
    }
  }
}
