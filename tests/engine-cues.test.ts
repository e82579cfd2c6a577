/** Cues of every kind in a real engine: what a desk hears, in order, and what the engine says is on. Order and outcome, never milliseconds. */
import { createSocket } from 'node:dgram'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { startEngine, type TestEngine, temporaryFolder, until } from './support/engine.ts'
import { smallShow, writeShowFolder } from './support/small-show.ts'

const folder = temporaryFolder()
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Fields = Readonly<Record<string, unknown>>
const says = (word: string, more: Fields = {}) => ({
  ...more,
  action: { kind: 'osc', messages: [{ address: `/${word}`, args: [] }] },
})
/** The small show with other cues, numbered from 1 in this order, and whatever else is changed. */
async function play(
  cues: Readonly<Record<string, Fields>>,
  change: (documents: ReturnType<typeof smallShow>) => void = () => undefined,
): Promise<{
  readonly engine: TestEngine
  readonly heard: string[]
  /** GO, or another command; the engine has accepted it, or the reason why not. */
  readonly press: (command?: Fields) => Promise<string>
  readonly hears: (...words: readonly string[]) => Promise<void>
}> {
  const heard: string[] = []
  const desk = createSocket('udp4')
  desk.on('message', (bytes) => {
    const address = bytes.subarray(0, bytes.indexOf(0)).toString('utf8')
    if (!address.startsWith('/ghostlight/')) heard.push(address.slice(1))
  })
  await new Promise<void>((done) => desk.bind(0, '127.0.0.1', done))
  stops.push(() => desk.close())
  const documents = smallShow({ oscTargetPort: desk.address().port })
  const common = { preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true }
  const numbered = Object.entries(cues).map(([id, cue], index) => {
    const order = String.fromCharCode(97 + index)
    return [id, { ...common, order, number: String(index + 1), name: { en: id }, action: { kind: 'note' }, ...cue }]
  })
  Object.assign(documents.show, { cues: Object.fromEntries(numbered) })
  for (const song of Object.values(documents.songs)) Object.assign(song, { tracks: {} })
  change(documents)
  const show = join(folder, `show-${stops.length}-${Math.floor(performance.now())}`)
  writeShowFolder(show, documents)
  const engine = await startEngine({ folder: show })
  stops.push(() => engine.stop())
  return {
    engine,
    heard,
    async press(command = { command: 'go' }) {
      const { body } = await engine.command(command)
      return body.ok === true ? 'ok' : String(body.reason)
    },
    async hears(...words) {
      await until(`the desk hears ${words.join(', ')}`, () => heard.length >= words.length)
      expect(heard).toEqual(words)
    },
  }
}
// biome-ignore lint/suspicious/noExplicitAny: the status is looked into as one likes
const momentOf = async (engine: TestEngine): Promise<any> => (await engine.status()).moment

describe('chains and groups', () => {
  it('a group in sequence keeps its order through waits and notes; one together starts at once; GO passes the children by', async () => {
    const { press, hears, engine } = await play({
      first: { action: { kind: 'group', mode: 'sequence' } },
      a: { ...says('a'), groupId: 'first' },
      pause: { action: { kind: 'wait', lengthMs: 150 }, groupId: 'first' },
      word: { action: { kind: 'note' }, groupId: 'first' },
      b: { ...says('b', { preWaitMs: 50 }), groupId: 'first' },
      second: { action: { kind: 'group', mode: 'together' }, continueMode: 'autoFollow' },
      late: { ...says('late', { preWaitMs: 200 }), groupId: 'second' },
      early: { ...says('early'), groupId: 'second' },
      after: says('after'),
      last: says('last'),
    })
    await press()
    await hears('a', 'b')
    expect((await momentOf(engine)).standby.id).toBe('second')
    await press()
    // The follower waits until the last child is over.
    await hears('a', 'b', 'early', 'late', 'after')
    expect((await momentOf(engine)).standby.id).toBe('last')
    // A child alone.
    await press({ command: 'fire', cue: '4' })
    await press({ command: 'fire', cue: '2' })
    await hears('a', 'b', 'early', 'late', 'after', 'a')
  })
  it('undoLastGo takes back what waits in the chain; a hold drops it; GO again starts it anew', async () => {
    const { press, hears, engine } = await play({
      a: { ...says('a'), continueMode: 'autoContinue', postWaitMs: 60_000 },
      b: says('b'),
      end: says('end'),
    })
    await press()
    await hears('a')
    expect(await press({ command: 'undoLastGo' })).toBe('ok')
    expect((await momentOf(engine)).standby.id).toBe('a')
    expect(await press({ command: 'undoLastGo' })).toBe('nothing-to-undo')
    expect(await press({ command: 'hold' })).toBe('nothing-running')
    await press()
    await press({ command: 'fire', cue: '3' })
    await hears('a', 'a', 'end')
    expect(await press({ command: 'panic', fadeMs: 0 })).toBe('ok')
    expect((await momentOf(engine)).runningCues).toEqual([])
  })
})

describe('GO', () => {
  it('is locked out for its time, is done once for each key, and refuses a cue that is not standing by', async () => {
    const { press, hears, engine } = await play({ a: says('a'), b: says('b'), c: says('c') }, ({ show }) => {
      show.settings.goLockOutMs = 2000
    })
    expect(await press({ command: 'go', id: 'press-1' })).toBe('ok')
    expect(await press({ command: 'go', id: 'press-1' })).toBe('ok') // the same press, told again
    expect(await press({ command: 'go', id: 'press-2' })).toBe('locked-out')
    expect(await press({ command: 'fire', cue: '3' })).toBe('ok') // fire is no GO
    await hears('a', 'c')
    expect(await press({ command: 'go', expectedCue: '1' })).toMatch(/locked-out|unexpected-cue/)
    await until('GO is free again', async () => (await press({ command: 'go', expectedCue: '2' })) === 'ok')
    await hears('a', 'c', 'b')
    expect((await momentOf(engine)).standby.id).toBe('c')
  })
})

