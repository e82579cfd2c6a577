import { beats, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { decodePacket } from '../osc/decode.ts'
import { type Planned, Planner } from './planner.ts'
import { TestLog, testEdition, testSender, testTarget } from './testing/show.ts'
import { type TransferBatch, unpackBatch } from './transfer.ts'

const desk = testTarget(7770, {})
const lamps = testTarget(7771, { order: 'b', universes: [], latencyMs: ms(40) })

function setUp(edgesDone: readonly string[] = []) {
  const log = new TestLog(testEdition({ desk, lamps }))
  const refused: string[] = []
  const planner = new Planner(
    [
      { id: 'desk', target: desk, isOn: true },
      { id: 'lamps', target: lamps, isOn: true },
    ],
    testSender,
    edgesDone,
    (edgeId) => refused.push(edgeId),
  )
  planner.startAt(0)
  return { log, planner, refused }
}

/** Both parts of the plan of the next moments. */
const planNow = (planner: Planner, source: TestLog['source'], nowMs: number, effectAtMs: number): readonly Planned[] => [
  ...planner.planNow(source, nowMs, effectAtMs),
]
/** "dueMs target address value" of every transfer. */
function lines(planned: readonly Planned[] | Planned | null): string[] {
  return planned === null ? [] : [planned].flat().flatMap(({ batch }) => linesOf(batch))
}
function linesOf(batch: TransferBatch): string[] {
  return unpackBatch(batch, [0, 40], Number.NEGATIVE_INFINITY).map(({ dueMs, target, bytes, edge }) => {
    const decoded = decodePacket(bytes)
    if (!decoded.ok) throw new Error(decoded.reason)
    const { address, args } = decoded.messages[0]!
    const value = args.map((arg) => ('value' in arg ? String(arg.value) : arg.type)).join(',')
    return `${edge === null ? '' : '! '}${dueMs} ${target} ${address} ${value}`.trim()
  })
}
/** Everything up to the horizon, as the outputs do it. */
function planOn(planner: Planner, source: TestLog['source'], nowMs: number): { readonly lines: string[]; readonly edges: string[] } {
  const all: { lines: string[]; edges: string[] } = { lines: [], edges: [] }
  while (!planner.isFull(nowMs)) {
    const planned = planner.planOn(source, nowMs)
    all.lines.push(...lines(planned))
    all.edges.push(...(planned?.newEdges ?? []))
  }
  return all
}
const about = (list: readonly string[], text: string) => list.filter((line) => line.includes(text))

describe('Planner', () => {
  it('first asserts every level of every target', () => {
    const { log, planner } = setUp()
    const first = lines(planNow(planner, log.source, 0, 0))
    expect(about(first, '/ghostlight/dmx/1/')).toHaveLength(2 + 9)
    expect(about(first, ' 0 /ghostlight/light/')).toHaveLength(3)
    expect(about(first, ' 1 /ghostlight/light/')).toHaveLength(3)
    expect(about(first, ' 1 /ghostlight/dmx/')).toHaveLength(0)
  })

  it('then plans two seconds ahead, only what changes', () => {
    const { log, planner } = setUp()
    planNow(planner, log.source, 0, 0)
    expect(planOn(planner, log.source, 1).lines).toEqual([])
    expect(planner.planOn(log.source, 1)).toBeNull()
    log.fire(3000, 'snap')
    planNow(planner, log.source, 900, 900)
    expect(planOn(planner, log.source, 900).lines).toEqual([])
    expect(about(planOn(planner, log.source, 1150).lines, '/ghostlight/dmx/1/1 ')).toEqual(['3000 0 /ghostlight/dmx/1/1 255'])
  })

  it('an instant GO is in the first, short plan, and that plan replaces what was planned before', () => {
    const { log, planner } = setUp()
    planNow(planner, log.source, 0, 0)
    planOn(planner, log.source, 0)
    log.fire(1000, 'snap')
    log.fire(1000, 'send')
    const planned = planNow(planner, log.source, 1000.2, 1000)
    expect(planned[0]!.batch.replace!.edgesFromMs).toBeLessThanOrEqual(1000)
    expect(planned[0]!.batch.seq).toBe(3)
    expect(lines(planned)).toContain('! 1000 0 /cue 1')
    expect(lines(planned)).toContain('! 1000 1 /cue 1')
    expect(lines(planned)).toContain('1000.2 0 /ghostlight/dmx/1/1 255')
  })

  it('triggers of a song are planned once each, though plans overlap in time', () => {
    const { log, planner } = setUp()
    log.fire(100, 'song')
    const seen: string[] = []
    seen.push(...lines(planNow(planner, log.source, 100, 100)))
    for (let nowMs = 100; nowMs < 9000; nowMs += 250) {
      seen.push(...planOn(planner, log.source, nowMs).lines)
    }
    const beats = about(seen, ' 0 /beat/')
    expect(beats).toEqual(Array.from({ length: 16 }, (_, beat) => `! ${100 + 500 * beat} 0 /beat/${beat}`))
  })

  it('a hold withdraws what is not due yet; resume plans it again at its new time', () => {
    const { log, planner } = setUp()
    log.fire(0, 'song')
    planNow(planner, log.source, 0, 0)
    planOn(planner, log.source, 0)
    log.add(700, { kind: 'hold' })
    const held = [...lines(planNow(planner, log.source, 700, 700)), ...planOn(planner, log.source, 700).lines]
    expect(about(held, '/beat/2')).toEqual([])
    log.add(5000, { kind: 'resume' })
    const resumed = [...lines(planNow(planner, log.source, 5000, 5000)), ...planOn(planner, log.source, 5000).lines]
    expect(about(resumed, ' 0 /beat/2')).toEqual(['! 5300 0 /beat/2'])
  })

  it('what the thread has confirmed is not planned again', () => {
    const { log, planner } = setUp()
    log.fire(1000, 'send')
    const [{ batch }] = planNow(planner, log.source, 1000, 1000) as [Planned]
    for (const edge of batch.edges) if (edge !== null) planner.noteSent(edge, 1000)
    log.fire(1010, 'snap')
    expect(about(lines(planNow(planner, log.source, 1010, 1010)), '/cue')).toEqual([])
  })

  it('triggers of earlier lives, and of the time before the start, are never planned', () => {
    const before = setUp()
    before.log.fire(1000, 'send')
    const edge = planNow(before.planner, before.log.source, 1000, 1000)[0]!.newEdges[0]!
    const { log, planner } = setUp([edge])
    log.fire(1000, 'send')
    expect(about(lines(planNow(planner, log.source, 1000, 1000)), '/cue')).toEqual([])
    const late = setUp()
    late.log.fire(1000, 'send')
    late.planner.startAt(1001)
    expect(about(lines(planNow(late.planner, late.log.source, 1001, 1001)), '/cue')).toEqual([])
  })

  it('each trigger is announced once before it is handed over', () => {
    const { log, planner } = setUp()
    log.fire(0, 'song')
    const announced = [...planNow(planner, log.source, 0, 0).flatMap(({ newEdges }) => newEdges), ...planOn(planner, log.source, 0).edges]
    log.fire(100, 'snap')
    announced.push(...planNow(planner, log.source, 100, 100).flatMap(({ newEdges }) => newEdges), ...planOn(planner, log.source, 100).edges)
    expect(new Set(announced).size).toBe(announced.length)
    expect(announced).toHaveLength(5)
  })

  it('levels that a replaced plan may have sent meanwhile are told again', () => {
    const { log, planner } = setUp()
    planNow(planner, log.source, 0, 0)
    log.fire(1050, 'snap')
    planNow(planner, log.source, 1000, 1000)
    planOn(planner, log.source, 1000)
    // Before 1050 comes, a release at the same instant keeps everything dark: no change against what was told.
    log.fire(1050, 'release')
    planNow(planner, log.source, 1040, 1040)
    expect(about(planOn(planner, log.source, 1040).lines, '/ghostlight/dmx/1/1 ')).toHaveLength(1)
  })

  it('after a stall of the main thread missed triggers still go out, of levels only the present ones', () => {
    const { log, planner } = setUp()
    log.fire(0, 'song')
    log.fire(4000, 'fade')
    planNow(planner, log.source, 0, 0)
    planOn(planner, log.source, 0)
    const late = planOn(planner, log.source, 5500).lines
    expect(about(late, ' 0 /beat/5')).toEqual(['! 2500 0 /beat/5'])
    expect(about(late, '/ghostlight/dmx/1/1 ').map((line) => Number(line.split(' ')[0]))).toEqual([5500])
  })

  it('a thread that was started anew is told all levels; triggers it may have sent are not sent again but named', () => {
    const { log, planner } = setUp()
    log.fire(0, 'song')
    planNow(planner, log.source, 0, 0)
    planOn(planner, log.source, 0)
    const uncertain = planner.forget(600)
    expect(uncertain.map(({ id }) => id.slice(-2))).toEqual(['m0', 'm1'])
    const anew = lines(planNow(planner, log.source, 600, 600))
    expect(about(anew, ' 0 /ghostlight/dmx/1/')).toHaveLength(11)
    expect(about(anew, '/beat/1')).toEqual([])
  })

  it('10,000 cues later few names are kept, and what a song had sent early before a long hold is not sent again', () => {
    const { log, planner } = setUp()
    const sent: string[] = []
    const send = (planned: Planned | null, untilMs: number): void => {
      if (planned === null) return
      for (const { edge, sendAtMs } of unpackBatch(planned.batch, [0, 40], 0)) {
        if (edge === null || sendAtMs > untilMs) continue
        sent.push(edge)
        planner.noteSent(edge, sendAtMs)
      }
    }
    log.fire(0, 'song')
    // The beat at 500 has left for the lamps, which are slow, when the music is held.
    for (const planned of planNow(planner, log.source, 0, 0)) send(planned, 470)
    while (!planner.isFull(0)) send(planner.planOn(log.source, 0), 470)
    log.add(470, { kind: 'hold' })
    for (const planned of planNow(planner, log.source, 470, 470)) send(planned, 470)
    expect(sent.filter((name) => name.endsWith('m1|1|0'))).toHaveLength(1)
    const song = log.performance
    let most = 0
    for (let n = 0, atMs = 1000; n < 10_000; n++, atMs += 700) {
      const message = { atBeats: beats(0), address: '/cue', args: [] }
      const firedEdges = [{ edgeId: `cue${n}:0`, seq: n, atMs: ms(atMs), message, cueId: null, songId: null }]
      const source = { ...log.source, performance: { ...song, firedEdges } }
      for (const planned of planNow(planner, source, atMs, atMs)) send(planned, atMs + 5)
      if (n % 20 === 0) send(planner.planOn(source, atMs), atMs)
      most = Math.max(most, planner.remembered)
    }
    expect(sent.length).toBeGreaterThanOrEqual(20_000)
    expect(new Set(sent).size).toBe(sent.length)
    expect(most).toBeLessThan(2500)
    const resumedMs = 1000 + 10_000 * 700
    log.add(resumedMs, { kind: 'resume' })
    for (const planned of planNow(planner, log.source, resumedMs, resumedMs)) send(planned, resumedMs + 600)
    while (!planner.isFull(resumedMs)) send(planner.planOn(log.source, resumedMs), resumedMs + 600)
    expect(sent.filter((name) => name.endsWith('m1|1|0'))).toHaveLength(1)
    expect(sent.filter((name) => name.endsWith('m1|0|0'))).toHaveLength(1)
  })

  it('a song that is begun again by a locate back sends its triggers again; the first playing of it is let go of', () => {
    const { log, planner } = setUp()
    const sent: string[] = []
    log.fire(0, 'song')
    let nowMs = 0
    for (let round = 0; round < 150; round++, nowMs += 4000) {
      if (round > 0) log.add(nowMs, { kind: 'locate', segmentId: 'one', positionMs: ms(0), runId: `again${round}` })
      const planned = [...planNow(planner, log.source, nowMs, nowMs)]
      for (let atMs = nowMs; atMs < nowMs + 2000; atMs += 250)
        while (!planner.isFull(atMs)) planned.push(...[planner.planOn(log.source, atMs)].filter((one) => one !== null))
      for (const { batch } of planned)
        for (const { edge, sendAtMs } of unpackBatch(batch, [0, 40], 0)) {
          if (edge === null) continue
          sent.push(edge)
          planner.noteSent(edge, sendAtMs)
        }
    }
    expect(new Set(sent).size).toBe(sent.length)
    expect(sent.filter((name) => name.endsWith('m1|0|0'))).toHaveLength(150)
    expect(planner.remembered).toBeLessThan(1200)
  })

  it('a button that was pressed is let go of, whatever comes in between', () => {
    const button = testTarget(7772, { profile: 'qlcPlus' })
    const log = new TestLog(testEdition({ button }))
    const planner = new Planner([{ id: 'button', target: button, isOn: true }], testSender, [], () => undefined)
    planner.startAt(0)
    const triggers = (planned: readonly Planned[]) => lines(planned).filter((line) => line.startsWith('!'))
    log.fire(0, 'song')
    expect(triggers(planNow(planner, log.source, 0, 0))).toEqual(['! 0 0 /beat/0 1', '! 50 0 /beat/0 0'])
    log.add(30, { kind: 'grandMaster', levelUnit: 0.5 })
    const again = planNow(planner, log.source, 30, 30)
    expect(again[0]!.batch.replace!.edgesFromMs).toBe(30)
    expect(triggers(again)).toEqual(['! 50 0 /beat/0 0'])
    planner.noteSent(again[0]!.batch.edges[0]!, 50)
    log.add(60, { kind: 'grandMaster', levelUnit: 0.6 })
    expect(triggers(planNow(planner, log.source, 60, 60))).toEqual([])
  })

  it('what a new patch leaves out is told to rest once, at the adopt; what comes back is told again', () => {
    const { log, planner } = setUp()
    const plain = testEdition({ desk, lamps }, 'lean')
    const { d1, head } = plain.venue.fixtures
    const lean = { ...plain, venue: { ...plain.venue, fixtures: { d1: d1!, head: { ...head!, slot: 14 } } } }
    log.fire(0, 'snap')
    planNow(planner, log.source, 0, 0)
    planOn(planner, log.source, 0)
    log.adopt(1000, lean)
    const told = lines(planNow(planner, log.source, 1000, 1000))
    told.push(...planOn(planner, log.source, 1000).lines)
    expect(about(told, '/dmx/1/2 ')).toEqual(['1000 0 /ghostlight/dmx/1/2 0'])
    expect(about(told, '/light/2 ')).toEqual(['1000 0 /ghostlight/light/2 0', '1000 1 /ghostlight/light/2 0'])
    expect(about(told, '/dmx/1/1 ')).toEqual([])
    const again = [...lines(planNow(planner, log.source, 1500, 1500)), ...planOn(planner, log.source, 1500).lines]
    expect(about(again, '/dmx/1/2 ')).toEqual([])
    const before = testEdition({ desk, lamps }, 'back')
    log.adopt(1600, before)
    const back = [...lines(planNow(planner, log.source, 1600, 1600)), ...planOn(planner, log.source, 1600).lines]
    expect(about(back, '/dmx/1/2 ')).toEqual(['1600 0 /ghostlight/dmx/1/2 255'])
    expect(about(back, '/dmx/1/1 ')).toEqual([])
  })
})
