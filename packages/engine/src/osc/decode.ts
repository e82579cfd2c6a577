/**
 * Reads OSC from the network. Bytes come from anybody: nothing here throws, recurses without limit, builds a regular expression or
 * looks at a byte more than a constant number of times. osc-js never sees these bytes: its matching can be made to run for
 * minutes by one short packet, and its reader loses siblings of nested bundles (osc-js 2.4.1).
 */
import type { OscMessage, OscValue } from './packet.ts'

export type DecodedPacket =
  | { readonly ok: true; readonly messages: readonly OscMessage[]; readonly steps: number }
  | { readonly ok: false; readonly reason: string; readonly steps: number }

/** Bundles inside bundles and arrays inside arrays; nobody sends more than two or three. */
const MAX_DEPTH = 16
/** "#bundle\0" as two 32-bit words. */
const BUNDLE_HIGH = 0x2362756e
const BUNDLE_LOW = 0x646c6500

/** So many bytes are read letter by letter while they are plain ASCII. */
const SHORT_TEXT = 40

const text = new TextDecoder('utf-8')

interface Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** Work done so far, in reads; grows linearly with the packet. Tests hold it to that. */
  steps: number
  readonly messages: OscMessage[]
}

/** A string of type tags, an address: what was read, and where the next thing begins. */
interface Text {
  readonly value: string
  readonly next: number
}

/**
 * One datagram as messages in the order in which they stand, bundles unfolded.
 *
 * @returns `ok: false` with the first thing that is wrong: all or nothing, because half a cue is worse than none.
 */
export function decodePacket(bytes: Uint8Array): DecodedPacket {
  // A Buffer's own `slice` would share the memory of the datagram, which is used again.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const reader: Reader = { bytes: plain, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), steps: 0, messages: [] }
  const reason = readElement(reader, 0, bytes.length, null, 0)
  return reason === null ? { ok: true, messages: reader.messages, steps: reader.steps } : { ok: false, reason, steps: reader.steps }
}

/** Reads a message or bundle in [start, end); returns what is wrong, or null. */
function readElement(reader: Reader, start: number, end: number, timetag: bigint | null, depth: number): string | null {
  reader.steps++
  if (end - start < 4) return 'a packet has at least four bytes'
  if ((end - start) % 4 !== 0) return 'the length is no multiple of four'
  if (end - start >= 16 && reader.view.getUint32(start) === BUNDLE_HIGH && reader.view.getUint32(start + 4) === BUNDLE_LOW) {
    if (depth >= MAX_DEPTH) return `bundles are nested deeper than ${MAX_DEPTH}`
    return readBundle(reader, start, end, depth)
  }
  return readMessage(reader, start, end, timetag)
}

function readBundle(reader: Reader, start: number, end: number, depth: number): string | null {
  const timetag = reader.view.getBigUint64(start + 8)
  let at = start + 16
  while (at < end) {
    // All lengths are multiples of four, so a size always fits here.
    const size = reader.view.getUint32(at)
    at += 4
    if (size > end - at) return 'an element of a bundle is longer than the bundle'
    const reason = readElement(reader, at, at + size, timetag, depth + 1)
    if (reason !== null) return reason
    at += size
  }
  return null
}

function readMessage(reader: Reader, start: number, end: number, timetag: bigint | null): string | null {
  const address = readText(reader, start, end)
  if (address === null) return 'the address has no end'
  if (!address.value.startsWith('/')) return 'an address begins with "/"'
  // Very old senders leave the tags out; then there can be no arguments either.
  if (address.next >= end) {
    reader.messages.push({ address: address.value, args: [], timetag })
    return null
  }
  const tags = readText(reader, address.next, end)
  if (tags === null || !tags.value.startsWith(',')) return 'the type tags are missing'
  const root: OscValue[] = []
  const open: OscValue[][] = [root]
  let at = tags.next
  for (let i = 1; i < tags.value.length; i++) {
    reader.steps++
    const tag = tags.value[i]!
    const into = open[open.length - 1]!
    if (tag === '[') {
      if (open.length > MAX_DEPTH) return `arrays are nested deeper than ${MAX_DEPTH}`
      const values: OscValue[] = []
      into.push({ type: '[', values })
      open.push(values)
      continue
    }
    if (tag === ']') {
      if (open.length === 1) return 'an array ends that never began'
      open.pop()
      continue
    }
    const read = readValue(reader, tag, at, end)
    if (typeof read === 'string') return read
    into.push(read.value)
    at = read.next
  }
  if (open.length > 1) return 'an array has no end'
  reader.messages.push({ address: address.value, args: root, timetag })
  return null
}

function readValue(reader: Reader, tag: string, at: number, end: number): { readonly value: OscValue; readonly next: number } | string {
  const { view, bytes } = reader
  const short = `the packet ends inside an argument of type ${JSON.stringify(tag)}`
  switch (tag) {
    case 'T':
    case 'F':
    case 'N':
    case 'I':
      return { value: { type: tag }, next: at }
    case 'i':
      return at + 4 > end ? short : { value: { type: 'i', value: view.getInt32(at) }, next: at + 4 }
    case 'f':
      return at + 4 > end ? short : { value: { type: 'f', value: view.getFloat32(at) }, next: at + 4 }
    case 'r':
      return at + 4 > end ? short : { value: { type: 'r', value: view.getUint32(at) }, next: at + 4 }
    case 'm':
      return at + 4 > end ? short : { value: { type: 'm', value: bytes.slice(at, at + 4) }, next: at + 4 }
    case 'c':
      return at + 4 > end ? short : { value: { type: 'c', value: characterOf(view.getUint32(at)) }, next: at + 4 }
    case 'd':
      return at + 8 > end ? short : { value: { type: 'd', value: view.getFloat64(at) }, next: at + 8 }
    case 'h':
      return at + 8 > end ? short : { value: { type: 'h', value: view.getBigInt64(at) }, next: at + 8 }
    case 't':
      return at + 8 > end ? short : { value: { type: 't', value: view.getBigUint64(at) }, next: at + 8 }
    case 's':
    case 'S': {
      const read = readText(reader, at, end)
      return read === null ? short : { value: { type: tag, value: read.value }, next: read.next }
    }
    case 'b': {
      if (at + 4 > end) return short
      const size = view.getUint32(at)
      if (size > end - at - 4) return short
      reader.steps += size >> 2
      return { value: { type: 'b', value: bytes.slice(at + 4, at + 4 + size) }, next: at + 4 + padded(size) }
    }
    default:
      return `no argument has the type ${JSON.stringify(tag)}`
  }
}

/** A text that ends with a zero byte before `end`, padded to four; null when it does not end. */
function readText(reader: Reader, start: number, end: number): Text | null {
  const { bytes } = reader
  let stop = start
  let seen = 0
  let plain = ''
  for (; stop < end && bytes[stop] !== 0; stop++) {
    seen |= bytes[stop]!
    // GO is a few plain letters: asking the decoder of the platform costs more than all the rest.
    if (stop - start < SHORT_TEXT) plain += String.fromCharCode(bytes[stop]!)
  }
  const length = stop - start
  reader.steps += length + 1
  if (stop >= end) return null
  const value = seen < 0x80 && length <= SHORT_TEXT ? plain : text.decode(bytes.subarray(start, stop))
  return { value, next: start + padded(length + 1) }
}

const padded = (length: number): number => (length + 3) & ~3
const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')
