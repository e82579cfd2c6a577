import { describe, expect, it } from 'vitest'
import { createDesk, type Desk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { resolveCommand } from './resolve-command.ts'
import { passedEdges, schedule } from './schedule.ts'

const edition = editionOf()
const plan = (desk: Desk, from: number, to: number) =>
  schedule(edition, desk.performance(), ms(from), ms(to)).items.map((item) => [item.id, item.dueMs])

describe('schedule', () => {
  it('[plan] a plan holds the triggers of the running song and the messages of cues, by their due time and a stable id', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    expect(plan(desk, 0, 9000)).toEqual([
      ['r2:osc/m1', 100],
      ['r2:osc/m2', 4100],
      ['r2:osc/m3', 8100],
    ]) // prettier-ignore
    desk.press(1000, { command: 'fire', cue: '3' })
    expect(plan(desk, 1000, 4100)).toEqual([['r3:0', 1000]])
    expect(schedule(edition, desk.performance(), ms(0), ms(10))).toMatchObject({ seq: 3, epoch: 0, fromMs: 0, toMs: 10 })
  })

  it('[plan-hold] hold takes back what was planned; resume plans it anew under the same id, what lay exactly at the hold included', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(4100, { command: 'hold' })
    expect(plan(desk, 4100, 60_000)).toEqual([])
    desk.press(10_000, { command: 'resume' })
    expect(plan(desk, 10_000, 15_000)).toEqual([
      ['r2:osc/m2', 10_000],
      ['r2:osc/m3', 14_000],
    ]) // prettier-ignore
  })

  it('[plan-vamp] inside a vamp a trigger fires on the first pass only, unless every pass is asked for', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'standBy', cue: '6' })
    desk.press(0, { command: 'go' })
    expect(plan(desk, 0, 8000)).toEqual([
      ['r3:osc/once', 2600],
      ['r3:osc/each:0', 3100],
      ['r3:osc/each:1', 5100],
      ['r3:osc/each:2', 7100],
    ]) // prettier-ignore
    desk.press(5200, { command: 'devamp' })
    expect(plan(desk, 5200, 20_000)).toEqual([['r3:osc/after', 7100]])
  })

  it('[plan-leaving] a song that another one replaced fires nothing more', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    desk.press(3500, { command: 'standBy', cue: '4' })
    desk.press(3950, { command: 'go' })
    expect(plan(desk, 3950, 6000)).toEqual([])
  })

  it('[plan-chain] a plan looks ahead over pre-waits, chains and GOs that are not yet due', () => {
    const show = smallShow()
    const osc = (address: string) => ({ kind: 'osc' as const, messages: [{ address, args: [] }] })
    const chained = editionOf({
      ...show,
      cues: {
        a: cue('a', '1', osc('/a'), { preWaitMs: ms(500), postWaitMs: ms(200), continueMode: 'autoContinue' }),
        b: cue('b', '2', { kind: 'segment', segmentId: 'one' }, { continueMode: 'autoFollow' }),
        c: cue('c', '3', osc('/c')),
      },
    })
    const desk = createDesk(chained)
    desk.press(1000, { command: 'go' })
    const items = schedule(chained, desk.performance(), ms(1000), ms(30_000)).items
    expect(items.map((item) => [item.id, item.dueMs])).toEqual([
      ['r2:0', 1500],
      ['r2.1:osc/m1', 1700],
      ['r2.1:osc/m2', 5700],
      ['r2.1:osc/m3', 9700],
      ['r2.1:osc/m4', 13_700],
      ['r2.2:0', 17_700],
    ]) // prettier-ignore
    expect(items[0]).toMatchObject({ address: '/a', targetId: null, catchUp: 'skip', source: { cueId: 'a', songId: null, offsetMs: 500 } })
  })

  it('[passed-over] at a locate forward, triggers in between follow their catchUp: skip, the latest of its address, or all', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    const before = desk.performance()
    desk.press(2100, { command: 'locate', positionMs: 13_000 })
    const passed = passedEdges(edition, before, desk.performance(), ms(2100), ms(2100))
    expect(passed.send.map((item) => item.id)).toEqual(['r3:osc/m3', 'r3:osc/m4'])
    expect(passed.skipped.map((item) => item.id)).toEqual(['r3:osc/m2'])
    const back = desk.performance()
    desk.press(3000, { command: 'locate', positionMs: 1000 })
    expect(passedEdges(edition, back, desk.performance(), ms(3000), ms(3000))).toEqual({ send: [], skipped: [] })
  })

  it('[passed-over] after a restart, what fell due in the gap follows its catchUp; what was skipped can be fired by hand, once, under a new id', () => {
    const desk = createDesk(edition)
    desk.press(0, { command: 'go' })
    const before = desk.performance()
    desk.enter(13_000, { kind: 'epoch', n: 2, bootId: 'b', monotonicMs: 0, wallAtMs: 0, heldOnStart: false })
    const passed = passedEdges(edition, before, desk.performance(), ms(50), ms(13_000))
    expect(passed.send.map((item) => item.id)).toEqual(['r2:osc/m3', 'r2:osc/m4'])
    expect(passed.skipped.map((item) => item.id)).toEqual(['r2:osc/m1', 'r2:osc/m2'])
    const context = { nowMs: ms(14_000), nextSeq: 4, runId: 'r4', edges: passed.skipped }
    expect(resolveCommand(desk.performance(), edition, { command: 'fireEdge', edge: 'nope' }, context)).toMatchObject({
      reason: 'unknown-edge',
    })
    const resolved = resolveCommand(desk.performance(), edition, { command: 'fireEdge', edge: 'r2:osc/m2' }, context)
    if (!resolved.ok) throw new Error(resolved.message)
    desk.enter(14_000, resolved.decision)
    expect(plan(desk, 14_000, 15_000)).toEqual([['r2:osc/m2!4', 14_000]])
  })
})
