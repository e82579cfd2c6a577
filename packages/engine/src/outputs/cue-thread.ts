/**
 * The output thread: sends each datagram at its absolute deadline on the monotonic clock, whatever the main thread is doing.
 * It sleeps in `Atomics.wait` and spins for the last third of a millisecond (longer spins make the tail worse on a busy machine).
 * A waiting thread hears no messages, so the main thread rings a shared bell after each one.
 * Between bursts it yields to its event loop once, which is where refusals of datagrams come in.
 */
import { isMainThread, type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { Lateness } from './lateness.ts'
import { askForRealtime } from './realtime.ts'
import { SendQueue } from './send-queue.ts'
import { StateBoard } from './state-board.ts'
import { TargetHealth } from './target-health.ts'
import { TargetSocket } from './target-socket.ts'
import { type FromThread, type ThreadStart, type ToThread, type Transfer, unpackBatch } from './transfer.ts'

/** ms of spinning before a deadline: above the wake-up error of a futex under load (0.1–0.3), below where spins starve others. */
const SPIN_MS = 0.35
const TICK_MS = 50
/** Every state is told again after this long. */
const REPEAT_MS = 2000
/** Repeats wait while a deadline is nearer than this. */
const QUIET_MS = 3
const REPORT_MS = 250

interface Lane {
  readonly socket: TargetSocket
  readonly health: TargetHealth
  readonly board: StateBoard
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
    this.lanes = start.latencyMs.map((_, index) => {
      const health = new TargetHealth()
      const socket = new TargetSocket({
        open: () => this.tell({ kind: 'opened', index }),
        failure: () => health.noteFailure(this.nowMs()),
      })
      return { health, board: new StateBoard(REPEAT_MS), socket }
    })
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
    for (const lane of this.lanes) lane.socket.close()
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
          const lane = this.lanes[message.index]
          if (message.address === null) lane?.socket.close()
          else lane?.socket.open(message.address)
          lane?.board.forgetTold()
          break
        }
        case 'stop':
          this.stopped = true
          break
      }
    }
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
      if (lane.socket.isReady) edges.push({ edge: transfer.edge, sentAtMs: this.sendNow(lane, transfer) })
      // Not sent, so not reported as sent; it stays "uncertain" in the journal, with a button to fire it.
      else lane.health.noteFailure(this.nowMs())
    }
    if (edges.length > 0) this.tell({ kind: 'edges', sent: edges })
  }

  private sendState(transfer: Transfer): void {
    const lane = this.lanes[transfer.target]
    if (!lane?.board.wants(transfer.key, transfer.value, transfer.bytes)) return
    // A target that is down gets only knocks; what it should be in stands on the board until it is back.
    if (lane.health.state === 'down' || !lane.socket.isReady) return
    lane.board.told(transfer.key, this.sendNow(lane, transfer))
  }

  /** Returns when the kernel had it. */
  private sendNow(lane: Lane, transfer: Transfer): number {
    lane.socket.send(transfer.bytes)
    lane.health.noteSent()
    const sentAtMs = this.nowMs()
    if (transfer.inTime) this.lateness.add(sentAtMs - transfer.sendAtMs)
    return sentAtMs
  }

  private keepAlive(nowMs: number): void {
    for (const { health, board, socket } of this.lanes) {
      if (!socket.isReady) continue
      if (health.recovered(nowMs)) board.forgetTold()
      if (health.state === 'down') {
        const any = health.knock(nowMs) ? board.any() : null
        if (any) socket.send(any.bytes)
        continue
      }
      const untold = board.untold()
      for (const state of untold.length > 0 ? untold : board.repeats(nowMs, TICK_MS)) {
        socket.send(state.bytes)
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

const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

if (!isMainThread) {
  const { start, port } = workerData as { readonly start: ThreadStart; readonly port: MessagePort }
  await new CueThread(start, port).run(start.realtime)
}
