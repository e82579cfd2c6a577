/** What an edit makes of the documents, or all that is wrong with it. */
import { applyEdit, type Edit, type Issue, type SaidValues, TimelineError } from '@ghostlight/timeline'
import { parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import type { Documents } from '../store/edition-library.ts'
import { checkDocuments } from '../store/show-store.ts'

export type Edited =
  | { readonly ok: true; readonly documents: Documents }
  | { readonly ok: false; readonly reason: 'edit-does-not-fit'; readonly message: string; readonly values: SaidValues }

/** Only the change itself: cheap. */
export function withEdit(before: Documents, edit: Edit): Edited {
  try {
    return { ok: true, documents: applyEdit(before, edit) }
  } catch (error) {
    if (!(error instanceof TimelineError)) throw error
    const lost = edit.forward.find(({ path }) => !hasPlaceFor(before, path))
    return { ok: false, reason: 'edit-does-not-fit', message: error.message, values: { path: lost?.path.join('.') ?? '' } }
  }
}

/** Whether what a path lies in is there. */
function hasPlaceFor(documents: Documents, path: readonly string[]): boolean {
  let at: unknown = documents
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return false
    at = (at as Record<string, unknown>)[key]
  }
  return typeof at === 'object' && at !== null && !Array.isArray(at)
}

/** Remembers what was wrong with documents before, so that each is checked once. */
export interface DocumentCheck {
  /** Documents that an edit made of others, parsed again where it touched them; an edit must not break anything that was whole. */
  after(before: Documents, changed: Documents): readonly Issue[]
}

/** @param folder  of the show: files that documents name are looked for there. */
export function createDocumentCheck(folder: string): DocumentCheck {
  const known = new WeakMap<Documents, readonly Issue[]>()
  const errorsOf = (documents: Documents): readonly Issue[] => {
    const before = known.get(documents)
    if (before !== undefined) return before
    const errors = checkDocuments(folder, documents).filter((issue) => issue.severity === 'error')
    known.set(documents, errors)
    return errors
  }
  return {
    after(before, changed) {
      const issues = parsedAgain(before, changed)
      if (issues.length > 0) return issues
      // What was wrong before may stay wrong.
      const old = new Set(errorsOf(before).map((issue) => `${issue.path} ${issue.code}`))
      return errorsOf(changed).filter((issue) => !old.has(`${issue.path} ${issue.code}`))
    },
  }
}

function parsedAgain(before: Documents, changed: Documents): readonly Issue[] {
  const issues: Issue[] = []
  const again = <T extends object>(
    was: T | undefined,
    is: T,
    path: string,
    parse: (input: unknown) => { ok: boolean; issues: readonly Issue[] },
  ) => {
    if (was === is) return
    const parsed = parse(is)
    if (!parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, path: `${path}.${issue.path}` })))
  }
  again(before.show, changed.show, 'show', parseShow)
  again(before.venue, changed.venue, 'venue', parseVenue)
  for (const [id, song] of Object.entries(changed.songs)) {
    again(before.songs[id], song, `songs/${id}`, parseSong)
    // The key becomes a folder's name: only an id may.
    if (song?.id !== id) {
      const message = `The song's folder would be "${id}", but its id is "${song?.id}": folder and id must be the same.`
      issues.push({ path: `songs/${id}.id`, code: 'wrong-id', severity: 'error', message })
    }
  }
  return issues
}
