/** Pixels of a fixture: their keys and groups, and the channels that are repeated for each of them. */
import { type JsonObject, listOf, memberOf, numberOf, objectOf, textOf } from './json-reader.ts'

export interface Matrix {
  /** All pixel keys, x first, then y, then z. */
  readonly pixels: readonly string[]
  /** Group name → its pixel keys. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** More than any fixture has; a file that asks for more is wrong. */
const MOST_PIXELS = 4096

export function matrixOf(fixture: JsonObject): Matrix {
  const matrix = objectOf(memberOf(fixture, 'matrix'))
  const pixels = keysOf(matrix)
  const groups = new Map<string, readonly string[]>()
  for (const [name, members] of Object.entries(objectOf(memberOf(matrix, 'pixelGroups')) ?? {})) {
    groups.set(name, members === 'all' ? pixels : listOf(members).filter((key): key is string => typeof key === 'string'))
  }
  return { pixels, groups }
}

function keysOf(matrix: JsonObject | null): readonly string[] {
  const named = memberOf(matrix, 'pixelKeys')
  if (Array.isArray(named))
    return (named.flat(2) as unknown[]).filter((key): key is string => typeof key === 'string').slice(0, MOST_PIXELS)
  const counts = listOf(memberOf(matrix, 'pixelCount')).map((count) => numberOf(count) ?? 1)
  const [nx, ny, nz] = [counts[0] ?? 0, counts[1] ?? 1, counts[2] ?? 1]
  if (nx * ny * nz > MOST_PIXELS) return []
  // Only the axes that have more than one pixel stand in the key: "4", "(4, 2)", "(4, 2, 1)".
  const axes = [nx, ny, nz].filter((count) => count > 1).length
  const keys: string[] = []
  for (let z = 1; z <= nz; z++) {
    for (let y = 1; y <= ny; y++) {
      for (let x = 1; x <= nx; x++) {
        if (axes <= 1) keys.push(String(Math.max(x, y, z)))
        else keys.push(nz > 1 ? `(${x}, ${y}, ${z})` : `(${x}, ${y})`)
      }
    }
  }
  return keys
}

/** The channel names that an "insert": "matrixChannels" entry of a mode stands for; null entries are unused slots. */
export function insertedChannels(entry: JsonObject, matrix: Matrix): readonly (string | null)[] {
  const templates = listOf(memberOf(entry, 'templateChannels')).map(textOf)
  const repeatFor = memberOf(entry, 'repeatFor')
  const keys = Array.isArray(repeatFor)
    ? repeatFor.filter((key): key is string => typeof key === 'string')
    : repeatFor === 'eachPixelGroup'
      ? [...matrix.groups.keys()]
      : repeatFor === 'eachPixelABC'
        ? [...matrix.pixels].sort()
        : matrix.pixels
  const named = (template: string | null, key: string) => template?.replaceAll('$pixelKey', key) ?? null
  return memberOf(entry, 'channelOrder') === 'perChannel'
    ? templates.flatMap((template) => keys.map((key) => named(template, key)))
    : keys.flatMap((key) => templates.map((template) => named(template, key)))
}
