/**
 * Every OSC address Ghostlight listens to and sends, in one table: the door reads commands by it, the profiles send by it,
 * and docs/osc.md is printed from it.
 */
import type { Command } from '@ghostlight/timeline'
import { matchesPattern } from './match.ts'
import type { OscMessage, OscValue } from './packet.ts'

export interface IncomingAddress {
  /** `<…>` stands for one part of the address. */
  readonly address: string
  readonly args: string
  readonly meaning: string
  /** The command it asks for; null: release of a button, nothing to do; a text: what is wrong. */
  readonly command: (parts: readonly string[], args: readonly OscValue[]) => Command | null | string
}
export interface OutgoingAddress {
  readonly address: string
  readonly args: string
  readonly meaning: string
}

const press =
  (command: Command) =>
  (_parts: readonly string[], args: readonly OscValue[]): Command | null =>
    isRelease(args) ? null : command

const boundaries = ['beat', 'bar', 'section', 'pass'] as const
const outputClasses = ['light', 'osc', 'sound', 'picture'] as const

function channelOf(universe: string | undefined, slot: string | undefined): { kind: 'channel'; universe: number; slot: number } | null {
  if (!/^\d{1,5}$/.test(universe ?? '') || !/^\d{1,3}$/.test(slot ?? '')) return null
  const channel = { kind: 'channel' as const, universe: Number(universe), slot: Number(slot) }
  return channel.universe >= 1 && channel.universe <= 63_999 && channel.slot >= 1 && channel.slot <= 512 ? channel : null
}

