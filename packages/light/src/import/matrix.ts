/** Pixels of a fixture: their keys and groups, and the channels that are repeated for each of them. */
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf } from './json-reader.ts'
import { nameMatcher } from './name-pattern.ts'

interface Pixel {
  readonly key: string
  /** x, y, z, each from 1. */
  readonly place: readonly [number, number, number]
}

export interface Matrix {
  readonly pixels: readonly Pixel[]
  /** Group name → its pixel keys, in the order in which they stand in the file. */
  readonly groups: ReadonlyMap<string, readonly string[]>
  /** Groups whose members could not be worked out. */
  readonly unclear: readonly string[]
}

/** More than any fixture has; a file that asks for more is wrong. */
const MOST_PIXELS = 4096

export function matrixOf(fixture: JsonObject): Matrix {
  const matrix = objectOf(memberOf(fixture, 'matrix'))
  const pixels = pixelsOf(matrix)
  const groups = new Map<string, readonly string[]>()
  const unclear: string[] = []
  for (const [name, members] of Object.entries(objectOf(memberOf(matrix, 'pixelGroups')) ?? {})) {
    const rules = objectOf(members)
    const keys =
      members === 'all' ? byName(pixels) : rules === null ? listOf(members).filter((key) => typeof key === 'string') : chosen(pixels, rules)
    if (keys === null || keys.length === 0) unclear.push(name)
    groups.set(name, keys ?? [])
  }
  return { pixels, groups, unclear }
}

function pixelsOf(matrix: JsonObject | null): readonly Pixel[] {
  const named = memberOf(matrix, 'pixelKeys')
  if (Array.isArray(named)) {
    const pixels = named.flatMap((plane, z) =>
      listOf(plane).flatMap((row, y) =>
        listOf(row).flatMap((key, x): Pixel[] => (typeof key === 'string' ? [{ key, place: [x + 1, y + 1, z + 1] }] : [])),
      ),
    )
    return pixels.slice(0, MOST_PIXELS)
  }
  const counts = listOf(memberOf(matrix, 'pixelCount')).map((count) => numberOf(count) ?? 1)
  const size = [counts[0] ?? 0, counts[1] ?? 1, counts[2] ?? 1] as const
  if (!(size[0] * size[1] * size[2] <= MOST_PIXELS)) return []
  const pixels: Pixel[] = []
  for (let z = 1; z <= size[2]; z++) {
    for (let y = 1; y <= size[1]; y++) {
      for (let x = 1; x <= size[0]; x++) {
        // Only the axes that have more than one pixel stand in the key: "4", "(4, 2)", "(4, 2, 1)".
        const named = [x, y, z].filter((_, axis) => size[axis]! > 1)
        pixels.push({ key: named.length > 1 ? `(${named.join(', ')})` : String(named[0] ?? 1), place: [x, y, z] })
      }
    }
  }
  return pixels
}

/** Keys that hold to all rules: "<=8", ">=3", "=2", "even", "3n+1" for a place, a pattern for the name; null: a rule is not understood. */
function chosen(pixels: readonly Pixel[], rules: JsonObject): readonly string[] | null {
  const tests: ((pixel: Pixel) => boolean)[] = []
  for (const [axis, name] of ['x', 'y', 'z'].entries()) {
    for (const rule of listOf(memberOf(rules, name))) {
      const holds = placeRule(textOf(rule) ?? '')
      if (holds === null) return null
      tests.push(({ place }) => holds(place[axis as 0 | 1 | 2]))
    }
  }
  const patterns = listOf(memberOf(rules, 'name'))
  for (const pattern of patterns) {
    const matches = nameMatcher(textOf(pattern) ?? '')
    if (matches === null) return null
    tests.push(({ key }) => matches(key))
  }
  const kept = pixels.filter((pixel) => tests.every((holds) => holds(pixel)))
  return patterns.length > 0 ? byName(kept) : kept.map(({ key }) => key)
}

function placeRule(rule: string): ((place: number) => boolean) | null {
  const whole = (text: string): number | null => (text !== '' && [...text].every(isDigit) ? Number(text) : null)
  for (const [sign, holds] of [
    ['>=', (place: number, limit: number) => place >= limit],
    ['<=', (place: number, limit: number) => place <= limit],
    ['=', (place: number, limit: number) => place === limit],
  ] as const) {
    if (!rule.startsWith(sign)) continue
    const limit = whole(rule.slice(sign.length))
    return limit === null ? null : (place) => holds(place, limit)
  }
  const [step, after, ...more] = (rule === 'even' ? '2n' : rule === 'odd' ? '2n+1' : rule).split('n')
  const every = whole(step ?? '')
  const offset = after === '' ? 0 : after?.startsWith('+') ? whole(after.slice(1)) : null
  return every === null || every === 0 || offset === null || more.length > 0 ? null : (place) => place % every === offset % every
}

const isDigit = (character: string): boolean => character >= '0' && character <= '9'
const byName = (pixels: readonly Pixel[]): string[] => pixels.map(({ key }) => key).sort(compareNames)

/** Alphabetical, with numbers by their value: "A2" before "A10". */
function compareNames(a: string, b: string): number {
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (isDigit(a[i]!) && isDigit(b[j]!)) {
      let [m, n] = [0, 0]
      for (; i < a.length && isDigit(a[i]!); i++) m = m * 10 + Number(a[i])
      for (; j < b.length && isDigit(b[j]!); j++) n = n * 10 + Number(b[j])
      if (m !== n) return m - n
      continue
    }
    const [p, q] = [a[i]!.toLowerCase(), b[j]!.toLowerCase()]
    if (p !== q) return p < q ? -1 : 1
    i++
    j++
  }
  return a.length - i - (b.length - j)
}

/** The channel names that an "insert": "matrixChannels" entry of a mode stands for; null entries are unused slots. */
export function insertedChannels(entry: JsonObject, matrix: Matrix): readonly (string | null)[] {
  const templates = listOf(memberOf(entry, 'templateChannels')).map(textOf)
  const keys = repeatedKeys(memberOf(entry, 'repeatFor'), matrix)
  const named = (template: string | null, key: string) => template?.replaceAll('$pixelKey', key) ?? null
  return memberOf(entry, 'channelOrder') === 'perChannel'
    ? templates.flatMap((template) => keys.map((key) => named(template, key)))
    : keys.flatMap((key) => templates.map((template) => named(template, key)))
}

function repeatedKeys(repeatFor: unknown, { pixels, groups }: Matrix): readonly string[] {
  if (Array.isArray(repeatFor)) return repeatFor.filter((key) => typeof key === 'string')
  if (repeatFor === 'eachPixelGroup') return [...groups.keys()]
  if (repeatFor === 'eachPixelABC') return byName(pixels)
  // "eachPixelYXZ": y counts up fastest, z slowest.
  const axes = [...(textOf(repeatFor) ?? '').replace('eachPixel', '')].map((axis) => 'XYZ'.indexOf(axis)).filter((axis) => axis >= 0)
  const slowestFirst = (axes.length === 3 ? axes : [0, 1, 2]).reverse() as (0 | 1 | 2)[]
  return [...pixels]
    .sort((a, b) => slowestFirst.reduce<number>((order, axis) => order || a.place[axis] - b.place[axis], 0))
    .map(({ key }) => key)
}
