import type { Fixture } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { beamOf } from './beam.ts'
import { fixtureProfiles } from './fixture.ts'
import type { FixtureState } from './lights-at.ts'
import { fixturesOfGroup, patchedSlots } from './patch.ts'
import { testEdition, testFixtures } from './testing/edition.ts'
import { dmxOf } from './universe.ts'

const { venue } = testEdition({ looks: {} })
const state = (fixtureId: string, more: Partial<FixtureState>): FixtureState => ({
  fixtureId,
  levelUnit: 0,
  rgb: [1, 1, 1],
  panDeg: 0,
  tiltDeg: 0,
  beamDeg: 12,
  ...more,
})

describe('dmxOf', () => {
  it('a dimmer has its level in one slot', () => {
    expect(dmxOf(venue, [state('dimmer-3', { levelUnit: 0.5 })]).get(1)![2]).toBe(128)
  })

  it('an RGB fixture without a dimmer has its level in its colours', () => {
    const slots = dmxOf(venue, [state('rgb-2', { levelUnit: 0.5, rgb: [1, 0.5, 0] })]).get(1)!
    expect([...slots.slice(13, 16)]).toEqual([128, 64, 0])
  })

  it('a moving head has 16-bit pan and tilt with home in the middle, a dimmer, undimmed colour and zoom', () => {
    const slots = dmxOf(venue, [state('movingHead-1', { levelUnit: 0.5, rgb: [1, 0, 0.5], panDeg: 135, tiltDeg: -135, beamDeg: 60 })]).get(
      2,
    )!
    expect([...slots.slice(0, 9)]).toEqual([192, 0, 0, 0, 128, 255, 0, 128, 255])
    const home = dmxOf(venue, [state('movingHead-1', { beamDeg: 1 })]).get(2)!
    expect([...home.slice(0, 9)]).toEqual([128, 0, 128, 0, 0, 255, 255, 255, 0])
  })

  it('positions beyond what a head can reach stop at its end', () => {
    const slots = dmxOf(venue, [state('movingHead-1', { panDeg: 300, tiltDeg: -200 })]).get(2)!
    expect([...slots.slice(0, 4)]).toEqual([255, 255, 0, 0])
  })

  it('writes nothing beyond slot 512', () => {
    const late = { ...venue, fixtures: { late: { ...testFixtures['movingHead-1']!, slot: 510 } } }
    expect(dmxOf(late, [state('late', { levelUnit: 1 })]).get(2)).toHaveLength(512)
  })
})

describe('patch', () => {
  it('the fixtures of a group come by their order keys', () => {
    expect(fixturesOfGroup(venue, 'side').map(({ id }) => id)).toEqual(['rgb-1', 'rgb-2', 'rgb-3', 'rgb-4'])
    expect(fixturesOfGroup(venue, 'nobody')).toEqual([])
  })

  it('patched slots are those that belong to a fixture', () => {
    expect(patchedSlots(venue, 1)).toEqual([1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])
    expect(patchedSlots(venue, 7)).toEqual([])
  })

  it('footprints are those of the slot lists', () => {
    expect(Object.values(fixtureProfiles).map(({ footprint }) => footprint)).toEqual([1, 3, 9])
  })
})

describe('beamOf', () => {
  const head: Fixture = { ...testFixtures['movingHead-1']!, positionM: [0, 4, -4], aimM: [0, 4, 0] }
  const aim = (more: Partial<FixtureState>) =>
    beamOf(head, state('movingHead-1', more)).directionUnit.map((v) => Math.round(v * 1e9) / 1e9 + 0)

  it('points at its aim with pan and tilt 0', () => {
    expect(aim({})).toEqual([0, 0, 1])
  })

  it('positive pan is to the right of someone looking along the beam, positive tilt is up', () => {
    expect(aim({ panDeg: 90 })).toEqual([-1, 0, 0])
    expect(aim({ tiltDeg: 90 })).toEqual([0, 1, 0])
  })

  it('directions have length 1, also straight down', () => {
    for (const [panDeg, tiltDeg] of [
      [30, 20],
      [-170, 100],
      [0, 0],
    ] as const) {
      for (const aimM of [
        [0, 0, -4],
        [2, 0, 1],
        [0, 4, -4],
      ] as const) {
        const { directionUnit } = beamOf({ ...head, aimM: [...aimM] }, state('movingHead-1', { panDeg, tiltDeg }))
        expect(Math.hypot(...directionUnit)).toBeCloseTo(1, 9)
      }
    }
  })

  it('a fixture that cannot move ignores pan and tilt', () => {
    const still = beamOf({ ...head, kind: 'rgb' }, state('rgb-1', { panDeg: 90, levelUnit: 0.5, beamDeg: 40 }))
    expect(still).toMatchObject({ directionUnit: [0, 0, 1], angleDeg: 40, levelUnit: 0.5 })
  })
})
