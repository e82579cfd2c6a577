/**
 * Seeded fuzzing of the way from log to wire: random presses, a main thread that stalls, plans that arrive late, an output thread that wakes
 * late and needs time for each packet. Checked against the slow obvious model: what a desk has been told is `lightsAt` of the present, and
 * every trigger of the log has left exactly once.
 */
import { dmxOf, lightsAt, patchedSlots } from '@ghostlight/light'
import {
  apply,
  type Command,
  compileEdition,
  type Decision,
  type Edition,
  editionNamed,
  evaluatePlainly,
  momentAt,
  ms,
  openPerformance,
  type Performance,
  resolveCommand,
  type SacnTarget,
  schedule,
  type Target,
  type Venue,
} from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import { Dispatcher } from './dispatcher.ts'
import { Planner } from './planner.ts'
import { testEdition, testSender, testTarget } from './testing/show.ts'
import { edgeIdOf, type TransferBatch } from './transfer.ts'

/** mulberry32. */
function createDice(seed: number) {
  let state = seed
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    unit,
    between: (from: number, to: number) => from + unit() * (to - from),
    pick: <T>(items: readonly T[]) => items[Math.floor(unit() * items.length)]!,
  }
}

const node: SacnTarget = {
  kind: 'sacn',
  order: 'c',
  name: 'Node',
  host: '127.0.0.1',
  port: 5568,
  latencyMs: ms(0),
  universes: [1],
  enabled: true,
}
const targets: Readonly<Record<string, Target>> = {
  desk: testTarget(1, {}),
  early: testTarget(2, { order: 'b', latencyMs: ms(50) }),
  slow: testTarget(3, { order: 'd', latencyMs: ms(400) }),
  node,
}
const ids = Object.keys(targets)

/** The test show with cues that wait and follow on, a vamp, a second song, and leads; or the same with other lights. */
function busyEdition(hash: string, levelUnit: number, patch: (fixtures: Venue['fixtures']) => Venue['fixtures']): Edition {
  const plain = testEdition(targets)
  const { formatVersion, show, songs, venue, assets, lexicon } = plain
  const cue = show.cues.snap!
  const song = songs.song!
  const { light } = song.tracks
  const messages = (path: string) =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `${path}${n}`,
        { atBeats: n * 0.55, address: `/${path}/${n}`, args: [], everyPass: n % 2 === 0 },
      ]),
    )
  const songOf = (id: string, path: string) => ({
    ...song,
    id,
    vamps: id === 'song' ? { v: { startBeats: 4, endBeats: 6 } } : {},
    tracks: { light, osc: { ...song.tracks.osc!, messages: messages(path) } },
  })
  return compileEdition(
    {
      formatVersion,
      venue: { ...venue, fixtures: patch(venue.fixtures) },
      assets,
      lexicon,
      songs: { song: songOf('song', 'beat'), other: songOf('other', 'other') },
      show: {
        ...show,
        settings: { ...show.settings, startLeadMs: ms(100), panicFadeMs: ms(300) },
        setlist: {
          ...show.setlist,
          two: { ...show.setlist.one!, order: 'b', songId: 'other', fadeOutMs: ms(700) },
        },
        looks: { ...show.looks, full: { name: 'Full', groups: { all: { levelUnit } } } },
        cues: {
          ...show.cues,
          wait: { ...cue, order: '6', number: '6', preWaitMs: ms(380), action: { kind: 'releaseLooks', fadeMs: ms(0) } },
          chain: { ...cue, order: '7', number: '7', postWaitMs: ms(170), continueMode: 'autoContinue' },
          follow: { ...show.cues.send!, order: '8', number: '8', preWaitMs: ms(210) },
          other: { ...cue, order: '9', number: '9', action: { kind: 'segment', segmentId: 'two' } },
        },
      },
    } as Parameters<typeof compileEdition>[0],
    hash,
  )
}
/** The second has no lamp 2, and the head hangs elsewhere, partly where it did. */
const editions: Readonly<Record<string, Edition>> = {
  first: busyEdition('first', 1, (fixtures) => fixtures),
  second: busyEdition('second', 0.4, ({ d1, head }) => ({ d1: d1!, head: { ...head!, slot: 14 } })),
}
const source = (hash: string): Edition | null => editions[hash] ?? null

