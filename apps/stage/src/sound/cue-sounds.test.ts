import { type Edition, ms, type Performance } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { known, tinyEdition } from '../testing-edition.ts'
import { cueFilesToPrepare, cueSounds } from './cue-sounds.ts'

const cue = (order: string, number: string, action: unknown, more: Record<string, unknown> = {}) => ({
  order,
  number,
  name: { en: number },
  preWaitMs: 0,
  postWaitMs: 0,
  continueMode: 'none',
  armed: true,
  action,
  ...more,
})

/** The tiny show with sound cues: a bell of 800 ms, rain that loops every 2 s and fades in over 1 s, a fade and a stop of the rain. */
function withSounds(): Edition {
  const tiny = tinyEdition()
  const cues = {
    ...tiny.show.cues,
    bell: cue('p', '10', { kind: 'sound', file: 'audio/bell.wav', durationMs: 800, fadeMs: 0, gainDb: -6 }),
    rain: cue('q', '11', { kind: 'sound', file: 'audio/rain.wav', durationMs: 2000, fadeMs: 1000, loop: true }),
    softer: cue('r', '12', { kind: 'soundFade', cueId: 'rain', gainDb: -20, fadeMs: 0 }),
    stop: cue('s', '13', { kind: 'soundStop', cueId: 'rain', fadeMs: 400 }),
  }
  return {
    ...tiny,
    show: { ...tiny.show, cues: cues as unknown as Edition['show']['cues'] },
    cueOrder: [...tiny.cueOrder, 'bell', 'rain', 'softer', 'stop'],
  }
}
const edition = withSounds()
const fire = (cueId: string, runId: string) => ({ kind: 'go' as const, cueId, runId, standbyCueId: null })
const at = (performance: Performance, nowMs: number) =>
  cueSounds(
    edition,
    performance,
    [0, 125, 250, 375].map((step) => nowMs + step),
    nowMs + 4000,
  )
const gainAt = (performance: Performance, nowMs: number, runId: string) => at(performance, nowMs).gains.get(runId)?.[0]

describe('sounds of cues', () => {
  it('a bell is known before it is due, begins sharply at its level, and is over when it is over', () => {
    const log = known(edition, [[1000, 1100, fire('bell', 'r1')]])
    const due = at(log(1000), 1000)
    expect(due.items).toMatchObject([{ startAtMs: 1100, durationMs: 800, cutAtMs: 1900, offsetMs: 0, source: { path: 'audio/bell.wav' } }])
    const level = 10 ** (-6 / 20)
    for (const gain of due.gains.get('r1')!) expect(gain).toBeCloseTo(level, 9)
    expect(at(log(2000), 2000).items).toEqual([])
  })

  it('a loop sounds again every time round, found anew wherever one looks, and fades in', () => {
    const log = known(edition, [[0, 100, fire('rain', 'r1')]])
    expect(at(log(50), 50).items.map(({ startAtMs }) => startAtMs)).toEqual([100, 2100])
    expect(at(log(60_000), 60_000).items.map(({ startAtMs }) => startAtMs)).toEqual([58_100, 60_100, 62_100])
    expect(gainAt(log(600), 600, 'r1')).toBeCloseTo(0.5, 6)
    expect(gainAt(log(1200), 1200, 'r1')).toBeCloseTo(1, 6)
  })

  it('keeps the name of each round from tick to tick', () => {
    const log = known(edition, [[0, 100, fire('rain', 'r1')]])
    const names = new Map<number, string>()
    for (let nowMs = 250; nowMs < 9000; nowMs += 250) {
      for (const { startAtMs, key } of at(log(nowMs), nowMs).items) {
        expect(names.get(startAtMs) ?? key).toBe(key)
        names.set(startAtMs, key)
      }
    }
    expect(new Set(names.values()).size).toBe(names.size)
  })

  it('a fade brings it to another level, a stop takes it out over its fade, and then it is gone', () => {
    const log = known(edition, [
      [0, 100, fire('rain', 'r1')],
      [3000, 3000, fire('softer', 'r2')],
      [5000, 5000, fire('stop', 'r3')],
    ])
    expect(gainAt(log(4000), 4000, 'r1')).toBeCloseTo(0.1, 6)
    expect(gainAt(log(5200), 5200, 'r1')).toBeCloseTo(0.05, 6)
    expect(at(log(5600), 5600).items).toEqual([])
  })

  it('panic takes it with everything else; muted sound is silent and goes on below', () => {
    const log = known(edition, [
      [0, 100, fire('rain', 'r1')],
      [3000, 3000, { kind: 'mute', outputClass: 'sound', on: true }],
      [4000, 4000, { kind: 'mute', outputClass: 'sound', on: false }],
      [5000, 5000, { kind: 'panic', fadeMs: ms(1000) }],
    ])
    expect(gainAt(log(3500), 3500, 'r1')).toBe(0)
    expect(at(log(3500), 3500).items.length).toBeGreaterThan(0)
    expect(gainAt(log(4500), 4500, 'r1')).toBeCloseTo(1, 6)
    expect(gainAt(log(5500), 5500, 'r1') ?? 0).toBeLessThan(0.6)
    expect(gainAt(log(6500), 6500, 'r1') ?? 0).toBe(0)
  })
})

describe('the recordings of the cues that come next', () => {
  it('are those of the standby cue and the two after it', () => {
    expect(cueFilesToPrepare(edition, 'bell')).toEqual(['audio/bell.wav', 'audio/rain.wav'])
    expect(cueFilesToPrepare(edition, 'softer')).toEqual([])
  })
})
