/**
 * The patterns by which fixture files choose pixels by name, such as "^O[1-6]$" or "^M\\d+$", without regular expressions: the file is
 * somebody else's, and a pattern of a few characters could keep us busy for hours. All positions are followed at once, so the
 * work is at most pattern × name.
 */
interface Piece {
  readonly takes: (character: string) => boolean
  readonly least: 0 | 1
  readonly many: boolean
}

/** @returns null for a pattern beyond letters, ".", "\\d", "\\w", sets, "?", "*", "+" and the two anchors. */
export function nameMatcher(pattern: string): ((name: string) => boolean) | null {
  const fromStart = pattern.startsWith('^')
  const toEnd = pattern.endsWith('$') && !pattern.endsWith('\\$')
  const body = [...pattern].slice(fromStart ? 1 : 0, toEnd ? -1 : undefined)
  const pieces: Piece[] = []
  for (let i = 0; i < body.length; ) {
    const read = readOne(body, i)
    if (read === null) return null
    const times = body[read.next]
    i = read.next + (times === '?' || times === '*' || times === '+' ? 1 : 0)
    pieces.push({ takes: read.takes, least: times === '?' || times === '*' ? 0 : 1, many: times === '*' || times === '+' })
  }
  return (name) => matches(pieces, [...name], { fromStart, toEnd })
}

function readOne(body: readonly string[], at: number): { readonly takes: Piece['takes']; readonly next: number } | null {
  const character = body[at]!
  if (character === '.') return { takes: () => true, next: at + 1 }
  if (character === '\\') {
    const after = body[at + 1]
    if (after === 'd') return { takes: (c) => c >= '0' && c <= '9', next: at + 2 }
    if (after === 'w') return { takes: isWord, next: at + 2 }
    return after === undefined || isWord(after) ? null : { takes: (c) => c === after, next: at + 2 }
  }
  if (character === '[') {
    const end = body.indexOf(']', at + 1)
    const not = body[at + 1] === '^'
    const set = end < 0 ? [] : body.slice(at + (not ? 2 : 1), end)
    if (set.length === 0 || set.includes('\\')) return null
    return { takes: (c) => isInSet(set, c) !== not, next: end + 1 }
  }
  if ('()|{}]^$*+?'.includes(character)) return null
  return { takes: (c) => c === character, next: at + 1 }
}

const isWord = (c: string): boolean => (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c === '_'

function isInSet(set: readonly string[], c: string): boolean {
  for (let i = 0; i < set.length; i++) {
    const last = set[i + 1] === '-' ? set[i + 2] : undefined
    if (last === undefined ? c === set[i] : c >= set[i]! && c <= last) return true
    if (last !== undefined) i += 2
  }
  return false
}

function matches(
  pieces: readonly Piece[],
  name: readonly string[],
  { fromStart, toEnd }: { readonly fromStart: boolean; readonly toEnd: boolean },
): boolean {
  /** Pieces that may come next; pieces.length: all were met. */
  let open = new Set<number>()
  const enter = (piece: number, into: Set<number>): void => {
    let at = piece
    into.add(at)
    while (at < pieces.length && pieces[at]!.least === 0) into.add(++at)
  }
  enter(0, open)
  for (const character of name) {
    if (!toEnd && open.has(pieces.length)) return true
    const next = new Set<number>()
    if (!fromStart) enter(0, next)
    for (const piece of open) {
      if (piece >= pieces.length || !pieces[piece]!.takes(character)) continue
      enter(piece + 1, next)
      if (pieces[piece]!.many) next.add(piece)
    }
    open = next
  }
  return open.has(pieces.length)
}
