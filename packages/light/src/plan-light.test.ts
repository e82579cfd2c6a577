import { apply, type Decision, type Edition, ms, openPerformance, type Performance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { lightInstants, planLight } from './plan-light.ts'
import { testEdition } from './testing/edition.ts'

const edition = testEdition({
  looks: { up: { front: { levelUnit: 1 } }, chase: { front: { levelUnit: 1, effect: { kind: 'chase', periodBeats: 4, depthUnit: 1 } } } },
  clips: [{ startBeats: 4.02, lengthBeats: 8, look: 'chase', levelUnit: 1 }],
  cues: {
    snap: { action: { kind: 'look', look: 'up', fadeMs: ms(0) } },
    fade: { action: { kind: 'look', look: 'up', fadeMs: ms(1000) } },
    song: { action: { kind: 'segment', segmentId: 'one' } },
  },
})

function performanceOf(decisions: readonly { readonly atMs: number; readonly decision: Decision }[], of = edition): Performance {
  const all = [{ atMs: 0, decision: { kind: 'open', edition: 'test', seed: 1, standbyCueId: null } as const }, ...decisions]
  return all.reduce(
    (performance, { atMs, decision }, index) =>
      apply(performance, of, { seq: index + 1, atMs: ms(atMs), acceptedAtMs: ms(atMs), by: 'test', decision }),
    openPerformance(),
  )
}
const fire = (atMs: number, cueId: string) => ({ atMs, decision: { kind: 'fire', cueId, runId: `r${atMs}` } as const })
const slot1 = (changes: ReturnType<typeof planLight>) => changes.filter(({ universe, slot }) => universe === 1 && slot === 1)
const plan = (of: Edition, performance: Performance, fromMs: number, toMs: number) => planLight(of, performance, fromMs, toMs, 25)

describe('planLight', () => {
  it('tells every patched slot once, then changes only', () => {
    const changes = plan(edition, performanceOf([]), 0, 2000)
    expect(changes).toHaveLength(16 + 36)
    expect(new Set(changes.map(({ dueMs }) => dueMs))).toEqual(new Set([0]))
  })

  it('a snap changes at the exact instant of its entry, not at the next grid point', () => {
    expect(slot1(plan(edition, performanceOf([fire(1007.3, 'snap')]), 1000, 1500))).toEqual([
      { dueMs: 1000, universe: 1, slot: 1, value: 0 },
      { dueMs: 1007.3, universe: 1, slot: 1, value: 255 },
    ])
  })

  it('so do cues that come by themselves, at an anchor or in a chain', () => {
    const up = { kind: 'look', look: 'up', fadeMs: ms(0) } as const
    const byItself = testEdition({
      looks: { up: { front: { levelUnit: 1 } } },
      cues: {
        song: { action: { kind: 'segment', segmentId: 'one' } },
        drum: {
          action: up,
          anchor: { kind: 'time', segmentId: 'one', positionMs: ms(1237.5) },
          continueMode: 'autoContinue',
          postWaitMs: ms(313),
        },
        away: { action: { kind: 'releaseLooks', fadeMs: ms(0) } },
      },
    })
    const changes = slot1(plan(byItself, performanceOf([fire(101, 'song')], byItself), 1000, 2000)).slice(1)
    expect(changes.map(({ dueMs, value }) => [dueMs, value])).toEqual([
      [101 + 1237.5, 255],
      [101 + 1237.5 + 313, 0],
    ])
  })

  it('a fade moves on the grid and ends on its full level', () => {
    const changes = slot1(plan(edition, performanceOf([fire(1000, 'fade')]), 1000, 2500))
    expect(changes.slice(1).every(({ dueMs }) => dueMs % 25 === 0)).toBe(true)
    expect(changes.at(-1)).toEqual({ dueMs: 2000, universe: 1, slot: 1, value: 255 })
    expect(changes.map(({ value }) => value)).toEqual([...changes.map(({ value }) => value)].sort((a, b) => a - b))
  })

  it('a light clip begins at its exact beat', () => {
    // 4.02 beats at 120 bpm.
    expect(lightInstants(edition, performanceOf([fire(100, 'song')]), 2000, 2200, 25)).toContain(100 + 2010)
  })

  it('plans cut at any instant agree with one plan over the whole (seed 7)', () => {
    const performance = performanceOf([fire(100, 'song'), fire(1333, 'fade')])
    const whole = plan(edition, performance, 0, 6000)
    const levelAt = (changes: typeof whole, atMs: number) => slot1(changes).findLast(({ dueMs }) => dueMs <= atMs)?.value
    let random = 7
    const cuts = Array.from({ length: 20 }, () => {
      random = (random * 48271) % 2147483647
      return random % 6000
    }).sort((a, b) => a - b)
    const pieces = [0, ...cuts].flatMap((fromMs, i) => plan(edition, performance, fromMs, cuts[i] ?? 6000))
    for (let atMs = 0; atMs < 6000; atMs += 25) expect(levelAt(pieces, atMs)).toBe(levelAt(whole, atMs))
  })
})
