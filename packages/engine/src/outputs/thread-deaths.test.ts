/** What leaves when the output thread dies: threads here are played by the test, which also owns the time. */
import { ms } from '@ghostlight/timeline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOutputsOn } from './create-outputs.ts'
import type { ShowOutput } from './output.ts'
import type { ThreadEvents, ThreadLine } from './output-thread.ts'
import { SendQueue } from './send-queue.ts'
import { TestLog, testEdition, testTarget } from './testing/show.ts'
import { edgeIdOf, type ThreadStart, type ToThread, unpackBatch } from './transfer.ts'

/** Sends as the real one does; whether it gets round to saying so is up to the test. */
class PlayedThread implements ThreadLine {
  private readonly queue = new SendQueue()
  private readonly latencyMs: number[]
  private readonly events: ThreadEvents
  /** It leaves without an answer when it hears this. */
  diesOf: ToThread['kind'] | null = null
  private unsaid: { readonly edge: string; readonly sentAtMs: number }[] = []
  /** Datagrams, in order. */
  readonly sent: string[] = []
  private isDead = false

  constructor({ latencyMs }: Omit<ThreadStart, 'bell'>, events: ThreadEvents) {
    this.latencyMs = [...latencyMs]
    this.events = events
  }

  send(message: ToThread): void {
    if (this.isDead) return
    if (message.kind === this.diesOf) {
      this.die()
      return
    }
    if (message.kind === 'plan') this.queue.add(message, unpackBatch(message, this.latencyMs, Date.now()))
    if (message.kind === 'seat') this.latencyMs.push(message.latencyMs)
    if (message.kind === 'target') this.answer({ kind: 'opened', index: message.index })
    if (message.kind === 'retire') {
      this.queue.dropTarget(message.index)
      this.speak()
      this.answer({ kind: 'retired', index: message.index })
    }
  }
  private answer(message: Parameters<ThreadEvents['onMessage']>[0]): void {
    setTimeout(() => {
      if (!this.isDead) this.events.onMessage(message)
    }, 1)
  }

  wake(nowMs: number): void {
    if (this.isDead) return
    for (const { edge } of this.queue.take(nowMs)) {
      if (edge === null) continue
      this.sent.push(edge)
      this.unsaid.push({ edge, sentAtMs: nowMs })
    }
  }
  speak(): void {
    if (!this.isDead && this.unsaid.length > 0) this.events.onMessage({ kind: 'edges', sent: this.unsaid })
    this.unsaid = []
  }
  die(): void {
    this.isDead = true
    setTimeout(() => this.events.onDeath('it was told to'), 0)
  }
  stop(): Promise<void> {
    return Promise.resolve()
  }
}

let output: ShowOutput | null = null
beforeEach(
  () =>
    void vi.useFakeTimers({
      now: 0,
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
    }),
)
afterEach(async () => {
  await output?.stop()
  output = null
  vi.useRealTimers()
})

const slow = (port: number) => ({ slow: testTarget(port, { latencyMs: ms(400) }) })

async function setUp(targets: Parameters<typeof testEdition>[0]) {
  const log = new TestLog(testEdition(targets))
  const threads: PlayedThread[] = []
  const uncertain: string[] = []
  const outputs = createOutputsOn(
    (start, events) => {
      const thread = new PlayedThread(start, events)
      threads.push(thread)
      return thread
    },
    {
      venue: log.source.edition.venue,
      clock: { nowMs: () => Date.now(), hrtimeOrigin: 0n },
      onFault: () => undefined,
      onEdgeSending: () => undefined,
      onEdgeSent: () => undefined,
      onEdgesUncertain: (edges) => uncertain.push(...edges.map(({ id }) => id)),
      extraTargets: {},
      edgesDone: [],
      threadFile: null,
    },
  )
  output = outputs
  outputs.setSource(() => log.source)
  const started = outputs.start()
  await vi.advanceTimersByTimeAsync(10)
  await started
  return {
    log,
    threads,
    uncertain,
    now: () => threads.at(-1)!,
    changed: () => outputs.entriesChanged(Date.now()),
    /** Lives on to an instant. */
    async until(atMs: number, { speaks }: { readonly speaks: boolean } = { speaks: true }) {
      while (Date.now() < atMs) {
        await vi.advanceTimersByTimeAsync(Math.min(10, atMs - Date.now()))
        const thread = threads.at(-1)!
        thread.wake(Date.now())
        if (speaks) thread.speak()
      }
    },
    /** How often each beat left, whoever sent it to whomever, and how often it was called uncertain. */
    beats() {
      const counted = Array.from({ length: 16 }, () => 0)
      for (const id of [...threads.flatMap(({ sent }) => sent).map(edgeIdOf)]) counted[Number(id.split('/m')[1])]! += 1
      return { left: counted, uncertain: uncertain.map((id) => Number(id.split('/m')[1])) }
    },
  }
}
const once = (from: number, to: number) => Array.from({ length: 16 }, (_, beat) => (beat >= from && beat <= to ? 1 : 0))

