/** Order keys and cue numbers between two others. Pure. */

const digits = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * A key that sorts between two, as plain text. Keys never end in "0", so that there is always room below.
 *
 * @param before  null: before everything. @param after  null: after everything. `before` < `after`.
 */
export function orderBetween(before: string | null, after: string | null): string {
  let key = ''
  for (let at = 0; ; at += 1) {
    const low = before === null || at >= before.length ? -1 : digits.indexOf(before.charAt(at).toLowerCase())
    const bounded = after?.startsWith(key) === true
    const high = after === null || !bounded ? digits.length : at >= after.length ? 0 : digits.indexOf(after.charAt(at).toLowerCase())
    const room = Math.max(low, 0) + 1
    if (low < 0 && high > 1) return key + digits.charAt(Math.min(high - 1, Math.max(1, Math.floor(high / 2))))
    if (low >= 0 && room < high) return key + digits.charAt(Math.floor((low + high) / 2) === low ? room : Math.floor((low + high) / 2))
    key += digits.charAt(Math.max(low, 0))
    if (at > 64) return `${before ?? ''}h`
  }
}

/** Parts compare as numbers: 2 < 2.5 < 10. */
export function compareNumbers(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * A free number after one and before another: the next whole one where there is room, else with points ("2.1", "2.1.1").
 */
export function numberBetween(before: string | null, after: string | null): string {
  if (before === null) {
    const first = after === null ? 2 : Number(after.split('.')[0])
    return first > 1 ? '1' : '0'
  }
  const whole = String(Number(before.split('.')[0]) + 1)
  if (after === null || compareNumbers(whole, after) < 0) return whole
  const parts = before.split('.')
  const sameLevel = [...parts.slice(0, -1), String(Number(parts.at(-1)) + 1)].join('.')
  if (parts.length > 1 && compareNumbers(sameLevel, after) < 0) return sameLevel
  for (let last = 1; last < 10; last += 1) {
    const below = `${before}.${last}`
    if (compareNumbers(below, after) < 0) return below
  }
  // Between 1 and 1.0.1 lies 1.0.0.1.
  let deeper = `${before}.0`
  while (compareNumbers(`${deeper}.1`, after) >= 0 && deeper.length < 60) deeper += '.0'
  return `${deeper}.1`
}
