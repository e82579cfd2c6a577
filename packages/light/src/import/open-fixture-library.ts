/**
 * Fixtures of the Open Fixture Library (JSON, MIT licence, https://open-fixture-library.org) as profiles of a venue, one per mode.
 * Source: its "Fixture Format" documentation, schema 12. What looks can ask for is mapped (intensity, colour, pan, tilt, zoom,
 * colour wheel, strobe; pixels as cells); every other parameter rests where it does not disturb: shutters open, functions off. What had to be guessed is told.
 */
import type { FixtureProfile, Issue, SlotUse } from '@ghostlight/timeline'
import { type Channel, channelsOf, restValue } from './channel.ts'
import { listOf, memberOf, objectOf, textOf } from './json-reader.ts'
import { insertedChannels, matrixOf } from './matrix.ts'

export type ImportedFixture =
  | {
      readonly ok: true
      readonly name: string
      /** By the name of the mode. */
      readonly modes: Readonly<Record<string, FixtureProfile>>
      /** Warnings: what was guessed or left at rest. */
      readonly issues: readonly Issue[]
    }
  | { readonly ok: false; readonly issues: readonly Issue[] }

const SLOTS_PER_UNIVERSE = 512

/** @param json the parsed file. */
export function importOpenFixtureLibrary(json: unknown): ImportedFixture {
  const fixture = objectOf(json)
  const name = textOf(memberOf(fixture, 'name'))
  if (fixture === null || name === null)
    return refuse('', 'not-a-fixture', 'this is not a fixture of the Open Fixture Library: it has no name')
  const redirect = textOf(memberOf(fixture, 'redirectTo'))
  if (redirect !== null)
    return refuse('redirectTo', 'redirected', `this file only says that the fixture is now "${redirect}"; import that one`)
  const issues: Issue[] = []
  const channels = channelsOf(fixture)
  const matrix = matrixOf(fixture)
  const lens = listOf(memberOf(objectOf(memberOf(objectOf(memberOf(fixture, 'physical')), 'lens')), 'degreesMinMax'))
  const lensDeg = lens.filter((deg): deg is number => typeof deg === 'number' && deg > 0 && deg <= 180)
  for (const group of matrix.unclear)
    issues.push(warning(`matrix.pixelGroups.${group}`, 'unclear-pixels', `which pixels form the group "${group}" could not be worked out`))
  const modes: Record<string, FixtureProfile> = {}
  listOf(memberOf(fixture, 'modes')).forEach((value, index) => {
    const mode = objectOf(value)
    const path = `modes.${index}`
    const modeName = textOf(memberOf(mode, 'name'))
    if (modeName === null) {
      issues.push(warning(path, 'mode-without-name', 'a mode without a name was left out'))
      return
    }
    const names = listOf(memberOf(mode, 'channels')).flatMap((entry) => {
      const insert = objectOf(entry)
      return insert === null ? [textOf(entry)] : insertedChannels(insert, matrix)
    })
    if (names.length === 0 || names.length > SLOTS_PER_UNIVERSE) {
      issues.push(warning(path, 'unusable-mode', `mode "${modeName}" has ${names.length} slots and was left out`))
      return
    }
    const say = (code: string, message: string) => issues.push(warning(path, code, `mode "${modeName}": ${message}`))
    const slots = slotsOf(names, channels, { lensDeg, say })
    const profile = { name: `${name}, ${modeName}`, slots, homeBeamDeg: Math.min(180, lensDeg.at(-1) ?? homeBeamOf(slots)) }
    Object.defineProperty(modes, modeName, { value: profile, enumerable: true })
  })
  if (Object.keys(modes).length === 0)
    return { ok: false, issues: [...issues, error('modes', 'no-modes', `"${name}" has no mode that can be used`)] }
  return { ok: true, name, modes, issues }
}

interface Lens {
  readonly lensDeg: readonly number[]
  readonly say: (code: string, message: string) => void
}

function slotsOf(names: readonly (string | null)[], channels: ReadonlyMap<string, Channel>, lens: Lens): SlotUse[] {
  const resolved = names.map((name) => (name === null ? null : resolve(name, names, channels)))
  const present = resolved.filter((found) => found !== null)
  // Pixels count in the order in which the mode names them.
  const lit = present.filter(({ channel }) => channel.role === 'intensity' || isMixed(channel.role))
  const cells = new Map([...new Set(lit.flatMap(({ channel }) => channel.pixel ?? []))].map((pixel, index) => [pixel, index]))
  const mode: Mode = {
    present,
    cells,
    hasMaster: present.some(({ channel }) => channel.role === 'intensity' && channel.pixel === null),
    hasDimmer: present.some(({ channel }) => channel.role === 'intensity'),
    mixes: present.some(({ channel }) => isMixed(channel.role) && channel.role !== 'white'),
  }
  return resolved.map((found, index) => {
    if (found !== null) return useOf(found, mode, lens)
    const name = names[index]
    if (typeof name === 'string') {
      lens.say('unknown-channel', `slot ${index + 1} names a channel "${name}" that is not described; it stays at 0`)
    }
    return { kind: 'rest', value: 0 }
  })
}

