/**
 * XML as a plain tree. Entities are never expanded beyond the five of the specification and character numbers; a document type may be named
 * but must not declare anything; nothing is fetched. Size and depth are limited before anything is built.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { decodeLatin1, decodeUtf8, type TextDecode } from '../text/decode-text.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Text directly inside, entities resolved, not trimmed. */
  readonly text: string
}

/** Sixteen million characters are a full opera; the tree of them fits in memory. */
const MOST_CHARACTERS = 16_000_000
const MOST_DEPTH = 64

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** Bytes → characters: byte order mark, then what the first line declares, then UTF-8. null: not valid in that encoding. */
export function decodeXml(bytes: Uint8Array, decode: TextDecode | null): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeUtf8(bytes.subarray(3))
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), true)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), false)
  if (bytes[0] === 0x3c && bytes[1] === 0) return decodeUtf16(bytes, true)
  if (bytes[0] === 0 && bytes[1] === 0x3c) return decodeUtf16(bytes, false)
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(decodeLatin1(bytes.subarray(0, 200)))?.[1]?.toLowerCase()
  if (declared === undefined || declared === 'utf-8' || declared === 'utf8' || declared === 'us-ascii') return decodeUtf8(bytes)
  return decode?.(bytes, declared) ?? (/^(iso-8859-1|latin1|windows-1252)$/.test(declared) ? decodeLatin1(bytes) : decodeUtf8(bytes))
}

function decodeUtf16(bytes: Uint8Array, littleEndian: boolean): string {
  const pieces: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += 8192) {
    const units: number[] = []
    for (let i = at; i + 1 < Math.min(bytes.length, at + 8192); i += 2)
      units.push(littleEndian ? bytes[i]! | (bytes[i + 1]! << 8) : (bytes[i]! << 8) | bytes[i + 1]!)
    pieces.push(String.fromCharCode(...units))
  }
  return pieces.join('')
}

export function readXml(text: string): XmlReading {
  const refuse = (code: string, message: string): XmlReading => ({ ok: false, code, message })
  if (text.length > MOST_CHARACTERS)
    return refuse('too-large', `the file has ${text.length} characters; at most ${MOST_CHARACTERS} can be read. Export the sung parts only`)
  const clean = text.replace(/^\ufeff/, '')
  const type = doctypeOf(clean)
  if (type === 'declares')
    return refuse('doctype', 'the file declares things of its own in <!DOCTYPE … [ … ]>; scores have no need of that and it is not read')
  const body =
    type === null ? clean : clean.slice(0, type.start) + clean.slice(type.start, type.end).replace(/[^\n]/g, ' ') + clean.slice(type.end)
  const valid = XMLValidator.validate(body, { allowBooleanAttributes: false })
  if (valid !== true) {
    const { msg, line, col } = valid.err
    return refuse('malformed-xml', `the XML is not well-formed, line ${line}${col === undefined ? '' : `, column ${col}`}: ${msg}`)
  }
  try {
    const nodes: unknown = createParser().parse(body)
    const root = Array.isArray(nodes) ? nodes.map(elementOf).find((element) => element !== null) : undefined
    return root ? { ok: true, root } : refuse('malformed-xml', 'there is no element in the file')
  } catch (error) {
    return refuse('malformed-xml', `the XML cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Where the document type stands; 'declares' when it holds declarations. Looked for before the first element only. */
function doctypeOf(text: string): { readonly start: number; readonly end: number } | 'declares' | null {
  const prolog = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(text)![0]
  const start = prolog.length
  if (!/^<!doctype/i.test(text.slice(start, start + 9))) return /<!(?:doctype|entity)/i.test(text.slice(start)) ? 'declares' : null
  for (let at = start, quote = ''; at < text.length; at++) {
    const letter = text[at]!
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '[') return 'declares'
    else if (letter === '>') return /<!(?:doctype|entity)/i.test(text.slice(at + 1)) ? 'declares' : { start, end: at + 1 }
  }
  return 'declares'
}

const createParser = (): XMLParser =>
  new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    cdataPropName: CDATA,
    processEntities: false,
    htmlEntities: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: MOST_DEPTH,
  })

const CDATA = '#cdata'

/** One node of the ordered parser: {name: [children], ':@': {attributes}}; text is {'#text': …}, CDATA {'#cdata': [text]}. */
function elementOf(node: unknown): XmlElement | null {
  if (typeof node !== 'object' || node === null) return null
  const name = Object.keys(node).find((key) => key !== ':@')
  if (name === undefined || name === '#text') return null
  const record = node as Readonly<Record<string, unknown>>
  const inside = record[name]
  const list: readonly unknown[] = Array.isArray(inside) ? inside : []
  const attributes: Record<string, string> = {}
  for (const [key, value] of Object.entries((record[':@'] as Readonly<Record<string, unknown>> | undefined) ?? {}))
    attributes[key] = resolved(String(value))
  let text = ''
  const children: XmlElement[] = []
  for (const child of list) {
    const raw = (child as Readonly<Record<string, unknown>>)['#text']
    const plain = (child as Readonly<Record<string, unknown>>)[CDATA]
    if (raw !== undefined) text += resolved(String(raw))
    else if (Array.isArray(plain)) text += plain.map((piece: unknown) => String((piece as Record<string, unknown>)['#text'] ?? '')).join('')
    else {
      const element = elementOf(child)
      if (element) children.push(element)
    }
  }
  return { name, attributes, children, text }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML and character numbers; any other stays as it is written. */
function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return NAMED[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child) => child.name === name)
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((child) => child.name === name) ?? []
/** Trimmed text of a child; null when there is none. */
export const textOf = (element: XmlElement | undefined, name: string): string | null => childOf(element, name)?.text.trim() ?? null
/** Number in a child; NaN when it is missing or none. */
export function numberOf(element: XmlElement | undefined, name: string): number {
  const text = textOf(element, name)
  return text === null || text === '' ? Number.NaN : Number(text)
}
