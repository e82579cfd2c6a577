/** What a stretch of DMX values does, as the file says it, and the words the format has for amounts. */
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf, withUnit } from './json-reader.ts'

export interface Capability {
  /** Coarse values 0–255, both ends included. */
  readonly from: number
  readonly to: number
  readonly type: string
  readonly json: JsonObject
}

/** @param steps  values of the file's resolution to one coarse step: 1, 256 or 65536. Only coarse steps that lie wholly inside count, if there is one. */
export function capabilitiesOf(json: JsonObject, steps: number): Capability[] {
  const single = objectOf(memberOf(json, 'capability'))
  const written = single === null ? listOf(memberOf(json, 'capabilities')).map(objectOf) : [single]
  return written.flatMap((capability): Capability[] => {
    if (capability === null) return []
    const [from, to] = listOf(memberOf(capability, 'dmxRange')).map(numberOf)
    const first = Math.ceil((from ?? 0) / steps)
    const last = Math.floor(((to ?? 256 * steps - 1) + 1) / steps) - 1
    const ends = first <= last ? [first, last] : [coarseOf(from ?? 0, steps), coarseOf(from ?? 0, steps)]
    return [{ from: byte(ends[0]!), to: byte(ends[1]!), type: textOf(memberOf(capability, 'type')) ?? '', json: capability }]
  })
}

/** A value of the file as the coarse step it lies in. */
export const coarseOf = (value: number, steps: number): number => byte(Math.floor(value / steps))
const byte = (value: number): number => Math.min(255, Math.max(0, value))

export const middle = ({ from, to }: Pick<Capability, 'from' | 'to'>): number => Math.floor((from + to) / 2)

/** The one with the most values; the first of equals. */
export const widest = (capabilities: readonly Capability[]): Capability | null =>
  capabilities.reduce<Capability | null>((best, one) => (best === null || one.to - one.from > best.to - best.from ? one : best), null)

/** Keywords of the format and the percentage each stands for. Source: its list of capability types, "Possible entities and keywords". */
const KEYWORDS: Readonly<Record<string, number>> = {
  'fast CCW': -1,
  'slow CCW': -0.01,
  stop: 0,
  'slow CW': 0.01,
  'fast CW': 1,
  off: 0,
  closed: 0,
  near: 0.01,
  low: 0.01,
  far: 1,
  high: 1,
  open: 1,
  warm: -1,
  CTO: -1,
  default: 0,
  cold: 1,
  CTB: 1,
}

/** "50%" or a keyword → 0.5; null: something else. */
export function shareOf(value: unknown): number | null {
  const percent = withUnit(value, '%')
  if (percent !== null) return percent / 100
  const text = textOf(value)
  return text !== null && Object.hasOwn(KEYWORDS, text) ? KEYWORDS[text]! : null
}

/** What a property is at the lowest and the highest value; the same twice when it is steady. null: the file does not say. */
export function endsOf<T>({ json }: Capability, name: string, read: (value: unknown) => T | null): readonly [T, T] | null {
  const steady = read(memberOf(json, name))
  const [start, end] = [read(memberOf(json, `${name}Start`)) ?? steady, read(memberOf(json, `${name}End`)) ?? steady]
  return start === null || end === null ? null : [start, end]
}
