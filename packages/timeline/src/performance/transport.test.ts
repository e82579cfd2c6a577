import { describe, expect, it } from 'vitest'
import { evaluate } from '../evaluate/evaluate.ts'
import { busyShow, busySongs } from '../testing/busy-show.ts'
import { createDesk } from '../testing/desk.ts'
import { editionOf } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { schedule } from './schedule.ts'
import { segmentSpans } from './spans.ts'

const edition = editionOf(busyShow(), busySongs())
const frameAt = (desk: ReturnType<typeof createDesk>, at: number) => evaluate(edition, desk.at(at))
const playing = (segment: 'one' | 'two' | 'loop') => {
  const desk = createDesk(edition)
  desk.press(0, { command: 'fire', cue: { one: '1', two: '6', loop: '4' }[segment] })
  return desk
}

describe('devamp', () => {
  it('[devamp-boundary] leaves at the next beat or bar inside the vamp, everything together, the place after the vamp following at once', () => {
    const desk = playing('two')
    // Pass 1 began at 4100; the next beat is 150 ms away: too near.
    expect(desk.press(4450, { command: 'devamp', at: 'beat' })).toMatchObject({
      decision: { lastPass: 1, exitElapsedMs: 5000, boundaryAtMs: 5100 },
      say: expect.any(String),
    })
    expect(desk.at(5099).segment).toMatchObject({ positionMs: 2999, vamp: { pass: 1 } })
    expect(desk.at(5100).segment).toMatchObject({ positionMs: 4000, elapsedMs: 5000, vamp: null })
    const spans = segmentSpans(edition, desk.performance().segment!, ms(3900), ms(6000))
    expect(spans.map((span) => [span.positionMs, span.lengthMs])).toEqual([
      [3900, 100],
      [2000, 1000],
      [4000, 1000],
    ]) // prettier-ignore
    const bar = playing('loop')
    expect(bar.press(700, { command: 'devamp', at: 'bar' })).toMatchObject({ decision: { exitElapsedMs: 2000 } })
    expect(bar.at(2100).segment).toMatchObject({ ended: true, positionMs: 2000 })
  })

  it('[devamp-late] a boundary nearer than 200 ms is passed for the next; while held none is too near', () => {
    const desk = playing('two')
    expect(desk.press(2450, { command: 'devamp', at: 'beat' })).toMatchObject({ decision: { exitElapsedMs: 3000 } })
    const held = playing('two')
    held.press(2450, { command: 'hold' })
    expect(held.press(2500, { command: 'devamp', at: 'beat' })).toMatchObject({ decision: { exitElapsedMs: 2500 } })
  })
})

describe('what a jump leaves behind', () => {
  it('[hand-over] another segment over a playing one: the frame before is whole, at the instant of the jump, for 1.5 s', () => {
    const desk = playing('one')
    desk.press(5000, { command: 'fire', cue: '6' })
    const { before } = frameAt(desk, 5400)
    expect(before).toMatchObject({ sinceMs: 300, frame: { songId: 'song-one', positionMs: 5000, stillUnit: 0, before: null } })
    expect(before!.frame.performers.hotaru!.motion.current).toMatchObject({ clip: { move: 'step' }, phaseBeats: 10 })
    expect(frameAt(desk, 6600).before).toBeNull()
  })

  it('[hand-over] a vamp that comes round in mid-song, and one that is left in mid-pass, say what was danced at its edge', () => {
    const desk = playing('two')
    expect(frameAt(desk, 3000).before).toBeNull()
    const round = frameAt(desk, 4300).before!
    expect(round.sinceMs).toBeCloseTo(200, 6)
    expect(round.frame.performers.hotaru!.motion.current).toMatchObject({ clip: { move: 'wave' } })
    expect(round.frame.positionBeats).toBeCloseTo(8, 3)
    desk.press(4450, { command: 'devamp', at: 'beat' })
    expect(frameAt(desk, 5200).before).toMatchObject({ sinceMs: 100, frame: { positionMs: 3000 - 0.01 } })
  })

  it('[hand-over] after a locate it is what was on before it', () => {
    const desk = playing('one')
    desk.press(5100, { command: 'locate', positionMs: 12_000 })
    expect(frameAt(desk, 5200)).toMatchObject({ positionMs: 12_100, before: { sinceMs: 100, frame: { positionMs: 5000 } } })
  })

  it('[still] she stands still over 600 ms and moves again over 600 ms, without a jump however short the hold', () => {
    const desk = playing('one')
    const still = (at: number) => Math.round(600 * frameAt(desk, at).stillUnit!)
    desk.press(3100, { command: 'hold' })
    expect([still(3100), still(3300)]).toEqual([0, 200])
    desk.press(3300, { command: 'resume' })
    expect([still(3300), still(3350), still(3400)]).toEqual([200, 150, 100])
    desk.press(3400, { command: 'hold' })
    expect([still(3400), still(3700), still(9000)]).toEqual([100, 400, 600])
    const ended = playing('one')
    expect([16_100, 16_400, 17_000].map((at) => frameAt(ended, at).stillUnit)).toEqual([0, 0.5, 1])
  })
})

