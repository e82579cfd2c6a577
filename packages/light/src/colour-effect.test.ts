/** Colours and movements that travel, per fixture and per pixel; who owns a colour; beams from palettes. */
import { type ColourEffect, type GroupLook, type LightClip, type Movement, ms, type Palette, type Venue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { luminanceOf } from './check/luminance.ts'
import { linearRgb } from './colour.ts'
import { colourAt } from './colour-effect.ts'
import { lightsAt } from './lights-at.ts'
import { swingOf } from './movement.ts'
import { testEdition, testFixtures, testFrame } from './testing/edition.ts'
import { dmxOf } from './universe.ts'

const RED = linearRgb('#ff0000')
const GREEN = linearRgb('#00ff00')
const BLUE = linearRgb('#0000ff')
const COLOURS = [RED, GREEN, BLUE]
const effect = (kind: ColourEffect['kind'], more: Partial<ColourEffect> = {}): ColourEffect => ({
  kind,
  colours: ['#ff0000', '#00ff00', '#0000ff'],
  periodBeats: 3,
  ...more,
})
const cell = (index: number, count: number) => ({ index, count, dice: index * 77 + 5 })

describe('colourAt', () => {
  it('a chase steps through the colours, each fixture one place behind the one before', () => {
    const at = (rounds: number, index: number) => colourAt(effect('chase'), COLOURS, rounds, cell(index, 3))
    expect([0, 1 / 3 + 1e-9, 2 / 3 + 1e-9, 1].map((rounds) => at(rounds, 0))).toEqual([RED, GREEN, BLUE, RED])
    expect([0, 1, 2].map((index) => at(1e-9, index))).toEqual([RED, BLUE, GREEN])
  })

  it('a wave is each colour in turn and half-way between in linear light, without a jump where it begins again', () => {
    const at = (rounds: number) => colourAt(effect('wave'), COLOURS, rounds, cell(0, 1))
    expect(at(0)).toEqual(RED)
    expect(at(1 / 6)).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.5, 9), 0])
    const [before, after] = [at(1 - 1e-7), at(1 + 1e-7)]
    for (let part = 0; part < 3; part++) expect(Math.abs(before[part as 0] - after[part as 0])).toBeLessThan(1e-5)
  })

  it('a pulse is the next colour on every beat of its own and falls back to the first, before beat 0 as well', () => {
    const at = (rounds: number) => colourAt(effect('pulse'), COLOURS, rounds, cell(2, 4))
    expect([at(0), at(1), at(2), at(-1), at(-2)]).toEqual([GREEN, BLUE, GREEN, BLUE, GREEN])
    expect(at(0.999)[0]).toBeGreaterThan(0.99)
  })

  it('a sparkle draws anew for every fixture and period, the same each time it is asked', () => {
    const at = (rounds: number, index: number) => colourAt(effect('sparkle'), COLOURS, rounds, cell(index, 8))
    const drawn = Array.from({ length: 60 }, (_, n) => at(Math.floor(n / 8) + 0.4, n % 8))
    expect(new Set(drawn.map(String)).size).toBe(3)
    expect(drawn).toEqual(Array.from({ length: 60 }, (_, n) => at(Math.floor(n / 8) + 0.4, n % 8)))
  })

  it('repeats after its period, hours into a song (sparkle draws anew)', () => {
    for (const kind of ['chase', 'wave'] as const) {
      for (const rounds of [0.125, 0.5, 0.875]) {
        expect(colourAt(effect(kind), COLOURS, rounds + 4096, cell(1, 4))).toEqual(colourAt(effect(kind), COLOURS, rounds, cell(1, 4)))
      }
    }
    expect(colourAt(effect('pulse'), COLOURS, 4096.25, cell(1, 4))).toEqual(colourAt(effect('pulse'), COLOURS, 0.25, cell(1, 4)))
  })
})

