import { describe, expect, it } from 'vitest'
import { busyShow, busySongs } from '../testing/busy-show.ts'
import { createDesk } from '../testing/desk.ts'
import { createRandom } from '../testing/random.ts'
import { randomCommand, randomPause } from '../testing/random-presses.ts'
import { editionOf } from '../testing/small-show.ts'
import { beats, ms } from '../units.ts'
import { apply, followsOn } from './apply.ts'
import { momentAt } from './moment-at.ts'
import { openPerformance, type Performance } from './performance.ts'
import { schedule } from './schedule.ts'

const show = busyShow()
const first = editionOf(show, busySongs())
/** The same show at another tempo, without one cue. */
const fewerCues = Object.fromEntries(Object.entries(show.cues).filter(([id]) => id !== 'warm'))
const slowSongs = Object.fromEntries(
  Object.entries(busySongs()).map(([id, song]) => [id, { ...song, tempo: { t1: { atBeats: beats(0), bpm: 90, curve: 'step' as const } } }]),
)
const second = editionOf({ ...show, cues: fewerCues }, slowSongs, 'e2')
const source = (hash: string) => (hash === 'e2' ? second : first)

function randomDesk(seed: number, presses: number) {
  const random = createRandom(seed)
  const desk = createDesk(first, { editions: [first, second] })
  let at = 0
  for (let i = 0; i < presses; i++) {
    at += randomPause(random)
    desk.press(at, randomCommand(random, 47))
  }
  return { desk, random, endMs: at }
}

describe('the fold', () => {
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`[snapshot-tail] the moment from any snapshot and its tail equals the moment from the whole log (seed ${seed})`, () => {
      const { desk, random, endMs } = randomDesk(seed, 120)
      const whole = desk.log.reduce((p, entry) => apply(p, source, entry), openPerformance())
      for (let round = 0; round < 10; round++) {
        const cut = random.whole(0, desk.log.length)
        const snapshot = desk.log.slice(0, cut).reduce((p, entry) => apply(p, source, entry), openPerformance())
        const woken = JSON.parse(JSON.stringify(snapshot)) as Performance
        const resumed = desk.log.slice(cut).reduce((p, entry) => apply(p, source, entry), woken)
        const at = ms(endMs + random.whole(0, 30_000))
        expect(resumed).toEqual(whole)
        expect(momentAt(source, resumed, at)).toEqual(momentAt(source, whole, at))
      }
    })

    it(`[fold-order] what was looked at in between changes nothing: asking early and late gives one moment (seed ${seed})`, () => {
      const { desk, random } = randomDesk(seed + 100, 60)
      let p = openPerformance()
      for (const [index, entry] of desk.log.entries()) {
        p = apply(p, source, entry)
        const next = desk.log[index + 1]?.acceptedAtMs ?? entry.acceptedAtMs + 20_000
        const at = ms(entry.acceptedAtMs + random.unit() * (next - entry.acceptedAtMs))
        // The same log, told to somebody who got all of it up to here at once.
        const late = desk.log.slice(0, index + 1).reduce((q, e) => apply(q, source, e), openPerformance())
        expect(momentAt(source, late, at)).toEqual(momentAt(source, p, at))
      }
    })

    it(`[plan-cut] plans cut anywhere hold every edge exactly once, in order (seed ${seed})`, () => {
      const { desk, random } = randomDesk(seed + 200, 80)
      let p = openPerformance()
      const planned: string[] = []
      const whole: string[] = []
      for (const [index, entry] of desk.log.entries()) {
        p = apply(p, source, entry)
        const from = entry.acceptedAtMs
        const to = desk.log[index + 1]?.acceptedAtMs ?? ms(from + 60_000)
        whole.push(...schedule(source, p, from, to).items.map((item) => item.id))
        let at: number = from
        while (at < to) {
          const next = Math.min(to, at + random.unit() * 900)
          const plan = schedule(source, p, ms(at), ms(next))
          planned.push(...plan.items.map((item) => item.id))
          for (const item of plan.items) expect(item.dueMs > at - 1e-6 && item.dueMs < next + 1e-6).toBe(true)
          at = next
        }
      }
      expect(planned).toEqual(whole)
      expect(new Set(planned).size).toBe(planned.length)
    })

    it(`[snapshot-small] however long the show runs, a snapshot stays small (seed ${seed})`, () => {
      const { desk } = randomDesk(seed + 300, 400)
      expect(desk.performance().cues.length).toBeLessThan(60)
      expect(JSON.stringify(desk.performance()).length).toBeLessThan(60_000)
    })
  }

  it('[seen-entry] an entry that was folded before changes nothing; a gap is seen', () => {
    const { desk } = randomDesk(9, 20)
    const p = desk.performance()
    expect(apply(p, source, desk.log[3]!)).toBe(p)
    const ahead = { ...desk.log.at(-1)!, seq: p.seq + 2 }
    expect(followsOn(p, ahead)).toBe(false)
    expect(() => apply(p, source, ahead)).toThrow(/ask for those between/)
  })
})
