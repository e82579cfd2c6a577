import { describe, expect, it } from 'vitest'
import { createDesk } from '../testing/desk.ts'
import { createRandom } from '../testing/random.ts'
import { randomSong } from '../testing/random-song.ts'
import { editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { cueTimes, positionToAtMs, segmentSpans } from './spans.ts'

/** Song two from 100 ms: 4 beats, then a vamp of 2 s from 2 s to 4 s, then on to 8 s. */
const inTwo = () => {
  const edition = editionOf()
  const desk = createDesk(edition)
  desk.press(0, { command: 'standBy', cue: '6' })
  desk.press(0, { command: 'go' })
  return { edition, desk }
}

describe('vamps', () => {
  it('[vamp-passes] a vamp comes round until told: passes lie at its first end + n × its length, elapsed time goes on', () => {
    const { desk } = inTwo()
    expect(desk.at(100 + 3999).segment).toMatchObject({ positionMs: 3999, vamp: { vampId: 'v', pass: 0, leavingAfterPass: null } })
    expect(desk.at(100 + 4000).segment).toMatchObject({ positionMs: 2000, elapsedMs: 4000, vamp: { pass: 1 } })
    expect(desk.at(100 + 4000 + 2000 * 5000).segment).toMatchObject({ positionMs: 2000, vamp: { pass: 5001 } })
  })

  it('[devamp] devamp leaves at the end of the pass that is on', () => {
    const { desk } = inTwo()
    expect(desk.press(5100, { command: 'devamp' })).toMatchObject({ ok: true, decision: { lastPass: 1, boundaryAtMs: 6100 } })
    expect(desk.at(6099).segment).toMatchObject({ positionMs: 3999, vamp: { leavingAfterPass: 1 } })
    expect(desk.at(6100).segment).toMatchObject({ positionMs: 4000, vamp: null })
    expect(desk.at(20_000).segment).toMatchObject({ ended: true, positionMs: 8000 })
    expect(desk.press(21_000, { command: 'devamp' })).toMatchObject({ ok: false, reason: 'no-vamp' })
  })

  it('[devamp-late] a devamp less than 200 ms before the boundary takes the next one, and says so at once', () => {
    const { desk } = inTwo()
    const late = desk.press(5901, { command: 'devamp' })
    expect(late).toMatchObject({ ok: true, decision: { lastPass: 2, boundaryAtMs: 8100 }, say: expect.stringContaining('one pass later') })
    expect(inTwo().desk.press(5900, { command: 'devamp' })).toMatchObject({ decision: { lastPass: 1, boundaryAtMs: 6100 } })
    expect(desk.press(5950, { command: 'devamp' })).toMatchObject({ ok: false, reason: 'already-leaving' })
  })

  it('[vamp-segment] a segment of kind vamp loops as a whole; GO starts the next segment at once', () => {
    const desk = createDesk(editionOf())
    desk.press(0, { command: 'standBy', cue: '4' })
    desk.press(0, { command: 'go' })
    expect(desk.at(100 + 9000).segment).toMatchObject({ segmentId: 'loop', positionMs: 1000, vamp: { pass: 2 } })
    desk.press(9500, { command: 'standBy', cue: '6' })
    desk.press(9500, { command: 'go' })
    expect(desk.at(9600)).toMatchObject({ segment: { segmentId: 'two', positionMs: 0 }, leaving: { segmentId: 'loop' } })
  })

  it('[devamp-cue] a devamp cue leaves the vamp as the verb does', () => {
    const { desk } = inTwo()
    desk.press(5100, { command: 'fire', cue: '5' })
    expect(desk.at(6100).segment).toMatchObject({ positionMs: 4000, vamp: null })
  })

  it('[vamp-hold] passes keep their length across a hold', () => {
    const { desk } = inTwo()
    desk.press(5100, { command: 'hold' })
    desk.press(8100, { command: 'resume' })
    expect(desk.at(9100).segment).toMatchObject({ positionMs: 2000, vamp: { pass: 2 } })
  })

  it('[console-times] the console counts down to the boundary and the end, which is unknown while a vamp lies ahead', () => {
    const { edition, desk } = inTwo()
    const times = (at: number) => cueTimes(edition, desk.performance(), ms(at))
    expect(times(1100)).toMatchObject({ remainingMs: null, vamp: null })
    expect(times(5100)).toMatchObject({ remainingMs: null, vamp: { pass: 1, boundaryInMs: 1000, boundaryAtMs: 6100, devampAtMs: 6100 } })
    desk.press(5100, { command: 'devamp' })
    expect(times(5100)).toMatchObject({ remainingMs: 5000, vamp: { devampAtMs: null, leavingAfterPass: 1 } })
  })

  it('[position-to-time] a position is found in the pass that is on, else where it comes next; behind an open vamp never', () => {
    const { edition, desk } = inTwo()
    const find = (position: number, now: number | null) =>
      positionToAtMs(edition, desk.performance(), ms(position), now === null ? null : ms(now))
    expect(find(1000, null)).toBe(1100)
    expect(find(3000, null)).toBe(3100)
    expect(find(3000, 4600)).toBe(5100)
    expect(find(2100, 4600)).toBe(4200)
    expect(find(1000, 4600)).toBe(1100)
    expect(find(6000, 4600)).toBeNull()
    desk.press(4600, { command: 'devamp' })
    expect(find(6000, 4600)).toBe(8100)
    desk.press(4700, { command: 'hold' })
    expect(find(6000, 4800)).toBeNull()
  })

  for (const seed of [21, 22, 23, 24]) {
    it(`[spans] spans cover unrolled time without gaps and agree with the moment at every instant (seed ${seed})`, () => {
      const random = createRandom(seed)
      const show = smallShow()
      const edition = editionOf(show, {
        'song-one': randomSong(random, 'song-one'),
        loop: randomSong(random, 'loop'),
        'song-two': randomSong(random, 'song-two'),
      })
      const desk = createDesk(edition)
      const segment = random.pick(['one', 'loop', 'two'])
      const lengthMs = edition.time[show.setlist[segment]!.songId]!.lengthMs
      desk.press(0, { command: 'locate', segment, positionMs: random.unit() * lengthMs * 0.9 })
      desk.press(0, { command: 'resume' })
      if (random.unit() < 0.5) desk.press(random.unit() * 5000, { command: 'devamp' })
      const run = desk.performance().segment!
      const spans = segmentSpans(edition, run, ms(0), ms(90_000))
      let at = 0
      for (const span of spans) {
        expect(Math.abs(span.elapsedMs - at)).toBeLessThan(1e-6)
        at = span.elapsedMs + span.lengthMs
        const inside = random.unit() * span.lengthMs
        const moment = desk.at(run.anchorAtMs + span.elapsedMs + inside).segment!
        expect(Math.abs(moment.positionMs - (span.positionMs + inside))).toBeLessThan(1e-6)
        expect(moment.vamp?.pass ?? 0).toBe(span.pass)
      }
      expect(spans.length).toBeGreaterThan(0)
    })
  }
})
