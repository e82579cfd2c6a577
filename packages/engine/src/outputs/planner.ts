/**
 * Turns the running show into datagrams with deadlines, two seconds ahead. Edges come from `schedule`, states from the light plan.
 *
 * `planNow` is for the instant at which entries came: it covers the next moments only, triggers first, so that a GO leaves at once, and
 * replaces what was planned before. `planOn` covers the rest, slice by slice until `isFull`, and later the ever new end of the horizon; it only adds.
 * The thread knows what was really sent and leaves out what its targets already have; here we may be generous.
 */
import { dmxOf, type FixtureState, LIGHT_STEP_MS, lightInstants, lightsAt, patchedSlots, SLOTS_PER_UNIVERSE } from '@ghostlight/light'
import {
  type EdgeItem,
  type Edition,
  editionNamed,
  evaluate,
  type Frame,
  momentAt,
  ms,
  nextChangeAtMs,
  schedule,
  settle,
  type Venue,
} from '@ghostlight/timeline'
import { OscError } from '../osc/encode.ts'
import { EdgeLedger, type PlannedEdge } from './edge-ledger.ts'
import type { ShowSource } from './output.ts'
import { type Sender, StateAddressBook, type StateEntry, type StateValue } from './state-address-book.ts'
import type { TargetSeat } from './target-seats.ts'
import { edgeName, type PlannedTransfer, packBatch, type Replacement, type TransferBatch } from './transfer.ts'
import { TriggerBook } from './trigger-book.ts'
import { isSame } from './universe-board.ts'

/** How far ahead the thread is supplied: what the main thread may stall without an audience noticing. */
export const HORIZON_MS = 2000
/** The rest is planned and handed over in pieces of this length, so that neither thread is busy with it for long. */
const SLICE_MS = 250
/** What a first plan covers: the rest follows within a millisecond or two, and each point of the light grid takes a third of one. */
const FIRST_WINDOW_MS = 5
/** The thread hears of a replacement within this; what it may have sent meanwhile is told again. */
const IN_FLIGHT_MS = 250
/** Fixture levels below this difference are one level: finer than any desk shows. */
const LEVEL_STEP = 1 / 1000

interface Change {
  readonly dueMs: number
  readonly entry: StateEntry
  /** What had been planned before; undefined: nothing. */
  readonly before: StateValue | undefined
}

export interface Planned {
  readonly batch: TransferBatch
  /** Edges that this batch hands to the thread, each named the first time only. */
  readonly newEdges: readonly string[]
}

/** `isOn`: it is planned for. */
type PlannedTarget = Readonly<Pick<TargetSeat, 'id' | 'target' | 'isOn'>>

export class Planner {
  private readonly targets: readonly PlannedTarget[]
  private readonly book: StateAddressBook
  private readonly triggers: TriggerBook
  private readonly edgesDone: Set<string>
  private readonly onRefused: (edgeId: string, message: string) => void
  private readonly ledger = new EdgeLedger()
  /** By target index: the index of the one that it took the place of. What that one has sent is done. */
  private readonly former = new Map<number, number>()
  /** Last planned value by target and key. */
  private readonly planned: Map<number, StateValue>[]
  private changes: Change[] = []
  /** Whose patch the plan so far ends with; null: nobody's yet. */
  private venue: Venue | null = null
  /** Where the plan goes over to another patch, ascending, and from whose. */
  private patchings: { readonly dueMs: number; readonly before: Venue | null }[] = []
  /** States that may stand at the thread with a value that was replaced, and when they are to be told again; Infinity: not planned yet. */
  private readonly doubtful = new Map<StateEntry, number>()
  private plannedToMs = 0
  /** What the plan so far was made from. */
  private plannedFrom: ShowSource | null = null
  private floorMs = Number.NEGATIVE_INFINITY

  /**
   * @param targets    by index, as the thread knows them; disabled ones are left out by the caller. It may grow: see `added`.
   * @param sender     who sACN receivers hear from.
   * @param edgesDone  triggers of earlier lives; never planned.
   * @param onRefused  a trigger that cannot be written as OSC; it is left out, the rest of the plan stands.
   */
  constructor(
    targets: readonly PlannedTarget[],
    sender: Sender,
    edgesDone: readonly string[],
    onRefused: (edgeId: string, message: string) => void,
  ) {
    this.targets = targets
    this.onRefused = onRefused
    this.book = new StateAddressBook(
      targets.map(({ target }) => target),
      sender,
    )
    this.triggers = new TriggerBook(targets)
    this.edgesDone = new Set(edgesDone)
    this.planned = targets.map(() => new Map())
  }

