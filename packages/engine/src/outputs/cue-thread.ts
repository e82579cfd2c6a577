/**
 * The output thread: sends each datagram at its absolute deadline on the monotonic clock, whatever the main thread is doing.
 * It sleeps in `Atomics.wait` and spins for the last third of a millisecond (longer spins make the tail worse on a busy machine).
 * A waiting thread hears no messages, so the main thread rings a shared bell after each one.
 * Between bursts it yields to its event loop once, which is where refusals of datagrams come in.
 */
import { isMainThread, type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { OscTransport } from '../osc/profile/profile.ts'
import { Dispatcher, type DispatcherShell, type SentEdge, SPIN_MS } from './dispatcher.ts'
import { askForRealtime } from './realtime.ts'
import { StreamSocket } from './stream-socket.ts'
import { TargetSocket } from './target-socket.ts'
import type { FromThread, TargetAddress, ThreadStart, ToThread } from './transfer.ts'

const TICK_MS = 50
/** Repeats wait while a deadline is nearer than this. */
const QUIET_MS = 3
const REPORT_MS = 250

interface Wiring {
  /** One, or one per key. */
  sockets: readonly (TargetSocket | StreamSocket)[]
  readonly transport: OscTransport
}

class CueThread implements DispatcherShell {
  private readonly port: MessagePort
  private readonly origin: bigint
  private readonly bell: Int32Array<SharedArrayBuffer>
  private readonly wirings: Wiring[]
  private readonly dispatcher: Dispatcher
  /** Count of the bell when messages were last taken in. */
  private heard = 0
  private stopped = false
  private lastReport = ''

  constructor(start: ThreadStart, port: MessagePort) {
    this.port = port
    this.origin = start.hrtimeOrigin
    this.bell = new Int32Array(start.bell)
    this.wirings = start.wires.map((_, index) => ({ sockets: [], transport: start.transports[index] ?? 'udp' }))
    this.dispatcher = new Dispatcher(start, this)
  }

  async run(realtime: boolean): Promise<void> {
    const mode = realtime ? askForRealtime() : { priority: 'normal' as const, why: 'not asked for' }
    this.tell({ kind: 'ready', ...mode })
    let tickAtMs = this.nowMs()
    let reportAtMs = tickAtMs
    while (!this.stopped) {
      this.drain()
      const deadline = this.dispatcher.nextSendAtMs() ?? Number.POSITIVE_INFINITY
      const waitMs = Math.min(deadline, tickAtMs) - this.nowMs() - SPIN_MS
      if (waitMs > 0 && Atomics.wait(this.bell, 0, this.heard, waitMs) !== 'timed-out') {
        // The bell rang. Most often a message is there; what was due stays due.
        continue
      }
      if (deadline - this.nowMs() <= SPIN_MS) {
        this.spinUntil(deadline)
        this.dispatcher.sendDue()
      }
      if (this.nowMs() >= tickAtMs && deadline - this.nowMs() > QUIET_MS) {
        this.dispatcher.keepAlive(TICK_MS)
        tickAtMs = this.nowMs() + TICK_MS
        if (this.nowMs() >= reportAtMs) {
          this.report()
          reportAtMs = this.nowMs() + REPORT_MS
        }
      } else if (this.nowMs() >= tickAtMs) tickAtMs = this.nowMs() + QUIET_MS
      await breath()
    }
    this.dispatcher.farewell()
    for (const { sockets } of this.wirings) for (const socket of sockets) socket.close()
    this.tell({ kind: 'stopped' })
    this.port.close()
  }

  nowMs(): number {
    return Number(process.hrtime.bigint() - this.origin) / 1e6
  }

  spinUntil(deadlineMs: number): void {
    while (this.nowMs() < deadlineMs) {
      // The last third of a millisecond.
    }
  }

  listen(): void {
    if (Atomics.load(this.bell, 0) !== this.heard) this.drain()
  }

  isReady(target: number): boolean {
    const { sockets } = this.wirings[target]!
    return sockets.length > 0 && sockets.every((socket) => socket.isReady)
  }

  put(target: number, key: number, packet: Uint8Array): void {
    const { sockets } = this.wirings[target]!
    sockets[sockets.length > 1 ? key : 0]?.send(packet)
  }

  edgesSent(sent: readonly SentEdge[]): void {
    this.tell({ kind: 'edges', sent })
  }

  private drain(): void {
    this.heard = Atomics.load(this.bell, 0)
    for (;;) {
      const received = receiveMessageOnPort(this.port)
      if (!received) return
      const message = received.message as ToThread
      switch (message.kind) {
        case 'plan':
          this.dispatcher.take(message)
          break
        case 'target':
          this.open(message.index, message.addresses ?? [])
          break
        case 'seat':
          this.wirings.push({ sockets: [], transport: message.transport })
          this.dispatcher.seat(message.latencyMs, message.wire)
          break
        case 'retire':
          this.dispatcher.retire(message.index)
          this.close(message.index)
          this.tell({ kind: 'retired', index: message.index })
          break
        case 'stop':
          this.stopped = true
          break
      }
    }
  }

  private open(index: number, addresses: readonly TargetAddress[]): void {
    const wiring = this.wirings[index]
    if (!wiring) return
    this.close(index)
    let unopened = addresses.length
    const { transport } = wiring
    const on = {
      open: () => {
        if (--unopened === 0) this.tell({ kind: 'opened', index })
        // UDP learns from its knocks whether it is back, a connection by being there.
        if (transport !== 'udp') this.dispatcher.connected(index)
      },
      failure: () => this.dispatcher.refused(index),
    }
    wiring.sockets = addresses.map(() => (transport === 'udp' ? new TargetSocket(on) : new StreamSocket(transport, on)))
    wiring.sockets.forEach((socket, key) => {
      socket.open(addresses[key]!)
    })
    this.dispatcher.openedAnew(index)
  }

  private close(index: number): void {
    const wiring = this.wirings[index]
    if (!wiring) return
    for (const socket of wiring.sockets) socket.close()
    wiring.sockets = []
  }

  private report(): void {
    const light = this.dispatcher.takeLight()
    if (light.length > 0) this.tell({ kind: 'light', sent: light })
    const message: FromThread = { kind: 'health', ...this.dispatcher.figures() }
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
