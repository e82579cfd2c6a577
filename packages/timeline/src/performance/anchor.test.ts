import { describe, expect, it } from 'vitest'
import type { Anchor, Cue } from '../document/cue.ts'
import { busySongs } from '../testing/busy-show.ts'
import { createDesk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { beats, ms } from '../units.ts'
import { planAhead } from './plan-ahead.ts'
import { passedEdges, schedule } from './schedule.ts'

const look = { kind: 'look', look: 'warm', fadeMs: ms(1000) } as const
const osc = (address: string) => ({ kind: 'osc' as const, messages: [{ address, args: [] }] })

function deskWith(cues: Record<string, Cue>, songs = busySongs()) {
  const start = { song: cue('a', '1', { kind: 'segment', segmentId: 'one' }), two: cue('b', '2', { kind: 'segment', segmentId: 'two' }) }
  const edition = editionOf({ ...smallShow(), cues: { ...start, ...cues } }, songs)
  const desk = createDesk(edition)
  return {
    desk,
    edition,
    fire: (at: number, number: string) => desk.press(at, { command: 'fire', cue: number }),
    since: (at: number, cueId: string) =>
      desk
        .at(at)
        .cues.filter((run) => run.cueId === cueId)
        .map((run) => run.sinceMs), // prettier-ignore
    edges: (from: number, to: number) =>
      schedule(edition, desk.performance(), ms(from), ms(to))
        .items.filter((item) => item.source.cueId !== null)
        .map((item) => [item.address, item.dueMs]), // prettier-ignore
  }
}

describe('anchors', () => {
  const places: readonly (readonly [string, Anchor, number])[] = [
    ['a time', { kind: 'time', segmentId: 'one', positionMs: ms(1250) }, 1250],
    ['bar and beat', { kind: 'bar', segmentId: 'one', bar: 2, beat: 3 }, 3000],
    ['a syllable', { kind: 'note', segmentId: 'one', trackId: 'lead', noteId: 'n1' }, 3000],
    ['a marker', { kind: 'marker', segmentId: 'one', trackId: 'marks', markerId: 'm1' }, 4750],
    ['a section', { kind: 'section', segmentId: 'one', sectionId: 'chorus' }, 8000],
    ['beats before the end', { kind: 'beforeEnd', segmentId: 'one', beats: 4 }, 14_000],
  ]
  for (const [what, anchor, positionMs] of places) {
    it(`[anchor] a cue fires by itself when its segment reaches ${what}`, () => {
      const { fire, since } = deskWith({ x: cue('c', '3', look, { anchor }) })
      fire(0, '1')
      expect(since(100 + positionMs - 1, 'x')).toEqual([])
      expect(since(100 + positionMs + 250, 'x')).toEqual([250])
    })
  }

  it('[anchor-moves] it moves with tempo and notes', () => {
    const songs = busySongs()
    const one = songs['song-one']!
    const slow = { ...songs, 'song-one': { ...one, tempo: { t1: { atBeats: beats(0), bpm: 60, curve: 'step' as const } } } }
    const { fire, since } = deskWith(
      { x: cue('c', '3', look, { anchor: { kind: 'note', segmentId: 'one', trackId: 'lead', noteId: 'n1' } }) },
      slow,
    )
    fire(0, '1')
    expect(since(6200, 'x')).toEqual([100])
  })

  it('[anchor-hold] a hold keeps it waiting', () => {
    const { desk, fire, since } = deskWith({ x: cue('c', '3', look, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(2000) } }) })
    fire(0, '1')
    desk.press(1100, { command: 'hold' })
    desk.press(5000, { command: 'resume' })
    expect(since(5999, 'x')).toEqual([])
    expect(since(6000, 'x')).toEqual([0])
  })

  it('[anchor-by-hand] fired by hand before, it does not fire again; disarmed, it does not fire', () => {
    const x = cue('c', '3', osc('/x'), { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(4000) } })
    const hand = deskWith({ x })
    hand.fire(0, '1')
    hand.fire(2000, '3')
    expect(hand.edges(0, 9000)).toEqual([['/x', 2000]])
    const off = deskWith({ x })
    off.fire(0, '1')
    off.desk.press(3000, { command: 'arm', cue: '3', on: false })
    expect(off.edges(0, 9000)).toEqual([])
    off.desk.press(5000, { command: 'arm', cue: '3', on: true })
    expect(off.edges(0, 9000)).toEqual([])
  })

  it('[anchor-standby] standby that waits at it moves on as after a GO, also past its chain', () => {
    const { desk } = deskWith({
      x: cue('aa', '1.1', look, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(1000) }, continueMode: 'autoContinue' }),
      y: cue('ab', '1.2', { kind: 'note' }),
    })
    desk.press(0, { command: 'go' })
    expect(desk.at(1000).standbyCueId).toBe('x')
    expect(desk.at(1100)).toMatchObject({
      standbyCueId: 'two',
      cues: [{ cueId: 'song' }, { runId: 'r2@x' }, { runId: 'r2@x.1', cueId: 'y' }],
    })
  })

  it('[anchor-vamp] inside a vamp it fires on the first pass only, unless everyPass', () => {
    const at = (everyPass: boolean): Anchor => ({ kind: 'marker', segmentId: 'two', trackId: 'marks', markerId: 'm1', everyPass })
    const { fire, edges } = deskWith({
      x: cue('c', '3', osc('/x'), { anchor: at(false) }),
      y: cue('d', '4', osc('/y'), { anchor: at(true) }),
    })
    fire(0, '2')
    expect(edges(0, 8000)).toEqual([
      ['/x', 2600],
      ['/y', 2600],
      ['/y', 4600],
      ['/y', 6600],
    ]) // prettier-ignore
  })

  it('[anchor-locate] a locate past it puts on what it would have put on, as old as the music says, and takes off what lies ahead again', () => {
    const { desk, fire, since } = deskWith({
      x: cue('c', '3', look, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(2000) } }),
      y: cue(
        'd',
        '4',
        { kind: 'performer', performerId: 'hotaru', move: 'bow', fadeMs: ms(0), lengthMs: ms(3000) },
        { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(6000) } },
      ),
    })
    fire(0, '1')
    desk.press(500, { command: 'locate', positionMs: 7000 })
    expect([since(500, 'x'), since(500, 'y')]).toEqual([[5000], [1000]])
    desk.press(1000, { command: 'locate', positionMs: 2500 })
    expect(desk.at(1100).cues.filter((run) => run.released === null && run.action.kind !== 'segment')).toMatchObject([
      { cueId: 'x', sinceMs: 600 },
    ])
    expect(since(4500, 'y').at(-1)).toBe(0)
  })

  it('[anchor-locate] messages that were passed over follow their catchUp; verbs that move the show never act', () => {
    const at = (positionMs: number): Anchor => ({ kind: 'time', segmentId: 'one', positionMs: ms(positionMs) })
    const { desk, edition, fire, edges } = deskWith({
      a: cue('c', '3', osc('/a'), { anchor: at(1000) }),
      b: cue('d', '4', osc('/b'), { anchor: at(2000), catchUp: 'all' }),
      h: cue('e', '5', { kind: 'command', command: 'hold' }, { anchor: at(3000), catchUp: 'all' }),
      k: cue('f', '6', { kind: 'command', command: 'blackoutOn' }, { anchor: at(3500), catchUp: 'latest' }),
    })
    fire(0, '1')
    const before = desk.performance()
    desk.press(500, { command: 'locate', positionMs: 5000 })
    const passed = passedEdges(edition, before, desk.performance(), ms(500), ms(500))
    expect(passed.send.filter((edge) => edge.source.cueId !== null).map((edge) => edge.address)).toEqual(['/b'])
    expect(passed.skipped.filter((edge) => edge.source.cueId !== null).map((edge) => [edge.address, edge.id])).toEqual([['/a', 'r3@a:0']])
    expect(edges(0, 3000)).toEqual([])
    expect(desk.at(600)).toMatchObject({ blackout: true, segment: { heldForMs: null } })
  })

  it('[anchor-locate] a cue that starts in mid-song is on as if it had been played to there', () => {
    const { since, fire } = deskWith({
      x: cue('c', '3', look, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(2000) } }),
      mid: cue('d', '4', { kind: 'segment', segmentId: 'one', startSectionId: 'chorus' }),
    })
    fire(0, '4')
    expect(since(100, 'x')).toEqual([6000])
  })
})

