import { type Command, compileEdition, type EditionData, type Entry, ms, openPerformance } from '@ghostlight/timeline'
import { parseShow, parseVenue } from '@ghostlight/timeline/format'
import { describe, expect, it } from 'vitest'
import { createFaultRegister } from '../faults.ts'
import type { Role } from '../protocol/index.ts'
import { openJournal } from '../store/journal.ts'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { createCommandGate } from './command-gate.ts'
import { createPassedOver } from './passed-over.ts'
import { createShowRunner } from './show-runner.ts'

const cue = (order: string, number: string) => ({
  order,
  number,
  name: { en: number },
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action: { kind: 'note' },
})
const show = parseShow({
  schemaVersion: 1,
  id: 'test',
  title: { en: 'Test' },
  performers: {},
  setlist: {},
  cues: { a: cue('a', '1'), b: cue('b', '2'), c: cue('c', '3') },
  looks: {},
  settings: { startLeadMs: 100, goLockOutMs: 600, audienceDelayMs: 2000, panicFadeMs: 1000 },
  credits: {},
})
const venue = parseVenue({ schemaVersion: 1, id: 'v', name: 'V', outputs: {}, targets: {}, fixtures: {} })
if (!show.ok || !venue.ok) throw new Error('the test show is wrong')
const data: EditionData = { formatVersion: 1, show: show.value, venue: venue.value, songs: {}, assets: {}, lexicon: {} }
const edition = compileEdition(data, 'e1')
let draft = edition
let outputReady = true

async function setUp() {
  const files = createMemoryFiles()
  const clock = { nowMs: 0 }
  const troubles: string[] = []
  const journal = openJournal<Entry>({ path: '/log', files, retryMs: 1000, onTrouble: () => undefined })
  const runner = createShowRunner({
    gate: createCommandGate(),
    journal,
    nowMs: () => ms(clock.nowMs),
    editionOf: (hash) => (hash === 'e2' ? draft : edition),
    draft: () => draft,
    readinessFor: () => (outputReady ? [] : [{ outputId: 'gauze', name: 'Gauze', state: 'loading' }]),
    makeRunId: () => `r${clock.nowMs}`,
    passedOver: createPassedOver(
      createFaultRegister(() => 0),
      () => undefined,
    ),
    onListenerTrouble: (error) => troubles.push(error.message),
    performance: openPerformance(),
    entries: [],
  })
  await runner.enter({ kind: 'open', edition: 'e1', seed: 1, standbyCueId: 'a' }, { by: 'engine', atMs: ms(0) })
  const ask = (command: Command, id: string | null = null, role: Role = 'operator') => runner.command(command, id, { role, name: role })
  return { files, clock, runner, ask, troubles }
}