describe('swingOf', () => {
  const move = (kind: Movement['kind'], phaseBeats: number, index: number, more: Partial<Movement> = {}) =>
    swingOf({ kind, periodBeats: 4, sizeDeg: 20, ...more }, phaseBeats, { index, count: 4, dice: index * 31 + 1 })

  it('heads move together unless a spread sets them apart; a wave and a chase are spread by themselves', () => {
    expect(move('sweep', 1, 3)).toEqual(move('sweep', 1, 0))
    expect(move('sweep', 1, 3, { spreadUnit: 1 })).toEqual(move('sweep', 2, 0))
    expect(move('wave', 1, 3)).toEqual(move('nod', 2, 0))
  })

  it('a chase dips one head after the other, two of them at a time at most', () => {
    for (let phase = 0; phase < 4; phase += 0.1) {
      const tilts = [0, 1, 2, 3].map((index) => move('chase', phase, index).tiltDeg)
      expect(tilts.filter((tilt) => tilt < -1e-9).length).toBeLessThanOrEqual(2)
      expect(Math.min(...tilts)).toBeLessThanOrEqual(-10 + 1e-6)
    }
  })

  it('a sparkle goes to a place within its size each period, without a jump, and rests there', () => {
    let before = move('sparkle', 0, 2)
    for (let phase = 0.01; phase < 40; phase += 0.01) {
      const here = move('sparkle', phase, 2)
      expect(Math.max(Math.abs(here.panDeg), Math.abs(here.tiltDeg))).toBeLessThanOrEqual(20)
      // 40° within two beats, at most 1.5 times as fast in its middle.
      expect(Math.hypot(here.panDeg - before.panDeg, here.tiltDeg - before.tiltDeg)).toBeLessThan(0.43)
      before = here
    }
    expect(move('sparkle', 6.1, 2)).toEqual(move('sparkle', 7.9, 2))
    expect(move('sparkle', 6.1, 2)).not.toEqual(move('sparkle', 6.1, 1))
  })
})

/** Four bars of three RGB pixels each, group "bars". */
const pixelVenue: Pick<Venue, 'fixtures' | 'profiles'> = {
  profiles: {
    bar: {
      name: 'Bar',
      homeBeamDeg: 40,
      slots: [0, 1, 2].flatMap((pixel) =>
        (['red', 'green', 'blue'] as const).map((kind) => ({ kind, byte: 0, bytes: 1, cell: pixel, dimmed: true })),
      ),
    },
  },
  fixtures: Object.fromEntries(
    [0, 1, 2, 3].map((i) => [
      `bar-${i}`,
      { ...testFixtures['rgb-1']!, order: `b${i}`, number: 40 + i, profile: 'bar', slot: 1 + 9 * i, groups: ['bars'] },
    ]),
  ),
}
function rig(looks: Record<string, Record<string, GroupLook>>, palettes: Record<string, Palette> = {}) {
  const edition = testEdition({ looks })
  return {
    ...edition,
    show: { ...edition.show, palettes },
    venue: { ...edition.venue, ...pixelVenue, fixtures: { ...testFixtures, ...pixelVenue.fixtures } },
  }
}

describe('colours of pixels', () => {
  const edition = rig({
    flow: { bars: { levelUnit: 1, colourEffect: effect('chase', { periodBeats: 12, pixels: true }) } },
    plain: { bars: { levelUnit: 1, colour: '#ffffff' } },
    dim: {
      bars: {
        levelUnit: 0.5,
        effect: { kind: 'chase', periodBeats: 12, depthUnit: 1, pixels: true },
        colourEffect: effect('wave', { pixels: true }),
      },
    },
  })
  const bars = (looks: Parameters<typeof testFrame>[0]) =>
    lightsAt(edition, testFrame(looks, { bpm: 120 })).filter(({ fixtureId }) => fixtureId.startsWith('bar'))

  it('walk pixel by pixel over the whole group and come out in the slots of each', () => {
    const states = bars([{ look: 'flow' }])
    // Twelve pixels, three colours: four pixels of each, walking backwards through the colours.
    expect(states.flatMap(({ cellRgb, rgb }) => cellRgb ?? [rgb, rgb, rgb]).map((rgb) => rgb.map(Math.round).join(''))).toEqual([
      '100',
      ...Array(4).fill('001'),
      ...Array(4).fill('010'),
      ...Array(3).fill('100'),
    ])
    const slots = dmxOf(edition.venue, states).get(1)!
    expect([...slots.subarray(0, 12)]).toEqual([255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255])
  })

  it('a fixture of several colours gives what they add up to, each by its light', () => {
    for (const state of bars([{ look: 'dim', phaseBeats: 5.3 }])) {
      const cells = state.cellRgb!.map((rgb, i) =>
        luminanceOf({ ...state, rgb, levelUnit: state.levelUnit * (state.cellUnits?.[i] ?? 1), cellUnits: [1] }),
      )
      expect(luminanceOf(state)).toBeCloseTo(cells.reduce((sum, one) => sum + one, 0) / 3, 9)
    }
  })

  it('a later look fades them to its own colour, and when it has come in nothing of them is left', () => {
    const over = (presenceUnit: number) => bars([{ look: 'flow' }, { look: 'plain', presenceUnit }])[0]!
    expect(over(0.5).cellRgb).toEqual([
      [1, 0.5, 0.5],
      [0.5, 0.5, 1],
      [0.5, 0.5, 1],
    ])
    expect(over(1)).toMatchObject({ rgb: [1, 1, 1] })
    expect(over(1)).not.toHaveProperty('cellRgb')
  })

  it('and they come over a plain colour pixel by pixel in the same way', () => {
    const [first] = bars([{ look: 'plain' }, { look: 'flow', presenceUnit: 0.5 }])
    expect(first!.cellRgb![1]).toEqual([0.5, 0.5, 1])
  })
})

