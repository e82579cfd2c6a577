/** Small fixtures in the format of the Open Fixture Library, written for these tests. */
import { describe, expect, it } from 'vitest'
import type { FixtureState } from '../lights-at.ts'
import { patchedSlots } from '../patch.ts'
import { importOk, slotsIn, venueOf } from '../testing/imported.ts'
import { importOpenFixtureLibrary } from './open-fixture-library.ts'

/** The same, with every slot patched. */
function slots(json: unknown, mode: string, state: Partial<FixtureState>): number[] {
  const values = slotsIn(json, mode, state)
  expect(patchedSlots(venueOf(json, mode), 1)).toEqual(values.map((_, index) => index + 1))
  return values
}

const colour = (name: string) => ({ capability: { type: 'ColorIntensity', color: name } })
const head = {
  name: 'Test Head',
  physical: { lens: { degreesMinMax: [8, 40] } },
  wheels: { Wheel: { slots: [{ type: 'Open' }, { type: 'Color', colors: ['#ff0000'] }, { type: 'Color', colors: ['#0000ff'] }] } },
  availableChannels: {
    Pan: { fineChannelAliases: ['Pan fine'], capability: { type: 'Pan', angleStart: '0deg', angleEnd: '540deg' } },
    Tilt: { fineChannelAliases: ['Tilt fine'], capability: { type: 'Tilt', angleStart: '270deg', angleEnd: '0deg' } },
    Shutter: {
      dmxValueResolution: '8bit',
      fineChannelAliases: ['Shutter fine'],
      capabilities: [
        { dmxRange: [0, 31], type: 'ShutterStrobe', shutterEffect: 'Closed' },
        { dmxRange: [32, 63], type: 'ShutterStrobe', shutterEffect: 'Open' },
        { dmxRange: [64, 255], type: 'ShutterStrobe', shutterEffect: 'Strobe', speedStart: 'slow', speedEnd: 'fast' },
      ],
    },
    Dimmer: {
      capabilities: [
        { dmxRange: [0, 9], type: 'NoFunction' },
        { dmxRange: [10, 209], type: 'Intensity' },
        { dmxRange: [210, 255], type: 'ShutterStrobe', shutterEffect: 'Strobe' },
      ],
    },
    Wheel: {
      capabilities: [
        { dmxRange: [0, 9], type: 'WheelSlot', slotNumber: 1 },
        { dmxRange: [10, 19], type: 'WheelSlot', slotNumber: 2 },
        { dmxRange: [20, 29], type: 'WheelSlot', slotNumber: 3 },
        { dmxRange: [30, 255], type: 'WheelRotation' },
      ],
    },
    Zoom: { capability: { type: 'Zoom', angleStart: 'wide', angleEnd: 'narrow' } },
    Function: {
      defaultValue: '0%',
      capabilities: [
        { dmxRange: [0, 127], type: 'NoFunction', switchChannels: { 'Dimmer / Speed': 'Dimmer' } },
        { dmxRange: [128, 255], type: 'Effect', switchChannels: { 'Dimmer / Speed': 'Speed' } },
      ],
    },
    Speed: { capability: { type: 'EffectSpeed' } },
  },
  modes: [
    { name: '16 bit', channels: ['Pan', 'Tilt', 'Pan fine', 'Tilt fine', 'Shutter', 'Dimmer', 'Wheel', 'Zoom'] },
    { name: '8 bit', channels: ['Pan', 'Tilt', null, 'Dimmer'] },
    { name: 'Switching', channels: ['Dimmer / Speed', 'Function'] },
    { name: 'Broken', channels: ['Dimmer', 'Gone'] },
  ],
}

