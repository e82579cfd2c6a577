import {
  apply,
  type Command,
  compileEdition,
  type EditionData,
  type Entry,
  framesToMs,
  momentAt,
  ms,
  openPerformance,
  resolveCommand,
} from '@ghostlight/timeline'
import { parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import { describe, expect, it } from 'vitest'
import { createTimecodeInput } from './timecode-input.ts'

const song = (id: string) =>
  parseSong({
    schemaVersion: 1,
    id,
    title: { en: id },
    lengthBeats: 120,
    tempo: { t: { atBeats: 0, bpm: 120, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    tracks: {},
    credits: {},
  })
const segment = (order: string, songId: string) => ({ order, kind: 'song', name: { en: songId }, songId, fadeOutMs: 0 })
const show = parseShow({
  schemaVersion: 1,
  id: 'test',
  title: { en: 'Test' },
  performers: {},
  setlist: { first: segment('a', 'one'), second: segment('b', 'two') },
  cues: {},
  looks: {},
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1000 },
  credits: {},
})
const venueWith = (timecode: unknown) =>
  parseVenue({ schemaVersion: 1, id: 'v', name: 'V', outputs: {}, targets: {}, fixtures: {}, timecode })

const HOUR_FRAMES = 3600 * 25

/** A performance, a clock, and a source of timecode at 25 frames. */
function setUp(timecode: unknown = { rate: '25', chase: {} }) {
  const [one, two, venue] = [song('one'), song('two'), venueWith(timecode)]
  if (!show.ok || !venue.ok || !one.ok || !two.ok) throw new Error('the test show is wrong')
  const data: EditionData = {
    formatVersion: 1,
    show: show.value,
    venue: venue.value,
    songs: { one: one.value, two: two.value },
    assets: {},
    lexicon: {},
  }
  const edition = compileEdition(data, 'e1')
  let nowMs = 0
  let fails = false
  let performance = openPerformance()
  const entries: Entry[] = []
  const enter = (decision: Entry['decision']): void => {
    const entry = { seq: performance.seq + 1, atMs: ms(nowMs), acceptedAtMs: ms(nowMs), by: 'timecode', decision }
    performance = apply(performance, edition, entry)
    entries.push(entry)
  }
  enter({ kind: 'open', edition: 'e1', seed: 1, standbyCueId: null })
  const troubles: string[] = []
  const input = createTimecodeInput({
    edition: () => edition,
    momentAt: (atMs) => momentAt(edition, performance, atMs),
    nowMs: () => ms(nowMs),
    command: async (command: Command) => {
      if (fails) throw new Error('no such edition')
      const resolved = resolveCommand(performance, edition, command, {
        nowMs: ms(nowMs),
        nextSeq: performance.seq + 1,
        runId: `r${entries.length}`,
      })
      if (!resolved.ok) return resolved
      enter(resolved.decision)
      return { ok: true, entry: entries.at(-1)!, durable: true }
    },
    onTrouble: (why) => troubles.push(why),
  })
  /** The source runs from `frame` for so long; each frame is heard 15 ms after it began. */
  async function run(frame: number, lengthMs: number): Promise<void> {
    const beganMs = nowMs
    for (let n = 0; framesToMs(n, '25') < lengthMs; n++) {
      const atMs = beganMs + framesToMs(n, '25')
      nowMs = atMs + 15
      input.hear({ frame: frame + n, atMs })
      await new Promise((resolve) => setImmediate(resolve))
    }
    nowMs = beganMs + lengthMs
  }
  async function silence(lengthMs: number): Promise<void> {
    for (const untilMs = nowMs + lengthMs; nowMs < untilMs; nowMs += 250) {
      input.look()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    input,
    run,
    silence,
    troubles,
    entries,
    /** An operator does this. */
    enter,
    fail: (on: boolean) => {
      fails = on
    },
    kinds: () => entries.map(({ decision }) => decision.kind),
    moment: () => momentAt(edition, performance, ms(nowMs)),
  }
}

describe('timecode input', () => {
  it('starts the segment whose hour comes in, to a millisecond, and leaves it alone while both run', async () => {
    const { run, kinds, moment } = setUp()
    await run(2 * HOUR_FRAMES + 250, 5000)
    expect(kinds()).toEqual(['open', 'locate', 'resume'])
    expect(moment().segment).toMatchObject({ segmentId: 'second', heldForMs: null })
    expect(moment().segment!.positionMs).toBeCloseTo(10_000 + 5000, 0)
  })

  it('runs on for a second without timecode, then holds, and goes on where the source comes back', async () => {
    const { run, silence, kinds, moment, input } = setUp()
    await run(HOUR_FRAMES, 2000)
    await silence(750)
    expect(kinds()).toEqual(['open', 'locate', 'resume'])
    await silence(1000)
    expect(kinds().slice(3)).toEqual(['hold'])
    expect(input.state()).toEqual({ kind: 'waiting', frame: null })
    await run(HOUR_FRAMES + 500, 1000)
    expect(moment().segment).toMatchObject({ segmentId: 'first', heldForMs: null })
    expect(moment().segment!.positionMs).toBeCloseTo(20_000 + 1000, 0)
  })

  it('a hold by hand stays until somebody resumes, whatever comes in', async () => {
    const { run, enter, kinds, moment } = setUp()
    await run(HOUR_FRAMES, 2000)
    enter({ kind: 'hold' })
    await run(HOUR_FRAMES + 50, 3000)
    expect(kinds().slice(3)).toEqual(['hold'])
    enter({ kind: 'resume' })
    await run(HOUR_FRAMES + 125, 1000)
    expect(moment().segment!.positionMs).toBeCloseTo(5000 + 1000, 0)
  })

  it('a panic stays until somebody starts something, whatever comes in', async () => {
    const { run, silence, enter, kinds, moment } = setUp()
    await run(HOUR_FRAMES, 2000)
    enter({ kind: 'panic', fadeMs: ms(1000) })
    await run(HOUR_FRAMES + 50, 3000)
    await silence(2000)
    await run(HOUR_FRAMES + 200, 1000)
    expect(kinds().slice(3)).toEqual(['panic'])
    expect(moment()).toMatchObject({ segment: null, panicUnit: 0 })
    enter({ kind: 'locate', segmentId: 'first', positionMs: ms(0), runId: 'by-hand' })
    enter({ kind: 'resume' })
    await run(HOUR_FRAMES + 225, 1000)
    expect(moment().segment!.positionMs).toBeCloseTo(9000 + 1000, 0)
  })

  it('a command that goes wrong is a trouble, and the next reading is followed', async () => {
    const { run, fail, troubles, moment } = setUp()
    fail(true)
    await run(HOUR_FRAMES, 400)
    expect(troubles[0]).toContain('no such edition')
    fail(false)
    await run(HOUR_FRAMES + 10, 600)
    expect(moment().segment?.positionMs).toBeCloseTo(1000, 0)
  })

  it('nonsense from a page, and readings that are too old, change nothing', async () => {
    const { input, kinds, run } = setUp()
    for (const report of [
      null,
      3,
      {},
      { frame: -1, atMs: 0 },
      { frame: 1e9, atMs: 0 },
      { frame: 0.5, atMs: 0 },
      { frame: 90_000, atMs: Number.NaN },
    ]) {
      for (let i = 0; i < 5; i++) input.hear(report)
    }
    for (let n = 0; n < 20; n++) input.hear({ frame: HOUR_FRAMES + n, atMs: 60_000 + 40 * n })
    expect(kinds()).toEqual(['open'])
    await run(HOUR_FRAMES, 200)
    expect(kinds()).toContain('locate')
  })

  it('a venue that does not chase hears nothing', async () => {
    const { run, kinds } = setUp({ rate: '25' })
    await run(HOUR_FRAMES, 1000)
    expect(kinds()).toEqual(['open'])
  })
})
