import type { Edition, Moment, Performance } from '@ghostlight/timeline'
import { openPerformance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { scheduleNow } from './planned.ts'

const edition = {
  show: {
    setlist: { one: { songId: 'a' }, talk: { songId: 'b', plannedMs: 60_000 }, two: { songId: 'a' } },
  },
  time: { a: { lengthMs: 100_000 }, b: { lengthMs: 5_000 } },
  segmentOrder: ['one', 'talk', 'two'],
} as unknown as Edition
const performanceWith = (segmentStarts: Record<string, number>): Performance =>
  ({ ...openPerformance(), segmentStarts }) as unknown as Performance
const momentAtMs = (atMs: number, segment: object | null): Moment => ({ atMs, segment }) as unknown as Moment

describe('planned against actual', () => {
  it('knows nothing before the first segment, and is on time while the first song plays', () => {
    expect(scheduleNow(edition, performanceWith({}), momentAtMs(5000, null))).toBeNull()
    expect(
      scheduleNow(edition, performanceWith({ one: 10_000 }), momentAtMs(40_000, { segmentId: 'one', elapsedMs: 30_000, ended: false })),
    ).toEqual({
      overrunMs: 0,
      endsAtMs: 40_000 + 70_000 + 60_000 + 100_000,
    })
  })

  it('promises no end after a panic, when nothing is on', () => {
    expect(scheduleNow(edition, performanceWith({ one: 10_000 }), momentAtMs(40_000, null))).toBeNull()
  })

  it('a hold, a pause and a talk that goes on all shift what follows; a short talk wins time back', () => {
    const starts = performanceWith({ one: 0, talk: 110_000 })
    // 10 s of pause before the talk.
    expect(scheduleNow(edition, starts, momentAtMs(130_000, { segmentId: 'talk', elapsedMs: 20_000, ended: false }))?.overrunMs).toBe(
      10_000,
    )
    // The talk is a minute over its plan.
    expect(scheduleNow(edition, starts, momentAtMs(230_000, { segmentId: 'talk', elapsedMs: 120_000, ended: false }))?.overrunMs).toBe(
      70_000,
    )
    // The next song began 30 s early.
    const early = performanceWith({ one: 0, talk: 100_000, two: 130_000 })
    expect(scheduleNow(edition, early, momentAtMs(135_000, { segmentId: 'two', elapsedMs: 5_000, ended: false }))?.overrunMs).toBe(-30_000)
  })
})