/** Any verb; what begins and ends things most often. */
function anyCommand(dice: ReturnType<typeof createDice>): Command {
  return dice.pick<() => Command>([
    () => ({ command: 'go' }),
    () => ({ command: 'fire', cue: String(1 + Math.floor(dice.unit() * 9)) }),
    () => ({ command: 'fire', cue: String(1 + Math.floor(dice.unit() * 9)) }),
    () => ({ command: 'fire', cue: dice.pick(['5', '9']) }),
    () => ({ command: 'hold' }),
    () => ({ command: 'resume' }),
    () => ({ command: 'resume' }),
    () => ({ command: 'devamp' }),
    () => ({ command: 'standBy', cue: '1' }),
    () => ({ command: 'locate', segment: dice.pick(['one', 'two']), positionMs: Math.floor(dice.between(0, 7000)) }),
    () => ({ command: 'blackout', on: dice.unit() < 0.4 }),
    () => ({ command: 'panic' }),
    () => ({ command: 'undoLastGo' }),
    () => ({ command: 'grandMaster', levelUnit: dice.pick([0, 0.5, 1]) }),
    () => ({ command: 'adopt', at: dice.pick(['now', 'nextSegment'] as const) }),
  ])()
}

/** What a desk shows: by OSC address, or the slots of a universe as "slot <n>". */
type Shown = Map<string, number>

/** What one is to be told about the instant `atMs`, from scratch. */
function lightNow(performance: Performance, atMs: number, id: string): Shown {
  const moment = momentAt(source, performance, ms(atMs))
  const edition = editionNamed(source, moment.edition)
  const states = lightsAt(edition, evaluatePlainly(edition, moment))
  const slots = dmxOf(edition.venue, states).get(1)!
  const shown: Shown = new Map()
  for (const slot of patchedSlots(edition.venue, 1)) {
    shown.set(id === 'node' ? `slot ${slot}` : `/ghostlight/dmx/1/${slot}`, slots[slot - 1]!)
  }
  if (id === 'node') return shown
  for (const { fixtureId, levelUnit } of states) {
    shown.set(`/ghostlight/light/${edition.venue.fixtures[fixtureId]!.number}`, Math.fround(Math.round(levelUnit * 1000) / 1000))
  }
  return shown
}

/** One evening. Time is a number; main thread and output thread take turns on it. */
class Evening {
  readonly dice: ReturnType<typeof createDice>
  performance: Performance = openPerformance()
  readonly planner: Planner
  private readonly dispatcher: Dispatcher
  private threadMs = 0
  private readonly post: { readonly atMs: number; readonly batch: TransferBatch; readonly seq: number }[] = []
  private deliveredSeq = 0
  private readonly confirmations: { readonly atMs: number; readonly name: string }[] = []
  readonly shown: Shown[] = ids.map(() => new Map())
  readonly sent = new Map<string, number>()
  /** Triggers that must leave, by id, with when they are due. */
  readonly due = new Map<string, number>()
  /** By seq: triggers that a thread which knows this much of the log may send. */
  private readonly allowed = new Map<number, ReadonlySet<string>>()
  readonly wrong: string[] = []
  private foldedAtMs = 0
  private lateUnit = 0
  /** The main thread's latest instant. */
  mainMs = 0
  /** Everything has been played up to here. */
  livedMs = 0

  constructor(seed: number) {
    this.dice = createDice(seed)
    const seats = ids.map((id) => ({ id, target: targets[id]!, isOn: true }))
    this.planner = new Planner(seats, testSender, [], () => {})
    this.planner.startAt(0)
    this.dispatcher = new Dispatcher(
      { latencyMs: seats.map(({ target }) => target.latencyMs), wires: seats.map(({ target }) => target.kind) },
      {
        nowMs: () => this.threadMs,
        spinUntil: (deadlineMs) => {
          this.threadMs = Math.max(this.threadMs, deadlineMs)
        },
        isReady: () => true,
        put: (target, key, packet) => this.hear(target, key, packet),
        edgesSent: (edges) => {
          for (const { edge } of edges) this.confirm(edge)
        },
        listen: () => this.deliver(),
      },
    )
    this.enter(0, { kind: 'open', edition: 'first', seed: 1, standbyCueId: 'snap' }, 0)
  }

  get show() {
    return {
      edition: editionNamed(source, momentAt(source, this.performance, ms(this.foldedAtMs)).edition),
      performance: this.performance,
      editions: source,
    }
  }

  press(atMs: number, command: Command): void {
    const seq = this.performance.seq + 1
    const draftEdition = editions[this.performance.edition === 'first' ? 'second' : 'first']!
    const resolution = resolveCommand(this.performance, source, command, { nowMs: ms(atMs), nextSeq: seq, runId: `r${seq}`, draftEdition })
    if (resolution.ok) this.enter(atMs, resolution.decision, resolution.leadMs)
  }

