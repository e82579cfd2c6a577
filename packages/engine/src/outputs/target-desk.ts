/**
 * The targets that are on the wires: resolves their hosts, opens and closes them at the output thread, follows the venue from edition to
 * edition, tells how they are.
 */
import type { Edition, Target, Venue } from '@ghostlight/timeline'
import type { TargetStatus } from '../protocol/status.ts'
import type { OutputFault } from './output.ts'
import { addressesOf, isSameTarget, seatOf, type TargetSeat, targetsOf } from './target-seats.ts'
import type { FromThread, ToThread } from './transfer.ts'

/** A host that does not resolve is asked for again after this. */
const RESOLVE_AGAIN_MS = 5000
/** How long is waited for a socket to open once the thread is there: on one machine it takes 1–5 ms. */
export const OPENING_MS = 500

/** Whom the targets belong to. */
export interface TargetOwner {
  /** To the output thread; false while there is none. */
  tell(message: ToThread): boolean
  /** One more seat, at the end. @param former  index of the one it takes the place of; null: it is new. */
  added(former: number | null): void
  /** A new seat is open and on: plans must be made for it. @param fromMs  since when it is in force. */
  begun(fromMs: number): void
  fault(fault: OutputFault): void
  /** After a while, unless everything has stopped by then. */
  later(delayMs: number, act: () => void | Promise<void>): void
  hasStopped(): boolean
}

export class TargetDesk {
  /** Enabled targets, and those that were, by the index that the thread knows them by. */
  readonly seats: TargetSeat[]
  private readonly extra: Readonly<Record<string, Target>>
  private readonly owner: TargetOwner
  private disabled: readonly (readonly [string, Target])[]
  /** Whose targets these are. */
  private venue: Venue
  /** By index of a seat that is being closed: what takes its place, and since when. */
  private readonly successors = new Map<number, { readonly target: Target; readonly fromMs: number }>()
  /** By index of a seat that is being opened. */
  private readonly beginning = new Map<number, () => void>()

  /** @param extra  targets beside the venue's. */
  constructor(venue: Venue, extra: Readonly<Record<string, Target>>, owner: TargetOwner) {
    this.venue = venue
    this.extra = extra
    this.owner = owner
    const { enabled, disabled } = targetsOf(venue, extra)
    this.disabled = disabled
    this.seats = enabled.map(([id, target]) => seatOf(id, target, true))
  }

  /** Finds out where all of them are. */
  async resolveAll(): Promise<void> {
    await Promise.all(this.seats.map((seat) => this.resolve(seat)))
  }

  /** Has a thread that has just started open them. */
  sendAddresses(): void {
    for (const seat of this.seats) this.sendAddress(seat)
  }

  /** Resolves a host once, so that no packet ever waits for a name server; keeps trying while it fails. */
  private async resolve(seat: TargetSeat): Promise<void> {
    const { host } = seat.target
    try {
      const addresses = await addressesOf(seat.target)
      // Another edition may have come into force meanwhile: what it has closed is not opened again.
      if (seat.isGone) return
      seat.addresses = addresses
      if (seat.unknownHost) {
        seat.unknownHost = false
        this.owner.fault({ code: 'target-unknown-host', message: `${host} is known again`, state: 'over', targetId: seat.id })
      }
    } catch (error) {
      if (seat.isGone) return
      if (!seat.unknownHost) {
        seat.unknownHost = true
        const why = (error as NodeJS.ErrnoException).code ?? String(error)
        const message = `${seat.target.name}: no address for "${host}" (${why}); trying again`
        this.owner.fault({ code: 'target-unknown-host', message, state: 'on', targetId: seat.id })
      }
      this.owner.later(RESOLVE_AGAIN_MS, async () => {
        if (seat.isGone) return
        await this.resolve(seat)
        this.sendAddress(seat)
      })
    }
  }

  /** Targets of the edition in force: what is new is opened, what is gone is closed, all others go on as if nothing had happened. */
  followVenue({ venue }: Edition, nowMs: number): void {
    if (venue === this.venue) return
    this.venue = venue
    const { enabled, disabled } = targetsOf(venue, this.extra)
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
        this.owner.fault({ code, message: `${seat.target.name} is no target any more`, state: 'over', targetId: seat.id })
      const isHeard = this.owner.tell({ kind: 'retire', index })
      if (target === undefined) return
      wanted.delete(seat.id)
      // What it has sent is known when the thread has answered, or has ended: the one that takes its place must not send it again.
      if (isHeard) this.successors.set(index, { target, fromMs: nowMs })
      else void this.addSeat(seat.id, target, index, nowMs)
    })
    for (const [id, target] of wanted) void this.addSeat(id, target, null, nowMs)
  }

  /** The thread has closed a seat. */
  retired(index: number): void {
    const next = this.successors.get(index)
    this.successors.delete(index)
    if (next !== undefined && !this.owner.hasStopped()) void this.addSeat(this.seats[index]!.id, next.target, index, next.fromMs)
  }

  /** The thread has ended: it will not say of any seat that it is closed. */
  retireAll(): void {
    for (const index of [...this.successors.keys()]) this.retired(index)
  }

  /** The thread has opened a seat. */
  opened(index: number): void {
    this.beginning.get(index)?.()
    this.beginning.delete(index)
  }

  /** @param fromMs  since when it is in force: triggers that are due from then on are its own. */
  private async addSeat(id: string, target: Target, former: number | null, fromMs: number): Promise<void> {
    const seat = seatOf(id, target, false)
    const index = this.seats.push(seat) - 1
    this.owner.added(former)
    const { latencyMs, transport, wire } = seatStart(seat)
    this.owner.tell({ kind: 'seat', index, latencyMs, transport, wire })
    await this.resolve(seat)
    const begin = (): void => {
      if (seat.isOn || seat.isGone || this.owner.hasStopped()) return
      seat.isOn = true
      this.owner.begun(fromMs)
    }
    this.beginning.set(index, begin)
    this.sendAddress(seat)
    // What cannot be opened is planned for all the same, and its failures are counted.
    this.owner.later(OPENING_MS, begin)
  }

  private sendAddress(seat: TargetSeat): void {
    if (seat.addresses !== null) this.owner.tell({ kind: 'target', index: this.seats.indexOf(seat), addresses: seat.addresses })
  }

  noteHealth(targets: Extract<FromThread, { kind: 'health' }>['targets']): void {
    this.seats.forEach((seat, index) => {
      const health = targets[index]
      if (!seat.isGone && health !== undefined) this.note(seat, health)
    })
  }

  private note(seat: TargetSeat, health: TargetSeat['health']): void {
    const was = seat.health.state
    seat.health = health
    if (was === health.state) return
    const where = `${seat.target.name} (${seat.target.host}:${seat.target.port})`
    if (health.state === 'down') {
      this.owner.fault({
        code: 'target-down',
        message: `${where} refuses packets; trying again twice a second`,
        state: 'on',
        targetId: seat.id,
      })
    } else if (was === 'down') {
      this.owner.fault({
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
}

/** What the thread must know of a target. */
export const seatStart = ({ target }: TargetSeat) => ({
  latencyMs: target.latencyMs,
  transport: target.kind === 'osc' ? (target.transport ?? 'udp') : ('udp' as const),
  wire: target.kind,
})
