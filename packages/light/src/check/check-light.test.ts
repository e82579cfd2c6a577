import type { Edition, GroupLook } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import type { FixtureState } from '../lights-at.ts'
import { testEdition } from '../testing/edition.ts'
import { checkLight } from './check-light.ts'
import type { LightSample } from './luminance.ts'
import { strobesIn } from './strobe.ts'
import { PERFORMER_AREA, washOutsIn } from './wash-out.ts'

const { venue } = testEdition({ looks: {} })
const state = (fixtureId: string, more: Partial<FixtureState>): FixtureState => ({
  fixtureId,
  levelUnit: 1,
  rgb: [1, 1, 1],
  panDeg: 0,
  tiltDeg: 0,
  beamDeg: 12,
  ...more,
})
const dimmers = ['dimmer-1', 'dimmer-2', 'dimmer-3', 'dimmer-4']

/** Five seconds of the four dimmers of group "front", each doing what `level` says. */
function played(level: (tMs: number, index: number) => number, more: Partial<FixtureState>): LightSample[] {
  return Array.from({ length: 200 }, (_, n) => ({
    positionMs: n * 25,
    states: dimmers.map((id, index) => state(id, { levelUnit: level(n * 25, index), ...more })),
    performerOn: true,
  }))
}
const square = (hz: number, low: number, high: number) => (tMs: number) => (((tMs * hz * 2) / 1000) % 2 < 1 ? high : low)
const found = (samples: readonly LightSample[]) => strobesIn(venue, samples).filter(({ group }) => group === 'front')

describe('strobesIn', () => {
  it('three flashes a second pass, four do not', () => {
    expect(found(played(square(3, 0, 1), {}))).toEqual([])
    expect(found(played(square(4, 0, 1), {}))).toEqual([{ group: 'front', kind: 'general', startMs: 125, endMs: 4875, flashes: 4 }])
    expect(found(played(square(10, 0, 1), {}))[0]).toMatchObject({ flashes: 10 })
  })

  it('changes below a tenth, and those above four fifths, are no flashes; smooth ones are', () => {
    expect(found(played(square(8, 0.5, 0.59), {}))).toEqual([])
    expect(found(played(square(8, 0.82, 1), {}))).toEqual([])
    expect(found(played((tMs) => 0.5 + 0.4 * Math.sin((2 * Math.PI * 5 * tMs) / 1000), {}))[0]).toMatchObject({ flashes: 5 })
  })

  it('small ripples on a slow fade are no flashes', () => {
    expect(found(played((tMs) => tMs / 5000 + (tMs % 50 === 0 ? 0.04 : 0), {}))).toEqual([])
  })

  it('one lamp after the other is no flash of the group; all together is', () => {
    const chase = (tMs: number, index: number) => (Math.floor(tMs / 50) % 4 === index ? 1 : 0)
    expect(found(played(chase, {}))).toEqual([])
    expect(found(played((tMs) => chase(tMs, 0), {}))[0]).toMatchObject({ kind: 'general' })
  })

  it('saturated red flashes count though they are dark; blue ones as dark do not', () => {
    expect(found(played(square(5, 0, 0.3), { rgb: [1, 0, 0] }))).toEqual([expect.objectContaining({ kind: 'red', flashes: 5 })])
    expect(found(played(square(5, 0, 0.3), { rgb: [0, 0, 1] }))).toEqual([])
  })

  it('a short burst is given with its own beginning and end', () => {
    const burst = (tMs: number) => (tMs >= 1000 && tMs < 2000 ? square(8, 0, 1)(tMs) : 0)
    const [strobe, ...more] = found(played(burst, {}))
    expect(more).toEqual([])
    expect(strobe).toMatchObject({ startMs: 1000, endMs: 1950, flashes: 8 })
  })
})

describe('washOutsIn', () => {
  const gauze = { screen: PERFORMER_AREA, limitUnit: 0.25 }
  const spot = (positionM: [number, number, number], aimM: [number, number, number]) => ({
    ...venue,
    fixtures: { spot: { ...venue.fixtures['dimmer-1']!, positionM, aimM } },
  })
  const front = spot([0, 4, 6], [0, 1.2, 0])
  const lit = (levels: readonly number[], performerOn = true): LightSample[] =>
    levels.map((levelUnit, n) => ({ positionMs: n * 25, states: [state('spot', { levelUnit })], performerOn }))

  it('a lamp from the front on the performer is named with when and how much', () => {
    expect(washOutsIn(front, lit([0, 0.2, 0.5, 0.8, 0.1, 0.9]), gauze)).toEqual([
      { startMs: 50, endMs: 75, luminance: 0.8, fixtureIds: ['spot'] },
      { startMs: 125, endMs: 125, luminance: 0.9, fixtureIds: ['spot'] },
    ])
  })

  it('light from behind, light past her, and an empty screen do not matter', () => {
    expect(washOutsIn(spot([0, 4, -4], [0, 1.2, 0]), lit([1]), gauze)).toEqual([])
    expect(washOutsIn(spot([0, 1.2, -4], [0, 1.2, -8]), lit([1]), gauze)).toEqual([])
    expect(washOutsIn(spot([0, 4, 6], [4, 1.2, 0]), lit([1]), gauze)).toEqual([])
    expect(washOutsIn(front, lit([1], false), gauze)).toEqual([])
  })
})

describe('checkLight', () => {
  const look = (kind: 'pulse' | 'chase', periodBeats: number): GroupLook => ({
    levelUnit: 1,
    effect: { kind, periodBeats, depthUnit: 1, spreadUnit: 0 },
  })
  const show: Edition = testEdition({
    looks: { fast: { front: look('pulse', 1 / 4) }, calm: { front: look('pulse', 1) } },
    clips: [
      { startBeats: 0, lengthBeats: 4, look: 'calm', levelUnit: 1 },
      { startBeats: 8, lengthBeats: 4, look: 'fast', levelUnit: 1 },
    ],
    cues: {
      blink: { action: { kind: 'look', look: 'fast', fadeMs: 0 as never } },
      rest: { action: { kind: 'look', look: 'calm', fadeMs: 0 as never } },
    },
  })

  it('finds where a song flashes, and a cue that would by itself', () => {
    const issues = checkLight(show).filter(({ code, message }) => code === 'strobe' && message.includes('"front"'))
    expect(issues.map(({ path, severity }) => [path, severity])).toEqual([
      ['show.setlist.one', 'warning'],
      ['show.cues.blink', 'warning'],
    ])
    expect(checkLight(show).filter(({ code }) => code === 'wash-out')).toEqual([])
    expect(issues[0]!.message).toContain('from 4.0 to 5.9 s')
  })

  it('says once a segment that the front light makes her pale', () => {
    const spot = {
      ...venue.fixtures['dimmer-1']!,
      positionM: [0, 4, 6] as [number, number, number],
      aimM: [0, 1.2, 0] as [number, number, number],
    }
    const performers = { her: {} } as unknown as Edition['show']['performers']
    const lit: Edition = { ...show, show: { ...show.show, performers }, venue: { ...venue, fixtures: { spot } } }
    const issues = checkLight(lit).filter(({ code }) => code === 'wash-out')
    expect(issues.map(({ path }) => path)).toEqual(['show.setlist.one'])
    expect(issues[0]!.message).toContain('spot light her from the front for')
  })
})