  private enter(acceptedAtMs: number, decision: Decision, leadMs: number): void {
    this.noteDue(acceptedAtMs)
    const seq = this.performance.seq + 1
    const atMs = ms(acceptedAtMs + leadMs)
    this.performance = apply(this.performance, source, { seq, atMs, acceptedAtMs: ms(acceptedAtMs), by: 'test', decision })
    const coming = schedule(source, this.performance, ms(acceptedAtMs), ms(acceptedAtMs + 9000)).items.map(({ id }) => id)
    this.allowed.set(seq, new Set([...this.due.keys(), ...coming]))
    const plannedAtMs = acceptedAtMs + this.dice.between(0, 2)
    this.mainMs = plannedAtMs
    for (const { batch } of this.planner.planNow(this.show, plannedAtMs, atMs)) this.postLater(plannedAtMs, batch)
  }

  /** What the log so far lets fall due before `untilMs`. */
  noteDue(untilMs: number): void {
    if (this.performance.seq > 0) {
      for (const item of schedule(source, this.performance, ms(this.foldedAtMs), ms(untilMs)).items) this.due.set(item.id, item.dueMs)
    }
    this.foldedAtMs = untilMs
  }

  planOn(nowMs: number): void {
    this.mainMs = Math.max(this.mainMs, nowMs)
    const heard = this.confirmations.findIndex(({ atMs }) => atMs > nowMs)
    for (const { name, atMs } of this.confirmations.splice(0, heard < 0 ? this.confirmations.length : heard))
      this.planner.noteSent(name, atMs)
    while (!this.planner.isFull(nowMs)) {
      const planned = this.planner.planOn(this.show, nowMs)
      if (planned) this.postLater(nowMs, planned.batch)
    }
  }

  private postLater(fromMs: number, batch: TransferBatch): void {
    const before = this.post.at(-1)?.atMs ?? 0
    const delayMs = this.dice.unit() < 0.2 ? this.dice.between(0, 40) : this.dice.between(0, 1)
    this.post.push({ atMs: Math.max(before, fromMs + delayMs), batch, seq: batch.seq })
  }

  private deliver(): void {
    while (this.post[0] && this.post[0].atMs <= this.threadMs) {
      const { batch, seq } = this.post.shift()!
      this.deliveredSeq = seq
      this.dispatcher.take(batch)
    }
  }

  /** The output thread lives until `untilMs`, waking late by its mood. */
  threadUntil(untilMs: number, { punctual }: { readonly punctual: boolean }): void {
    for (;;) {
      this.deliver()
      const next = Math.min(this.dispatcher.nextSendAtMs() ?? Infinity, this.post[0]?.atMs ?? Infinity)
      if (next > untilMs) break
      const lateMs = punctual ? 0 : this.dice.unit() < this.lateUnit ? this.dice.between(0, 300) : this.dice.between(0, 0.2)
      this.threadMs = Math.min(Math.max(this.threadMs, next + lateMs), Math.max(untilMs, next))
      this.deliver()
      this.dispatcher.sendDue()
    }
    this.threadMs = Math.max(this.threadMs, untilMs)
  }

  mood(lateUnit: number): void {
    this.lateUnit = lateUnit
  }
  get allDelivered(): boolean {
    return this.post.length === 0
  }

  private confirm(name: string): void {
    this.confirmations.push({ atMs: this.threadMs + this.dice.between(0, 20), name })
    this.sent.set(name, (this.sent.get(name) ?? 0) + 1)
    const id = edgeIdOf(name)
    if (!this.allowed.get(this.deliveredSeq)!.has(id))
      this.wrong.push(`${name} left at ${this.threadMs} although entry ${this.deliveredSeq} ends it`)
  }

  private hear(target: number, _key: number, packet: Uint8Array): void {
    this.threadMs += this.dice.between(0.005, 0.05)
    const shown = this.shown[target]!
    if (ids[target] === 'node') {
      for (let slot = 1; slot <= 512; slot++) shown.set(`slot ${slot}`, packet[125 + slot]!)
      return
    }
    const decoded = decodePacket(packet)
    if (!decoded.ok) throw new Error(decoded.reason)
    const { address, args } = decoded.messages[0]!
    if (address.startsWith('/ghostlight/')) shown.set(address, Number((args[0] as { readonly value: number }).value))
  }