describe('the output thread dies', () => {
  it('triggers that were due while nobody sent leave once, late; those nobody knows of are named and not sent again', async () => {
    const { log, until, changed, now, beats } = await setUp({ desk: testTarget(7770, {}) })
    log.fire(Date.now(), 'song')
    changed()
    const t0 = Date.now()
    await until(t0 + 900)
    await until(t0 + 1400, { speaks: false })
    now().die()
    await until(t0 + 3100)
    expect(beats()).toEqual({ left: once(0, 6), uncertain: [2] })
  })

  it('a trigger that a hold took back is not uncertain: it leaves at the resume', async () => {
    const { log, until, changed, now, beats } = await setUp({ desk: testTarget(7770, {}) })
    const t0 = Date.now()
    log.fire(t0, 'song')
    changed()
    await until(t0 + 700)
    log.add(Date.now(), { kind: 'hold' })
    changed()
    await until(t0 + 1100)
    now().die()
    await until(t0 + 6000)
    log.add(Date.now(), { kind: 'resume' })
    changed()
    await until(t0 + 6900)
    expect(beats()).toEqual({ left: once(0, 3), uncertain: [] })
  })

  it('between hearing that a target is replaced and saying so: the one that takes the place sends what has not left, and only that', async () => {
    const { log, until, changed, now, beats, threads } = await setUp(slow(7770))
    const t0 = Date.now()
    log.fire(t0, 'song')
    changed()
    // Of the beat at 1500, sent at 1100, nobody has heard.
    await until(t0 + 1050)
    await until(t0 + 1150, { speaks: false })
    now().diesOf = 'retire'
    log.adopt(Date.now(), testEdition(slow(7771), 'moved'))
    changed()
    await until(t0 + 5200)
    expect(threads).toHaveLength(2)
    expect(beats()).toEqual({ left: once(0, 11), uncertain: [3] })
  })

  it('a target that is replaced while there is no thread: what has left early for the old one is not sent again', async () => {
    const { log, until, changed, now, beats, threads } = await setUp(slow(7770))
    const t0 = Date.now()
    log.fire(t0, 'song')
    changed()
    await until(t0 + 1150)
    now().die()
    await until(t0 + 1200)
    log.adopt(Date.now(), testEdition(slow(7771), 'moved'))
    changed()
    await until(t0 + 5200)
    expect(threads).toHaveLength(2)
    expect(beats()).toEqual({ left: once(0, 11), uncertain: [] })
  })

  it('twice in a row while it is replaced twice', async () => {
    const { log, until, changed, now, beats, threads } = await setUp(slow(7770))
    const t0 = Date.now()
    log.fire(t0, 'song')
    changed()
    await until(t0 + 1150)
    now().diesOf = 'retire'
    log.adopt(Date.now(), testEdition(slow(7771), 'moved'))
    changed()
    await until(t0 + 1220)
    log.adopt(Date.now(), testEdition(slow(7772), 'again'))
    changed()
    await until(t0 + 1500)
    now().die()
    await until(t0 + 5200)
    expect(threads).toHaveLength(3)
    const { left, uncertain } = beats()
    for (let beat = 0; beat < 12; beat++) expect(left[beat]! + (uncertain.includes(beat) ? 1 - left[beat]! : 0), `beat ${beat}`).toBe(1)
    expect(uncertain).toEqual([])
  })
})
