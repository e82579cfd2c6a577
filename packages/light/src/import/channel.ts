/** One channel of an Open Fixture Library file: what it is for, where its range lies, where it rests. */
import { type Capability, capabilitiesOf, coarseOf, middle, widest } from './capability.ts'
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf, withUnit } from './json-reader.ts'
import { matrixOf } from './matrix.ts'
import { frostOf, type Prisms, prismsOf, scaleOf, type Temperatures, type Turning, temperaturesOf, turningOf } from './optics.ts'
import { openShutter, type StrobeRange, strobeOf, strobeRanges } from './shutter.ts'
import { type ColourStop, colourStops, type Gobos, gobosOf, whiteStops } from './wheel.ts'

/** What looks can ask of a channel. */
export type Role =
  | { readonly kind: 'intensity'; readonly strobe: readonly StrobeRange[] }
  | { readonly kind: MixedColour }
  /** From the lowest to the highest value; null when the file does not say. */
  | { readonly kind: 'pan' | 'tilt'; readonly turnDeg: number | null }
  | { readonly kind: 'zoom'; readonly zoomDeg: (lensDeg: readonly number[]) => readonly [number, number] }
  | { readonly kind: 'iris' | 'focus' | 'frost' }
  | ({ readonly kind: 'colourTemperature' } & Temperatures)
  | { readonly kind: 'colourWheel'; readonly stops: readonly ColourStop[] }
  | ({ readonly kind: 'gobo' } & Gobos)
  | ({ readonly kind: 'prism' } & Prisms)
  | ({ readonly kind: 'goboSpeed' | 'prismSpeed' } & Turning)
  | { readonly kind: 'strobe'; readonly open: number; readonly ranges: readonly StrobeRange[] }
  | { readonly kind: 'other' }

export interface Channel {
  readonly role: Role
  readonly fineNames: readonly string[]
  /** Coarse values of nothing and of all; null: 0 to 255. */
  readonly range: readonly [number, number] | null
  /** Name of the pixel or pixel group it is for; null: all of the fixture. */
  readonly pixel: string | null
  readonly capabilities: readonly Capability[]
  readonly defaultValue: number | null
  readonly switches: readonly { readonly from: number; readonly to: number; readonly channels: ReadonlyMap<string, string> }[]
}

export type MixedColour = (typeof COLOURS)[keyof typeof COLOURS]

/** Names of the format, and ours. */
const COLOURS = {
  Red: 'red',
  Green: 'green',
  Blue: 'blue',
  White: 'white',
  'Warm White': 'warmWhite',
  'Cold White': 'coldWhite',
  UV: 'uv',
  Amber: 'amber',
  Lime: 'lime',
  Indigo: 'indigo',
  Cyan: 'cyan',
  Magenta: 'magenta',
  Yellow: 'yellow',
} as const

/** All channels of a fixture by name, those of pixels under their filled-in names. */
export function channelsOf(fixture: JsonObject): ReadonlyMap<string, Channel> {
  const channels = new Map<string, Channel>()
  const wheels = objectOf(memberOf(fixture, 'wheels'))
  for (const [name, value] of Object.entries(objectOf(memberOf(fixture, 'availableChannels')) ?? {})) {
    const json = objectOf(value)
    if (json !== null) channels.set(name, channelOf(name, json, wheels))
  }
  const { pixels, groups } = matrixOf(fixture)
  const keys = [
    ...[...groups].map(([key, members]) => [key, members.length >= pixels.length] as const),
    ...pixels.map(({ key }) => [key, pixels.length === 1] as const),
  ]
  for (const [template, value] of Object.entries(objectOf(memberOf(fixture, 'templateChannels')) ?? {})) {
    const json = objectOf(value)
    if (json === null) continue
    // Read once: a fixture may have a thousand pixels.
    const channel = channelOf(template, json, wheels)
    for (const [key, all] of keys) {
      const fill = (text: string) => text.replaceAll('$pixelKey', key)
      if (channels.has(fill(template))) continue
      channels.set(fill(template), {
        ...channel,
        pixel: all ? null : key,
        fineNames: channel.fineNames.map(fill),
        switches: channel.switches.map((one) => ({
          ...one,
          channels: new Map([...one.channels].map(([from, to]) => [fill(from), fill(to)])),
        })),
      })
    }
  }
  return channels
}

function channelOf(name: string, json: JsonObject, wheels: JsonObject | null): Channel {
  const fineNames = listOf(memberOf(json, 'fineChannelAliases')).filter((alias): alias is string => typeof alias === 'string')
  // Values are written in the finest resolution unless the file says otherwise; ours are coarse.
  const resolution = { '8bit': 1, '16bit': 2, '24bit': 3 }[textOf(memberOf(json, 'dmxValueResolution')) ?? ''] ?? fineNames.length + 1
  const steps = 256 ** (resolution - 1)
  const capabilities = capabilitiesOf(json, steps)
  const percent = withUnit(memberOf(json, 'defaultValue'), '%')
  const number = numberOf(memberOf(json, 'defaultValue'))
  const defaultValue = percent === null ? (number === null ? null : coarseOf(number, steps)) : Math.round((percent / 100) * 255)
  const rest = restOf(capabilities, defaultValue)
  const main = mainOf(capabilities)
  const role = roleOf(main, capabilities, { name, wheels, rest })
  return {
    role,
    fineNames,
    range: scaleFor(role, main, capabilities),
    pixel: null,
    capabilities,
    defaultValue,
    switches: capabilities.flatMap(({ from, to, json: capability }) => {
      const switched = objectOf(memberOf(capability, 'switchChannels'))
      if (switched === null) return []
      const names = Object.entries(switched).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      return [{ from, to, channels: new Map(names) }]
    }),
  }
}