describe('planned against actual', () => {
  it('[plan-ahead] what is still to come shifts with an overrun, and every cue has its countdown or says that nobody can know', () => {
    const { desk, edition } = deskWith({
      x: cue('aa', '1.1', look, { anchor: { kind: 'time', segmentId: 'one', positionMs: ms(10_000) } }),
      n: cue('ac', '1.5', { kind: 'note' }),
    })
    desk.press(0, { command: 'go' })
    const at = (nowMs: number) => planAhead(edition, desk.performance(), ms(nowMs))
    expect(at(4100)).toMatchObject({
      overrunMs: 0,
      segments: [{ state: 'on' }, { segmentId: 'loop', expectedAtMs: 16_100 }, { expectedAtMs: 20_100 }],
    })
    expect(at(4100).cues).toMatchObject([
      { cueId: 'x', inMs: 6000, byItself: true },
      { cueId: 'n', inMs: null, byItself: false },
      { cueId: 'two', expectedAtMs: 20_100 },
    ])
    desk.press(4100, { command: 'hold' })
    desk.press(7100, { command: 'resume' })
    expect(at(7100)).toMatchObject({ overrunMs: 3000, cues: [{ cueId: 'x', inMs: 6000 }, {}, { expectedAtMs: 23_100 }] })
    expect(at(30_100).overrunMs).toBe(14_000)
  })
})