describe('the runner', () => {
  it('writes before it acts, acts before the disk has answered, and answers after', async () => {
    const { files, runner, ask } = await setUp()
    files.holdSyncs = true
    let inJournal = ''
    runner.onEntry((entry) => {
      inJournal = files.content.get('/log')?.toString().includes(`"seq":${entry.seq}`) ? 'written' : 'missing'
    })
    let answered = false
    const asked = ask({ command: 'go' }).then((result) => {
      answered = true
      return result
    })
    expect(inJournal).toBe('written')
    expect(runner.performance().seq).toBe(2)
    await new Promise((resume) => setImmediate(resume))
    expect(answered).toBe(false)
    await new Promise((resume) => setImmediate(resume))
    files.finishSyncs()
    expect(await asked).toMatchObject({ ok: true, durable: true })
  })
  it('a full disk stops no cue: GO works and says durable: false', async () => {
    const { files, runner, ask } = await setUp()
    files.roomBytes = 0
    expect(await ask({ command: 'go' })).toMatchObject({ ok: true, durable: false, entry: { decision: { cueId: 'a' } } })
    expect(runner.performance().standbyCueId).toBe('b')
  })
  it('a listener that throws stops neither the others nor the answer', async () => {
    const { runner, ask, troubles } = await setUp()
    const heard: number[] = []
    runner.onEntry(() => {
      throw new Error('broken projector')
    })
    runner.onEntry((entry) => heard.push(entry.seq))
    expect(await ask({ command: 'go' })).toMatchObject({ ok: true })
    expect([heard, troubles]).toEqual([[2], ['broken projector']])
  })
  it('an entry that cannot be folded is not written, and the next one takes its number', async () => {
    const { files, runner, ask } = await setUp()
    const unfoldable = {
      kind: 'grandMaster',
      get levelUnit(): number {
        throw new Error('no level')
      },
      toJSON: () => ({ kind: 'grandMaster' }),
    } as const
    await expect(runner.enter(unfoldable, { by: 'engine', atMs: ms(0) })).rejects.toThrow('no level')
    expect(await ask({ command: 'go' })).toMatchObject({ ok: true, entry: { seq: 2 } })
    const lines = files.content.get('/log')!.toString().trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as Entry).seq)).toEqual([1, 2])
  })
  it('a second GO within the lock-out is refused, one after it is not', async () => {
    const { clock, ask } = await setUp()
    clock.nowMs = 1000
    expect(await ask({ command: 'go' })).toMatchObject({ ok: true })
    clock.nowMs = 1599
    expect(await ask({ command: 'go' })).toMatchObject({ ok: false, reason: 'locked-out' })
    expect(await ask({ command: 'hold' })).not.toMatchObject({ reason: 'locked-out' })
    clock.nowMs = 1600
    expect(await ask({ command: 'go' })).toMatchObject({ ok: true, entry: { decision: { cueId: 'b' } } })
  })
  it('the same key gets the same answer, also while the first is not durable yet', async () => {
    const { files, ask, runner } = await setUp()
    files.holdSyncs = true
    const first = ask({ command: 'go' }, 'key')
    const second = ask({ command: 'go' }, 'key')
    await new Promise((resume) => setImmediate(resume))
    files.finishSyncs()
    expect((await first) satisfies object).toMatchObject({ ok: true, entry: { seq: 2 } })
    expect(await second).toMatchObject({ ok: true, repeated: true, entry: { seq: 2 } })
    expect(runner.performance().seq).toBe(2)
  })
  it('a refusal is not remembered: the same key may succeed later', async () => {
    const { clock, ask } = await setUp()
    await ask({ command: 'go' })
    expect(await ask({ command: 'go' }, 'k')).toMatchObject({ reason: 'locked-out' })
    clock.nowMs = 5000
    expect(await ask({ command: 'go' }, 'k')).toMatchObject({ ok: true })
  })
  it.each(['author', 'stage', 'audience'] as const)('%s may give no command', async (role) => {
    const { ask, runner } = await setUp()
    for (const command of [{ command: 'go' }, { command: 'panic' }, { command: 'blackout', on: true }] as const) {
      expect(await ask(command, null, role)).toMatchObject({ ok: false, reason: 'not-allowed' })
    }
    expect(runner.performance().seq).toBe(1)
  })
  it('an edition is adopted once every required output has it, or by force', async () => {
    const { ask } = await setUp()
    draft = compileEdition(data, 'e2')
    outputReady = false
    expect(await ask({ command: 'adopt', at: 'now' })).toMatchObject({ ok: false, reason: 'assets-missing' })
    expect(await ask({ command: 'adopt', at: 'now', force: true })).toMatchObject({ ok: true })
    draft = compileEdition(data, 'e1')
    outputReady = true
    expect(await ask({ command: 'adopt', at: 'now' })).toMatchObject({ ok: true })
  })
  it('numbers entries without gaps and gives those after a number', async () => {
    const { clock, ask, runner } = await setUp()
    for (let i = 1; i <= 3; i++) {
      clock.nowMs = i * 1000
      await ask({ command: 'go' })
    }
    expect(runner.entriesSince(2).map((entry) => entry.seq)).toEqual([3, 4])
  })
})