  /** Differences between what the desks were told and the present. */
  check(atMs: number): number {
    let checked = 0
    ids.forEach((id, index) => {
      const latencyMs = targets[id]!.latencyMs
      const expected = lightNow(this.performance, atMs + latencyMs, id)
      // A node takes 44 universes a second: only what has stood a little while must be there.
      if (id === 'node') {
        const steady = [-30, -25, -20, -15, -10, -5].every((offsetMs) => {
          if (atMs + offsetMs < this.foldedAtMs) return false
          const before = lightNow(this.performance, atMs + offsetMs, id)
          return [...expected].every(([slot, value]) => before.get(slot) === value)
        })
        if (!steady) return
      }
      // What is patched nowhere any more is at rest.
      for (const name of this.shown[index]!.keys()) if (!expected.has(name)) expected.set(name, 0)
      for (const [name, value] of expected) {
        checked++
        const told = this.shown[index]!.get(name)
        if (told !== value) this.wrong.push(`at ${atMs} ${id} shows ${name} ${told} and not ${value}`)
      }
    })
    return checked
  }
}

function spend(seed: number): { readonly evening: Evening; readonly checked: number; readonly commands: number } {
  const evening = new Evening(seed)
  const { dice } = evening
  let nowMs = 0
  let checked = 0
  let commands = 0
  for (let n = 0; n < 30 && evening.wrong.length === 0; n++) {
    nowMs = Math.max(nowMs, evening.mainMs)
    nowMs += dice.pick([() => 0.1, () => dice.between(1, 30), () => dice.between(30, 400), () => dice.between(400, 2500)])()
    evening.mood(dice.pick([0, 0.02, 0.3]))
    // The main thread plans on four times a second, unless it stalls until the next press.
    const stalls = dice.unit() < 0.25
    for (let tickMs = Math.ceil(evening.performance.seq === 0 ? 0 : nowMs / 250 - 20) * 250; tickMs < nowMs; tickMs += 250) {
      if (tickMs <= evening.livedMs) continue
      evening.threadUntil(tickMs, { punctual: false })
      if (!stalls) evening.planOn(tickMs)
      evening.livedMs = tickMs
    }
    evening.threadUntil(nowMs, { punctual: false })
    evening.press(nowMs, anyCommand(dice))
    commands++
    evening.livedMs = nowMs
    if (dice.unit() < 0.6) evening.planOn(nowMs + 3)
    if (dice.unit() < 0.5) continue
    // Everybody has caught up.
    const atMs = Math.ceil((nowMs + dice.between(60, 900)) / 25) * 25
    evening.planOn(nowMs + 4)
    evening.threadUntil(atMs - 10, { punctual: false })
    evening.planOn(atMs - 10)
    evening.threadUntil(atMs + 60, { punctual: true })
    nowMs = Math.ceil((atMs + 60) / 25) * 25
    evening.planOn(nowMs - 1)
    if (!evening.allDelivered) evening.threadUntil(nowMs + 50, { punctual: true })
    nowMs = Math.ceil((nowMs + 50) / 25) * 25
    evening.threadUntil(nowMs + 1, { punctual: true })
    evening.livedMs = nowMs + 1
    checked += evening.check(nowMs)
    nowMs += 1
  }
  if (evening.wrong.length === 0) {
    const untilMs = nowMs + 3000
    for (let tickMs = nowMs; tickMs <= untilMs; tickMs += 250) {
      evening.planOn(tickMs)
      evening.threadUntil(tickMs, { punctual: true })
    }
    evening.noteDue(nowMs + 2000)
    for (const [id, dueMs] of evening.due) {
      for (const target of [0, 1, 2]) {
        const times = evening.sent.get(`${id}|${target}|0`) ?? 0
        if (times !== 1) evening.wrong.push(`${id}, due at ${dueMs}, left ${times} times for ${ids[target]}`)
      }
    }
    for (const [name, count] of evening.sent) if (count > 1) evening.wrong.push(`${name} left ${count} times`)
  }
  return { evening, checked, commands }
}

describe('the way from log to wire', () => {
  const seeds = Array.from({ length: 30 }, (_, n) => n + 1)
  it(`whatever is pressed, planned late or sent late: what was told is the present, and each trigger leaves once (seeds 1 to ${seeds.length})`, () => {
    let checked = 0
    for (const seed of seeds) {
      const evening = spend(seed)
      checked += evening.checked
      expect(evening.evening.wrong.slice(0, 5), `seed ${seed}`).toEqual([])
    }
    expect(checked).toBeGreaterThan(10_000)
  })
})
