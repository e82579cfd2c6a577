/** JSON with the place of its first mistake: engines word their errors differently and often leave the place out. */

export type JsonReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly message: string }

/** Nested deeper than this is no document. */
const DEEPEST = 2000

/**
 * @param text  a byte-order mark in front is no mistake.
 * @returns the value, or line and column (from 1) of the first mistake and what it is.
 */
export function readJson(text: string): JsonReading {
  const body = text.replace(/^\ufeff/, '')
  try {
    return { ok: true, value: JSON.parse(body) }
  } catch (error) {
    const fault = firstFault(body)
    if (fault === null) return { ok: false, line: 1, column: 1, message: error instanceof Error ? error.message : String(error) }
    const before = body.slice(0, fault.at).split(/\r\n|\r|\n/)
    return { ok: false, line: before.length, column: before.at(-1)!.length + 1, message: fault.message }
  }
}

interface Fault {
  readonly at: number
  readonly message: string
}

const named = (text: string, at: number): string =>
  at >= text.length ? 'the end of the file' : JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))

/** A text up to what ends it or cannot stand in it: control characters and unknown escapes. */
const textBody = /"(?:[ -!#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y

function firstFault(text: string): Fault | null {
  let at = 0
  let depth = 0
  const fail = (message: string, place = at): never => {
    throw { at: place, message } satisfies Fault
  }
  const blanks = (): void => {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at++
  }
  const match = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found !== null
  }
  const string = (): void => {
    const from = at
    if (!match(textBody)) fail(`a text in double quotes belongs here, not ${named(text, at)}`)
    if (text[at] !== '"') {
      if (at >= text.length || text[at] === '\n' || text[at] === '\r') fail('this text has no closing quote', from)
      fail(`${named(text, at)} cannot stand like this in a text`)
    }
    at++
  }
  const list = (close: string, entry: () => void): void => {
    at++
    if (++depth > DEEPEST) fail(`nested deeper than ${DEEPEST}`)
    blanks()
    if (text[at] === close) at++
    else
      for (;;) {
        entry()
        blanks()
        if (text[at] === close) {
          at++
          break
        }
        if (text[at] !== ',') fail(`"," or "${close}" belongs here, not ${named(text, at)}`)
        const comma = at++
        blanks()
        if (text[at] === close) fail(`a comma before "${close}"`, comma)
      }
    depth--
  }
  const value = (): void => {
    blanks()
    if (text[at] === '{')
      list('}', () => {
        blanks()
        string()
        blanks()
        if (text[at] !== ':') fail(`":" belongs here, not ${named(text, at)}`)
        at++
        value()
      })
    else if (text[at] === '[') list(']', value)
    else if (text[at] === '"') string()
    else if (!match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y)) fail(`a value belongs here, not ${named(text, at)}`)
  }
  try {
    value()
    blanks()
    if (at < text.length) fail(`nothing more belongs here, but ${named(text, at)} follows`)
    return null
  } catch (fault) {
    if (typeof fault === 'object' && fault !== null && 'at' in fault) return fault as Fault
    throw fault
  }
}
