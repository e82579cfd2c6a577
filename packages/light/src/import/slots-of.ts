/** The slots of one mode: its channel names resolved to channels, coarse and fine bytes, and what another channel switches. */
import type { PlainSlotUse, SlotUse } from '@ghostlight/timeline'
import { type Channel, type MixedColour, type Role, restValue } from './channel.ts'

export interface Lens {
  readonly lensDeg: readonly number[]
  readonly say: (code: string, message: string) => void
}

type Channels = ReadonlyMap<string, Channel>

/** A slot's name in the mode: a channel or one of its fine bytes. */
interface Resolved {
  readonly name: string
  readonly channel: Channel
  readonly byte: number
}

/** A slot that is one thing or another by the value of a channel of the same mode. */
interface Switched {
  readonly by: number
  readonly cases: readonly { readonly from: number; readonly to: number; readonly found: Resolved | null }[]
  /** What it is where that channel rests. */
  readonly atRest: Resolved | null
}

export function slotsOf(names: readonly (string | null)[], channels: Channels, lens: Lens): SlotUse[] {
  const switched = names.map((name) => (name === null || own(name, channels) !== null ? null : switchedBy(name, names, channels)))
  const resolved = names.map((name, i) => (name === null ? null : (own(name, channels) ?? switched[i]?.atRest ?? null)))
  const present = resolved.filter((found) => found !== null)
  // Pixels count in the order in which the mode names them.
  const lit = present.filter(({ channel }) => channel.role.kind === 'intensity' || isMixed(channel.role))
  const is = (kind: Role['kind']) => present.some(({ channel }) => channel.role.kind === kind)
  const mixes = present.some(({ channel }) => isMixed(channel.role) && !WHITES.includes(channel.role.kind))
  const mode: Mode = {
    present,
    cells: new Map([...new Set(lit.flatMap(({ channel }) => channel.pixel ?? []))].map((pixel, index) => [pixel, index])),
    hasMaster: present.some(({ channel }) => channel.role.kind === 'intensity' && channel.pixel === null),
    hasDimmer: is('intensity'),
    hasShutter: is('strobe'),
    mixes,
    whiteIsSet: mixes || is('colourWheel') || (is('warmWhite') && is('coldWhite')),
    gobosBefore: gobosBefore(present),
  }
  const uses = resolved.map((found, i): PlainSlotUse => {
    if (found !== null) return useOf(found, mode, lens)
    const name = names[i]
    if (typeof name === 'string' && switched[i] === null) {
      lens.say('unknown-channel', `slot ${i + 1} names a channel "${name}" that is not described; it stays at 0`)
    }
    return { kind: 'rest', value: 0 }
  })
  return uses.map((use, i): SlotUse => {
    const choice = switched[i]
    if (choice === null || choice === undefined) return use
    const by = uses[choice.by]!
    if (by.kind !== 'rest') return switchedUse(choice, mode, lens) ?? use
    const always = choice.cases.find(({ from, to }) => by.value >= from && by.value <= to)?.found ?? null
    return always === null ? use : useOf(always, mode, lens)
  })
}

/** null: it is the same whatever the other channel says. */
function switchedUse({ by, cases }: Switched, mode: Mode, lens: Lens): SlotUse | null {
  const uses = cases.map(({ from, to, found }) => ({
    from,
    to,
    use: found === null ? ({ kind: 'rest', value: 0 } as const) : useOf(found, mode, lens),
  }))
  const same = uses.every(({ use }) => JSON.stringify(use) === JSON.stringify(uses[0]!.use))
  return same ? null : { kind: 'switched', by, cases: uses }
}

function own(name: string, channels: Channels): Resolved | null {
  for (const [channelName, channel] of channels) {
    const byte = channelName === name ? 0 : channel.fineNames.indexOf(name) + 1
    if (channelName === name || byte > 0) return { name: channelName, channel, byte }
  }
  return null
}

/** The channel of the mode that says what this name stands for; null: none does. */
function switchedBy(name: string, names: readonly (string | null)[], channels: Channels): Switched | null {
  for (const [by, trigger] of names.entries()) {
    const channel = trigger === null ? undefined : channels.get(trigger)
    if (channel === undefined) continue
    const cases = channel.switches.flatMap(({ from, to, channels: targets }) => {
      const target = targets.get(name)
      return target === undefined ? [] : [{ from, to, found: own(target, channels) }]
    })
    if (cases.length === 0) continue
    const rest = restValue(channel, () => {})
    return { by, cases, atRest: cases.find(({ from, to }) => rest >= from && rest <= to)?.found ?? null }
  }
  return null
}

interface Mode {
  readonly present: readonly Resolved[]
  readonly cells: ReadonlyMap<string, number>
  readonly hasMaster: boolean
  readonly hasDimmer: boolean
  readonly hasShutter: boolean
  /** Colours are mixed; then wheels and ready-made colours stay out of it. */
  readonly mixes: boolean
  /** Something else makes white warm or cold; then a channel for it stays out of it. */
  readonly whiteIsSet: boolean
  /** How many gobos the wheels before each wheel have, by its name. */
  readonly gobosBefore: ReadonlyMap<string, number>
}

