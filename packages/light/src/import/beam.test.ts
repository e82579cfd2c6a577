/** Wheels, gobos, prisms, iris, focus, frost, colour temperatures, ultraviolet, switched slots: small fixtures written for these tests. */
import { describe, expect, it } from 'vitest'
import { hexOf, kelvinRgb, linearRgb } from '../colour.ts'
import type { FixtureState } from '../lights-at.ts'
import { importOk, slotsIn } from '../testing/imported.ts'

const colour = (name: string) => ({ capability: { type: 'ColorIntensity', color: name } })
const slot = (range: readonly [number, number], slotNumber: number) => ({ dmxRange: range, type: 'WheelSlot', slotNumber })
const spot = {
  name: 'Test Spot',
  wheels: {
    Colour: { slots: [{ type: 'Open' }, { type: 'Color', colors: ['#ff0000'] }, { type: 'Color', colors: ['#0000ff'] }] },
    Turning: { slots: [{ type: 'Open' }, { type: 'Color', colors: ['#ff0000'] }, { type: 'Color', colors: ['#0000ff'] }] },
    Gobo: { slots: [{ type: 'Open' }, { type: 'Gobo', name: 'Dots' }, { type: 'Gobo', resource: 'gobos/aliases/x/spiral' }] },
    'Gobo 2': { slots: [{ type: 'Gobo', name: 'Breakup' }, { type: 'Open' }] },
  },
  availableChannels: {
    Colour: {
      capabilities: [slot([0, 9], 1), slot([10, 19], 1.5), slot([20, 29], 2), slot([30, 39], 2.5), slot([40, 49], 3), slot([50, 59], 3.5)],
    },
    Turning: {
      capabilities: [
        { dmxRange: [0, 120], type: 'WheelSlot', slotNumberStart: 1, slotNumberEnd: 3 },
        { dmxRange: [121, 255], type: 'WheelRotation', speed: 'fast CW' },
      ],
    },
    Gobo: {
      capabilities: [slot([0, 9], 1), slot([10, 19], 2), slot([20, 29], 3), { dmxRange: [30, 255], type: 'WheelShake', slotNumber: 2 }],
    },
    'Gobo 2': { capabilities: [slot([0, 127], 1), slot([128, 255], 2)] },
    'Gobo turn': {
      capabilities: [
        { dmxRange: [0, 127], type: 'WheelSlotRotation', wheel: 'Gobo', angleStart: '0deg', angleEnd: '360deg' },
        { dmxRange: [128, 189], type: 'WheelSlotRotation', wheel: 'Gobo', speedStart: 'fast CW', speedEnd: 'slow CW' },
        { dmxRange: [190, 193], type: 'WheelSlotRotation', wheel: 'Gobo', speed: 'stop' },
        { dmxRange: [194, 255], type: 'WheelSlotRotation', wheel: 'Gobo', speedStart: 'slow CCW', speedEnd: 'fast CCW' },
      ],
    },
    Prism: {
      capabilities: [
        { dmxRange: [0, 9], type: 'NoFunction' },
        { dmxRange: [10, 99], type: 'Prism' },
        { dmxRange: [100, 255], type: 'Prism' },
      ],
    },
    'Prism turn': {
      capabilities: [
        { dmxRange: [0, 9], type: 'NoFunction' },
        { dmxRange: [10, 255], type: 'PrismRotation', speedStart: '0rpm', speedEnd: '30rpm' },
      ],
    },
    Iris: {
      defaultValue: 0,
      capabilities: [
        { dmxRange: [0, 191], type: 'Iris', openPercentStart: 'open', openPercentEnd: 'closed' },
        { dmxRange: [192, 255], type: 'IrisEffect', effectName: 'Pulse' },
      ],
    },
    Focus: { fineChannelAliases: ['Focus fine'], capability: { type: 'Focus', distanceStart: '2m', distanceEnd: 'far' } },
    Frost: {
      capabilities: [
        { dmxRange: [0, 9], type: 'NoFunction' },
        { dmxRange: [10, 255], type: 'Frost', frostIntensityStart: 'low', frostIntensityEnd: 'high' },
      ],
    },
  },
  modes: [
    {
      name: 'all',
      channels: ['Colour', 'Turning', 'Gobo', 'Gobo 2', 'Gobo turn', 'Prism', 'Prism turn', 'Iris', 'Focus', 'Focus fine', 'Frost'],
    },
  ],
}
const at = (name: string, state: Partial<FixtureState>): number => slotsIn(spot, 'all', state)[spot.modes[0]!.channels.indexOf(name)]!

