/** All light targets of a venue as one output: resolves their hosts, feeds the output thread, tells faults. */
import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { Edition, Target, Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import type { OutputFault, OutputOptions, OutputTiming, ShowOutput, ShowSource } from './output.ts'
import { findThreadFile, OutputThread } from './output-thread.ts'
import { type Planned, Planner } from './planner.ts'
import type { Sender } from './state-address-book.ts'
import { addressesOf, isSameTarget, seatOf, type TargetSeat, targetsOf } from './target-seats.ts'
import { edgeIdOf, type FromThread } from './transfer.ts'

const PLAN_EVERY_MS = 250
/** A host that does not resolve is asked for again after this. */
const RESOLVE_AGAIN_MS = 5000
/** A dead thread is started anew after this. */
const REVIVE_MS = 200
/** Rounds of planning for nothing before the first real GO: by then the compiler has seen enough (cold 7 ms, warm 0.15 ms per plan). */
const REHEARSALS = 24
/** How long `start` waits for sockets to open once the thread is there: on one machine it takes 1–5 ms. */
const OPENING_MS = 500
/** And for the thread, which on a busy machine takes longer than that to come up. */
const STARTING_MS = 5000

/**
 * Stores what it is given; `start` opens.
 *
 * @throws Error on `start` when the output thread was never built.
 */
export function createOutputs(options: OutputOptions): ShowOutput {
  return new TargetOutputs(options)
}

class TargetOutputs implements ShowOutput {
  private readonly options: OutputOptions
  /** Enabled targets, and those that were, by the index that the thread knows them by. */
  private readonly seats: TargetSeat[]
  private disabled: readonly (readonly [string, Target])[]
  /** Whose targets these are. */
  private venue: Venue
  /** By index of a seat that is being closed: what takes its place, and since when. */
  private readonly successors = new Map<number, { readonly target: Target; readonly fromMs: number }>()
  /** By index of a seat that is being opened. */
  private readonly beginning = new Map<number, () => void>()
  private readonly planner: Planner
  private readonly sender: Sender
  private thread: OutputThread | null = null
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

  constructor(options: OutputOptions) {
    this.options = options
    const { enabled, disabled } = targetsOf(options.venue, options.extraTargets)
    this.venue = options.venue
    this.disabled = disabled
    this.seats = enabled.map(([id, target]) => seatOf(id, target, true))
    this.sender = { cid: cidOf(options.venue), name: `Ghostlight ${options.venue.name}` }
    this.planner = new Planner(this.seats, this.sender, options.edgesDone, (edgeId, message) =>
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
    await Promise.all(this.seats.map((seat) => this.resolve(seat)))
    this.seats.forEach((seat, index) => {
      if (seat.addresses) waiting.add(index)
    })
    this.sendAddresses()
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
      this.followVenue(source.edition, nowMs)
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
    const planner = new Planner([...this.seats], this.sender, [], () => {})
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
    const file = this.options.threadFile ?? findThreadFile()
    if (file === null) throw new Error('the output thread is not built; run "npm run build" first')
    this.thread = new OutputThread(
      file,
      {
        hrtimeOrigin: this.options.clock.hrtimeOrigin,
        latencyMs: this.seats.map((seat) => seatStart(seat).latencyMs),
        transports: this.seats.map((seat) => seatStart(seat).transport),
        wires: this.seats.map((seat) => seatStart(seat).wire),
        realtime: true,
      },
      { onMessage: (message) => this.hear(message), onDeath: (reason) => this.revive(reason) },
    )
  }

  private revive(reason: string): void {
    this.thread = null
    if (this.stopped) return
    this.fault({
      code: 'output-thread-died',
      message: `the output thread ended: ${reason}; it is started again`,
      state: 'on',
      targetId: null,
    })
    this.later(REVIVE_MS, () => {
      this.startThread()
      this.sendAddresses()
      for (const index of [...this.successors.keys()]) this.retired(index)
      const uncertain = this.planner.forget(this.options.clock.nowMs())
      if (uncertain.length > 0) {
        const message = `the output thread ended without saying whether these were sent: ${uncertain.join(', ')}`
        this.fault({ code: 'edges-uncertain', message, state: 'on', targetId: null })
      }
      this.planAnew()
    })
  }

  private sendAddresses(): void {
    for (const seat of this.seats) this.sendAddress(seat)
  }

  /** Resolves a host once, so that no packet ever waits for a name server; keeps trying while it fails. */
  private async resolve(seat: TargetSeat): Promise<void> {
    const { host } = seat.target
    try {
      seat.addresses = await addressesOf(seat.target)
      if (seat.unknownHost) {
        seat.unknownHost = false
        this.fault({ code: 'target-unknown-host', message: `${host} is known again`, state: 'over', targetId: seat.id })
      }
    } catch (error) {
      if (!seat.unknownHost) {
        seat.unknownHost = true
        const why = (error as NodeJS.ErrnoException).code ?? String(error)
        const message = `${seat.target.name}: no address for "${host}" (${why}); trying again`
        this.fault({ code: 'target-unknown-host', message, state: 'on', targetId: seat.id })
      }
      this.later(RESOLVE_AGAIN_MS, async () => {
        if (seat.isGone) return
        await this.resolve(seat)
        this.sendAddress(seat)
      })
    }
  }

  /** Targets of the edition in force: what is new is opened, what is gone is closed, all others go on as if nothing had happened. */
  private followVenue({ venue }: Edition, nowMs: number): void {
    if (venue === this.venue) return
    this.venue = venue
    const { enabled, disabled } = targetsOf(venue, this.options.extraTargets)
    this.disabled = disabled
    const wanted = new Map(enabled)
    // What was to take a place is another one already, or nothing.
    for (const [index, { fromMs }] of this.successors) {
      const { id } = this.seats[index]!
      const target = wanted.get(id)
      if (target === undefined) this.successors.delete(index)
      else this.successors.set(index, { target, fromMs })
      wanted.delete(id)
    }
    this.seats.forEach((seat, index) => {
      if (seat.isGone) return
      const target = wanted.get(seat.id)
      if (target !== undefined && isSameTarget(seat.target, target)) {
        seat.target = target // another name, perhaps
        wanted.delete(seat.id)
        return
      }
      seat.isGone = true
      seat.isOn = false
      seat.addresses = null
      for (const code of ['target-down', 'target-unknown-host'])
        this.fault({ code, message: `${seat.target.name} is no target any more`, state: 'over', targetId: seat.id })
      // What it has sent is known when the thread has answered: the one that takes its place must not send it again.
      if (target !== undefined && this.thread !== null) {
        wanted.delete(seat.id)
        this.successors.set(index, { target, fromMs: nowMs })
      }
      this.thread?.send({ kind: 'retire', index })
    })
    for (const [id, target] of wanted) void this.addSeat(id, target, null, nowMs)
  }

  private retired(index: number): void {
    const next = this.successors.get(index)
    this.successors.delete(index)
    if (next !== undefined && !this.stopped) void this.addSeat(this.seats[index]!.id, next.target, index, next.fromMs)
  }

  /** @param fromMs  since when it is in force: triggers that are due from then on are its own. */
  private async addSeat(id: string, target: Target, former: number | null, fromMs: number): Promise<void> {
    const seat = seatOf(id, target, false)
    const index = this.seats.push(seat) - 1
    this.planner.added(former)
    const { latencyMs, transport, wire } = seatStart(seat)
    this.thread?.send({ kind: 'seat', index, latencyMs, transport, wire })
    await this.resolve(seat)
    const begin = (): void => {
      if (seat.isOn || seat.isGone || this.stopped) return
      seat.isOn = true
      this.entriesChanged(fromMs)
    }
    this.beginning.set(index, begin)
    this.sendAddress(seat)
    // What cannot be opened is planned for all the same, and its failures are counted.
    this.later(OPENING_MS, begin)
  }

  private sendAddress(seat: TargetSeat): void {
    if (seat.addresses !== null) this.thread?.send({ kind: 'target', index: this.seats.indexOf(seat), addresses: seat.addresses })
  }

  private hear(message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        this.timingNow = { ...this.timingNow, priority: message.priority }
        this.threadReady()
        break
      case 'opened':
        this.opened?.(message.index)
        this.beginning.get(message.index)?.()
        this.beginning.delete(message.index)
        break
      case 'retired':
        this.retired(message.index)
        break
      case 'edges': {
        const sent = new Map<string, number>()
        for (const { edge, sentAtMs } of message.sent) {
          this.planner.noteSent(edge)
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
        this.seats.forEach((seat, index) => {
          const health = message.targets[index]
          if (!seat.isGone && health !== undefined) this.noteHealth(seat, health)
        })
        break
      case 'stopped':
        break
    }
  }

  private noteHealth(seat: TargetSeat, health: TargetSeat['health']): void {
    const was = seat.health.state
    seat.health = health
    if (was === health.state) return
    const where = `${seat.target.name} (${seat.target.host}:${seat.target.port})`
    if (health.state === 'down') {
      this.fault({ code: 'target-down', message: `${where} refuses packets; trying again twice a second`, state: 'on', targetId: seat.id })
    } else if (was === 'down') {
      this.fault({
        code: 'target-down',
        message: `${where} takes packets again; all levels were sent anew`,
        state: 'over',
        targetId: seat.id,
      })
    }
  }

  status(): TargetStatus[] {
    const line = (id: string, target: Target, health: TargetSeat['health']): TargetStatus => ({
      id,
      name: target.name,
      address: `${target.host}:${target.port}`,
      ...health,
    })
    return [
      ...this.seats
        .filter((seat) => !seat.isGone)
        .map(({ id, target, health, unknownHost }) => line(id, target, unknownHost ? { ...health, state: 'down' } : health)),
      ...this.disabled.map(([id, target]) => line(id, target, { state: 'disabled', sent: 0, failed: 0 })),
    ]
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

/** What the thread must know of a target. */
const seatStart = ({ target }: TargetSeat) => ({
  latencyMs: target.latencyMs,
  transport: target.kind === 'osc' ? (target.transport ?? 'udp') : ('udp' as const),
  wire: target.kind,
})
