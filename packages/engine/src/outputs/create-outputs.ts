/** All light targets of a venue as one output: plans ahead and feeds the output thread, which it starts anew when it dies; tells faults. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import type { OutputFault, OutputOptions, OutputTiming, ShowOutput, ShowSource } from './output.ts'
import { findThreadFile, OutputThread, type StartThread, type ThreadLine } from './output-thread.ts'
import { type Planned, Planner } from './planner.ts'
import type { Sender } from './state-address-book.ts'
import { OPENING_MS, seatStart, TargetDesk } from './target-desk.ts'
import { edgeIdOf, type FromThread } from './transfer.ts'

const PLAN_EVERY_MS = 250
/** A dead thread is started anew after this. */
const REVIVE_MS = 200
/** Rounds of planning for nothing before the first real GO: by then the compiler has seen enough (cold 7 ms, warm 0.15 ms per plan). */
const REHEARSALS = 24
/** How long `start` waits for the thread, which on a busy machine takes longer to come up than sockets take to open. */
const STARTING_MS = 5000

/**
 * Stores what it is given; `start` opens.
 *
 * @throws Error on `start` when the output thread was never built.
 */
export function createOutputs(options: OutputOptions): ShowOutput {
  return createOutputsOn((start, events) => {
    const file = options.threadFile ?? findThreadFile()
    if (file === null) throw new Error('the output thread is not built; run "npm run build" first')
    return new OutputThread(file, start, events)
  }, options)
}

/** The same on threads of one's own, for tests of what threads do rarely. */
export function createOutputsOn(startThread: StartThread, options: OutputOptions): ShowOutput {
  return new TargetOutputs(startThread, options)
}

class TargetOutputs implements ShowOutput {
  private readonly openThread: StartThread
  private readonly options: OutputOptions
  private readonly desk: TargetDesk
  private readonly planner: Planner
  private readonly sender: Sender
  private thread: ThreadLine | null = null
  private source: () => ShowSource | null = () => null
  private started = false
  private stopped = false
  private hasPlanned = false
  /** Of the first entry that is not planned yet; Infinity: all are. */
  private effectAtMs = Number.POSITIVE_INFINITY
  private planTimer: NodeJS.Timeout | null = null
  private readonly retryTimers = new Set<NodeJS.Timeout>()
  private rest: NodeJS.Immediate | null = null
  private timingNow: OutputTiming = { priority: 'normal', lateP50Ms: null, lateP99Ms: null }
  private planFailing = false
  private opened: ((index: number) => void) | null = null
  private threadReady: () => void = () => undefined

  constructor(openThread: StartThread, options: OutputOptions) {
    this.openThread = openThread
    this.options = options
    this.desk = new TargetDesk(options.venue, options.extraTargets, {
      tell: (message) => {
        this.thread?.send(message)
        return this.thread !== null
      },
      added: (former) => this.planner.added(former),
      begun: (fromMs) => this.entriesChanged(fromMs),
      fault: (fault) => this.fault(fault),
      later: (delayMs, act) => this.later(delayMs, act),
      hasStopped: () => this.stopped,
    })
    this.sender = { cid: cidOf(options.venue), name: `Ghostlight ${options.venue.name}` }
    this.planner = new Planner(this.desk.seats, this.sender, options.edgesDone, (edgeId, message) =>
      this.fault({ code: 'edge-refused', message: `${edgeId}: ${message}`, state: 'on', targetId: null }),
    )
  }

  async start(): Promise<void> {
    this.started = true
    const waiting = new Set<number>()
    const opened = new Promise<void>((resolve) => {
      this.opened = (index) => {
        waiting.delete(index)
        if (waiting.size === 0) resolve()
      }
      this.threadReady = () => void setTimeout(resolve, OPENING_MS).unref()
      setTimeout(resolve, STARTING_MS).unref()
    })
    this.startThread()
    await this.desk.resolveAll()
    this.desk.seats.forEach((seat, index) => {
      if (seat.addresses) waiting.add(index)
    })
    this.desk.sendAddresses()
    if (waiting.size > 0) await opened
    this.opened = null
    this.planTimer = setInterval(() => this.planOn(), PLAN_EVERY_MS)
    if (this.source() !== null) this.planAnew()
  }

