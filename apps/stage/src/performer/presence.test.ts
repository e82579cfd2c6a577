import { evaluate, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { go, perform, tinyEdition } from '../testing-edition.ts'
import { momentBack } from './momentary.ts'
import { APPEAR_MS, encoreUnit, presenceAt, VANISH_AFTER_MS, VANISH_MS } from './presence.ts'

const edition = tinyEdition()
const presence = (performance: ReturnType<typeof perform>, atMs: number) => {
  const moment = momentAt(edition, performance, ms(atMs))
  return presenceAt(edition, moment, evaluate(edition, moment)).unit
}

describe('the performer', () => {
  const opening = perform(edition, [[0, 100, go('a', 'r1')]])
  it('is not there before the first segment, materialises with it and then is all there', () => {
    expect(presence(opening, 50)).toBe(0)
    expect(presence(opening, 100 + APPEAR_MS / 2)).toBeCloseTo(0.5, 6)
    expect(presence(opening, 100 + APPEAR_MS)).toBe(1)
  })
  it('stays when the next segment begins', () => {
    const next = perform(edition, [
      [0, 100, go('a', 'r1')],
      [5000, 5100, go('b', 'r2')],
    ])
    expect(presence(next, 5110)).toBe(1)
  })
  it('does not materialise again when the show is located into mid-song', () => {
    const located = perform(edition, [
      [0, 100, go('a', 'r1')],
      [500, 500, { kind: 'locate', segmentId: 'a', positionMs: ms(5000), runId: 'r2' }],
    ])
    expect(presence(located, 510)).toBe(1)
  })
  it('is still there when the last segment has ended, bows and waves, then dissolves', () => {
    const last = perform(edition, [
      [0, 100, go('b', 'r1')],
      [300, 300, { kind: 'devamp', vampId: 'round', lastPass: 0, boundaryAtMs: ms(4100) }],
    ])
    expect(presence(last, 6100)).toBe(1)
    expect(presence(last, 6100 + VANISH_AFTER_MS)).toBe(1)
    expect(presence(last, 6100 + VANISH_AFTER_MS + VANISH_MS / 2)).toBeCloseTo(0.5, 2)
    expect(presence(last, 6100 + VANISH_AFTER_MS + VANISH_MS + 100)).toBe(0)
  })
})

describe('her presence', () => {
  it('says whether it comes or goes: she goes in another way than she comes', () => {
    const last = perform(edition, [
      [0, 100, go('b', 'r1')],
      [300, 300, { kind: 'devamp', vampId: 'round', lastPass: 0, boundaryAtMs: ms(4100) }],
    ])
    const leaves = (performance: ReturnType<typeof perform>, atMs: number) => {
      const moment = momentAt(edition, performance, ms(atMs))
      return presenceAt(edition, moment, evaluate(edition, moment)).leaves
    }
    expect(leaves(perform(edition, [[0, 100, go('a', 'r1')]]), 100 + APPEAR_MS / 2)).toBe(false)
    expect(leaves(last, 6100 + VANISH_AFTER_MS + VANISH_MS / 2)).toBe(true)
  })
})

describe('once more, for those at home', () => {
  it('only after she has dissolved and the stage was empty for some seconds, then for good', () => {
    const goneMs = VANISH_AFTER_MS + VANISH_MS
    expect([encoreUnit(0), encoreUnit(VANISH_AFTER_MS + VANISH_MS / 2), encoreUnit(goneMs + 5000)]).toEqual([0, 0, 0])
    expect(encoreUnit(goneMs + 12_000)).toBe(1)
  })
})

describe('a moment looked back at', () => {
  it('is the moment that was, inside one stretch', () => {
    const performance = perform(edition, [[0, 100, go('a', 'r1')]])
    const then = momentAt(edition, performance, ms(3000))
    const back = momentBack(momentAt(edition, performance, ms(3400)), 400, edition)
    expect(back.atMs).toBe(then.atMs)
    expect(back.segment?.positionMs).toBeCloseTo(then.segment!.positionMs, 9)
    expect(back.segment?.elapsedMs).toBeCloseTo(then.segment!.elapsedMs, 9)
  })
  it('never leaves the segment', () => {
    const performance = perform(edition, [[0, 100, go('a', 'r1')]])
    expect(momentBack(momentAt(edition, performance, ms(200)), 1000, edition).segment?.positionMs).toBe(0)
  })
})
