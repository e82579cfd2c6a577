/** What comes back when somebody edits the draft. */
import type { Issue, SaidValues, Saying } from '@ghostlight/timeline'

/**
 * Why an edit, an undo or a redo was not done; stable words. With `values`:
 * not-allowed {role}; show-locked {by}; edit-does-not-fit {path}; breaks-the-show {count}, and `issues`;
 * changed-since {author, path, label, theirs}; edit-failed {why}. Without: not-an-edit, nothing-to-undo, nothing-to-redo, no-connection.
 */
export type EditRefusal =
  | 'not-allowed'
  | 'show-locked'
  | 'not-an-edit'
  | 'edit-does-not-fit'
  | 'breaks-the-show'
  | 'changed-since'
  | 'nothing-to-undo'
  | 'nothing-to-redo'
  | 'edit-failed'
  /** Said by a client: no engine, or no answer from it. */
  | 'no-connection'

export interface EditRefused {
  readonly ok: false
  readonly reason: EditRefusal
  /** In English, for people. */
  readonly message: string
  readonly values?: SaidValues
  /** For 'breaks-the-show': everything that would be wrong, each with its path and code. */
  readonly issues?: readonly Issue[]
}
export type EditAnswer = { readonly ok: true; readonly draftEdition: string } | EditRefused
/** `label` and `saying` of the edit that was taken back or done again. */
export type UndoAnswer =
  | { readonly ok: true; readonly draftEdition: string; readonly label: string; readonly saying?: Saying }
  | EditRefused