describe('wheels', () => {
  it('the nearest colour is taken; a split one only when no whole one comes near, and after the last slot comes the first', () => {
    const wheel = (hex: string) => at('Colour', { rgb: linearRgb(hex) })
    expect([wheel('#ffffff'), wheel('#ff0000'), wheel('#2020ff')]).toEqual([4, 24, 44])
    // Half red, half blue; half blue, half white. A mere tint takes the whole colour beside it.
    expect([wheel('#bc00bc'), wheel('#bcbcff'), wheel('#ff4040')]).toEqual([34, 54, 24])
  })

  it('a wheel that turns with the value has each colour where it comes by', () => {
    expect([at('Turning', { rgb: [1, 1, 1] }), at('Turning', { rgb: [1, 0, 0] }), at('Turning', { rgb: [0, 0, 1] })]).toEqual([0, 60, 120])
  })

  it('whites of different temperature are a wheel of their own; a wheel stands open while colours are mixed', () => {
    const step = (range: readonly [number, number], kelvin: string) => ({
      dmxRange: range,
      type: 'ColorTemperature',
      colorTemperature: kelvin,
    })
    const panel = {
      name: 'Panel',
      wheels: spot.wheels,
      availableChannels: {
        CCT: { capabilities: [step([0, 99], '3200K'), step([100, 255], '5600K')] },
        R: colour('Red'),
        Colour: spot.availableChannels.Colour,
      },
      modes: [
        { name: 'white', channels: ['CCT'] },
        { name: 'mixed', channels: ['R', 'Colour'] },
      ],
    }
    expect([slotsIn(panel, 'white', { rgb: kelvinRgb(3000) }), slotsIn(panel, 'white', { rgb: kelvinRgb(6000) })]).toEqual([[49], [177]])
    expect(slotsIn(panel, 'mixed', { rgb: [1, 0, 0], levelUnit: 1 })).toEqual([255, 4])
  })
})

describe('gobos and prisms', () => {
  it('are asked for by number, from wheel to wheel, or by letters of their name; without one the beam is open', () => {
    const both = (gobo: number | string) => [at('Gobo', { optics: { gobo } }), at('Gobo 2', { optics: { gobo } })]
    expect([both(0), both(1), both(2), both(3), both(9)]).toEqual([
      [4, 191],
      [14, 191],
      [24, 191],
      [4, 63],
      [4, 191],
    ])
    expect([both('dot'), both('SPIRAL'), both('break'), both('stars')]).toEqual([
      [14, 191],
      [24, 191],
      [4, 63],
      [4, 191],
    ])
    expect([at('Gobo', {}), at('Gobo 2', {})]).toEqual([4, 191])
    expect([at('Prism', {}), at('Prism', { optics: { prism: 1 } }), at('Prism', { optics: { prism: 2 } })]).toEqual([4, 10, 100])
  })

  it('turn either way as fast as is asked, and stand still otherwise', () => {
    const gobo = (goboSpeedUnit: number) => at('Gobo turn', { optics: { goboSpeedUnit } })
    expect([gobo(0), gobo(1), gobo(0.01), gobo(-0.01), gobo(-1)]).toEqual([191, 128, 189, 194, 255])
    expect(gobo(0.5)).toBeGreaterThan(155)
    expect(gobo(0.5)).toBeLessThan(162)
    const prism = (prismSpeedUnit: number) => at('Prism turn', { optics: { prismSpeedUnit } })
    // It turns one way only: the other is not asked of it at speed.
    expect([prism(0), prism(0.5), prism(1), prism(-1)]).toEqual([4, 133, 255, 10])
  })
})

