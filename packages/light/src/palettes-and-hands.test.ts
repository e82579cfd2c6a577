/** Palettes, drawn curves, pixels, strobe, and what an operator takes by hand. */
import type { Edition, FixtureProfile, Frame, GroupLook, LightClip, Palette } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { beamOf } from './beam.ts'
import { lightsAt, type TakenFixture } from './lights-at.ts'
import { testEdition, testFrame } from './testing/edition.ts'
import { dmxOf } from './universe.ts'

type Looks = Parameters<typeof testEdition>[0]['looks']
function edition(looks: Looks, palettes: Readonly<Record<string, Palette>> = {}): Edition {
  const made = testEdition({ looks, clips: [{ startBeats: 4, lengthBeats: 8, look: Object.keys(looks)[0]!, levelUnit: 1 }] })
  return { ...made, show: { ...made.show, palettes } }
}
const stateOf = (show: Edition, fixtureId: string, frame: Parameters<typeof testFrame>) =>
  lightsAt(show, testFrame(...frame)).find((state) => state.fixtureId === fixtureId)!

describe('palettes', () => {
  const palettes: Record<string, Palette> = {
    rose: { kind: 'colour', name: 'Rose', colour: '#ff0080' },
    script: { kind: 'colour', name: 'Script', colour: 'section:2' },
    her: { kind: 'position', name: 'On her', aimM: [0, 1.2, 0], fanDeg: 10 },
    down: { kind: 'position', name: 'Down', tiltDeg: -30 },
    tight: { kind: 'beam', name: 'Tight', beamDeg: 4, strobeHz: 5 },
  }
  const of = (look: GroupLook, fixtureId: string) =>
    stateOf(edition({ one: { side: look, heads: look } }, palettes), fixtureId, [[{ look: 'one' }], {}])

  it('a look takes colour, position and beam from the palettes it names', () => {
    expect(of({ levelUnit: 1, colourPalette: 'rose' }, 'rgb-1').rgb).toEqual([1, 0, expect.closeTo(0.2159, 4)])
    expect(of({ levelUnit: 1, colourPalette: 'script' }, 'rgb-1').rgb).toEqual([0, 0, 1])
    expect(of({ levelUnit: 1, positionPalette: 'down', beamPalette: 'tight' }, 'movingHead-2')).toMatchObject({
      panDeg: 0,
      tiltDeg: -30,
      beamDeg: 4,
      strobeHz: 5,
    })
  })

  it('what a look says itself counts before its palette', () => {
    const own = of(
      { levelUnit: 1, colour: '#00ff00', colourPalette: 'rose', tiltDeg: 5, positionPalette: 'down', beamPalette: 'tight', beamDeg: 9 },
      'movingHead-1',
    )
    expect(own).toMatchObject({ rgb: [0, 1, 0], tiltDeg: 5, beamDeg: 9, strobeHz: 5 })
  })

  it('a palette that is not there, or of another kind, changes nothing', () => {
    expect(of({ levelUnit: 1, colourPalette: 'tight', positionPalette: 'nowhere' }, 'movingHead-1')).toMatchObject({
      rgb: [1, 1, 1],
      panDeg: 0,
    })
  })

  it('heads look at the point of a position palette, wherever they hang', () => {
    const show = edition({ one: { heads: { levelUnit: 1, positionPalette: 'her' } } }, { her: { ...palettes.her!, fanDeg: 0 } as Palette })
    for (const n of [1, 2, 3, 4]) {
      const fixture = show.venue.fixtures[`movingHead-${n}`]!
      const { originM, directionUnit } = beamOf(fixture, stateOf(show, `movingHead-${n}`, [[{ look: 'one' }], {}]))
      const far = Math.hypot(...originM.map((at, axis) => [0, 1.2, 0][axis]! - at))
      const hit = originM.map((at, axis) => at + directionUnit[axis]! * far)
      expect(hit).toEqual([0, 1.2, 0].map((at) => expect.closeTo(at, 9)))
    }
  })
})