  /** The list of targets has one more. @param former  index of the one it takes the place of; null: it is new. */
  added(former: number | null): void {
    const index = this.planned.length
    this.book.add(this.targets[index]!.target)
    this.planned.push(new Map())
    if (former !== null) this.former.set(index, former)
  }

  /** Nothing that is due before this is ever sent: it belongs to an earlier life. */
  startAt(nowMs: number): void {
    this.floorMs = nowMs
    this.plannedToMs = nowMs
  }

  /**
   * The thread has ended; the next one knows nothing, so states are told again. Edges that were to leave by then and that nobody
   * confirmed may or may not have left; they are not sent again. All others must be planned again from `diedAtMs` on.
   *
   * @returns those nobody knows of.
   */
  forget(diedAtMs: number): EdgeItem[] {
    for (const planned of this.planned) planned.clear()
    this.changes = []
    this.venue = null
    this.patchings = []
    return this.ledger.threadEnded(diedAtMs)
  }

  noteSent(name: string, sentAtMs: number): void {
    this.ledger.noteSent(name, sentAtMs)
  }

  /** How many names of triggers are remembered: bounded, however long the evening. */
  get remembered(): number {
    return this.ledger.size
  }

  /**
   * The plan of the next moments, which replaces what was planned before. In two parts, to be handed over as they come: triggers leave
   * before anybody works on light.
   *
   * @param effectAtMs  when the first entry that is new here takes effect: slightly before `nowMs`, or later. Triggers due before that
   *                    belong to the plans there were; the fold has forgotten them.
   */
  *planNow(source: ShowSource, nowMs: number, effectAtMs: number): Generator<Planned, void, undefined> {
    const edgesFromMs = Math.max(this.floorMs, Math.min(effectAtMs, nowMs))
    const toMs = nowMs + FIRST_WINDOW_MS
    // This thread was late: nobody has planned them yet.
    const missed = this.plannedFrom === null ? [] : this.edges(this.plannedFrom, this.plannedToMs, edgesFromMs)
    const begun = this.ledger.takeBack(edgesFromMs, nowMs).filter(({ target }) => this.targets[target]!.isOn)
    const edges = [...missed, ...begun, ...this.edges(source, edgesFromMs, toMs)]
    this.plannedToMs = toMs
    this.plannedFrom = source
    this.rewind(nowMs)
    if (edges.length > 0) yield this.pack(source, nowMs, { edgesFromMs, statesFromMs: Number.POSITIVE_INFINITY }, edges)
    const doneFromMs = edges.length > 0 ? Number.POSITIVE_INFINITY : edgesFromMs
    yield this.pack(source, nowMs, { edgesFromMs: doneFromMs, statesFromMs: nowMs }, this.states(source, nowMs, toMs))
  }

  /** Whether everything up to the horizon is planned. */
  isFull(nowMs: number): boolean {
    return this.plannedToMs >= horizonAt(nowMs)
  }

  /** Plans the next slice; null when there is nothing in it that must be told. */
  planOn(source: ShowSource, nowMs: number): Planned | null {
    if (this.isFull(nowMs)) return null
    const fromMs = this.plannedToMs
    const toMs = Math.min(horizonAt(nowMs), Math.ceil((fromMs + 1) / SLICE_MS) * SLICE_MS)
    // After a long stall of this thread the horizon has passed: edges that were missed are sent late, of levels only the present ones.
    const statesFromMs = Math.max(fromMs, nowMs)
    const transfers = [...this.doubts(nowMs, statesFromMs), ...this.edges(source, fromMs, toMs), ...this.states(source, statesFromMs, toMs)]
    this.plannedToMs = toMs
    this.plannedFrom = source
    this.changes = this.changes.filter((change) => change.dueMs >= nowMs)
    this.patchings = this.patchings.filter(({ dueMs }) => dueMs >= nowMs)
    this.ledger.settleTakenBack(nowMs)
    this.ledger.forget(source.performance, nowMs)
    return transfers.length > 0 ? this.pack(source, nowMs, null, transfers) : null
  }