  setSource(get: () => ShowSource | null): void {
    this.source = get
    this.hasPlanned = false
    this.planAnew()
  }

  entriesChanged(effectAtMs: number): void {
    this.effectAtMs = Math.min(this.effectAtMs, effectAtMs)
    this.planAnew()
    // A segment that starts then may bring another venue.
    const leadMs = effectAtMs - this.options.clock.nowMs()
    if (leadMs > 0) this.later(leadMs + 1, () => this.planOn())
  }

  private planAnew(): void {
    if (this.planTimer === null) return
    const works = this.fenced((source, nowMs) => this.planner.planNow(source, nowMs, this.effectAtMs))
    if (works) this.effectAtMs = Number.POSITIVE_INFINITY
    this.planRest()
  }

  /** Fills the horizon, one slice per turn of the event loop. */
  private planRest(): void {
    if (this.rest !== null) return
    this.rest = setImmediate(() => {
      this.rest = null
      this.planOn()
      const source = this.source()
      if (source !== null) this.planner.warm(source)
    })
  }

  private planOn(): void {
    // A plan that failed is made again from its beginning.
    if (!this.hasPlanned || this.effectAtMs < Number.POSITIVE_INFINITY) {
      this.planAnew()
      return
    }
    const works = this.fenced((source, nowMs) => {
      const planned = this.planner.planOn(source, nowMs)
      return planned === null ? [] : [planned]
    })
    if (works && !this.planner.isFull(this.options.clock.nowMs())) this.planRest()
  }

  /** A plan that fails is told and tried again a quarter second later; what was planned before still goes out. True when it worked. */
  private fenced(plan: (source: ShowSource, nowMs: number) => Iterable<Planned>): boolean {
    if (this.stopped) return false
    try {
      const source = this.source()
      if (source === null) return false
      const nowMs = this.options.clock.nowMs()
      if (!this.hasPlanned) {
        this.planner.startAt(nowMs)
        this.hasPlanned = true
        this.rehearse(REHEARSALS)
      }
      this.desk.followVenue(source.edition, nowMs)
      for (const planned of plan(source, nowMs)) {
        if (planned.newEdges.length > 0) this.options.onEdgeSending(planned.newEdges)
        this.thread?.send(planned.batch)
      }
      if (this.planFailing) {
        this.planFailing = false
        this.fault({ code: 'plan-failed', message: 'planning works again', state: 'over', targetId: null })
      }
      return true
    } catch (error) {
      if (this.planFailing) return false
      this.planFailing = true
      const message = error instanceof Error ? error.message : String(error)
      this.fault({ code: 'plan-failed', message: `light and triggers could not be planned: ${message}`, state: 'on', targetId: null })
      return false
    }
  }

  /** Plans for nobody, one round per turn of the event loop, so that the first GO of the evening is as quick as the last. */
  private rehearse(rounds: number): void {
    const planner = new Planner([...this.desk.seats], this.sender, [], () => {})
    const round = (left: number): void => {
      const source = this.stopped || left === 0 ? null : this.source()
      if (source === null) return
      // First what leaves, then the exercise. While a song plays, plans are made all the time: that is exercise enough.
      if (source.performance.segment !== null) return
      const nowMs = this.options.clock.nowMs() + left
      if (!this.planner.isFull(nowMs)) {
        this.later(PLAN_EVERY_MS, () => round(left))
        return
      }
      try {
        for (const _ of planner.planNow(source, nowMs, nowMs));
        for (let slice = 0; slice < 3; slice++) planner.planOn(source, nowMs)
      } catch {
        // The real plan fails in the same way and says so.
        return
      }
      setImmediate(round, left - 1)
    }
    setImmediate(round, rounds)
  }

