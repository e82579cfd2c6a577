/**
 * The journal of edits, `edits.ndjson`: what was done, so that an acknowledged edit outlives a crash that came before it was written into
 * the documents, and so that undo outlives a restart. Once everything is written into them, the history alone says the same.
 */
import { applyEdit, type Edit, emptyHistory, type History, recordEdit, redo, undo } from '@ghostlight/timeline'
import type { Documents } from '../store/edition-library.ts'
import { documentsHash } from './draft-maker.ts'

/** `hash` names the documents as they stand after the line. */
export type EditLine =
  /** The documents stand so in the show's folder. `made`: how many edits each author has made that `history` does not name any more. */
  | { readonly kind: 'base'; readonly hash: string; readonly history?: History; readonly made?: Readonly<Record<string, number>> }
  | { readonly kind: 'saved'; readonly hash: string }
  | { readonly kind: 'edit' | 'undo' | 'redo'; readonly edit: Edit; readonly hash: string }

export const acceptEditLine = (value: unknown): EditLine | null =>
  typeof (value as EditLine | undefined)?.kind === 'string' ? (value as EditLine) : null

/** An evening of typing. */
const keptItems = 500

export interface EditHistory {
  readonly history: History
  readonly made: Readonly<Record<string, number>>
}
export const noEdits: EditHistory = { history: emptyHistory, made: {} }

/** The newest edits, each to be taken back by its author; of the others only who made how many. */
export function shortened({ history, made }: EditHistory, kept = keptItems): EditHistory {
  if (history.items.length <= kept) return { history, made }
  const gone = history.items.slice(0, history.items.length - kept)
  const counted = { ...made }
  for (const { edit } of gone) counted[edit.author] = (counted[edit.author] ?? 0) + 1
  return { history: { ...history, items: history.items.slice(gone.length) }, made: counted }
}

function historyAfter(before: EditHistory, line: EditLine): EditHistory {
  switch (line.kind) {
    case 'base':
      return { history: line.history ?? emptyHistory, made: line.made ?? {} }
    case 'saved':
      return before
    case 'edit':
      return { ...before, history: recordEdit(before.history, line.edit) }
    case 'undo':
    case 'redo': {
      const turned = (line.kind === 'undo' ? undo : redo)(before.history, line.edit.author)
      return turned.ok ? { ...before, history: turned.history } : before
    }
  }
}

export interface Restored {
  readonly documents: Documents
  readonly edits: EditHistory
  /** The documents hold edits that the show's folder does not. */
  readonly dirty: boolean
  /** false: the lines do not belong to these documents. */
  readonly keep: boolean
  /** Edits that were acknowledged and do not fit what stands in the folder: somebody has changed it by hand. */
  readonly lost: boolean
}

/** Brings back edits that were acknowledged but not yet written into the documents, and the history for undo. */
export function restore(inFolder: Documents, lines: readonly EditLine[]): Restored {
  const fresh: Restored = { documents: inFolder, edits: noEdits, dirty: false, keep: false, lost: false }
  const last = lines[lines.length - 1]
  if (last === undefined) return fresh
  const edits = lines.reduce(historyAfter, noEdits)
  if (documentsHash(inFolder) === last.hash) return { ...fresh, edits, keep: true }
  // Edits set values: doing them once more, on documents that were being written when the engine ended, changes nothing.
  const savedAt = lines.findLastIndex((line) => line.kind === 'saved' || line.kind === 'base')
  try {
    const documents = lines.slice(savedAt + 1).reduce((draft, line) => ('edit' in line ? applyEdit(draft, line.edit) : draft), inFolder)
    if (documentsHash(documents) === last.hash) return { documents, edits, dirty: true, keep: true, lost: false }
  } catch {
    // They do not fit: the documents were changed by hand meanwhile.
  }
  return { ...fresh, lost: savedAt < lines.length - 1 }
}
