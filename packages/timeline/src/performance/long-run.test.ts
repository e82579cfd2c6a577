import { describe, expect, it } from 'vitest'
import type { Anchor } from '../document/cue.ts'
import type { Edition } from '../edition.ts'
import { createDesk } from '../testing/desk.ts'
import { cue, editionOf, smallShow } from '../testing/small-show.ts'
import { ms } from '../units.ts'
import { momentAt } from './moment-at.ts'

const look = (name: string) => ({ kind: 'look' as const, look: name, fadeMs: ms(100) })
const inLoop = (positionMs: number): { readonly anchor: Anchor } => ({
  anchor: { kind: 'time', segmentId: 'loop', positionMs: ms(positionMs), everyPass: true },
})
/** A vamp of 4 s in which a look changes twice on each pass. */
const lounge = editionOf({
  ...smallShow(),
  cues: {
    start: cue('a', '1', { kind: 'segment', segmentId: 'loop' }),
    warm: cue('b', '2', look('warm'), inLoop(500)),
    cold: cue('c', '3', look('cold'), inLoop(2500)),
    front: cue('d', '4', look('spot')),
  },
})
const MINUTE = 60_000

function playing(edition: Edition) {
  const desk = createDesk(edition)
  desk.press(0, { command: 'fire', cue: '1' })
  return desk
}

describe('hours without an entry', () => {
  it('[snapshot-small] anchors that fire on every pass of a vamp leave no more behind in an hour than in a minute', () => {
    const runsAfter = (minutes: number): number => {
      const desk = playing(lounge)
      desk.press(minutes * MINUTE, { command: 'blackout', on: true })
      return desk.performance().cues.length
    }
    expect(runsAfter(60)).toBeLessThanOrEqual(runsAfter(1))
    expect(runsAfter(60)).toBeLessThan(20)
  })

  it('[anchor-locate] a look that an anchor took an hour ago comes back all the same', () => {
    const desk = createDesk(lounge)
    desk.press(0, { command: 'fire', cue: '3' })
    desk.press(1000, { command: 'fire', cue: '1' })
    const lookOn = (atMs: number) =>
      desk
        .at(atMs)
        .cues.filter((run) => run.action.kind === 'look' && run.state === 'running' && run.released === null)
        .map((run) => run.runId)
    expect(lookOn(2000)).not.toEqual(['r2'])
    desk.press(60 * MINUTE, { command: 'locate', positionMs: 0 })
    expect(lookOn(60 * MINUTE)).toEqual(['r2'])
  })

  it('picture after picture, only what has come since the last one is played', () => {
    const desk = playing(lounge)
    let asked = 0
    const source = (hash: string) => {
      asked++
      return hash === lounge.hash ? lounge : null
    }
    const first = momentAt(source, desk.performance(), ms(30 * MINUTE))
    const whole = asked
    asked = 0
    // Who asks may bring another look-up each time, as long as it finds the same editions.
    momentAt((hash) => source(hash), desk.performance(), ms(30 * MINUTE + 16))
    expect(asked).toBeLessThan(whole / 100)
    expect(momentAt(source, desk.performance(), ms(30 * MINUTE))).toEqual(first)
    const other = { ...lounge, anchors: {} }
    expect(momentAt(() => other, desk.performance(), ms(30 * MINUTE)).cues.map((run) => run.cueId)).toEqual(['start'])
    // An earlier one is what it always was.
    expect(momentAt(source, desk.performance(), ms(MINUTE))).toEqual(momentAt(lounge, desk.performance(), ms(MINUTE)))
  })
})

describe('a cue that starts its own segment again', () => {
  const ringAt = (positionMs: number) =>
    editionOf({
      ...smallShow(),
      cues: {
        start: cue('a', '1', { kind: 'segment', segmentId: 'one' }),
        again: cue(
          'b',
          '2',
          { kind: 'segment', segmentId: 'one' },
          {
            anchor: { kind: 'time', segmentId: 'one', positionMs: ms(positionMs) },
          },
        ),
      },
    })

  it('[anchor-ring] at its beginning it does so once, not for ever', () => {
    const desk = playing(ringAt(0))
    expect(desk.at(1100).segment?.positionMs).toBe(1000)
  })
  it('[anchor-ring] later on it goes round', () => {
    const desk = playing(ringAt(4000))
    expect(desk.at(100 + 9000).segment?.positionMs).toBe(1000)
  })
})
