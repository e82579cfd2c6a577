/** All light targets of a venue as one output: resolves their hosts, feeds the output thread, tells faults. */
import { createHash } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import type { Target, Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import type { OutputFault, OutputOptions, OutputTiming, ShowOutput, ShowSource } from './output.ts'
import { findThreadFile, OutputThread } from './output-thread.ts'
import { type Planned, Planner } from './planner.ts'
import { sacnGroup } from './sacn.ts'
import { type Sender, wireUniverse } from './state-address-book.ts'
import { edgeIdOf, type FromThread, type TargetAddress } from './transfer.ts'

const PLAN_EVERY_MS = 250
/** A host that does not resolve is asked for again after this. */
const RESOLVE_AGAIN_MS = 5000
/** A dead thread is started anew after this. */
const REVIVE_MS = 200
/** Rounds of planning for nothing before the first real GO: by then the compiler has seen enough (cold 7 ms, warm 0.15 ms per plan). */
const REHEARSALS = 24
/** How long `start` waits for sockets to open: on one machine it takes 1–5 ms. */
const OPENING_MS = 500

interface TargetSeat {
  readonly id: string
  readonly target: Target
  addresses: readonly TargetAddress[] | null
  unknownHost: boolean
  health: { state: TargetStatus['state']; sent: number; failed: number }
}

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
  /** Enabled targets, by the index that the thread knows them by. */
  private readonly seats: TargetSeat[]
  private readonly disabled: readonly (readonly [string, Target])[]
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

  constructor(options: OutputOptions) {
    this.options = options
    const all = Object.entries({ ...options.venue.targets, ...options.extraTargets }).sort(
      ([aId, a], [bId, b]) => compareText(a.order, b.order) || compareText(aId, bId),
    )
    this.disabled = all.filter(([, target]) => !target.enabled)
    this.seats = all
      .filter(([, target]) => target.enabled)
      .map(([id, target]) => ({ id, target, addresses: null, unknownHost: false, health: { state: 'cannotKnow', sent: 0, failed: 0 } }))
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
      setTimeout(resolve, OPENING_MS).unref()
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
    const planner = new Planner(this.seats, this.sender, [], () => {})
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
        latencyMs: this.seats.map(({ target }) => target.latencyMs),
        transports: this.seats.map(({ target }) => (target.kind === 'osc' ? (target.transport ?? 'udp') : 'udp')),
        wires: this.seats.map(({ target }) => target.kind),
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
      const uncertain = this.planner.forget(this.options.clock.nowMs())
      if (uncertain.length > 0) {
        const message = `the output thread ended without saying whether these were sent: ${uncertain.join(', ')}`
        this.fault({ code: 'edges-uncertain', message, state: 'on', targetId: null })
      }
      this.planAnew()
    })
  }

  private sendAddresses(): void {
    this.seats.forEach((seat, index) => {
      if (seat.addresses) this.thread?.send({ kind: 'target', index, addresses: seat.addresses })
    })
  }

  /** Resolves a host once, so that no packet ever waits for a name server; keeps trying while it fails. */
  private async resolve(seat: TargetSeat): Promise<void> {
    const { target } = seat
    const { host, port } = target
    if (target.kind === 'sacn' && host === 'multicast') {
      seat.addresses = target.universes.map((universe) => ({
        ip: sacnGroup(wireUniverse(target, universe)),
        port,
        family: 4,
        cast: { kind: 'multicast', interface: target.interface ?? null },
      }))
      return
    }
    const literal = isIP(host)
    try {
      const found = literal === 0 ? await lookup(host) : { address: host, family: literal }
      // Whether an address means everyone depends on the net mask, so any Art-Net target may.
      const cast = { kind: target.kind === 'artnet' && found.family === 4 ? ('broadcast' as const) : ('one' as const) }
      seat.addresses = [{ ip: found.address, port, family: found.family === 6 ? 6 : 4, cast }]
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
        await this.resolve(seat)
        if (seat.addresses) this.thread?.send({ kind: 'target', index: this.seats.indexOf(seat), addresses: seat.addresses })
      })
    }
  }

  private hear(message: FromThread): void {
    switch (message.kind) {
      case 'ready':
        this.timingNow = { ...this.timingNow, priority: message.priority }
        break
      case 'opened':
        this.opened?.(message.index)
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
      case 'health':
        this.timingNow = { ...this.timingNow, lateP50Ms: message.lateP50Ms, lateP99Ms: message.lateP99Ms }
        this.seats.forEach((seat, index) => {
          this.noteHealth(seat, message.targets[index]!)
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
      ...this.seats.map(({ id, target, health, unknownHost }) => line(id, target, unknownHost ? { ...health, state: 'down' } : health)),
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

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
