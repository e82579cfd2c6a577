/** One channel of an Open Fixture Library file: what it is for, where its range lies, where it rests. */
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf, withUnit } from './json-reader.ts'
import { matrixOf } from './matrix.ts'

export interface Channel {
  readonly role:
    | 'intensity'
    | 'red'
    | 'green'
    | 'blue'
    | 'white'
    | 'amber'
    | 'lime'
    | 'indigo'
    | 'cyan'
    | 'magenta'
    | 'yellow'
    | 'pan'
    | 'tilt'
    | 'zoom'
    | 'colourWheel'
    | 'strobe'
    | 'other'
  readonly fineNames: readonly string[]
  /** Coarse values of nothing and of all; null: 0 to 255. */
  readonly range: readonly [number, number] | null
  /** Pan and tilt: from the lowest to the highest value; null when the file does not say. */
  readonly turnDeg: number | null
  readonly strobe: { readonly open: number; readonly ranges: readonly StrobeRange[] } | null
  readonly zoomDeg: (lensDeg: readonly number[]) => readonly [number, number]
  readonly stops: readonly { readonly value: number; readonly colour: string }[]
  /** Name of the pixel or pixel group it is for; null: all of the fixture. */
  readonly pixel: string | null
  readonly capabilities: readonly Capability[]
  readonly defaultValue: number | null
  readonly switches: readonly { readonly from: number; readonly to: number; readonly channels: ReadonlyMap<string, string> }[]
}

interface StrobeRange {
  readonly from: number
  readonly to: number
  readonly lowHz: number
  readonly highHz: number
}

interface Capability {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly json: JsonObject
}

const COLOURS: Readonly<Record<string, Channel['role']>> = {
  Red: 'red',
  Green: 'green',
  Blue: 'blue',
  White: 'white',
  'Warm White': 'white',
  'Cold White': 'white',
  Amber: 'amber',
  Lime: 'lime',
  Indigo: 'indigo',
  Cyan: 'cyan',
  Magenta: 'magenta',
  Yellow: 'yellow',
}

