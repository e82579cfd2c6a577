/**
 * The output thread: sends each datagram at its absolute deadline on the monotonic clock, whatever the main thread is doing.
 * It sleeps in `Atomics.wait` and spins for the last third of a millisecond (longer spins make the tail worse on a busy machine).
 * A waiting thread hears no messages, so the main thread rings a shared bell after each one.
 * Between bursts it yields to its event loop once, which is where refusals of datagrams come in.
 */
import { isMainThread, type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { OscTransport } from '../osc/profile/profile.ts'
import { Lateness } from './lateness.ts'
import { askForRealtime } from './realtime.ts'
import { SendQueue } from './send-queue.ts'
import type { Board } from './state-board.ts'
import { StreamSocket } from './stream-socket.ts'
import { TargetHealth } from './target-health.ts'
import { TargetSocket } from './target-socket.ts'
import { type FromThread, type TargetAddress, type ThreadStart, type ToThread, type Transfer, unpackBatch } from './transfer.ts'
import { boardOf, Stamp, spacingMsOf } from './wire.ts'

/** ms of spinning before a deadline: above the wake-up error of a futex under load (0.1–0.3), below where spins starve others. */
const SPIN_MS = 0.35
const TICK_MS = 50
/** Repeats wait while a deadline is nearer than this. */
const QUIET_MS = 3
const REPORT_MS = 250

interface Lane {
  /** One, or one per key. */
  sockets: readonly (TargetSocket | StreamSocket)[]
  readonly transport: OscTransport
  readonly health: TargetHealth
  readonly board: Board
  readonly stamp: Stamp
  readonly spacingMs: number
  /** When each key was last sent. */
  readonly sentAtMs: Map<number, number>
}

class CueThread {
  private readonly port: MessagePort
  private readonly origin: bigint
  private readonly bell: Int32Array<SharedArrayBuffer>
  private readonly latencyMs: readonly number[]
  private readonly lanes: Lane[]
  private readonly queue = new SendQueue()
  private readonly lateness = new Lateness(4096)
  /** States that are due, in order, while a burst is being sent. */
  private states: Transfer[] = []
  private nextState = 0
  private arrivedLate = 0
  private stopped = false
  private lastReport = ''

  constructor(start: ThreadStart, port: MessagePort) {
    this.port = port
    this.origin = start.hrtimeOrigin
    this.bell = new Int32Array(start.bell)
    this.latencyMs = start.latencyMs
    this.lanes = start.wires.map((wire, index) => ({
      sockets: [],
      transport: start.transports[index] ?? 'udp',
      health: new TargetHealth(),
      board: boardOf(wire),
      stamp: new Stamp(wire),
      spacingMs: spacingMsOf(wire),
      sentAtMs: new Map(),
    }))
  }

  async run(realtime: boolean): Promise<void> {
    const mode = realtime ? askForRealtime() : { priority: 'normal' as const, why: 'not asked for' }
    this.tell({ kind: 'ready', ...mode })
    let tickAtMs = this.nowMs()
    let reportAtMs = tickAtMs
    while (!this.stopped) {
      const heard = Atomics.load(this.bell, 0)
      this.drain()
      const deadline = this.queue.nextSendAtMs() ?? Number.POSITIVE_INFINITY
      const waitMs = Math.min(deadline, tickAtMs) - this.nowMs() - SPIN_MS
      if (waitMs > 0 && Atomics.wait(this.bell, 0, heard, waitMs) !== 'timed-out') {
        // The bell rang. Most often a message is there; what was due stays due.
        continue
      }
      if (deadline - this.nowMs() <= SPIN_MS) {
        this.spinUntil(deadline)
        this.sendDue(heard)
      }
      if (this.nowMs() >= tickAtMs && deadline - this.nowMs() > QUIET_MS) {
        this.keepAlive(this.nowMs())
        tickAtMs = this.nowMs() + TICK_MS
        if (this.nowMs() >= reportAtMs) {
          this.report()
          reportAtMs = this.nowMs() + REPORT_MS
        }
      } else if (this.nowMs() >= tickAtMs) tickAtMs = this.nowMs() + QUIET_MS
      await breath()
    }
    for (const lane of this.lanes) this.close(lane)
    this.tell({ kind: 'stopped' })
    this.port.close()
  }

  private nowMs(): number {
    return Number(process.hrtime.bigint() - this.origin) / 1e6
  }

  private drain(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.port)
      if (!received) return
      const message = received.message as ToThread
      switch (message.kind) {
        case 'plan': {
          const transfers = unpackBatch(message, this.latencyMs, this.nowMs())
          if (this.queue.add(message, transfers)) {
            for (const transfer of transfers) if (!transfer.inTime) this.arrivedLate++
          }
          break
        }
        case 'target': {
          this.open(message.index, message.addresses ?? [])
          break
        }
        case 'stop':
          this.stopped = true
          break
      }
    }
  }

  private open(index: number, addresses: readonly TargetAddress[]): void {
    const lane = this.lanes[index]
    if (!lane) return
    for (const socket of lane.sockets) socket.close()
    let unopened = addresses.length
    const on = {
      open: () => {
        if (--unopened === 0) this.tell({ kind: 'opened', index })
        // UDP learns from its knocks whether it is back, a connection by being there.
        if (lane.transport !== 'udp') lane.health.noteConnected(this.nowMs())
      },
      failure: () => lane.health.noteFailure(this.nowMs()),
    }
    const { transport } = lane
    lane.sockets = addresses.map(() => (transport === 'udp' ? new TargetSocket(on) : new StreamSocket(transport, on)))
    lane.sockets.forEach((socket, key) => {
      socket.open(addresses[key]!)
    })
    lane.board.forgetTold()
  }

  /** Says goodbye where the protocol has a word for it. */
  private close(lane: Lane): void {
    for (const { key, bytes } of lane.board.all()) {
      if (!lane.sentAtMs.has(key)) continue
      for (const packet of lane.stamp.farewell(key, bytes)) socketOf(lane, key)?.send(packet)
    }
    for (const socket of lane.sockets) socket.close()
  }

  private spinUntil(deadlineMs: number): void {
    while (this.nowMs() < deadlineMs) {
      // The last third of a millisecond.
    }
  }

  /**
   * Sends everything that is due. A point of the light grid may be hundreds of packets of 30–90 µs each; a trigger that falls due, or
   * a plan that comes, in the middle of them does not wait for the rest.
   */
  private sendDue(heard: number): void {
    let bell = heard
    for (;;) {
      const nowMs = this.nowMs()
      const deadline = this.queue.nextSendAtMs() ?? Number.POSITIVE_INFINITY
      if (deadline <= nowMs) {
        this.takeUp(this.queue.take(nowMs))
        continue
      }
      const state = this.states[this.nextState]
      if (state === undefined) break
      if (deadline - nowMs <= SPIN_MS && this.queue.isEdgeNext()) {
        this.spinUntil(deadline)
        continue
      }
      this.nextState++
      this.sendState(state)
      const rung = Atomics.load(this.bell, 0)
      if (rung !== bell) {
        bell = rung
        this.drain()
      }
    }
    this.states = []
    this.nextState = 0
  }

  /** Triggers leave at once, states line up. */
  private takeUp(due: readonly Transfer[]): void {
    const edges: { edge: string; sentAtMs: number }[] = []
    for (const transfer of due) {
      if (transfer.edge === null) {
        this.states.push(transfer)
        continue
      }
      const lane = this.lanes[transfer.target]
      if (!lane) continue
      if (isReady(lane)) edges.push({ edge: transfer.edge, sentAtMs: this.sendNow(lane, transfer) })
      // Not sent, so not reported as sent; it stays "uncertain" in the journal, with a button to fire it.
      else lane.health.noteFailure(this.nowMs())
    }
    if (edges.length > 0) this.tell({ kind: 'edges', sent: edges })
  }

  private sendState(transfer: Transfer): void {
    const lane = this.lanes[transfer.target]
    if (!lane?.board.wants(transfer.key, transfer.value, transfer.bytes)) return
    // A target that is down gets only knocks; what it should be in stands on the board until it is back.
    if (lane.health.state === 'down' || !isReady(lane)) return
    const freeAtMs = (lane.sentAtMs.get(transfer.key) ?? Number.NEGATIVE_INFINITY) + lane.spacingMs
    if (freeAtMs > this.nowMs()) {
      this.queue.postpone(transfer, freeAtMs)
      return
    }
    lane.board.told(transfer.key, this.sendNow(lane, transfer))
  }

  /** Returns when the kernel had it. */
  private sendNow(lane: Lane, transfer: Transfer): number {
    const sentAtMs = this.put(lane, transfer.key, transfer.bytes)
    lane.health.noteSent()
    if (transfer.inTime) this.lateness.add(sentAtMs - transfer.sendAtMs)
    return sentAtMs
  }

  private put(lane: Lane, key: number, bytes: Uint8Array): number {
    socketOf(lane, key)?.send(lane.stamp.finish(key, bytes))
    const sentAtMs = this.nowMs()
    if (lane.spacingMs > 0) lane.sentAtMs.set(key, sentAtMs)
    return sentAtMs
  }

  private keepAlive(nowMs: number): void {
    for (const lane of this.lanes) {
      const { health, board } = lane
      if (!isReady(lane)) continue
      if (health.recovered(nowMs)) board.forgetTold()
      if (health.state === 'down') {
        const any = health.knock(nowMs) ? board.any() : null
        if (any) this.put(lane, any.key, any.bytes)
        continue
      }
      const untold = board.untold()
      for (const state of untold.length > 0 ? untold : board.repeats(nowMs, TICK_MS)) {
        if ((lane.sentAtMs.get(state.key) ?? Number.NEGATIVE_INFINITY) + lane.spacingMs > nowMs) continue
        this.put(lane, state.key, state.bytes)
        health.noteSent()
        board.told(state.key, nowMs)
      }
    }
  }

  private report(): void {
    const message: FromThread = {
      kind: 'health',
      targets: this.lanes.map(({ health }) => ({ state: health.state, sent: health.sent, failed: health.failed })),
      lateP50Ms: this.lateness.quantile(0.5),
      lateP99Ms: this.lateness.quantile(0.99),
      arrivedLate: this.arrivedLate,
    }
    const text = JSON.stringify(message)
    if (text === this.lastReport) return
    this.lastReport = text
    this.tell(message)
  }

  private tell(message: FromThread): void {
    this.port.postMessage(message)
  }
}

const isReady = (lane: Lane): boolean => lane.sockets.length > 0 && lane.sockets.every((socket) => socket.isReady)
const socketOf = (lane: Lane, key: number): TargetSocket | StreamSocket | undefined => lane.sockets[lane.sockets.length > 1 ? key : 0]
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

if (!isMainThread) {
  const { start, port } = workerData as { readonly start: ThreadStart; readonly port: MessagePort }
  await new CueThread(start, port).run(start.realtime)
}