  /** Makes ready what the next GOs send. For when there is time. */
  warm({ edition, performance }: ShowSource): void {
    this.triggers.warm(edition, performance.standbyCueId)
  }

  private pack(
    { performance }: ShowSource,
    nowMs: number,
    replace: Replacement | null,
    transfers: readonly (PlannedTransfer | PlannedEdge)[],
  ): Planned {
    const newEdges: string[] = []
    for (const transfer of transfers) {
      if (!('item' in transfer)) continue
      const sendAtMs = transfer.dueMs - this.targets[transfer.target]!.target.latencyMs
      if (this.ledger.hand(transfer, sendAtMs, nowMs)) newEdges.push(transfer.item.id)
    }
    return { batch: packBatch({ epoch: performance.epoch, seq: performance.seq, replace }, transfers), newEdges }
  }

  private edges({ editions, performance }: ShowSource, fromMs: number, toMs: number): PlannedEdge[] {
    const transfers: PlannedEdge[] = []
    if (fromMs >= toMs) return transfers
    for (const item of schedule(editions, performance, ms(fromMs), ms(toMs)).items) {
      if (item.kind !== 'edge' || this.edgesDone.has(item.id)) continue
      this.targets.forEach(({ id, isOn }, index) => {
        if (!isOn || (item.targetId !== null && item.targetId !== id)) return
        try {
          const packets = this.triggers.packets(index, item)
          // No use for it there: said by the pre-flight, not during the show.
          if (typeof packets === 'string') return
          packets.forEach(({ bytes, afterMs }, part) => {
            const edge = edgeName(item.id, index, part)
            if (this.ledger.hasLeft(edge) || this.formerSent(item.id, index, part)) return
            transfers.push({ dueMs: item.dueMs + afterMs, target: index, key: -1, value: 0, bytes, edge, item })
          })
        } catch (error) {
          if (!(error instanceof OscError)) throw error
          this.onRefused(item.id, error.message)
        }
      })
    }
    return transfers
  }

  private states(source: ShowSource, fromMs: number, toMs: number): PlannedTransfer[] {
    const transfers: PlannedTransfer[] = []
    const say = (entry: StateEntry, value: StateValue, dueMs: number): void => {
      const planned = this.planned[entry.target]!
      const before = planned.get(entry.key)
      if (isSameState(before, value)) return
      planned.set(entry.key, value)
      this.changes.push({ dueMs, entry, before })
      transfers.push(transferOf(entry, value, dueMs))
    }
    for (const light of lightOver(source, fromMs, toMs)) {
      const { dueMs } = light
      const { venue } = light.edition
      if (venue === this.venue) {
        this.eachLevel(light, (entry, value) => say(entry, value, dueMs))
        continue
      }
      this.patchings.push({ dueMs, before: this.venue })
      this.venue = venue
      const patched = new Set<StateEntry>()
      this.eachLevel(light, (entry, value) => {
        patched.add(entry)
        say(entry, value, dueMs)
      })
      for (const entry of this.known()) if (!patched.has(entry)) say(entry, this.restOf(entry), dueMs)
    }
    return transfers
  }

  /** What every target should have at an instant. */
  private eachLevel({ edition: { venue }, states, taken }: Light, use: (entry: StateEntry, value: StateValue) => void): void {
    const universes = dmxOf(venue, states, taken)
    for (let target = 0; target < this.targets.length; target++) {
      if (!this.targets[target]!.isOn) continue
      const isOsc = this.targets[target]!.target.kind === 'osc'
      for (const [universe, slots] of universes) {
        const whole = this.book.universe(target, universe)
        if (whole !== null) use(whole, slots)
        if (!isOsc) continue
        for (const slot of patchedSlots(venue, universe)) {
          const entry = this.book.slot(target, universe, slot)
          if (entry !== null) use(entry, slots[slot - 1]!)
        }
      }
      if (!isOsc) continue
      for (const { fixtureId, levelUnit } of states) {
        const entry = this.book.fixture(target, venue.fixtures[fixtureId]!.number)
        if (entry !== null) use(entry, Math.round(levelUnit / LEVEL_STEP) * LEVEL_STEP)
      }
    }
  }