describe('iris, focus, frost', () => {
  it('go from end to end, in either direction and in 16 bits, and rest where they do not disturb', () => {
    expect([at('Iris', {}), at('Iris', { optics: { irisUnit: 1 } }), at('Iris', { optics: { irisUnit: 0 } })]).toEqual([0, 0, 191])
    const focus = (state: Partial<FixtureState>) => slotsIn(spot, 'all', state).slice(8, 10)
    expect([focus({}), focus({ optics: { focusUnit: 0 } }), focus({ optics: { focusUnit: 1 } })]).toEqual([
      [128, 0],
      [0, 0],
      [255, 255],
    ])
    expect([at('Frost', {}), at('Frost', { optics: { frostUnit: 0 } }), at('Frost', { optics: { frostUnit: 1 } })]).toEqual([0, 10, 255])
  })
})

describe('white light', () => {
  const white = {
    name: 'White',
    availableChannels: {
      W: colour('Warm White'),
      C: colour('Cold White'),
      D: { capability: { type: 'Intensity' } },
      T: { capability: { type: 'ColorTemperature', colorTemperatureStart: '2700K', colorTemperatureEnd: '6500K' } },
      R: colour('Red'),
      G: colour('Green'),
      B: colour('Blue'),
      UV: colour('UV'),
    },
    modes: [
      { name: 'two', channels: ['W', 'C'] },
      { name: 'cct', channels: ['D', 'T'] },
      { name: 'five', channels: ['D', 'R', 'G', 'B', 'W', 'C', 'T'] },
      { name: 'uv', channels: ['D', 'UV'] },
      { name: 'uv only', channels: ['UV'] },
    ],
  }

  it('is as warm as the colour, by two lamps or by a channel, and never dark because of it', () => {
    const two = (rgb: FixtureState['rgb']) => slotsIn(white, 'two', { rgb, levelUnit: 1 })
    expect([two([1, 1, 1]), two(kelvinRgb(2700))]).toEqual([
      [0, 255],
      [255, 0],
    ])
    const [warm, cold] = two(kelvinRgb(4000))
    expect(warm! + cold!).toBeGreaterThan(250)
    expect(Math.abs(warm! - cold!)).toBeLessThan(80)
    expect(two([1, 0, 0])).toEqual([255, 0])
    const cct = (kelvin: number) => slotsIn(white, 'cct', { rgb: kelvinRgb(kelvin), levelUnit: 1 })
    expect([cct(2700), cct(6500), cct(9000)]).toEqual([
      [255, 0],
      [255, 255],
      [255, 255],
    ])
    expect(cct(4600)[1]).toBeGreaterThan(125)
    expect(cct(4600)[1]).toBeLessThan(131)
  })

  it('beside mixed colours the two whites take their part, and the channel stays out of it', () => {
    expect(slotsIn(white, 'five', { rgb: [1, 1, 1], levelUnit: 1 })).toEqual([255, 0, 0, 0, 0, 255, 0])
    const [, red, , blue, warm, cold] = slotsIn(white, 'five', { rgb: [1, 0.1, 0], levelUnit: 1 })
    expect([red, blue, warm, cold]).toEqual([255, 0, 0, 0])
  })

  it('ultraviolet is what a look asks of it, dimmed with the rest', () => {
    expect(slotsIn(white, 'uv', { levelUnit: 0.5 })).toEqual([128, 0])
    expect(slotsIn(white, 'uv', { levelUnit: 0.5, optics: { uvUnit: 1 } })).toEqual([128, 255])
    expect(slotsIn(white, 'uv only', { levelUnit: 0.5, optics: { uvUnit: 1 } })).toEqual([128])
  })

  it('a temperature is the same light whether it is named or written as a colour', () => {
    expect(linearRgb('3200K')).toEqual(kelvinRgb(3200))
    expect(hexOf(kelvinRgb(6504)).slice(0, 3)).toBe('#ff')
    expect(hexOf(linearRgb('#1a8fe0'))).toBe('#1a8fe0')
    const [red, green, blue] = kelvinRgb(3200)
    expect([red, green > 0.4 && green < 0.55, blue > 0.15 && blue < 0.3]).toEqual([1, true, true])
  })
})

