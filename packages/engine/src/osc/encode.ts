/**
 * Writes OSC. osc-js packs the messages whose types it knows, once these are held to (osc-js 2.4.1; remove a line when the release notes
 * say it is mended):
 * - whole-number floats become integers unless `types` is set beside `args`;
 * - text goes out as the low byte of each UTF-16 unit: give it UTF-8 dressed as Latin-1;
 * - integers beyond 32 or 64 bits wrap silently: refused here.
 * What it refuses or cannot pack (S c r m, arrays, 0n) and bundles (it takes timetags in whole milliseconds) are written by `write.ts`.
 */
import OSC from 'osc-js'
import type { OscBundle, OscMessage, OscValue } from './packet.ts'
import { writeBundle, writeMessage } from './write.ts'

export class OscError extends Error {
  readonly code: 'bad-address' | 'bad-argument' | 'too-long'
  constructor(code: OscError['code'], message: string) {
    super(message)
    this.name = 'OscError'
    this.code = code
  }
}

/** Its own types say less than it can do; this is the part we lean on. */
interface OscJsMessage {
  types: string
  args: unknown[]
  pack(): Uint8Array
}
const OscJs = OSC as unknown as { readonly Message: new (address: string) => OscJsMessage }

/**
 * One message as the bytes of a datagram; length a multiple of four. Caller owns it.
 *
 * @throws OscError 'bad-address' (not "/…", or with a zero byte) or 'bad-argument' (out of range, zero byte in text).
 */
export function encodeMessage({ address, args }: Pick<OscMessage, 'address' | 'args'>): Uint8Array {
  checkAddress(address)
  for (const arg of args) check(arg)
  if (!args.every(isForOscJs)) return writeMessage(address, args)
  const item = new OscJs.Message(latin1(address))
  item.types = args.map(({ type }) => type).join('')
  item.args = args.map(plainOf)
  return item.pack()
}

/**
 * Several messages and bundles as one bundle, due at its timetag. Only for profiles whose desks take bundles.
 *
 * @throws OscError as `encodeMessage`.
 */
export function encodeBundle({ timetag, elements }: OscBundle): Uint8Array {
  checkBits(timetag, BigInt.asUintN(64, timetag))
  return writeBundle(
    timetag,
    elements.map((element) => ('elements' in element ? encodeBundle(element) : encodeMessage(element))),
  )
}

function checkAddress(address: string): void {
  if (!address.startsWith('/') || address.includes('\0')) {
    throw new OscError('bad-address', `an OSC address begins with "/" and has no zero byte, but this is ${JSON.stringify(address)}`)
  }
  // osc-js cuts a trailing "/" off; nothing we send needs one.
  if (address.length > 1 && address.endsWith('/')) {
    throw new OscError('bad-address', `an OSC address does not end with "/": ${JSON.stringify(address)}`)
  }
}

function check(arg: OscValue): void {
  switch (arg.type) {
    case 'i':
      checkNumber(arg.value, 32, arg.value >> 0)
      return
    case 'r':
      checkNumber(arg.value, 32, arg.value >>> 0)
      return
    case 'h':
      checkBits(arg.value, BigInt.asIntN(64, arg.value))
      return
    case 't':
      checkBits(arg.value, BigInt.asUintN(64, arg.value))
      return
    case 's':
    case 'S':
      if (arg.value.includes('\0')) throw new OscError('bad-argument', 'a text for OSC has no zero byte')
      return
    case 'c':
      if ([...arg.value].length !== 1) throw new OscError('bad-argument', `${JSON.stringify(arg.value)} is no single character`)
      return
    case 'm':
      if (arg.value.length !== 4) throw new OscError('bad-argument', `a MIDI message for OSC has four bytes, not ${arg.value.length}`)
      return
    case '[':
      for (const value of arg.values) check(value)
      return
    default:
      return
  }
}

function checkNumber(value: number, bits: number, wrapped: number): void {
  if (value !== wrapped) throw new OscError('bad-argument', `${value} is no ${bits}-bit integer`)
}
function checkBits(value: bigint, wrapped: bigint): void {
  if (value !== wrapped) throw new OscError('bad-argument', `${value} is no 64-bit integer`)
}

/** Whether osc-js packs it as the specification says. */
function isForOscJs(arg: OscValue): boolean {
  switch (arg.type) {
    case 'S':
    case 'c':
    case 'r':
    case 'm':
    case '[':
      return false
    case 'h':
    case 't':
      return arg.value !== 0n
    default:
      return true
  }
}

function plainOf(arg: OscValue): unknown {
  switch (arg.type) {
    case 's':
      return latin1(arg.value)
    case 'T':
      return true
    case 'F':
      return false
    case 'N':
      return null
    case 'I':
      return Number.POSITIVE_INFINITY
    case '[':
      return arg.values
    default:
      return arg.value
  }
}

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