describe('curves along a clip', () => {
  const curves: LightClip['curves'] = {
    levelUnit: [
      [0, 0],
      [4, 1],
    ],
    panDeg: [
      [0, -20],
      [4, 20],
    ],
    beamDeg: [
      [0, 10],
      [4, 30],
    ],
    colour: [
      [0, '#ff0000'],
      [4, '#0000ff'],
    ],
  }
  const made = edition({ one: { heads: { levelUnit: 0.5, colour: '#00ff00', panDeg: 5 } } })
  const clip = (made.songs.song!.tracks.light as { clips: Record<string, LightClip> }).clips.c0!
  clip.curves = curves
  const at = (phaseBeats: number) =>
    stateOf(made, 'movingHead-1', [[{ source: 'song', id: 'light/c0', look: 'one', phaseBeats }], { songId: 'song' }])

  it('multiply the level, move the position, and stand in for colour and beam; beats count from the clip', () => {
    expect(at(6)).toMatchObject({ levelUnit: 0.25, panDeg: 5, beamDeg: 20, rgb: [0.5, 0, 0.5] })
    expect(at(7)).toMatchObject({ levelUnit: 0.375, panDeg: 15, beamDeg: 25, rgb: [0.25, 0, 0.75] })
  })

  it('stand level before their first point and after their last', () => {
    expect(at(4)).toMatchObject({ levelUnit: 0, panDeg: -15, rgb: [1, 0, 0] })
    expect(at(11)).toMatchObject({ levelUnit: 0.5, panDeg: 25, rgb: [0, 0, 1] })
  })
})

describe('pixels', () => {
  const strip: FixtureProfile = {
    name: 'Strip',
    homeBeamDeg: 30,
    slots: [
      { kind: 'dimmer', byte: 0, bytes: 1 },
      ...[0, 1, 2, 3].flatMap((cell) => [
        { kind: 'red' as const, byte: 0, bytes: 1, dimmed: false, cell },
        { kind: 'white' as const, byte: 0, bytes: 1, dimmed: false, cell },
      ]),
    ],
  }
  function strips(effect: GroupLook['effect']): Edition {
    const made = edition({ one: { strips: { levelUnit: 1, ...(effect ? { effect } : {}) } } })
    const hung = (index: number) => ({
      ...made.venue.fixtures['dimmer-1']!,
      order: `s${index}`,
      slot: 1 + index * 9,
      universe: 5,
      profile: 'strip',
      groups: ['strips'],
    })
    return { ...made, venue: { ...made.venue, profiles: { strip }, fixtures: { a: hung(0), b: hung(1) } } }
  }
  const slots = (show: Edition, phaseBeats: number) => [
    ...dmxOf(show.venue, lightsAt(show, testFrame([{ look: 'one', phaseBeats }], {})))
      .get(5)!
      .subarray(0, 18),
  ]

  it('are each a place of their own in an effect that asks for it: a chase runs over all of them', () => {
    const show = strips({ kind: 'chase', periodBeats: 8, depthUnit: 1, pixels: true })
    const lit = Array.from({ length: 8 }, (_, beat) => {
      const values = slots(show, beat + 0.5)
      return [0, 1].flatMap((strip) =>
        [0, 1, 2, 3].map((cell) => Math.round((values[strip * 9]! * values[strip * 9 + 2 + cell * 2]!) / 255)),
      )
    })
    expect(lit.map((values) => values.indexOf(255))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const values of lit) expect(values.filter((value) => value === 255)).toHaveLength(1)
  })

  it('follow the level of their fixture in every other effect', () => {
    expect(slots(strips({ kind: 'chase', periodBeats: 2, depthUnit: 1 }), 0).slice(0, 9)).toEqual([255, 0, 255, 0, 255, 0, 255, 0, 255])
    expect(stateOf(strips(undefined), 'a', [[{ look: 'one' }], {}]).cellUnits).toBeUndefined()
  })
})

describe('energy', () => {
  it('takes an effect down by how lively the section is, where the look asks for it', () => {
    const gain = (energyUnit: number | undefined, sectionId: string | null) =>
      stateOf(
        edition({
          one: {
            front: {
              levelUnit: 1,
              effect: { kind: 'pulse', periodBeats: 1, depthUnit: 0.8, ...(energyUnit === undefined ? {} : { energyUnit }) },
            },
          },
        }),
        'dimmer-1',
        [[{ look: 'one', phaseBeats: 0.999999999 }], { songId: 'song', sectionId }],
      ).levelUnit
    expect(gain(undefined, 's')).toBeCloseTo(0.2, 6)
    // The test's section has an energy of a half.
    expect(gain(1, 's')).toBeCloseTo(0.6, 6)
    expect(gain(0.5, 's')).toBeCloseTo(0.4, 6)
    expect(gain(1, null)).toBeCloseTo(0.6, 6)
  })
})