describe('switched slots', () => {
  const dimmer = (shutter: boolean) => ({
    name: 'Switching',
    wheels: spot.wheels,
    availableChannels: {
      Gobo: {
        capabilities: [
          { ...slot([0, 9], 1), switchChannels: { 'Turn / Prism': 'Prism', Twice: 'Prism' } },
          { ...slot([10, 29], 2), switchChannels: { 'Turn / Prism': 'Gobo turn', Twice: 'Prism' } },
        ],
      },
      Program: {
        capabilities: [
          { dmxRange: [0, 99], type: 'NoFunction', switchChannels: { 'Prism / Speed': 'Prism' } },
          { dmxRange: [100, 255], type: 'Effect', switchChannels: { 'Prism / Speed': 'Speed' } },
        ],
      },
      'Gobo turn': spot.availableChannels['Gobo turn'],
      Prism: spot.availableChannels.Prism,
      Speed: { capability: { type: 'EffectSpeed' } },
      Level: {
        capabilities: [
          { dmxRange: [0, 199], type: 'Intensity' },
          { dmxRange: [200, 255], type: 'ShutterStrobe', shutterEffect: 'Strobe', speedStart: '1Hz', speedEnd: '12Hz' },
        ],
      },
      Shutter: {
        capabilities: [
          { dmxRange: [0, 9], type: 'NoFunction' },
          { dmxRange: [10, 255], type: 'ShutterStrobe', shutterEffect: 'Strobe' },
        ],
      },
    },
    modes: [
      { name: 'gobo', channels: ['Turn / Prism', 'Gobo', 'Twice'] },
      { name: 'program', channels: ['Program', 'Prism / Speed'] },
      { name: 'level', channels: shutter ? ['Level', 'Shutter'] : ['Level'] },
    ],
  })

  it('are what the slot that switches them says, wherever it stands and as it moves', () => {
    const asked = { prism: 1, goboSpeedUnit: 1 }
    expect(slotsIn(dimmer(false), 'gobo', { optics: { ...asked, gobo: 0 } })).toEqual([10, 4, 10])
    expect(slotsIn(dimmer(false), 'gobo', { optics: { ...asked, gobo: 1 } })).toEqual([128, 19, 10])
  })

  it('that nothing can move, or that are the same in every case, are plain', () => {
    const kinds = (mode: string) => importOk(dimmer(false)).modes[mode]!.slots.map(({ kind }) => kind)
    expect(kinds('gobo')).toEqual(['switched', 'gobo', 'prism'])
    expect(kinds('program')).toEqual(['rest', 'prism'])
  })

  it('a dimmer whose upper end strobes does so when it is asked and lit, unless there is a shutter for it', () => {
    const level = (state: Partial<FixtureState>, shutter = false) => slotsIn(dimmer(shutter), 'level', state)
    expect([level({ levelUnit: 1 }), level({ levelUnit: 0.5, strobeHz: 12 }), level({ strobeHz: 12 })]).toEqual([[199], [255], [0]])
    expect(level({ levelUnit: 1, strobeHz: 20 }, true)).toEqual([199, 255])
  })
})

describe('shutters', () => {
  it('flashes that stand still are where a shutter is open when the file has no better word', () => {
    const strobe = (speedStart: string) => ({
      name: 'Strobe',
      availableChannels: { S: { capability: { type: 'ShutterStrobe', shutterEffect: 'Strobe', speedStart, speedEnd: '20Hz' } } },
      modes: [{ name: 'one', channels: ['S'] }],
    })
    for (const still of ['0Hz', 'stop', '0%']) {
      expect(importOk(strobe(still)).issues).toEqual([])
      expect([slotsIn(strobe(still), 'one', {}), slotsIn(strobe(still), 'one', { strobeHz: 10 })]).toEqual([[0], [127]])
    }
  })
})
