/**
 * Writes OSC with osc-js behind our own contract. Its encoder is sound once these are held to (osc-js 2.4.1; remove a line when
 * the release notes say it is mended):
 * - whole-number floats become integers unless `types` is set beside `args`;
 * - text goes out as the low byte of each UTF-16 unit: give it UTF-8 dressed as Latin-1;
 * - integers beyond 32 bits wrap silently: refused here;
 * - 0n cannot be packed: packed as eight zero bytes, then the tag is corrected;
 * - a timetag loses its fraction unless seconds and fractions are set by hand.
 */
import OSC from 'osc-js'
import type { OscMessage, OscValue } from './packet.ts'

export class OscError extends Error {
  readonly code: 'bad-address' | 'bad-argument' | 'too-long'
  constructor(code: OscError['code'], message: string) {
    super(message)
    this.name = 'OscError'
    this.code = code
  }
}

/** What the encoder writes: every type osc-js knows. */
export type EncodableValue = Extract<OscValue, { type: 'i' | 'f' | 'd' | 's' | 'b' | 'h' | 't' | 'T' | 'F' | 'N' | 'I' }>
export interface EncodableMessage {
  readonly address: string
  readonly args: readonly EncodableValue[]
}

/** Its own types say less than it can do; this is the part we lean on. */
interface PackedItem {
  pack(): Uint8Array
}
interface OscJsMessage extends PackedItem {
  types: string
  args: unknown[]
}
interface OscJsBundle extends PackedItem {
  timetag: { value: { seconds: number; fractions: number } }
  add(item: PackedItem): void
}
const makers = OSC as unknown as {
  readonly Message: new (address: string) => OscJsMessage
  readonly Bundle: new () => OscJsBundle
}

/**
 * One message as the bytes of a datagram; length a multiple of four. Caller owns it.
 *
 * @throws OscError 'bad-address' (not "/…", or with a zero byte) or 'bad-argument' (out of range, not finite text, zero byte in text).
 */
export function encodeMessage(message: EncodableMessage): Uint8Array {
  return correctTags(message, itemOf(message).pack())
}

/**
 * Several messages as one bundle, due at an NTP time (`IMMEDIATELY` for at once). Only for profiles whose desks take bundles.
 *
 * @throws OscError as `encodeMessage`; also for 0n in a bundle, which osc-js cannot write there.
 */
export function encodeBundle(messages: readonly EncodableMessage[], timetag: bigint): Uint8Array {
  const bundle = new makers.Bundle()
  bundle.timetag.value.seconds = Number(timetag >> 32n)
  bundle.timetag.value.fractions = Number(timetag & 0xffffffffn)
  for (const message of messages) {
    if (message.args.some(isZeroLong)) throw new OscError('bad-argument', 'a 64-bit zero cannot be sent in a bundle; send it as a message')
    bundle.add(itemOf(message))
  }
  return bundle.pack()
}

function itemOf({ address, args }: EncodableMessage): OscJsMessage {
  if (!address.startsWith('/') || address.includes('\0')) {
    throw new OscError('bad-address', `an OSC address begins with "/" and has no zero byte, but this is ${JSON.stringify(address)}`)
  }
  // osc-js cuts a trailing "/" off; nothing we send needs one.
  if (address.length > 1 && address.endsWith('/')) {
    throw new OscError('bad-address', `an OSC address does not end with "/": ${JSON.stringify(address)}`)
  }
  const item = new makers.Message(latin1(address))
  item.types = args.map((arg) => (isZeroLong(arg) ? 'd' : arg.type)).join('')
  item.args = args.map(argumentOf)
  return item
}

function argumentOf(arg: EncodableValue): unknown {
  switch (arg.type) {
    case 'i':
      if (!Number.isInteger(arg.value) || arg.value < -0x8000_0000 || arg.value > 0x7fff_ffff) {
        throw new OscError('bad-argument', `${arg.value} is no 32-bit integer`)
      }
      return arg.value
    case 'f':
    case 'd':
      return arg.value
    case 's':
      if (arg.value.includes('\0')) throw new OscError('bad-argument', 'a text for OSC has no zero byte')
      return latin1(arg.value)
    case 'b':
      return arg.value
    case 'h':
    case 't':
      return isZeroLong(arg) ? 0 : arg.value
    case 'T':
      return true
    case 'F':
      return false
    case 'N':
      return null
    case 'I':
      return Number.POSITIVE_INFINITY
  }
}

const isZeroLong = (arg: EncodableValue): boolean => (arg.type === 'h' || arg.type === 't') && arg.value === 0n
const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

function correctTags(message: EncodableMessage, bytes: Uint8Array): Uint8Array {
  if (!message.args.some(isZeroLong)) return bytes
  const tagsAt = (Buffer.byteLength(message.address) + 4) & ~3
  message.args.forEach((arg, index) => {
    bytes[tagsAt + 1 + index] = arg.type.charCodeAt(0)
  })
  return bytes
}

/** Re-sends what `decodePacket` gave, as far as osc-js can write it. */
export function isEncodable(message: OscMessage): message is OscMessage & EncodableMessage {
  return message.args.every((arg) => 'ifdsbhtTFNI'.includes(arg.type))
}
