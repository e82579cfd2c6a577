/**
 * JSON with sorted keys, two spaces and a closing newline: the same document writes the same bytes on every machine.
 * `undefined` members are left out as in JSON; numbers print as ECMAScript prints them.
 *
 * @throws TimelineError 'not-json' for a number that is not finite, a function, or a bare `undefined`
 */
import { TimelineError } from './errors.ts'
import { compareText } from './order.ts'

export function canonicalJson(value: unknown): string {
  return `${write(value, '', '')}\n`
}

function write(value: unknown, indent: string, path: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TimelineError('not-json', `${path || 'the value'} is ${value}, which JSON cannot hold`)
    return JSON.stringify(value)
  }
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    const items = value.map((item, index) => deeper + write(item, deeper, `${path}[${index}]`))
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  if (typeof value === 'object') {
    const record = value as Record<string, unknown>
    const keys = Object.keys(record)
      .filter((key) => record[key] !== undefined)
      .sort(compareText)
    if (keys.length === 0) return '{}'
    const members = keys.map((key) => `${deeper}${JSON.stringify(key)}: ${write(record[key], deeper, path ? `${path}.${key}` : key)}`)
    return `{\n${members.join(',\n')}\n${indent}}`
  }
  throw new TimelineError('not-json', `${path || 'the value'} is ${typeof value}, which JSON cannot hold`)
}