describe('beams from looks and palettes', () => {
  const edition = rig(
    {
      spiral: { heads: { levelUnit: 1, gobo: 'spiral', prism: 1, irisUnit: 0.4, beamPalette: 'soft' } },
      soft: { heads: { levelUnit: 1, beamPalette: 'soft', colour: '3200K' } },
      plain: { heads: { levelUnit: 1 } },
    },
    { soft: { kind: 'beam', name: 'Soft', frostUnit: 0.8, irisUnit: 0.9, gobo: 0, goboSpeedUnit: -0.5 } },
  )
  const head = (looks: Parameters<typeof testFrame>[0]) =>
    lightsAt(edition, testFrame(looks, {})).find(({ fixtureId }) => fixtureId === 'movingHead-1')!

  it('the look counts before its palette, and what neither says is not asked for', () => {
    expect(head([{ look: 'spiral' }]).optics).toEqual({ gobo: 'spiral', prism: 1, irisUnit: 0.4, frostUnit: 0.8, goboSpeedUnit: -0.5 })
    expect(head([{ look: 'soft' }])).toMatchObject({ rgb: linearRgb('3200K'), optics: { frostUnit: 0.8, irisUnit: 0.9, gobo: 0 } })
    expect(head([{ look: 'plain' }])).not.toHaveProperty('optics')
  })

  it('numbers fade from the owner below, and from where they rest on a fixture that is lit; gobos and prisms change at once', () => {
    const faded = head([{ look: 'spiral' }, { look: 'soft', presenceUnit: 0.5 }]).optics!
    expect(faded).toMatchObject({ irisUnit: expect.closeTo(0.65, 9), frostUnit: expect.closeTo(0.8, 9), gobo: 0, prism: 1 })
    expect(head([{ look: 'plain' }, { look: 'soft', presenceUnit: 0.25 }]).optics).toMatchObject({
      irisUnit: expect.closeTo(0.975, 9),
      frostUnit: expect.closeTo(0.2, 9),
    })
    expect(head([{ look: 'soft', presenceUnit: 0.25 }]).optics).toMatchObject({ irisUnit: 0.9, frostUnit: 0.8 })
  })
})

describe('who owns a colour', () => {
  it('level is HTP and the colour effect of the latest look LTP; a colour drawn along a clip counts before the effect', () => {
    const edition = testEdition({
      looks: {
        bright: { side: { levelUnit: 0.9, colour: '#ffffff' } },
        flow: { side: { levelUnit: 0.3, colourEffect: effect('chase', { spreadUnit: 0 }) } },
      },
      clips: [
        {
          startBeats: 0,
          lengthBeats: 16,
          look: 'flow',
          levelUnit: 1,
          ...({ curves: { colour: [[0, '#0000ff']] } } as Partial<LightClip>),
        } as never,
      ],
    })
    const first = (looks: Parameters<typeof testFrame>[0], more = {}) =>
      lightsAt(edition, testFrame(looks, { bpm: 120, atMs: ms(0), ...more })).find(({ fixtureId }) => fixtureId === 'rgb-1')!
    expect(first([{ look: 'bright' }, { look: 'flow' }])).toMatchObject({ levelUnit: 0.9, rgb: RED })
    expect(first([{ look: 'flow' }, { look: 'bright' }])).toMatchObject({ levelUnit: 0.9, rgb: [1, 1, 1] })
    expect(first([{ look: 'flow', source: 'song', id: 'light/c0' }], { songId: 'song' })).toMatchObject({ rgb: BLUE })
  })

  it('while strobing is off colours go round slowly enough: no more than three steps a second', () => {
    const edition = testEdition({
      looks: { fast: { side: { levelUnit: 1, colourEffect: effect('chase', { periodBeats: 1, spreadUnit: 0 }) } } },
    })
    const changes = (strobe: boolean) => {
      let [count, before] = [0, '']
      for (let n = 0; n < 200; n++) {
        const [state] = lightsAt(edition, testFrame([{ look: 'fast', phaseBeats: n / 100 + 0.001 }], { bpm: 120, strobe })).filter(
          ({ fixtureId }) => fixtureId === 'rgb-1',
        )
        const now = String(state!.rgb)
        if (n > 0 && now !== before) count++
        before = now
      }
      return count
    }
    expect(changes(true)).toBe(5)
    expect(changes(false)).toBeLessThanOrEqual(3)
  })
})