/** The capability that looks use: the widest of a kind that can be mapped. */
const mainOf = (capabilities: readonly Capability[]): Capability | null =>
  widest(capabilities.filter(({ type }) => ['Intensity', 'ColorIntensity', 'Pan', 'Tilt', 'Zoom'].includes(type)))

interface Around {
  readonly name: string
  readonly wheels: JsonObject | null
  /** Where it stands when nothing else is known. */
  readonly rest: number
}

function roleOf(main: Capability | null, capabilities: readonly Capability[], { name, wheels, rest }: Around): Role {
  const colours = colourStops(name, capabilities, wheels)
  if (colours.length > 0) return { kind: 'colourWheel', stops: colours }
  switch (main?.type) {
    case 'Intensity':
      return { kind: 'intensity', strobe: strobeRanges(capabilities) }
    case 'ColorIntensity': {
      const colour = textOf(memberOf(main.json, 'color')) ?? ''
      return { kind: isKnownColour(colour) ? COLOURS[colour] : 'other' }
    }
    case 'Pan':
    case 'Tilt':
      return { kind: main.type === 'Pan' ? 'pan' : 'tilt', turnDeg: turnOf(main) }
    case 'Zoom':
      return { kind: 'zoom', zoomDeg: (lensDeg) => zoomOf(main, lensDeg) }
  }
  return opticalRole(capabilities, { name, wheels, rest }) ?? { kind: 'other' }
}

function opticalRole(capabilities: readonly Capability[], { name, wheels, rest }: Around): Role | null {
  const gobos = gobosOf(name, capabilities, wheels, rest)
  if (gobos !== null) return { kind: 'gobo', ...gobos }
  const strobe = strobeOf(capabilities)
  if (strobe !== null) return { kind: 'strobe', ...strobe }
  const whites = whiteStops(capabilities)
  if (whites.length > 1) return { kind: 'colourWheel', stops: whites }
  const temperatures = temperaturesOf(capabilities)
  if (temperatures !== null) return { kind: 'colourTemperature', ...temperatures }
  const prisms = prismsOf(capabilities, rest)
  if (prisms !== null) return { kind: 'prism', ...prisms }
  for (const [type, kind] of [
    ['WheelSlotRotation', 'goboSpeed'],
    ['PrismRotation', 'prismSpeed'],
  ] as const) {
    const turning = turningOf(type, capabilities, rest)
    if (turning !== null) return { kind, ...turning }
  }
  if (scaleOf('Iris', capabilities) !== null) return { kind: 'iris' }
  if (scaleOf('Focus', capabilities) !== null) return { kind: 'focus' }
  return frostOf(capabilities) === null ? null : { kind: 'frost' }
}

const isKnownColour = (name: string): name is keyof typeof COLOURS => Object.hasOwn(COLOURS, name)

function scaleFor({ kind }: Role, main: Capability | null, capabilities: readonly Capability[]): Channel['range'] {
  const range =
    kind === 'iris'
      ? scaleOf('Iris', capabilities)
      : kind === 'focus'
        ? scaleOf('Focus', capabilities)
        : kind === 'frost'
          ? frostOf(capabilities)
          : rangeOf(main)
  return range !== null && range[0] === 0 && range[1] === 255 ? null : range
}

/** Where nothing and all lie. Outside that range a channel often strobes or runs a program. */
function rangeOf(main: Capability | null): readonly [number, number] | null {
  if (main === null || (main.type !== 'Intensity' && main.type !== 'ColorIntensity')) return null
  const start = memberOf(main.json, 'brightnessStart')
  const end = memberOf(main.json, 'brightnessEnd')
  const upsideDown = (start === '100%' || start === 'bright') && (end === '0%' || end === 'off' || end === 'dark')
  return upsideDown ? [main.to, main.from] : [main.from, main.to]
}

function turnOf(main: Capability): number | null {
  const start = withUnit(memberOf(main.json, 'angleStart'), 'deg')
  const end = withUnit(memberOf(main.json, 'angleEnd'), 'deg')
  return start === null || end === null || start === end ? null : end - start
}

/** Beam angles at the lowest and the highest value; keywords take the ends of the lens, or a usual 5° and 50°. */
function zoomOf(main: Capability, lensDeg: readonly number[]): readonly [number, number] {
  const narrow = lensDeg.length > 1 ? Math.min(...lensDeg) : 5
  const wide = lensDeg.length > 1 ? Math.max(...lensDeg) : 50
  const angle = (member: string, otherwise: number): number => {
    const value = memberOf(main.json, member)
    const deg = withUnit(value, 'deg')
    if (deg !== null && deg > 0) return deg
    return value === 'narrow' ? narrow : value === 'wide' ? wide : otherwise
  }
  return [angle('angleStart', narrow), angle('angleEnd', wide)]
}

/**
 * Where a parameter stays that no look uses, 0–255: a shutter where it is open, an effect where it is off, a wheel at its open slot;
 * otherwise the default of the file, or 0. `say` hears of guesses.
 */
export function restValue(channel: Channel, say: (message: string) => void): number {
  const { capabilities, defaultValue } = channel
  if (capabilities.some(({ type }) => type === 'ShutterStrobe')) {
    const open = openShutter(capabilities)
    if (open !== null) return middle(open)
    say('has no open position in the file; it rests at its default: see that it does not strobe')
    return defaultValue ?? 0
  }
  return restOf(capabilities, defaultValue)
}

function restOf(capabilities: readonly Capability[], defaultValue: number | null): number {
  return defaultValue ?? capabilities.find(({ type }) => type === 'NoFunction')?.from ?? 0
}