  /** All that targets which are on have ever been told to be. */
  private *known(): Generator<StateEntry, void, undefined> {
    for (let target = 0; target < this.targets.length; target++) if (this.targets[target]!.isOn) yield* this.book.entries(target)
  }

  /** What stands where nothing is patched any more. */
  private restOf({ target }: StateEntry): StateValue {
    return this.targets[target]!.target.kind === 'osc' ? 0 : new Uint8Array(SLOTS_PER_UNIVERSE)
  }

  private formerSent(edgeId: string, target: number, part: number): boolean {
    for (let index = this.former.get(target); index !== undefined; index = this.former.get(index))
      if (this.ledger.hasLeft(edgeName(edgeId, index, part))) return true
    return false
  }

  /** Forgets what was planned from `fromMs` on. */
  private rewind(fromMs: number): void {
    const kept: Change[] = []
    for (let i = this.changes.length - 1; i >= 0; i--) {
      const change = this.changes[i]!
      if (change.dueMs < fromMs) {
        kept.push(change)
        continue
      }
      const planned = this.planned[change.entry.target]!
      if (change.before === undefined) planned.delete(change.entry.key)
      else planned.set(change.entry.key, change.before)
      if (change.dueMs < fromMs + this.targets[change.entry.target]!.target.latencyMs + IN_FLIGHT_MS)
        this.doubtful.set(change.entry, Number.POSITIVE_INFINITY)
    }
    this.changes = kept.reverse()
    while ((this.patchings.at(-1)?.dueMs ?? Number.NEGATIVE_INFINITY) >= fromMs) this.venue = this.patchings.pop()!.before
    // What was to be told again from now on goes with the plan that it was in.
    for (const [entry, againAtMs] of this.doubtful) if (againAtMs >= fromMs) this.doubtful.set(entry, Number.POSITIVE_INFINITY)
  }

  private doubts(nowMs: number, dueMs: number): PlannedTransfer[] {
    const transfers: PlannedTransfer[] = []
    for (const [entry, againAtMs] of this.doubtful) {
      if (againAtMs < nowMs) this.doubtful.delete(entry)
      if (againAtMs < Number.POSITIVE_INFINITY) continue
      const value = this.planned[entry.target]!.get(entry.key)
      if (value !== undefined) transfers.push(transferOf(entry, value, dueMs))
      this.doubtful.set(entry, dueMs)
    }
    return transfers
  }
}

interface Light {
  readonly dueMs: number
  readonly edition: Edition
  readonly states: readonly FixtureState[]
  readonly taken: Frame['taken'] | null
}

/** Light at every instant of [fromMs, toMs) at which it may change, each by the edition that is in force then. */
function* lightOver({ edition, editions, performance }: ShowSource, fromMs: number, toMs: number): Generator<Light, void, undefined> {
  // Only an adoption that waits for the next segment changes the edition by itself.
  const waits = performance.nextEdition !== null || performance.pending.some(({ decision }) => decision.kind === 'adopt')
  for (let atMs = fromMs; atMs < toMs; ) {
    const settled = waits ? settle(performance, editions, atMs, { through: true }) : performance
    const inForce = waits ? editionNamed(editions, settled.edition) : edition
    const untilMs = waits ? Math.min(toMs, nextChangeAtMs(settled, editions)) : toMs
    for (const dueMs of lightInstants(inForce, settled, atMs, untilMs, LIGHT_STEP_MS)) {
      const frame = evaluate(inForce, momentAt(editions, settled, ms(dueMs)))
      yield { dueMs, edition: inForce, states: lightsAt(inForce, frame), taken: frame.taken ?? null }
    }
    atMs = untilMs
  }
}

const horizonAt = (nowMs: number): number => Math.ceil((nowMs + HORIZON_MS) / LIGHT_STEP_MS) * LIGHT_STEP_MS

const isSameState = (a: StateValue | undefined, b: StateValue): boolean =>
  a === b || (a instanceof Uint8Array && b instanceof Uint8Array && isSame(a, b))

const transferOf = (entry: StateEntry, value: StateValue, dueMs: number): PlannedTransfer => ({
  dueMs,
  target: entry.target,
  key: entry.key,
  value: typeof value === 'number' ? value : 0,
  bytes: entry.packetOf(value),
  edge: null,
})
