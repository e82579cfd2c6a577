/**
 * Fixtures of the Open Fixture Library (JSON, MIT licence, https://open-fixture-library.org) as profiles of a venue, one per mode.
 * Source: its "Fixture Format" documentation, schema 12. What looks can ask for is mapped (intensity, colour, pan, tilt, zoom,
 * colour wheel); every other parameter rests where it does not disturb: shutters open, functions off. What had to be guessed is told.
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
    const profile = { name: `${name}, ${modeName}`, slots, homeBeamDeg: lensDeg.at(-1) ?? homeBeamOf(slots) }
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
  const hasMaster = present.some(({ channel }) => channel.role === 'intensity' && channel.pixels === 'all')
  const hasDimmer = present.some(({ channel }) => channel.role === 'intensity')
  return resolved.map((found, index) => {
    if (found !== null) return useOf(found, { present, hasMaster, hasDimmer }, lens)
    const name = names[index]
    if (typeof name === 'string') {
      lens.say('unknown-channel', `slot ${index + 1} names a channel "${name}" that is not described; it stays at 0`)
    }
    return { kind: 'rest', value: 0 }
  })
}

function useOf(
  { channel, byte, name }: Resolved,
  mode: { readonly present: readonly Resolved[]; readonly hasMaster: boolean; readonly hasDimmer: boolean },
  lens: Lens,
): SlotUse {
  // Only as many bytes as this mode has slots for.
  const bytes = Math.max(byte + 1, 1 + mode.present.filter((other) => other.name === name && other.byte > 0).length)
  if (bytes > 3) return { kind: 'rest', value: 0 }
  const place = { byte, bytes, ...(channel.range === null ? {} : { range: [...channel.range] as [number, number] }) }
  const turn = { byte, bytes }
  const rest = (): SlotUse => ({
    kind: 'rest',
    value: byte === 0 ? restValue(channel, (message) => lens.say('guessed', `"${name}" ${message}`)) : 0,
  })
  switch (channel.role) {
    case 'intensity':
      // A master dims already: what lies under it stays full, or the level would count twice.
      if (mode.hasMaster && channel.pixels !== 'all') return { kind: 'rest', value: byte === 0 ? (channel.range?.[1] ?? 255) : 255 }
      return { kind: 'dimmer', ...place }
    case 'red':
    case 'green':
    case 'blue':
    case 'white':
    case 'cyan':
    case 'magenta':
    case 'yellow':
      return { kind: channel.role, ...place, dimmed: !mode.hasDimmer }
    case 'pan':
    case 'tilt':
      if (channel.turnDeg === null) return rest()
      return { kind: channel.role, ...turn, rangeDeg: Math.abs(channel.turnDeg), ...(channel.turnDeg < 0 ? { inverted: true } : {}) }
    case 'zoom': {
      const [low, high] = channel.zoomDeg(lens.lensDeg)
      return { kind: 'zoom', ...turn, lowDeg: low, highDeg: high }
    }
    case 'colourWheel':
      return byte === 0 ? { kind: 'colourWheel', stops: [...channel.stops] } : { kind: 'rest', value: 0 }
    case 'other':
      return rest()
  }
}

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