describe('strobe', () => {
  const profile: FixtureProfile = {
    name: 'Blinder',
    homeBeamDeg: 60,
    slots: [
      { kind: 'dimmer', byte: 0, bytes: 1 },
      {
        kind: 'strobe',
        open: 8,
        ranges: [
          { from: 16, to: 115, lowHz: 1, highHz: 10 },
          { from: 250, to: 150, lowHz: 5, highHz: 25 },
        ],
      },
    ],
  }
  const hung = (look: GroupLook): Edition => {
    const made = edition({ one: { blinder: look } })
    return {
      ...made,
      venue: {
        ...made.venue,
        profiles: { blinder: profile },
        fixtures: { b: { ...made.venue.fixtures['dimmer-1']!, profile: 'blinder', groups: ['blinder'] } },
      },
    }
  }
  const shutter = (strobeHz: number | undefined, more: Parameters<typeof testFrame>[1] = {}) => {
    const show = hung({ levelUnit: 1, ...(strobeHz === undefined ? {} : { strobeHz }) })
    return dmxOf(show.venue, lightsAt(show, testFrame([{ look: 'one' }], more))).get(1)![1]
  }

  it('is a place in the range that reaches the rate, backwards too, the nearest end beyond, open at 0', () => {
    expect([undefined, 0, 1, 10, 0.5].map((hz) => shutter(hz))).toEqual([8, 8, 16, 115, 16])
    expect([25, 15].map((hz) => shutter(hz))).toEqual([150, 200])
  })

  it('the kill opens every shutter and slows fast effects to a whole fraction, still on the beat', () => {
    expect(shutter(10, { strobe: false })).toBe(8)
    const level = (phaseBeats: number, more: Parameters<typeof testFrame>[1]) =>
      stateOf(hung({ levelUnit: 1, effect: { kind: 'pulse', periodBeats: 0.25, depthUnit: 1 } }), 'b', [
        [{ look: 'one', phaseBeats }],
        { bpm: 120, ...more },
      ]).levelUnit
    // 8 Hz becomes a third of it, 2.67 Hz: full where three quarters of a beat divide.
    expect([0, 0.75, 1.5].map((beat) => level(beat, { strobe: false }))).toEqual([1, 1, 1])
    expect(level(0.25, { strobe: false })).toBeCloseTo(4 / 9, 9)
    expect(level(0.25, {})).toBe(1)
  })
})

describe('what is taken by hand', () => {
  const show = edition({ one: { side: { levelUnit: 0.5, colour: '#0000ff' }, heads: { levelUnit: 1, panDeg: 40 } } })
  const of = (fixtureId: string, taken: Omit<TakenFixture, 'fixtureId'>, more: Parameters<typeof testFrame>[1] = {}) =>
    stateOf(show, fixtureId, [
      [{ look: 'one' }],
      { taken: [{ kind: 'fixture', fixtureId, ...taken } as NonNullable<Frame['taken']>[number]], ...more },
    ])

  it('stays whatever looks say, parameter by parameter, and no other fixture knows of it', () => {
    expect(of('rgb-1', { levelUnit: 0.9 })).toMatchObject({ levelUnit: 0.9, rgb: [0, 0, 1] })
    expect(of('movingHead-1', { panDeg: -10, colour: '#ff0000' })).toMatchObject({ levelUnit: 1, panDeg: -10, rgb: [1, 0, 0] })
    expect(
      stateOf(show, 'rgb-2', [[{ look: 'one' }], { taken: [{ kind: 'fixture', fixtureId: 'rgb-1', levelUnit: 0.9 }] }]).levelUnit,
    ).toBe(0.5)
  })

  it('follows grand master and blackout unless it is parked', () => {
    const at = (parked: boolean, more: Parameters<typeof testFrame>[1]) => of('rgb-1', { levelUnit: 0.8, parked }, more).levelUnit
    expect([at(false, { lightUnit: 0.5 }), at(false, { blackout: true })]).toEqual([0.4, 0])
    expect([at(true, { lightUnit: 0.5 }), at(true, { blackout: true })]).toEqual([0.8, 0.8])
  })

  it('a single slot has the value it was given, patched or not, in the universes that are sent', () => {
    const frame = testFrame([{ look: 'one' }], {
      taken: [
        { kind: 'channel', universe: 1, slot: 13, value: 77 },
        { kind: 'channel', universe: 2, slot: 512, value: 1 },
      ],
    })
    const universes = dmxOf(show.venue, lightsAt(show, frame), frame.taken)
    expect([universes.get(1)![12], universes.get(1)![15], universes.get(2)![511]]).toEqual([77, 128, 1])
  })
})
