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
    args: 'none or a number (0: release)',
    meaning: 'Leaves the running vamp at the end of this pass.',
    command: press({ command: 'devamp' }),
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
  if (parts.length > 5 || address.length > 200) return { ok: false, reason: `no such address: ${address.slice(0, 200)}` }
  const matching = incomingAddresses.flatMap((entry) => {
    const found = placeholdersOf(entry.address, parts)
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

function answer(entry: IncomingAddress, parts: readonly string[], args: readonly OscValue[]): OscRequest {
  const command = entry.command(parts, args)
  return typeof command === 'string' ? { ok: false, reason: `${entry.address}: ${command}` } : { ok: true, command }
}

/** The parts that stand for `<…>`; null when the address is another one. A placeholder takes only plain text. */
function placeholdersOf(address: string, parts: readonly string[]): string[] | null {
  const wanted = address.split('/')
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