function gobosBefore(present: readonly Resolved[]): ReadonlyMap<string, number> {
  const before = new Map<string, number>()
  let count = 0
  for (const { name, channel, byte } of present) {
    if (channel.role.kind !== 'gobo' || byte > 0 || before.has(name)) continue
    before.set(name, count)
    count += channel.role.stops.length
  }
  return before
}

/** When the file gives none: what most heads turn. */
const USUAL_TURN_DEG = { pan: 540, tilt: 270 }

function useOf({ channel, byte, name }: Resolved, mode: Mode, lens: Lens): PlainSlotUse {
  // Only as many bytes as this mode has slots for.
  const bytes = Math.max(byte + 1, 1 + mode.present.filter((other) => other.name === name && other.byte > 0).length)
  if (bytes > 3) return { kind: 'rest', value: 0 }
  const cell = channel.pixel === null ? undefined : mode.cells.get(channel.pixel)
  const ranged = { byte, bytes, ...(channel.range === null ? {} : { range: [...channel.range] as [number, number] }) }
  const place = { ...ranged, ...(cell === undefined ? {} : { cell }) }
  const turn = { byte, bytes }
  const guess = (message: string) => {
    if (byte === 0) lens.say('guessed', `"${name}" ${message}`)
  }
  const rest = (): PlainSlotUse => ({ kind: 'rest', value: byte === 0 ? restValue(channel, guess) : 0 })
  const { role } = channel
  switch (role.kind) {
    case 'intensity':
      return {
        kind: 'dimmer',
        ...place,
        ...(cell !== undefined && mode.hasMaster ? { underMaster: true } : {}),
        ...(role.strobe.length > 0 && !mode.hasShutter ? { strobe: role.strobe.map((range) => ({ ...range })) } : {}),
      }
    case 'pan':
    case 'tilt': {
      const turnDeg = role.turnDeg ?? USUAL_TURN_DEG[role.kind]
      if (role.turnDeg === null) guess(`has no angles in the file; it is taken to turn ${turnDeg}°, as most heads do`)
      return { kind: role.kind, ...turn, rangeDeg: Math.abs(turnDeg), ...(turnDeg < 0 ? { inverted: true } : {}) }
    }
    case 'zoom': {
      const [low, high] = role.zoomDeg(lens.lensDeg)
      return { kind: 'zoom', ...turn, lowDeg: low, highDeg: high }
    }
    case 'iris':
    case 'focus':
    case 'frost':
      return { kind: role.kind, ...ranged, rest: scaleRest(role.kind, channel) }
    case 'colourTemperature': {
      if (mode.whiteIsSet) return rest()
      const { lowK, highK } = role
      return { kind: 'colourTemperature', ...turn, lowK, highK, ...(isFull(role.range) ? {} : { range: [...role.range] }) }
    }
    case 'colourWheel':
      if (byte > 0) return { kind: 'rest', value: 0 }
      return mode.mixes
        ? { kind: 'rest', value: openStop(role, channel) }
        : { kind: 'colourWheel', stops: role.stops.map((stop) => ({ ...stop })) }
    case 'gobo': {
      const after = mode.gobosBefore.get(name) ?? 0
      const stops = role.stops.map((stop) => ({ ...stop }))
      return byte > 0 ? rest() : { kind: 'gobo', open: role.open, stops, ...(after > 0 ? { after } : {}) }
    }
    case 'prism':
      return byte > 0 ? rest() : { kind: 'prism', open: role.open, stops: [...role.stops] }
    case 'goboSpeed':
    case 'prismSpeed':
      return byte > 0 || role.ranges.length === 0
        ? rest()
        : { kind: role.kind, still: role.still, ranges: role.ranges.map((range) => ({ ...range })) }
    case 'strobe':
      return byte > 0 ? rest() : { kind: 'strobe', open: role.open, ranges: role.ranges.map((range) => ({ ...range })) }
    case 'other':
      return rest()
    default:
      return { kind: role.kind, ...place, dimmed: !mode.hasDimmer }
  }
}

/** Where it stays unless a look asks: an iris open, a frost out, a focus half-way when the file names no place. */
function scaleRest(kind: 'iris' | 'focus' | 'frost', { range, defaultValue, capabilities }: Channel): number {
  if (defaultValue !== null) return defaultValue
  const [low, high] = range ?? [0, 255]
  const off = capabilities.find(({ type }) => type === 'NoFunction')?.from
  return kind === 'iris' ? (off ?? high) : kind === 'frost' ? (off ?? low) : Math.round((low + high) / 2)
}

const WHITES: readonly Role['kind'][] = ['white', 'warmWhite', 'coldWhite', 'uv']
const NOT_MIXED: readonly Role['kind'][] = [
  ...(['intensity', 'pan', 'tilt', 'zoom', 'iris', 'focus', 'frost', 'colourTemperature'] as const),
  ...(['colourWheel', 'gobo', 'prism', 'goboSpeed', 'prismSpeed', 'strobe', 'other'] as const),
]
const isMixed = (role: Role): role is { readonly kind: MixedColour } => !NOT_MIXED.includes(role.kind)
const isFull = (range: readonly [number, number]): boolean => range[0] === 0 && range[1] === 255
/** Where a wheel lets white through. */
const openStop = ({ stops }: Extract<Role, { kind: 'colourWheel' }>, channel: Channel): number =>
  stops.find(({ colour }) => colour.toLowerCase() === '#ffffff')?.value ?? restValue(channel, () => {})