interface Mode {
  readonly present: readonly Resolved[]
  readonly cells: ReadonlyMap<string, number>
  readonly hasMaster: boolean
  readonly hasDimmer: boolean
  /** Colours are mixed; then wheels and ready-made colours stay out of it. */
  readonly mixes: boolean
}

/** When the file gives none: what most heads turn. */
const USUAL_TURN_DEG = { pan: 540, tilt: 270 }

function useOf({ channel, byte, name }: Resolved, mode: Mode, lens: Lens): SlotUse {
  // Only as many bytes as this mode has slots for.
  const bytes = Math.max(byte + 1, 1 + mode.present.filter((other) => other.name === name && other.byte > 0).length)
  if (bytes > 3) return { kind: 'rest', value: 0 }
  const cell = channel.pixel === null ? undefined : mode.cells.get(channel.pixel)
  const place = {
    byte,
    bytes,
    ...(channel.range === null ? {} : { range: [...channel.range] as [number, number] }),
    ...(cell === undefined ? {} : { cell }),
  }
  const turn = { byte, bytes }
  const guess = (message: string) => {
    if (byte === 0) lens.say('guessed', `"${name}" ${message}`)
  }
  const rest = (): SlotUse => ({ kind: 'rest', value: byte === 0 ? restValue(channel, guess) : 0 })
  switch (channel.role) {
    case 'intensity':
      return { kind: 'dimmer', ...place, ...(cell !== undefined && mode.hasMaster ? { underMaster: true } : {}) }
    case 'red':
    case 'green':
    case 'blue':
    case 'white':
    case 'amber':
    case 'lime':
    case 'indigo':
    case 'cyan':
    case 'magenta':
    case 'yellow':
      return { kind: channel.role, ...place, dimmed: !mode.hasDimmer }
    case 'pan':
    case 'tilt': {
      const turnDeg = channel.turnDeg ?? USUAL_TURN_DEG[channel.role]
      if (channel.turnDeg === null) guess(`has no angles in the file; it is taken to turn ${turnDeg}°, as most heads do`)
      return { kind: channel.role, ...turn, rangeDeg: Math.abs(turnDeg), ...(turnDeg < 0 ? { inverted: true } : {}) }
    }
    case 'zoom': {
      const [low, high] = channel.zoomDeg(lens.lensDeg)
      return { kind: 'zoom', ...turn, lowDeg: low, highDeg: high }
    }
    case 'colourWheel':
      if (byte > 0) return { kind: 'rest', value: 0 }
      return mode.mixes ? { kind: 'rest', value: openStop(channel) } : { kind: 'colourWheel', stops: [...channel.stops] }
    case 'strobe':
      return byte > 0 || channel.strobe === null
        ? rest()
        : { kind: 'strobe', open: channel.strobe.open, ranges: channel.strobe.ranges.map((range) => ({ ...range })) }
    case 'other':
      return rest()
  }
}

const MIXED: readonly Channel['role'][] = ['red', 'green', 'blue', 'white', 'amber', 'lime', 'indigo', 'cyan', 'magenta', 'yellow']
const isMixed = (role: Channel['role']): boolean => MIXED.includes(role)
/** Where a wheel lets white through. */
const openStop = (channel: Channel): number =>
  channel.stops.find(({ colour }) => colour.toLowerCase() === '#ffffff')?.value ?? restValue(channel, () => {})

interface Resolved {
  readonly name: string
  readonly channel: Channel
  readonly byte: number
}

/** A name in a mode: a channel, one of its fine bytes, or a place that another channel switches. */
function resolve(name: string, names: readonly (string | null)[], channels: ReadonlyMap<string, Channel>): Resolved | null {
  for (const [channelName, channel] of channels) {
    const byte = channelName === name ? 0 : channel.fineNames.indexOf(name) + 1
    if (channelName === name || byte > 0) return { name: channelName, channel, byte }
  }
  // What the switching channel says where it rests.
  for (const trigger of names) {
    const channel = trigger === null ? undefined : channels.get(trigger)
    const switched = channel?.switches
      .find(({ from, to }) =>
        inside(
          restValue(channel, () => {}),
          from,
          to,
        ),
      )
      ?.channels.get(name)
    if (switched !== undefined && switched !== name) return resolve(switched, [], channels)
  }
  return null
}

const inside = (value: number, from: number, to: number): boolean => value >= from && value <= to

/** Without a lens in the file: a head is narrow, colour is washed wide. */
function homeBeamOf(slots: readonly SlotUse[]): number {
  const zoom = slots.find((slot) => slot.kind === 'zoom')
  if (zoom?.kind === 'zoom') return (zoom.lowDeg + zoom.highDeg) / 2
  return slots.some((slot) => slot.kind === 'pan') ? 12 : slots.some((slot) => slot.kind === 'red') ? 40 : 25
}

const refuse = (path: string, code: string, message: string): ImportedFixture => ({ ok: false, issues: [error(path, code, message)] })
const error = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'error', message })
const warning = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'warning', message })
