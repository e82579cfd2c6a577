/**
 * Who made what, in order, and undo per author. Plain JSON: kept in the journal, undo survives a restart.
 *
 * Undo takes back my latest edit that stands, wherever it lies in the history, unless somebody else has since changed the same place:
 * then it is refused and says who, rather than tear up their work.
 */
import type { SaidValues } from '../performance/command.ts'
import { type Edit, invertEdit, meetingPath } from './edit.ts'

export interface HistoryItem {
  readonly edit: Edit
  readonly undone: boolean
  /** Place of its latest doing or undoing in the order of all of them. */
  readonly at: number
}
export interface History {
  /** In the order they were first made. */
  readonly items: readonly HistoryItem[]
  readonly clock: number
}
export type UndoResult =
  | { readonly ok: true; readonly history: History; readonly edit: Edit }
  | {
      readonly ok: false
      readonly reason: 'nothing-to-undo' | 'nothing-to-redo' | 'changed-since'
      readonly message: string
      /** For 'changed-since': `author` has changed `path`; `label` is mine, `theirs` what they did. */
      readonly values?: SaidValues
    }

export const emptyHistory: History = { items: [], clock: 0 }

/** Adds an edit that was applied. What its author had undone can no longer be redone. */
export function recordEdit(history: History, edit: Edit): History {
  const clock = history.clock + 1
  const items = history.items.filter((item) => !(item.undone && item.edit.author === edit.author))
  return { clock, items: [...items, { edit, undone: false, at: clock }] }
}

/** Takes back the author's latest standing edit. `edit` is what to apply to the draft. */
export function undo(history: History, author: string): UndoResult {
  return turn(history, author, true)
}

/** Does again what the author undid last. */
export function redo(history: History, author: string): UndoResult {
  return turn(history, author, false)
}

export const canUndo = (history: History, author: string): boolean => undo(history, author).ok
export const canRedo = (history: History, author: string): boolean => redo(history, author).ok

function turn(history: History, author: string, undoing: boolean): UndoResult {
  const mine = history.items.filter((item) => item.edit.author === author && item.undone !== undoing)
  // Undo goes from the latest edit back; redo from the latest undone.
  const target = undoing
    ? mine.at(-1)
    : mine.reduce<HistoryItem | undefined>((latest, item) => (latest && latest.at > item.at ? latest : item), undefined)
  if (!target) {
    return undoing
      ? { ok: false, reason: 'nothing-to-undo', message: 'you have made no edit that could be undone' }
      : { ok: false, reason: 'nothing-to-redo', message: 'you have undone nothing that could be done again' }
  }
  for (const other of history.items) {
    if (other.edit.author === author || other.undone || other.at < target.at) continue
    const path = meetingPath(target.edit, other.edit)
    if (path) {
      const verb = undoing ? 'undone' : 'done again'
      return {
        ok: false,
        reason: 'changed-since',
        message: `"${target.edit.label}" cannot be ${verb}: ${other.edit.author} has since changed ${path.join('.')} ("${other.edit.label}")`,
        values: { author: other.edit.author, path: path.join('.'), label: target.edit.label, theirs: other.edit.label },
      }
    }
  }
  const clock = history.clock + 1
  const items = history.items.map((item) => (item === target ? { ...item, undone: undoing, at: clock } : item))
  const { edit } = target
  const applied = undoing
    ? invertEdit(edit, { id: `${edit.id}-undo-${clock}`, author, label: edit.label })
    : { ...edit, id: `${edit.id}-redo-${clock}` }
  return { ok: true, history: { items, clock }, edit: applied }
}