describe('anchors', () => {
  const anchored = (place: Fields) => ({ anchor: { segmentId: 'waiting', ...place } })
  const cues = {
    start: { action: { kind: 'segment', segmentId: 'waiting' } },
    early: { ...says('early'), ...anchored({ kind: 'bar', bar: 1, beat: 2 }) },
    round: { ...says('round'), ...anchored({ kind: 'bar', bar: 2, beat: 2, everyPass: true }) },
    once: { ...says('once'), ...anchored({ kind: 'time', positionMs: 3000 }) },
    late: { ...says('late', { catchUp: 'latest' }), ...anchored({ kind: 'beforeEnd', beats: 2 }) },
    by: says('by'),
  }
  it('fire by themselves: in a vamp on the first pass, or on each; after devamp what lies behind it', async () => {
    const { press, hears, heard } = await play(cues)
    await press()
    await until('it went round twice', () => heard.filter((word) => word === 'round').length >= 2)
    expect(heard.slice(0, 3)).toEqual(['early', 'round', 'once'])
    expect(heard.filter((word) => word === 'once')).toHaveLength(1)
    expect(await press({ command: 'devamp', at: 'beat' })).toBe('ok')
    expect(await press({ command: 'devamp' })).toBe('already-leaving')
    await until('it is past the vamp', () => heard.includes('late'))
    const rounds = heard.filter((word) => word === 'round').length
    await hears('early', 'round', 'once', ...Array.from({ length: rounds - 1 }, () => 'round'), 'late')
  })
  it('a locate past them follows catchUp, what was skipped is listed and can be fired by hand once; held, nothing is reached', async () => {
    const { press, hears, engine, heard } = await play(cues)
    expect(await press({ command: 'locate', segment: 'waiting', positionMs: 5600 })).toBe('ok')
    // Nothing played before: it comes up held, and says what it passed over.
    await hears('late')
    const faults = (await engine.status()).faults as { code: string; edges?: string[] }[]
    const skipped = faults.find(({ code }) => code === 'edges-skipped')?.edges ?? []
    expect(skipped).toHaveLength(3)
    expect((await momentOf(engine)).segment).toMatchObject({ held: true, positionMs: 5600 })
    expect(await press({ command: 'fireEdge', edge: skipped[0] })).toBe('ok')
    await hears('late', 'early')
    expect(await press({ command: 'fireEdge', edge: skipped[0] })).toBe('unknown-edge')
    expect(await press({ command: 'resume' })).toBe('ok')
    await until('it is over', async () => (await momentOf(engine)).segment.ended === true)
    expect(heard).toEqual(['late', 'early'])
  })
  it('a hold cue of set length resumes by itself, and anchors after it wait for the music', async () => {
    const { press, hears, engine } = await play({
      ...cues,
      halt: { action: { kind: 'hold', lengthMs: 1500 }, ...anchored({ kind: 'time', positionMs: 300 }) },
    })
    await press()
    await until('it is held', async () => (await momentOf(engine)).segment?.held === true)
    expect((await momentOf(engine)).segment.positionMs).toBeCloseTo(300, 6)
    await until('it goes on', async () => (await momentOf(engine)).segment.held === false)
    await hears('early')
  })
})

describe('stopping', () => {
  it('a second panic cuts while the first one fades; blackout, mute and what is taken stay as they are', async () => {
    const { press, hears, engine, heard } = await play({
      song: { action: { kind: 'segment', segmentId: 'first' } },
      next: says('next'),
    })
    await press()
    await until('it plays', async () => (await momentOf(engine)).segment?.positionMs > 0)
    await press({ command: 'mute', outputClass: 'osc', on: true })
    await press({ command: 'blackout', on: true })
    await press()
    expect(await press({ command: 'panic', fadeMs: 60_000 })).toBe('ok')
    expect(await press({ command: 'panic' })).toBe('ok')
    expect(await momentOf(engine)).toMatchObject({ segment: null, blackout: true, standby: null })
    expect(heard).toEqual([]) // muted, then and later
    await press({ command: 'mute', outputClass: 'osc', on: false })
    await press({ command: 'fire', cue: '2' })
    await hears('next')
  })
  it('a vamp that a cue makes of a section repeats until everything leaves it together', async () => {
    const sections = {
      verse: section(0),
      chorus: section(4),
    }
    const { press, engine } = await play(
      {
        song: { action: { kind: 'segment', segmentId: 'first' } },
        again: { action: { kind: 'vamp', sectionId: 'verse' } },
        on: { action: { kind: 'command', command: 'devamp', boundary: 'pass' } },
      },
      ({ songs }) => {
        Object.assign(songs.first, { sections })
      },
    )
    await press()
    await until('it plays', async () => (await momentOf(engine)).segment?.positionMs > 0)
    await press()
    await until('it goes round', async () => ((await momentOf(engine)).segment?.vamp?.pass ?? 0) >= 1)
    expect(await press({ command: 'vamp', section: 'verse' })).toBe('no-section')
    await press()
    await until('it is in the chorus', async () => (await momentOf(engine)).segment.positionMs > 2000)
    expect((await momentOf(engine)).segment.vamp).toBe(null)
  })
})

const section = (startBeats: number) => ({
  name: { en: 'Part' },
  startBeats,
  lengthBeats: 4,
  kind: 'verse',
  energyUnit: 0.5,
  colours: { hues: ['#ff0000', '#00ff00', '#0000ff'], accent: '#ffffff' },
})