describe('rehearsal and hands', () => {
  it('[mute] one class of output is silent: its level is 0, messages are left out of the plan', () => {
    const desk = playing('one')
    desk.press(200, { command: 'mute', outputClass: 'sound', on: true })
    desk.press(200, { command: 'mute', outputClass: 'osc', on: true })
    expect(frameAt(desk, 1000)).toMatchObject({ soundUnit: 0, pictureUnit: 1, lightUnit: 1, muted: ['sound', 'osc'] })
    expect(schedule(edition, desk.performance(), ms(200), ms(9000)).items).toEqual([])
    desk.press(9000, { command: 'mute', outputClass: 'osc', on: false })
    expect(schedule(edition, desk.performance(), ms(9000), ms(13_000)).items.map((item) => item.address)).toContain('/c')
  })

  it('[strobe] strobing that an operator has stopped stays stopped, through panic and the next song, until it is allowed again', () => {
    const desk = playing('one')
    expect(frameAt(desk, 1000).strobe).toBe(true)
    desk.press(1000, { command: 'strobe', on: false })
    desk.press(2000, { command: 'panic' })
    desk.press(9000, { command: 'fire', cue: '1' })
    expect(frameAt(desk, 9500).strobe).toBe(false)
    desk.press(9600, { command: 'strobe', on: true })
    expect(frameAt(desk, 9700).strobe).toBe(true)
  })

  it('[take] what is taken is listed until it is released; taken again, it keeps what was set of it', () => {
    const desk = playing('one')
    desk.press(1000, { command: 'take', taken: { kind: 'fixture', fixtureId: 'par', colour: '#ff0000' } })
    desk.press(1100, { command: 'take', taken: { kind: 'channel', universe: 1, slot: 7, value: 255 } })
    desk.press(1200, { command: 'take', taken: { kind: 'fixture', fixtureId: 'par', levelUnit: 0.5, parked: true } })
    expect(frameAt(desk, 1300).taken).toEqual([
      { kind: 'fixture', fixtureId: 'par', colour: '#ff0000', levelUnit: 0.5, parked: true },
      { kind: 'channel', universe: 1, slot: 7, value: 255 },
    ])
    desk.press(1400, { command: 'panic' })
    desk.press(1500, { command: 'release', what: { kind: 'fixture', fixtureId: 'par' } })
    expect(frameAt(desk, 3000).taken).toMatchObject([{ kind: 'channel' }])
    expect(desk.press(1600, { command: 'release', what: { kind: 'output', outputId: 'gauze' } })).toMatchObject({ reason: 'not-taken' })
    expect(desk.press(1600, { command: 'take', taken: { kind: 'fixture', fixtureId: 'x' } })).toMatchObject({ reason: 'unknown-fixture' })
    desk.press(1700, { command: 'release', what: null })
    expect(frameAt(desk, 3000).taken).toEqual([])
  })

  it('[panic] fades over a time that can be asked for; a second one cuts', () => {
    const desk = playing('one')
    desk.press(1100, { command: 'panic', fadeMs: 4000 })
    expect(frameAt(desk, 3100).soundUnit).toBe(0.5)
    expect(desk.press(3100, { command: 'panic', fadeMs: 4000 })).toMatchObject({ decision: { fadeMs: 0 } })
    expect(frameAt(desk, 3100)).toMatchObject({ soundUnit: 0, segmentId: null })
  })
})
