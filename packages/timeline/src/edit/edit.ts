/**
 * Edits of a draft: labelled, with an author, invertible, plain JSON. An edit is a list of changes, each naming a path and the value that
 * stands there afterwards (absent: the member is deleted); the way back is kept beside it. Lists are changed as a whole: collections of
 * the document are records, and what is a list there (colours, messages, positions) is small.
 */
import { create } from 'mutative'
import { TimelineError } from '../errors.ts'
import type { SaidValues } from '../performance/command.ts'

export interface Change {
  readonly path: readonly string[]
  /** Absent: delete. */
  readonly value?: unknown
}
/** What a label says, for who reads another language than its author: a code that the page who made it knows, with names and figures. */
export interface Saying {
  readonly code: string
  readonly values: SaidValues
}
export interface Edit {
  readonly id: string
  readonly label: string
  readonly saying?: Saying
  readonly author: string
  readonly forward: readonly Change[]
  readonly backward: readonly Change[]
}

/**
 * Makes an edit by doing it.
 *
 * @param draft   plain JSON; not changed.
 * @param recipe  changes its argument in place.
 * @returns an edit without changes when the recipe changed nothing.
 */
export function makeEdit<T extends object>(
  draft: T,
  { id, label, author, saying }: { readonly id: string; readonly label: string; readonly author: string; readonly saying?: Saying },
  recipe: (draft: T) => void,
): Edit {
  const [after, patches] = create(draft, (copy) => void recipe(copy as T), {
    enablePatches: { pathAsArray: true, arrayLengthAssignment: true },
  })
  const paths = outermost(patches.map((patch) => untilList(draft, after, patch.path as (string | number)[])))
  const changed = paths.filter((path) => JSON.stringify(valueAt(draft, path)) !== JSON.stringify(valueAt(after, path)))
  const changes = (root: unknown) => changed.map((path) => changeTo(path, valueAt(root, path)))
  return { id, label, ...(saying === undefined ? {} : { saying }), author, forward: changes(after), backward: changes(draft) }
}

const changeTo = (path: readonly string[], value: unknown): Change => (value === undefined ? { path } : { path, value: plain(value) })

/** A copy that shares nothing with the draft and holds JSON only. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Path down to, not into, the first list on the way. */
function untilList(before: unknown, after: unknown, path: readonly (string | number)[]): string[] {
  const until: string[] = []
  let old: unknown = before
  let now: unknown = after
  for (const key of path) {
    if (Array.isArray(old) || Array.isArray(now)) break
    until.push(String(key))
    old = memberOf(old, String(key))
    now = memberOf(now, String(key))
  }
  return until
}

/** Drops paths that lie at or under another. */
function outermost(paths: readonly string[][]): string[][] {
  const kept: string[][] = []
  for (const path of [...paths].sort((a, b) => a.length - b.length)) {
    if (!kept.some((other) => isUnder(path, other))) kept.push(path)
  }
  return kept
}

/** Whether a path is another, or leads further into it. */
export const isUnder = (path: readonly string[], other: readonly string[]): boolean =>
  other.length <= path.length && other.every((key, index) => key === path[index])

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}

export function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(memberOf, root)
}

/**
 * The draft after an edit; what it does not touch is shared.
 * @throws TimelineError 'edit-does-not-fit' when a change lies under something the draft does not have
 */
export function applyEdit<T>(draft: T, edit: Edit): T {
  return edit.forward.reduce<unknown>((value, change) => changeAt(value, change, 0), draft) as T
}

function changeAt(value: unknown, change: Change, depth: number): unknown {
  const key = change.path[depth]
  if (key === undefined) return change.value
  if (typeof value !== 'object' || value === null || Array.isArray(value) || key === '__proto__') {
    const where = change.path.slice(0, depth).join('.') || 'the draft'
    throw new TimelineError('edit-does-not-fit', `the edit changes ${change.path.join('.')}, but ${where} is no record any more`)
  }
  const record = value as Record<string, unknown>
  if (depth === change.path.length - 1 && !('value' in change)) {
    const { [key]: _deleted, ...rest } = record
    return rest
  }
  return { ...record, [key]: changeAt(memberOf(record, key), change, depth + 1) }
}

/** The edit that takes an edit back; it says what it takes back. */
export function invertEdit(
  edit: Edit,
  { id, author, label }: { readonly id: string; readonly author: string; readonly label: string },
): Edit {
  const said = edit.saying === undefined ? {} : { saying: edit.saying }
  return { id, label, ...said, author, forward: [...edit.backward].reverse(), backward: [...edit.forward].reverse() }
}

/** A path that both edits change, or one under the other; null when they do not meet. */
export function meetingPath(a: Edit, b: Edit): readonly string[] | null {
  for (const { path } of a.forward) {
    for (const other of b.forward) {
      if (isUnder(path, other.path)) return path
      if (isUnder(other.path, path)) return other.path
    }
  }
  return null
}
