/** Wheels and ready-made colours: which value brings which colour or gobo into the beam. */
import { hexOf, kelvinRgb, type LinearRgb, linearRgb } from '../colour.ts'
import { type Capability, endsOf, middle } from './capability.ts'
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf, withUnit } from './json-reader.ts'

export interface ColourStop {
  readonly value: number
  readonly colour: string
  readonly split?: true
}

export interface Gobos {
  readonly open: number
  readonly stops: readonly { readonly value: number; readonly name: string }[]
}

/** A place on a wheel that a value turns into the beam; between two slots the number has a half. */
interface Stop {
  readonly value: number
  readonly slotNumber: number
  readonly slots: readonly (JsonObject | null)[]
}

const OPEN = '#ffffff'

/** Colours of a wheel, or ready-made ones, that the file tells; empty when it tells of no colour but open. */
export function colourStops(name: string, capabilities: readonly Capability[], wheels: JsonObject | null): readonly ColourStop[] {
  const stops = capabilities.flatMap((capability): ColourStop[] => {
    const { type, json } = capability
    if (type !== 'ColorPreset') return stopsOf(name, capability, wheels).flatMap(({ value, slots }) => wheelColour(value, slots))
    const only = listOf(memberOf(json, 'colors'))
    if (only.length === 1 && isColour(only[0])) return [{ value: middle(capability), colour: only[0] }]
    return only.length === 0 ? whiteOf(capability) : []
  })
  return stops.some(({ colour }) => colour !== OPEN) ? stops : []
}

/** Whites that differ in colour temperature, one value each. */
export const whiteStops = (capabilities: readonly Capability[]): readonly ColourStop[] =>
  capabilities.filter(({ type }) => type === 'ColorTemperature').flatMap(whiteOf)

function whiteOf(capability: Capability): ColourStop[] {
  const kelvin = endsOf(capability, 'colorTemperature', (value) => withUnit(value, 'K'))
  if (kelvin === null || kelvin[0] !== kelvin[1] || !(kelvin[0] > 0)) return []
  return [{ value: middle(capability), colour: hexOf(kelvinRgb(kelvin[0])) }]
}

function wheelColour(value: number, slots: Stop['slots']): ColourStop[] {
  const colours = slots.flatMap((slot) => (memberOf(slot, 'type') === 'Open' ? [OPEN] : listOf(memberOf(slot, 'colors')).filter(isColour)))
  // A half that is no colour (a gobo, nothing known) makes the whole unknown.
  if (colours.length < slots.length || colours.length === 0) return []
  const [only] = colours
  return colours.length === 1 ? [{ value, colour: only! }] : [{ value, colour: hexOf(mean(colours.map(linearRgb))), split: true }]
}

const mean = (colours: readonly LinearRgb[]): LinearRgb => {
  const part = (axis: 0 | 1 | 2) => colours.reduce((sum, rgb) => sum + rgb[axis], 0) / colours.length
  return [part(0), part(1), part(2)]
}

/** Gobos in the order of the wheel; null: there are none. `rest` is where it stands when the file names no open slot. */
export function gobosOf(name: string, capabilities: readonly Capability[], wheels: JsonObject | null, rest: number): Gobos | null {
  const found = new Map<number, Gobos['stops'][number]>()
  let open: number | null = null
  for (const { value, slotNumber, slots } of capabilities.flatMap((capability) => stopsOf(name, capability, wheels))) {
    const [slot, ...more] = slots
    if (slot === undefined || more.length > 0) continue
    const type = memberOf(slot, 'type')
    if (type === 'Open') open ??= value
    if (type === 'Gobo' && !found.has(slotNumber)) found.set(slotNumber, { value, name: goboName(slot) ?? `Gobo ${found.size + 1}` })
  }
  const stops = [...found].sort(([a], [b]) => a - b).map(([, stop]) => stop)
  return stops.length === 0 ? null : { open: open ?? rest, stops }
}

/** "gobos/aliases/gobo-library/spiral" → "spiral". */
const goboName = (slot: JsonObject | null): string | null =>
  textOf(memberOf(slot, 'name')) ?? textOf(memberOf(slot, 'resource'))?.split('/').at(-1) ?? null

function stopsOf(name: string, capability: Capability, wheels: JsonObject | null): Stop[] {
  const { type, from, to, json } = capability
  if (type !== 'WheelSlot') return []
  const slots = listOf(memberOf(objectOf(memberOf(wheels, textOf(memberOf(json, 'wheel')) ?? name)), 'slots')).map(objectOf)
  const ends = endsOf(capability, 'slotNumber', numberOf)
  if (ends === null || slots.length === 0) return []
  const at = (value: number, slotNumber: number): Stop => {
    // After the last slot comes the first.
    const whole = Math.floor(slotNumber)
    const slot = (number: number) => slots[(((number - 1) % slots.length) + slots.length) % slots.length] ?? null
    return { value, slotNumber, slots: slotNumber === whole ? [slot(whole)] : [slot(whole), slot(whole + 1)] }
  }
  const [start, end] = ends
  if (start === end) return [at(middle(capability), start)]
  // The wheel turns with the value: every whole slot on the way.
  const [low, high] = [Math.ceil(Math.min(start, end)), Math.floor(Math.max(start, end))]
  if (!(high - low < slots.length * 2)) return []
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, i) =>
    at(Math.round(from + ((to - from) * (low + i - start)) / (end - start)), low + i),
  )
}

const isColour = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length === 7 &&
  value.startsWith('#') &&
  [...value.slice(1)].every((digit) => '0123456789abcdefABCDEF'.includes(digit))