export const incomingAddresses: readonly IncomingAddress[] = [
  {
    address: '/ghostlight/go',
    args: 'none, a number (0: release, ignored), or s: the cue number that is expected to stand by',
    meaning: 'GO: fires the standby cue. With an expected number it is refused when another cue stands by.',
    command: (_parts, args) => {
      if (isRelease(args)) return null
      const first = args[0]
      return first?.type === 's' ? { command: 'go', expectedCue: first.value } : { command: 'go' }
    },
  },
  {
    address: '/ghostlight/back',
    args: 'none or a number (0: release)',
    meaning: 'Standby moves to the previous cue.',
    command: press({ command: 'back' }),
  },
  {
    address: '/ghostlight/hold',
    args: 'none or a number (0: release)',
    meaning: 'Holds the musical position.',
    command: press({ command: 'hold' }),
  },
  {
    address: '/ghostlight/resume',
    args: 'none or a number (0: release)',
    meaning: 'Goes on from a hold.',
    command: press({ command: 'resume' }),
  },
  {
    address: '/ghostlight/devamp',
    args: 'none, a number (0: release), or s: beat, bar, section or pass',
    meaning: 'Leaves the running vamp at the end of this pass, or at the next boundary that is named.',
    command: (_parts, args) => {
      if (isRelease(args)) return null
      const first = args[0]
      if (first?.type !== 's') return { command: 'devamp' }
      const at = boundaries.find((boundary) => boundary === first.value)
      return at === undefined ? `devamp takes ${boundaries.join(', ')}, not "${first.value}"` : { command: 'devamp', at }
    },
  },
  {
    address: '/ghostlight/vamp',
    args: 'none, a number (0: release), or s: a section',
    meaning: 'Makes the section that is on, or the one that is named, repeat until devamp.',
    command: (_parts, args) => {
      if (isRelease(args)) return null
      const first = args[0]
      return first?.type === 's' ? { command: 'vamp', section: first.value } : { command: 'vamp' }
    },
  },
  {
    address: '/ghostlight/mute/<class>',
    args: 'i 0/1, f 0/1, T or F',
    meaning: 'For a rehearsal: light, osc, sound or picture is silent (1) or not (0).',
    command: ([name], args) => {
      const on = switchOf(args)
      const outputClass = outputClasses.find((one) => one === name)
      if (outputClass === undefined) return `mute takes ${outputClasses.join(', ')}, not "${name}"`
      return on === null ? 'mute takes one argument: 1 for on, 0 for off' : { command: 'mute', outputClass, on }
    },
  },
  {
    address: '/ghostlight/strobe',
    args: 'i 0/1, f 0/1, T or F',
    meaning: 'Kill for the hall: off (0), no lamp flashes faster than is safe, whatever looks say.',
    command: (_parts, args) => {
      const on = switchOf(args)
      return on === null ? 'strobe takes one argument: 1 for on, 0 for off' : { command: 'strobe', on }
    },
  },
  {
    address: '/ghostlight/take/dmx/<universe>/<slot>',
    args: 'i 0–255',
    meaning: 'Takes one DMX slot by hand; it stays so until it is released.',
    command: ([universe, slot], args) => {
      const channel = channelOf(universe, slot)
      const value = numberOf(args[0])
      if (channel === null) return 'take/dmx takes a universe from 1 and a slot from 1 to 512'
      return value !== null && Number.isInteger(value) && value >= 0 && value <= 255
        ? { command: 'take', taken: { ...channel, value } }
        : 'take/dmx takes one whole number from 0 to 255'
    },
  },
  {
    address: '/ghostlight/release/dmx/<universe>/<slot>',
    args: 'none or a number (0: release)',
    meaning: 'Gives a DMX slot back to the show.',
    command: ([universe, slot], args) => {
      if (isRelease(args)) return null
      const what = channelOf(universe, slot)
      return what === null ? 'release/dmx takes a universe from 1 and a slot from 1 to 512' : { command: 'release', what }
    },
  },
  {
    address: '/ghostlight/release',
    args: 'none or a number (0: release)',
    meaning: 'Gives everything that was taken by hand back to the show.',
    command: press({ command: 'release', what: null }),
  },
  {
    address: '/ghostlight/panic',
    args: 'none or a number (0: release)',
    meaning: 'Fades everything out and stops.',
    command: press({ command: 'panic' }),
  },
  {
    address: '/ghostlight/undo',
    args: 'none or a number (0: release)',
    meaning: 'Takes the last GO back.',
    command: press({ command: 'undoLastGo' }),
  },
  {
    address: '/ghostlight/blackout',
    args: 'i 0/1, f 0/1, T or F',
    meaning: 'Light and projection to zero (1) or back (0); the show keeps running.',
    command: (_parts, args) => {
      const on = switchOf(args)
      return on === null ? 'blackout takes one argument: 1 for on, 0 for off' : { command: 'blackout', on }
    },
  },
  {
    address: '/ghostlight/showLock',
    args: 'i 0/1, f 0/1, T or F',
    meaning: 'Locks the draft against edits (1) or opens it again (0); the show itself goes on as if nothing were.',
    command: (_parts, args) => {
      const on = switchOf(args)
      return on === null ? 'showLock takes one argument: 1 for on, 0 for off' : { command: 'showLock', on }
    },
  },
  {
    address: '/ghostlight/freeze',
    args: 'i 0/1, f 0/1, T or F; then optionally s: the output',
    meaning: 'One output, or all, keep their last picture (1) or go on (0).',
    command: (_parts, args) => {
      const on = switchOf(args)
      if (on === null) return 'freeze takes 1 for on or 0 for off, then an output if not all'
      const output = args[1]
      return output?.type === 's' ? { command: 'freeze', on, output: output.value } : { command: 'freeze', on }
    },
  },
  {
    address: '/ghostlight/grandmaster',
    args: 'f 0–1',
    meaning: 'Scales every intensity.',
    command: (_parts, args) => {
      const levelUnit = numberOf(args[0])
      return levelUnit !== null && levelUnit >= 0 && levelUnit <= 1
        ? { command: 'grandMaster', levelUnit }
        : 'grandmaster takes one number from 0 to 1'
    },
  },
  {
    address: '/ghostlight/locate',
    args: 'f or i: position in ms of the running segment',
    meaning: 'Jumps to a position.',
    command: (_parts, args) => {
      const positionMs = numberOf(args[0])
      return positionMs !== null && positionMs >= 0 ? { command: 'locate', positionMs } : 'locate takes a position in milliseconds'
    },
  },
  {
    address: '/ghostlight/locate/bar',
    args: 'i bar, then optionally f beat (both count from 1)',
    meaning: 'Jumps to a bar of the running segment.',
    command: (_parts, args) => {
      const bar = numberOf(args[0])
      if (bar === null || !Number.isInteger(bar) || bar < 1) return 'locate/bar takes a bar number from 1'
      const beat = numberOf(args[1])
      return beat === null ? { command: 'locate', bar } : { command: 'locate', bar, beat }
    },
  },
  {
    address: '/ghostlight/cue/<number>/fire',
    args: 'none or a number (0: release)',
    meaning: 'Fires this cue, wherever standby is.',
    command: ([cue], args) => (isRelease(args) ? null : { command: 'fire', cue: cue! }),
  },
  {
    address: '/ghostlight/cue/<number>/standby',
    args: 'none or a number (0: release)',
    meaning: 'Makes this cue the next one that GO fires.',
    command: ([cue], args) => (isRelease(args) ? null : { command: 'standBy', cue: cue! }),
  },
  {
    address: '/ghostlight/cue/<number>/arm',
    args: 'i 0/1, f 0/1, T or F',
    meaning: 'Arms (1) or disarms (0) this cue.',
    command: ([cue], args) => {
      const on = switchOf(args)
      return on === null ? 'arm takes one argument: 1 for on, 0 for off' : { command: 'arm', cue: cue!, on }
    },
  },
]

