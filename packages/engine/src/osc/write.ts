/** Writes what osc-js cannot: symbols, characters, colours, MIDI, arrays, 64-bit zeros. `encode.ts` has checked the message. */
import type { OscValue } from './packet.ts'

const zeros = (count: number): Uint8Array => new Uint8Array(count)
const utf8 = new TextEncoder()

/** Bytes with zeros up to a multiple of four. */
const padded = (bytes: Uint8Array): readonly Uint8Array[] => [bytes, zeros(-bytes.length & 3)]
/** With at least one zero. */
const textOf = (text: string): readonly Uint8Array[] => {
  const bytes = utf8.encode(text)
  return [bytes, zeros(4 - (bytes.length & 3))]
}
function viewed(size: number, set: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(size)
  set(new DataView(bytes.buffer))
  return bytes
}

const tagsOf = (args: readonly OscValue[]): string => args.map((arg) => (arg.type === '[' ? `[${tagsOf(arg.values)}]` : arg.type)).join('')

function bytesOf(arg: OscValue): readonly Uint8Array[] {
  switch (arg.type) {
    case 'i':
      return [viewed(4, (view) => view.setInt32(0, arg.value))]
    case 'r':
      return [viewed(4, (view) => view.setUint32(0, arg.value))]
    case 'c':
      return [viewed(4, (view) => view.setUint32(0, arg.value.codePointAt(0)!))]
    case 'f':
      return [viewed(4, (view) => view.setFloat32(0, arg.value))]
    case 'd':
      return [viewed(8, (view) => view.setFloat64(0, arg.value))]
    case 'h':
      return [viewed(8, (view) => view.setBigInt64(0, arg.value))]
    case 't':
      return [viewed(8, (view) => view.setBigUint64(0, arg.value))]
    case 's':
    case 'S':
      return textOf(arg.value)
    case 'b':
      return [viewed(4, (view) => view.setInt32(0, arg.value.length)), ...padded(arg.value)]
    case 'm':
      return [arg.value]
    case 'T':
    case 'F':
    case 'N':
    case 'I':
      return []
    case '[':
      return arg.values.flatMap(bytesOf)
  }
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export const writeMessage = (address: string, args: readonly OscValue[]): Uint8Array =>
  joined([...textOf(address), ...textOf(`,${tagsOf(args)}`), ...args.flatMap(bytesOf)])

/** Whole packets behind a timetag, each behind its length. */
export const writeBundle = (timetag: bigint, elements: readonly Uint8Array[]): Uint8Array =>
  joined([
    ...textOf('#bundle'),
    viewed(8, (view) => view.setBigUint64(0, timetag)),
    ...elements.flatMap((element) => [viewed(4, (view) => view.setInt32(0, element.length)), element]),
  ])
