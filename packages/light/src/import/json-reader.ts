/** Reading JSON that somebody else wrote: what is not there or of another type is null, never an exception. */

export type JsonObject = Readonly<Record<string, unknown>>

export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
export const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
/** An own member; names such as "constructor" are only text here. */
export const memberOf = (object: JsonObject | null, name: string): unknown =>
  object !== null && Object.hasOwn(object, name) ? object[name] : undefined

/** A number with this unit behind it: "540deg" → 540. null: another unit, a keyword, or no number. */
export function withUnit(value: unknown, unit: string): number | null {
  const text = textOf(value)
  if (text === null || !text.endsWith(unit)) return null
  const digits = text.slice(0, -unit.length)
  const number = Number(digits)
  return digits.trim() !== '' && Number.isFinite(number) ? number : null
}
