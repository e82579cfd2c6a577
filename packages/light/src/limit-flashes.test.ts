import { apply, type Decision, evaluate, type GroupLook, momentAt, ms, openPerformance, type Performance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import type { LightSample } from './check/luminance.ts'
import { strobesIn } from './check/strobe.ts'
import { lightsAt } from './lights-at.ts'
import { createFlashMemory, limitFlashes } from './limit-flashes.ts'
import { testEdition } from './testing/edition.ts'

const on = (more: Partial<GroupLook>): Record<string, GroupLook> => ({ front: { levelUnit: 1, ...more }, side: { levelUnit: 1, ...more } })
function dice(seed: number): (below: number) => number {
  let random = seed
  return (below) => {
    random = (random * 48271) % 2147483647
    return random % below
  }
}
/** A song whose light clips stand wherever the dice say, from a sixteenth of a beat long; 120 bpm, 8 s. */
function wild(seed: number) {
  const next = dice(seed)
  const looks = ['white', 'red', 'pulse', 'chase', 'dim']
  const clips = Array.from({ length: 60 }, () => ({
    startBeats: next(240) / 16,
    lengthBeats: (1 + next(6)) / 16,
    look: looks[next(looks.length)]!,
    levelUnit: (1 + next(4)) / 4,
  }))
  return testEdition({
    looks: {
      white: on({ colour: '#ffffff' }),
      red: on({ colour: '#ff0000', strobeHz: 12 }),
      dim: on({ levelUnit: 0.2 }),
      pulse: on({ effect: { kind: 'pulse', periodBeats: 0.25, depthUnit: 1 } }),
      chase: on({ effect: { kind: 'chase', periodBeats: 0.1, depthUnit: 1, spreadUnit: 0 } }),
    },
    clips,
  })
}
function played(edition: ReturnType<typeof wild>): Performance {
  const decisions: Decision[] = [
    { kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null },
    { kind: 'locate', segmentId: 'one', positionMs: ms(0), runId: 'r' },
    { kind: 'resume' },
  ]
  return decisions.reduce<Performance>(
    (performance, decision, i) => apply(performance, edition, { seq: i + 1, atMs: ms(0), acceptedAtMs: ms(0), by: 't', decision }),
    openPerformance(),
  )
}
const sampled = (stepMs: number, statesAt: (atMs: number) => LightSample['states']): LightSample[] =>
  Array.from({ length: Math.floor(8000 / stepMs) }, (_, n) => ({ positionMs: n * stepMs, states: statesAt(n * stepMs), performerOn: true }))

describe('limitFlashes', () => {
  it('whatever clips and effects do, no group flashes more than three times in a second, on the grid or between (seeds 1–12)', () => {
    let wildest = 0
    for (let seed = 1; seed <= 12; seed++) {
      const edition = wild(seed)
      const performance = played(edition)
      const raw = sampled(25, (atMs) => lightsAt(edition, evaluate(edition, momentAt(edition, performance, ms(atMs)))))
      wildest = Math.max(wildest, ...strobesIn(edition.venue, raw).map(({ flashes }) => flashes))
      const memory = createFlashMemory()
      for (const stepMs of [25, 16.7]) {
        const safe = sampled(stepMs, (atMs) => limitFlashes(edition, performance, atMs, memory))
        expect({ seed, stepMs, strobes: strobesIn(edition.venue, safe) }).toEqual({ seed, stepMs, strobes: [] })
      }
    }
    expect(wildest).toBeGreaterThan(5)
  })

  it('is a function of the instant: a fresh page, asked once, says what one that watched says', () => {
    const edition = wild(3)
    const performance = played(edition)
    const watching = createFlashMemory()
    const seen = sampled(40, (atMs) => limitFlashes(edition, performance, atMs, watching))
    for (const i of [0, 7, 31, 90, 155]) {
      expect(limitFlashes(edition, performance, seen[i]!.positionMs, createFlashMemory())).toEqual(seen[i]!.states)
    }
  })

  it('light that is calm is left as it is, but for shutters', () => {
    const edition = testEdition({
      looks: { calm: on({ strobeHz: 9, effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.8 } }) },
      clips: [{ startBeats: 0, lengthBeats: 16, look: 'calm', levelUnit: 1, fadeInBeats: 2 }],
    })
    const performance = played(edition)
    const memory = createFlashMemory()
    for (const atMs of [0, 333, 1234.5, 5000]) {
      const raw = lightsAt(edition, evaluate(edition, momentAt(edition, performance, ms(atMs))))
      expect(limitFlashes(edition, performance, atMs, memory)).toEqual(raw.map(({ strobeHz: _, ...state }) => state))
    }
  })
})
