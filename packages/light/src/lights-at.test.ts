import { describe, expect, it } from 'vitest'
import { linearRgb } from './colour.ts'
import { lightsAt } from './lights-at.ts'
import { testEdition, testFrame } from './testing/edition.ts'

const edition = testEdition({
  looks: {
    half: { front: { levelUnit: 0.5 } },
    third: { front: { levelUnit: 0.3 } },
    red: { side: { levelUnit: 1, colour: '#ff0000' } },
    blue: { side: { levelUnit: 0.2, colour: '#0000ff' } },
    level: { side: { levelUnit: 0.4 } },
    script: { side: { levelUnit: 1, colour: 'section:1' } },
    left: { heads: { levelUnit: 1, panDeg: -40, tiltDeg: 10, beamDeg: 10 } },
    right: { heads: { levelUnit: 1, panDeg: 40, beamDeg: 30 } },
    fan: { heads: { levelUnit: 1, fanDeg: 60 } },
  },
})
const of = (fixtureId: string, ...args: Parameters<typeof testFrame>) =>
  lightsAt(edition, testFrame(...args)).find((state) => state.fixtureId === fixtureId)!

describe('lightsAt', () => {
  it('gives every fixture of the venue, dark at home where nobody asks', () => {
    const states = lightsAt(edition, testFrame([], {}))
    expect(states).toHaveLength(12)
    for (const state of states) expect(state).toMatchObject({ levelUnit: 0, rgb: [1, 1, 1], panDeg: 0, tiltDeg: 0 })
  })

  it('intensity takes the highest of all layers, whatever their order', () => {
    expect(of('dimmer-1', [{ look: 'half' }, { look: 'third' }], {}).levelUnit).toBe(0.5)
    expect(of('dimmer-1', [{ look: 'third' }, { look: 'half', levelUnit: 0.5 }], {}).levelUnit).toBe(0.3)
  })

  it('colour belongs to the layer with the highest order, even when another is brighter', () => {
    const state = of(
      'rgb-1',
      [
        { look: 'blue', order: 9 },
        { look: 'red', order: 2 },
      ],
      {},
    )
    expect(state.rgb).toEqual([0, 0, 1])
    expect(state.levelUnit).toBe(1)
  })

  it('a layer that names no colour leaves it to the one below', () => {
    expect(of('rgb-1', [{ look: 'red' }, { look: 'level' }], {}).rgb).toEqual([1, 0, 0])
  })

  it('colours cross-fade in linear light by how far the upper layer has faded in', () => {
    expect(of('rgb-1', [{ look: 'red' }, { look: 'blue', levelUnit: 0.25 }], {}).rgb).toEqual([0.75, 0, 0.25])
  })

  it('a look fired at half level still owns its colour once it has faded in', () => {
    expect(of('rgb-1', [{ look: 'red' }, { look: 'blue', levelUnit: 0.5, presenceUnit: 1 }], {}).rgb).toEqual([0, 0, 1])
  })

  it('with nobody below, colour and position are there from the first instant of a fade', () => {
    expect(of('rgb-1', [{ look: 'blue', levelUnit: 0.01 }], {}).rgb).toEqual([0, 0, 1])
    expect(of('movingHead-1', [{ look: 'left', levelUnit: 0.01 }], {})).toMatchObject({ panDeg: -40, tiltDeg: 10 })
  })

  it('section colours follow the colour script of the song, and are white where there is none', () => {
    expect(of('rgb-1', [{ look: 'script' }], {}).rgb).toEqual([0, 1, 0])
    expect(of('rgb-1', [{ look: 'script' }], { sectionColours: null }).rgb).toEqual([1, 1, 1])
  })

  it('each axis of a head belongs to the highest layer that names it', () => {
    expect(of('movingHead-1', [{ look: 'left' }, { look: 'right' }], {})).toMatchObject({ panDeg: 40, tiltDeg: 10, beamDeg: 30 })
    expect(of('movingHead-1', [{ look: 'left' }, { look: 'right', levelUnit: 0.5 }], {})).toMatchObject({ panDeg: 0, beamDeg: 20 })
  })

  it('a fan spreads pan evenly and symmetrically over the group', () => {
    expect([1, 2, 3, 4].map((n) => of(`movingHead-${n}`, [{ look: 'fan' }], {}).panDeg)).toEqual(
      [-30, -10, 10, 30].map((v) => expect.closeTo(v, 9)),
    )
  })

  it('the grand master scales every intensity; blackout is zero', () => {
    expect(of('dimmer-1', [{ look: 'half' }], { lightUnit: 0.5 }).levelUnit).toBe(0.25)
    expect(of('dimmer-1', [{ look: 'half' }], { blackout: true }).levelUnit).toBe(0)
  })

  it('a look that this venue does not know changes nothing', () => {
    expect(of('dimmer-1', [{ look: 'nowhere' }], {}).levelUnit).toBe(0)
  })
})

describe('linearRgb', () => {
  it('decodes sRGB: middle grey is a fifth of the light', () => {
    expect(linearRgb('#808080')[0]).toBeCloseTo(0.2159, 4)
    expect(linearRgb('#404040')[0]).toBeCloseTo(0.0513, 4)
    expect(linearRgb('#0a0a0a')[0]).toBeCloseTo(0.00304, 5)
    expect(linearRgb('#000000')).toEqual([0, 0, 0])
    expect(linearRgb('#FFFFFF')).toEqual([1, 1, 1])
  })
})