/** All channels of a fixture by name, those of pixels under their filled-in names. */
export function channelsOf(fixture: JsonObject): ReadonlyMap<string, Channel> {
  const channels = new Map<string, Channel>()
  const wheels = objectOf(memberOf(fixture, 'wheels'))
  for (const [name, value] of Object.entries(objectOf(memberOf(fixture, 'availableChannels')) ?? {})) {
    const json = objectOf(value)
    if (json !== null) channels.set(name, channelOf(name, json, wheels, null))
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
    const channel = channelOf(template, json, wheels, null)
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

function channelOf(name: string, json: JsonObject, wheels: JsonObject | null, pixel: string | null): Channel {
  const fineNames = listOf(memberOf(json, 'fineChannelAliases')).filter((alias): alias is string => typeof alias === 'string')
  // Values are written in the finest resolution unless the file says otherwise; ours are coarse.
  const resolution = { '8bit': 1, '16bit': 2, '24bit': 3 }[textOf(memberOf(json, 'dmxValueResolution')) ?? ''] ?? fineNames.length + 1
  const coarse = (value: number) => Math.min(255, Math.max(0, Math.floor(value / 256 ** (resolution - 1))))
  const single = objectOf(memberOf(json, 'capability'))
  const written = single === null ? listOf(memberOf(json, 'capabilities')).map(objectOf) : [single]
  const capabilities = written.flatMap((capability): Capability[] => {
    if (capability === null) return []
    const [from, to] = listOf(memberOf(capability, 'dmxRange')).map(numberOf)
    const type = textOf(memberOf(capability, 'type')) ?? ''
    return [{ from: coarse(from ?? 0), to: coarse(to ?? 256 ** resolution - 1), type, json: capability }]
  })
  const percent = withUnit(memberOf(json, 'defaultValue'), '%')
  const number = numberOf(memberOf(json, 'defaultValue'))
  const main = mainOf(capabilities)
  const stops = wheelStops(name, capabilities, wheels)
  return {
    role: stops.length > 0 ? 'colourWheel' : main === null && strobeOf(capabilities) !== null ? 'strobe' : roleOf(main),
    fineNames,
    range: rangeOf(main),
    turnDeg: turnOf(main),
    zoomDeg: (lensDeg) => zoomOf(main, lensDeg),
    stops,
    strobe: strobeOf(capabilities),
    pixel,
    capabilities,
    defaultValue: percent === null ? (number === null ? null : coarse(number)) : Math.round((percent / 100) * 255),
    switches: capabilities.flatMap(({ from, to, json: capability }) => {
      const switched = objectOf(memberOf(capability, 'switchChannels'))
      if (switched === null) return []
      const names = Object.entries(switched).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      return [{ from, to, channels: new Map(names) }]
    }),
  }
}

/** The capability that looks use: the widest of a kind that can be mapped. */
function mainOf(capabilities: readonly Capability[]): Capability | null {
  const usable = capabilities.filter(({ type }) => ['Intensity', 'ColorIntensity', 'Pan', 'Tilt', 'Zoom'].includes(type))
  return usable.reduce<Capability | null>((best, one) => (best === null || one.to - one.from > best.to - best.from ? one : best), null)
}

function roleOf(main: Capability | null): Channel['role'] {
  switch (main?.type) {
    case 'Intensity':
      return 'intensity'
    case 'ColorIntensity':
      return COLOURS[textOf(memberOf(main.json, 'color')) ?? ''] ?? 'other'
    case 'Pan':
      return 'pan'
    case 'Tilt':
      return 'tilt'
    case 'Zoom':
      return 'zoom'
    default:
      return 'other'
  }
}

/** Where nothing and all lie. Outside that range a channel often strobes or runs a program. */
function rangeOf(main: Capability | null): readonly [number, number] | null {
  if (main === null || (main.type !== 'Intensity' && main.type !== 'ColorIntensity')) return null
  const start = memberOf(main.json, 'brightnessStart')
  const end = memberOf(main.json, 'brightnessEnd')
  const upsideDown = (start === '100%' || start === 'bright') && (end === '0%' || end === 'off' || end === 'dark')
  const range: readonly [number, number] = upsideDown ? [main.to, main.from] : [main.from, main.to]
  return range[0] === 0 && range[1] === 255 ? null : range
}

function turnOf(main: Capability | null): number | null {
  if (main === null || (main.type !== 'Pan' && main.type !== 'Tilt')) return null
  const start = withUnit(memberOf(main.json, 'angleStart'), 'deg')
  const end = withUnit(memberOf(main.json, 'angleEnd'), 'deg')
  return start === null || end === null || start === end ? null : end - start
}

/** Beam angles at the lowest and the highest value; keywords take the ends of the lens, or a usual 5° and 50°. */
function zoomOf(main: Capability | null, lensDeg: readonly number[]): readonly [number, number] {
  const narrow = lensDeg.length > 1 ? Math.min(...lensDeg) : 5
  const wide = lensDeg.length > 1 ? Math.max(...lensDeg) : 50
  const angle = (member: string, otherwise: number): number => {
    const value = memberOf(main?.json ?? null, member)
    const deg = withUnit(value, 'deg')
    if (deg !== null && deg > 0) return deg
    return value === 'narrow' ? narrow : value === 'wide' ? wide : otherwise
  }
  return [angle('angleStart', narrow), angle('angleEnd', wide)]
}

/** Positions of a wheel, or ready-made colours, that the file tells; empty when it tells of no colour but open. */
function wheelStops(name: string, capabilities: readonly Capability[], wheels: JsonObject | null): Channel['stops'] {
  const stops = capabilities.flatMap(({ type, from, to, json }) => {
    const only = type === 'ColorPreset' ? listOf(memberOf(json, 'colors')) : []
    if (only.length === 1 && typeof only[0] === 'string' && isColour(only[0]))
      return [{ value: Math.floor((from + to) / 2), colour: only[0] }]
    const slotNumber = numberOf(memberOf(json, 'slotNumber'))
    if (type !== 'WheelSlot' || slotNumber === null) return []
    const wheel = textOf(memberOf(json, 'wheel')) ?? name
    const slot = objectOf(listOf(memberOf(objectOf(memberOf(wheels, wheel)), 'slots'))[slotNumber - 1])
    const colour = memberOf(slot, 'type') === 'Open' ? '#ffffff' : textOf(listOf(memberOf(slot, 'colors'))[0])
    return colour !== null && isColour(colour) ? [{ value: Math.floor((from + to) / 2), colour }] : []
  })
  return stops.some(({ colour }) => colour !== '#ffffff') ? stops : []
}

const isColour = (text: string): boolean =>
  text.length === 7 && text.startsWith('#') && [...text.slice(1)].every((digit) => '0123456789abcdefABCDEF'.includes(digit))

/** A shutter that opens and strobes; null when the file leaves open where it is open. */
function strobeOf(capabilities: readonly Capability[]): Channel['strobe'] {
  const open = openShutter(capabilities)
  const ranges = capabilities.flatMap(({ type, from, to, json }): StrobeRange[] => {
    if (type !== 'ShutterStrobe' || memberOf(json, 'shutterEffect') !== 'Strobe' || memberOf(json, 'soundControlled') === true) return []
    const rate = (member: string, otherwise: number) => rateOf(memberOf(json, member) ?? memberOf(json, 'speed')) ?? otherwise
    const [start, end] = [rate('speedStart', SLOW_HZ), rate('speedEnd', FAST_HZ)]
    return [start <= end ? { from, to, lowHz: start, highHz: end } : { from: to, to: from, lowHz: end, highHz: start }]
  })
  return open === null || ranges.length === 0 ? null : { open: middle(open), ranges }
}

/** What most shutters do at the ends of "slow … fast". */
const SLOW_HZ = 1
const FAST_HZ = 20

/** "5Hz", "300bpm", "slow", "fast"; null: nothing that is a rate above 0. */
function rateOf(value: unknown): number | null {
  const bpm = withUnit(value, 'bpm')
  const hz = withUnit(value, 'Hz') ?? (bpm === null ? null : bpm / 60)
  return hz !== null && hz > 0 ? hz : value === 'slow' ? SLOW_HZ : value === 'fast' ? FAST_HZ : null
}

/** Where a shutter lets light through: open, or a place at which it does nothing. */
const openShutter = (capabilities: readonly Capability[]): Capability | null =>
  capabilities.find(({ type, json }) => type === 'ShutterStrobe' && memberOf(json, 'shutterEffect') === 'Open') ??
  capabilities.find(({ type }) => type === 'NoFunction') ??
  null

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
  if (defaultValue !== null) return defaultValue
  const off = capabilities.find(({ type }) => type === 'NoFunction')
  return off?.from ?? 0
}

const middle = ({ from, to }: { readonly from: number; readonly to: number }): number => Math.floor((from + to) / 2)