  private startThread(): void {
    const starts = this.desk.seats.map(seatStart)
    this.thread = this.openThread(
      {
        hrtimeOrigin: this.options.clock.hrtimeOrigin,
        latencyMs: starts.map(({ latencyMs }) => latencyMs),
        transports: starts.map(({ transport }) => transport),
        wires: starts.map(({ wire }) => wire),
        realtime: true,
      },
      { onMessage: (message) => this.hear(message), onDeath: (reason) => this.revive(reason) },
    )
  }

  private revive(reason: string): void {
    this.thread = null
    if (this.stopped) return
    const diedAtMs = this.options.clock.nowMs()
    this.fault({
      code: 'output-thread-died',
      message: `the output thread ended: ${reason}; it is started again`,
      state: 'on',
      targetId: null,
    })
    this.later(REVIVE_MS, () => {
      this.startThread()
      this.desk.sendAddresses()
      const uncertain = this.planner.forget(diedAtMs)
      if (uncertain.length > 0) this.options.onEdgesUncertain(uncertain)
      this.desk.retireAll()
      // What was to leave meanwhile leaves now.
      this.effectAtMs = Math.min(this.effectAtMs, diedAtMs)
      this.planAnew()
    })
  }

  private hear(message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        this.timingNow = { ...this.timingNow, priority: message.priority }
        this.threadReady()
        break
      case 'opened':
        this.opened?.(message.index)
        this.desk.opened(message.index)
        break
      case 'retired':
        this.desk.retired(message.index)
        break
      case 'edges': {
        const sent = new Map<string, number>()
        for (const { edge, sentAtMs } of message.sent) {
          this.planner.noteSent(edge, sentAtMs)
          const id = edgeIdOf(edge)
          if (!sent.has(id)) sent.set(id, sentAtMs)
        }
        this.options.onEdgeSent([...sent].map(([edgeId, sentAtMs]) => ({ edgeId, sentAtMs })))
        break
      }
      case 'light':
        this.options.onLightSent?.(message.sent)
        break
      case 'health':
        this.timingNow = { ...this.timingNow, lateP50Ms: message.lateP50Ms, lateP99Ms: message.lateP99Ms }
        this.desk.noteHealth(message.targets)
        break
      case 'stopped':
        break
    }
  }

  status(): TargetStatus[] {
    return this.desk.status()
  }

  timing(): OutputTiming {
    return this.timingNow
  }

  async stop(): Promise<void> {
    this.stopped = true
    if (!this.started) return
    if (this.planTimer !== null) clearInterval(this.planTimer)
    this.planTimer = null
    if (this.rest !== null) clearImmediate(this.rest)
    for (const timer of this.retryTimers) clearTimeout(timer)
    await this.thread?.stop()
    this.thread = null
  }

  private later(delayMs: number, act: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.retryTimers.delete(timer)
      if (!this.stopped) void act()
    }, delayMs)
    this.retryTimers.add(timer)
  }

  /** A listener that fails must not stop the outputs. */
  private fault(fault: OutputFault): void {
    try {
      this.options.onFault(fault)
    } catch (error) {
      console.error(`ghostlight: a listener of output faults failed: ${String(error)}`)
    }
  }
}

/** The same sender after a restart, so that receivers do not take it for a second one: a UUID made from machine and venue (RFC 9562, version 8). */
function cidOf(venue: Venue): Uint8Array {
  const cid = Uint8Array.from(createHash('sha256').update(`ghostlight ${hostname()} ${venue.id}`).digest().subarray(0, 16))
  cid[6] = (cid[6]! & 0x0f) | 0x80
  cid[8] = (cid[8]! & 0x3f) | 0x80
  return cid
}
