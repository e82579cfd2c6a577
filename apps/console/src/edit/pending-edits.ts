/**
 * Optimistic editing: what the page shows is the newest draft it has from the engine plus its own edits on their way.
 * Pure; `use-draft.ts` gives it life.
 *
 * An edit waits until the engine answered *and* a draft that holds it has arrived: the answer names that draft, but its bytes come later.
 */
import { applyEdit, type Edit, type EditionData } from '@ghostlight/timeline'

export type DraftBody = Pick<EditionData, 'show' | 'songs' | 'venue'>

export interface Waiting {
  readonly edit: Edit
  /** Draft that the engine made with it; null until it answered. */
  readonly draftEdition: string | null
}

export const waitFor = (waiting: readonly Waiting[], edit: Edit): readonly Waiting[] => [...waiting, { edit, draftEdition: null }]

/** The engine took an edit. `baseHash` is the draft the page has: when it holds the edit already, the edit waits no longer. */
export function accepted(waiting: readonly Waiting[], editId: string, draftEdition: string, baseHash: string): readonly Waiting[] {
  return arrived(
    waiting.map((item) => (item.edit.id === editId ? { ...item, draftEdition } : item)),
    baseHash,
  )
}

export const refused = (waiting: readonly Waiting[], editId: string): readonly Waiting[] =>
  waiting.filter((item) => item.edit.id !== editId)

/** A draft arrived: everything up to the edit that made it is in it. */
export function arrived(waiting: readonly Waiting[], baseHash: string): readonly Waiting[] {
  const last = waiting.findLastIndex((item) => item.draftEdition === baseHash)
  return last < 0 ? waiting : waiting.slice(last + 1)
}

/**
 * A draft arrived that none of ours made (undo, another author): the engine sends drafts in order, so whatever it had accepted before is in it.
 */
export function arrivedFromElsewhere(waiting: readonly Waiting[]): readonly Waiting[] {
  return waiting.filter((item) => item.draftEdition === null)
}

/**
 * The engine undid or redid: it did so after every edit that it had accepted, so those wait for this draft now. Their own may never
 * arrive: a page that is slow gets only the newest, and that may be the one it has had all along.
 */
export function overtaken(waiting: readonly Waiting[], draftEdition: string, baseHash: string): readonly Waiting[] {
  return arrived(
    waiting.map((item) => (item.draftEdition === null ? item : { ...item, draftEdition })),
    baseHash,
  )
}

/** The draft as shown; an edit that no longer fits (somebody deleted what it changes) is left out. */
export function bodyWith(base: DraftBody, waiting: readonly Waiting[]): DraftBody {
  let body: DraftBody = { show: base.show, songs: base.songs, venue: base.venue }
  for (const { edit } of waiting) {
    try {
      body = applyEdit(body, edit)
    } catch {
      // The engine will refuse it with words; until then the page shows the draft without it.
    }
  }
  return body
}