export const outgoingAddresses: readonly OutgoingAddress[] = [
  {
    address: '/ghostlight/dmx/<universe>/<slot>',
    args: 'i 0–255',
    meaning:
      "One DMX slot of the target's universes, when it changes and again every two seconds. A target may have an address template of its own (`dmxAddress`).",
  },
  {
    address: '/ghostlight/light/<number>',
    args: 'f 0–1',
    meaning: 'Intensity of the fixture with this number, when it changes and again every two seconds.',
  },
  {
    address: 'any',
    args: 'i, f, s',
    meaning: 'Messages of OSC cues and OSC tracks, as they stand in the show, once each.',
  },
]

export type OscRequest =
  | { readonly ok: true; readonly command: Command }
  /** A button was let go: nothing to do. */
  | { readonly ok: true; readonly command: null }
  | { readonly ok: false; readonly reason: string }

/** What a message from the network asks for. Addresses may be patterns, as OSC allows, but they must mean exactly one address. */
export function commandOf(message: OscMessage): OscRequest {
  const { address } = message
  // Plain addresses without placeholders are nearly all that comes, and GO should not wait for the rest.
  const plain = plainAddresses.get(address)
  if (plain !== undefined) return answer(plain, [], message.args)
  const parts = address.split('/')
  if (parts.length > 6 || address.length > 200) return { ok: false, reason: `no such address: ${address.slice(0, 200)}` }
  const matching = splitAddresses.flatMap(({ entry, wanted }) => {
    const found = placeholdersOf(wanted, parts)
    return found === null ? [] : [{ entry, found }]
  })
  const [first] = matching
  if (first === undefined) return { ok: false, reason: `no such address: ${address}` }
  if (matching.length > 1) return { ok: false, reason: `${address} means ${matching.length} addresses; send one` }
  return answer(first.entry, first.found, message.args)
}

const plainAddresses: ReadonlyMap<string, IncomingAddress> = new Map(
  incomingAddresses.filter(({ address }) => !address.includes('<')).map((entry) => [entry.address, entry]),
)

/** Cut at each "/" once. */
const splitAddresses = incomingAddresses.map((entry) => ({ entry, wanted: entry.address.split('/') }))

function answer(entry: IncomingAddress, parts: readonly string[], args: readonly OscValue[]): OscRequest {
  const command = entry.command(parts, args)
  return typeof command === 'string' ? { ok: false, reason: `${entry.address}: ${command}` } : { ok: true, command }
}

/** The parts that stand for `<…>`; null when the address is another one. A placeholder takes only plain text. */
function placeholdersOf(wanted: readonly string[], parts: readonly string[]): string[] | null {
  if (wanted.length !== parts.length) return null
  const found: string[] = []
  for (let i = 0; i < wanted.length; i++) {
    const part = parts[i]!
    if (wanted[i]!.startsWith('<')) {
      if (part === '' || hasPatternSign(part)) return null
      found.push(part)
    } else if (part !== wanted[i] && !(hasPatternSign(part) && matchesPattern(part, wanted[i]!))) return null
  }
  return found
}

const hasPatternSign = (part: string): boolean => ['?', '*', '[', ']', '{', '}'].some((sign) => part.includes(sign))
const isRelease = (args: readonly OscValue[]): boolean => args[0]?.type === 'F' || numberOf(args[0]) === 0

function switchOf(args: readonly OscValue[]): boolean | null {
  const first = args[0]
  if (first?.type === 'T') return true
  if (first?.type === 'F') return false
  const value = numberOf(first)
  return value === null ? null : value !== 0
}

/** Finite numbers only: a NaN from the network means nothing. */
function numberOf(arg: OscValue | undefined): number | null {
  switch (arg?.type) {
    case 'i':
    case 'f':
    case 'd':
      return Number.isFinite(arg.value) ? arg.value : null
    case 'h':
      return Number(arg.value)
    default:
      return null
  }
}