describe('importOpenFixtureLibrary', () => {
  it('coarse and fine bytes find each other wherever they stand; a range that runs backwards is inverted', () => {
    expect(slots(head, '16 bit', { panDeg: 135, tiltDeg: 67.5 }).slice(0, 4)).toEqual([192, 64, 0, 0])
    expect(slots(head, '16 bit', { panDeg: 135.5 }).slice(0, 4)).toEqual([192, 128, 61, 0])
  })

  it('a mode with coarse bytes only is 8 bits wide, and its empty slots stay at 0', () => {
    expect(slots(head, '8 bit', { panDeg: 0, tiltDeg: 0, levelUnit: 1 })).toEqual([128, 128, 0, 209])
  })

  it('the level stays in the range of the dimmer and never reaches its strobe; the shutter is open', () => {
    expect(slots(head, '16 bit', { levelUnit: 0 }).slice(4, 6)).toEqual([47, 10])
    expect(slots(head, '16 bit', { levelUnit: 1 }).slice(4, 6)).toEqual([47, 209])
  })

  it('a colour wheel takes the colour that is nearest', () => {
    const wheel = (rgb: FixtureState['rgb']) => slots(head, '16 bit', { rgb })[6]
    expect([wheel([1, 1, 1]), wheel([0.8, 0.1, 0]), wheel([0, 0.2, 0.6])]).toEqual([4, 14, 24])
  })

  it('zoom keywords take the ends of the lens, in either direction', () => {
    const zoom = (beamDeg: number) => slots(head, '16 bit', { beamDeg })[7]
    expect([zoom(8), zoom(40), zoom(24)]).toEqual([255, 0, 128])
    expect(importOk(head).modes['16 bit']!.homeBeamDeg).toBe(40)
  })

  it('a switched slot is what its switch says at rest', () => {
    expect(slots(head, 'Switching', { levelUnit: 1 })).toEqual([209, 0])
  })

  it('a channel that is not described is named and stays at 0', () => {
    expect(slots(head, 'Broken', { levelUnit: 1 })).toEqual([209, 0])
    expect(importOk(head).issues).toEqual([expect.objectContaining({ path: 'modes.3', code: 'unknown-channel', severity: 'warning' })])
  })

  it('without a dimmer the level is in the colours; white takes what they have in common', () => {
    const par = {
      name: 'Par',
      availableChannels: {
        R: colour('Red'),
        G: colour('Green'),
        B: colour('Blue'),
        W: colour('White'),
        D: { capability: { type: 'Intensity' } },
      },
      modes: [
        { name: 'rgb', channels: ['R', 'G', 'B'] },
        { name: 'rgbw', channels: ['R', 'G', 'B', 'W'] },
        { name: 'drgb', channels: ['D', 'R', 'G', 'B'] },
      ],
    }
    const amber = { rgb: [1, 0.5, 0.25] as const, levelUnit: 0.5 }
    expect(slots(par, 'rgb', amber)).toEqual([128, 64, 32])
    expect(slots(par, 'rgbw', amber)).toEqual([96, 32, 0, 32])
    expect(slots(par, 'drgb', amber)).toEqual([128, 255, 128, 64])
  })

  it('cyan, magenta and yellow take away their complement, level included when there is no dimmer', () => {
    const cmy = {
      name: 'CMY',
      availableChannels: { C: colour('Cyan'), M: colour('Magenta'), Y: colour('Yellow') },
      modes: [{ name: 'cmy', channels: ['C', 'M', 'Y'] }],
    }
    expect(slots(cmy, 'cmy', { rgb: [1, 0, 0.5], levelUnit: 1 })).toEqual([0, 255, 128])
    expect(slots(cmy, 'cmy', { rgb: [1, 1, 1], levelUnit: 0 })).toEqual([255, 255, 255])
  })

  it('24-bit levels are spread over three slots', () => {
    const fader = {
      name: 'Fader',
      availableChannels: { I: { fineChannelAliases: ['I fine', 'I fine^2'], capability: { type: 'Intensity' } } },
      modes: [{ name: '24', channels: ['I', 'I fine', 'I fine^2'] }],
    }
    expect(slots(fader, '24', { levelUnit: 1 })).toEqual([255, 255, 255])
    expect(slots(fader, '24', { levelUnit: 0.5 })).toEqual([128, 0, 0])
  })

  it('pixels are repeated as the mode says; under a master they stay full', () => {
    const strip = {
      name: 'Strip',
      matrix: { pixelCount: [3, 1, 1], pixelGroups: { All: 'all', Ends: ['1', '3'] } },
      availableChannels: {},
      templateChannels: {
        'Dim $pixelKey': { capability: { type: 'Intensity' } },
        'R $pixelKey': colour('Red'),
        'B $pixelKey': colour('Blue'),
      },
      modes: [
        {
          name: 'pixels',
          channels: [
            {
              insert: 'matrixChannels',
              repeatFor: 'eachPixelXYZ',
              channelOrder: 'perPixel',
              templateChannels: ['R $pixelKey', 'B $pixelKey'],
            },
          ],
        },
        {
          name: 'colours',
          channels: [
            {
              insert: 'matrixChannels',
              repeatFor: ['1', '3'],
              channelOrder: 'perChannel',
              templateChannels: ['R $pixelKey', 'B $pixelKey'],
            },
          ],
        },
        { name: 'master', channels: ['Dim All', 'Dim 1', 'Dim Ends'] },
        { name: 'ends', channels: ['Dim Ends', 'Dim 2'] },
      ],
    }
    const red = { rgb: [1, 0, 0] as const, levelUnit: 0.5 }
    expect(slots(strip, 'pixels', red)).toEqual([128, 0, 128, 0, 128, 0])
    expect(slots(strip, 'colours', red)).toEqual([128, 128, 0, 0])
    expect(slots(strip, 'master', red)).toEqual([128, 255, 255])
    expect(slots(strip, 'ends', red)).toEqual([128, 128])
  })

  it('a shutter without an open position is told, not guessed in silence', () => {
    const strobe = {
      name: 'Strobe',
      availableChannels: { S: { capability: { type: 'ShutterStrobe', shutterEffect: 'Strobe', speedStart: '1Hz', speedEnd: '20Hz' } } },
      modes: [{ name: 'one', channels: ['S'] }],
    }
    expect(slots(strobe, 'one', { levelUnit: 1 })).toEqual([0])
    expect(importOk(strobe).issues.map(({ code }) => code)).toEqual(['guessed'])
  })

  it('what is no fixture is refused in words', () => {
    for (const json of [
      null,
      3,
      'x',
      [],
      {},
      { name: 'x' },
      { name: 'x', modes: [{ name: 'y', channels: [] }] },
      { name: 'x', redirectTo: 'a/b' },
    ]) {
      expect(importOpenFixtureLibrary(json)).toMatchObject({ ok: false })
    }
  })

  it('whatever is put in the place of any part, it never throws (seed 5)', () => {
    let random = 5
    const dice = (below: number) => {
      random = (random * 48271) % 2147483647
      return random % below
    }
    const junk = [null, -1, 1e9, '', 'x', '__proto__', [], [null], {}, true, [[[[]]]]]
    const spoil = (value: unknown): unknown => {
      if (dice(25) === 0) return junk[dice(junk.length)]
      if (Array.isArray(value)) return value.map(spoil)
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spoil(member)]))
      return value
    }
    let imported = 0
    for (let round = 0; round < 3000; round++) if (importOpenFixtureLibrary(spoil(head)).ok) imported++
    expect(imported).toBeGreaterThan(500)
  })
})
