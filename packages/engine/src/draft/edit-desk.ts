/**
 * The draft and its edits. Every edit is checked, applied, journalled, then acknowledged; the documents are written back a moment
 * later. Edits are taken one after the other, in the order they came. The heavy part is a `DraftMaker`'s, on a thread of its own.
 */
import { join } from 'node:path'
import {
  canRedo,
  canUndo,
  type Edit,
  type History,
  type Issue,
  recordEdit,
  redo,
  type Saying,
  undo,
  type Venue,
} from '@ghostlight/timeline'
import type { FaultRegister } from '../faults.ts'
import { createListeners } from '../listeners.ts'
import type { EditAnswer, EditInfo, EditRefused, UndoAnswer } from '../protocol/index.ts'
import type { Documents } from '../store/edition-library.ts'
import type { FileLayer } from '../store/file-layer.ts'
import { openJournal, readJournal } from '../store/journal.ts'
import { withEdit } from './documents-after.ts'
import { type DraftMaker, documentsHash, type MadeDraft } from './draft-maker.ts'
import { acceptEditLine, type EditLine, restore, shortened } from './edit-lines.ts'

export interface EditDesk {
  documents(): Documents
  /** The edition of the draft, not compiled: its name, and the outputs of its venue. */
  draft(): { readonly hash: string; readonly outputs: Venue['outputs'] }
  /** `author` decides what could be undone; null: by anybody. */
  info(author: string | null): EditInfo
  /** @param value an Edit of @ghostlight/timeline, unchecked; its author is set here. */
  edit(value: unknown, author: string): Promise<EditAnswer>
  undo(author: string): Promise<UndoAnswer>
  redo(author: string): Promise<UndoAnswer>
  subscribe(listener: () => void): () => void
  stop(): Promise<void>
}
export interface EditDeskParts {
  readonly stateFolder: string
  /** As they stand in the show's folder. */
  readonly documents: Documents
  readonly maker: DraftMaker
  /** Puts an edition where others find it; called before anybody hears of it. */
  readonly onMade: (made: MadeDraft) => void
  /** Who keeps the draft from being edited; null: nobody. */
  readonly lockedBy: () => string | null
  readonly files: FileLayer
  readonly faults: FaultRegister
  /** One of those who listen to the draft threw: the others hear of it, and the edit stands. */
  readonly onListenerTrouble: (error: Error) => void
  /** A journal below this is never made short. */
  readonly shortBytes: number
}

const saveAfterMs = 300
const journalRetryMs = 1000

function checkedSaying(value: unknown): Saying | null {
  const saying = value as Partial<Saying> | null | undefined
  if (typeof saying?.code !== 'string' || saying.code.length > 60 || typeof saying.values !== 'object' || saying.values === null)
    return null
  const entries = Object.entries(saying.values).slice(0, 8)
  const isSaid = (one: unknown) => typeof one === 'number' || (typeof one === 'string' && one.length <= 200)
  return { code: saying.code, values: Object.fromEntries(entries.filter(([key, one]) => key.length <= 40 && isSaid(one))) }
}

function checkedEdit(value: unknown, author: string): Edit | null {
  const edit = value as Partial<Edit> | null
  const isChanges = (changes: unknown): boolean =>
    Array.isArray(changes) &&
    changes.every(
      (change: { path?: unknown } | null) =>
        Array.isArray(change?.path) && change.path.length > 1 && change.path.every((key) => typeof key === 'string'),
    )
  if (typeof edit !== 'object' || edit === null || !isChanges(edit.forward) || !isChanges(edit.backward)) return null
  if (typeof edit.id !== 'string' || typeof edit.label !== 'string') return null
  const saying = checkedSaying(edit.saying)
  const said = saying === null ? {} : { saying }
  return { id: edit.id, label: edit.label.slice(0, 200), ...said, author, forward: edit.forward!, backward: edit.backward! }
}

const refusal = (
  reason: EditRefused['reason'],
  message: string,
  more: Omit<EditRefused, 'ok' | 'reason' | 'message'> = {},
): EditRefused => ({
  ok: false,
  reason,
  message,
  ...more,
})
const broken = (issues: readonly Issue[]): EditRefused =>
  refusal('breaks-the-show', issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n'), {
    values: { count: issues.length },
    issues,
  })
function failed(error: unknown): EditRefused {
  const why = error instanceof Error ? error.message : String(error)
  return refusal('edit-failed', `The edit could not be done: ${why}.`, { values: { why } })
}

export async function createEditDesk(parts: EditDeskParts): Promise<EditDesk> {
  const { files, faults, maker } = parts
  const path = join(parts.stateFolder, 'edits.ndjson')
  let lines: readonly EditLine[] = []
  try {
    lines = readJournal(path, files, acceptEditLine).lines
  } catch (error) {
    const message = `The history of edits cannot be read (${(error as Error).message}); undo begins anew.`
    faults.raise({ code: 'edits-unreadable', subject: '', message })
  }
  const restored = restore(parts.documents, lines)
  if (restored.lost) {
    const message =
      'The show was changed outside Ghostlight while edits were not yet written into it. The edits are kept in .ghostlight/edits-set-aside.ndjson and are not applied.'
    faults.raise({ code: 'edits-set-aside', subject: '', message })
  }
  if (!restored.keep && lines.length > 0) {
    try {
      files.replace(join(parts.stateFolder, 'edits-set-aside.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      files.replace(path, '')
    } catch {
      // The disk refuses; the journal below reports it.
    }
  }
  let { documents } = restored
  let edits = shortened(restored.edits)
  const journal = openJournal<EditLine>({
    path,
    files,
    retryMs: journalRetryMs,
    onTrouble: (error) => {
      const message = `Edits cannot be journalled (${error?.message}). They are kept in memory.`
      if (error === null) faults.over('edits-not-saved', 'journal')
      else faults.raise({ code: 'edits-not-saved', subject: 'journal', message })
    },
  })
  if (!restored.keep) void journal.append({ kind: 'base', hash: documentsHash(documents) })
  let made = await maker.open(documents, parts.documents)
  parts.onMade(made)
  let last: Edit | null = null
  let unsaved = restored.dirty
  let compactAtBytes = parts.shortBytes
  let queue: Promise<unknown> = Promise.resolve()
  let saveTimer: ReturnType<typeof setTimeout> | null = null
  let stopping = false
  const listeners = createListeners<[]>(parts.onListenerTrouble)

  /** One after the other, whatever becomes of the one before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function save(): Promise<void> {
    if (!unsaved) return
    try {
      const hash = await maker.save()
      unsaved = false
      void journal.append({ kind: 'saved', hash })
      faults.over('edits-not-saved', 'show')
      makeShort(hash)
    } catch (error) {
      const message = `The show cannot be written (${(error as Error).message}). The edits are in the journal; trying again.`
      faults.raise({ code: 'edits-not-saved', subject: 'show', message })
      if (!stopping) saveSoon(journalRetryMs)
    }
  }
  function saveSoon(afterMs: number): void {
    saveTimer ??= setTimeout(() => {
      saveTimer = null
      void inTurn(save)
    }, afterMs)
  }
  /** Everything stands in the show's folder: what led there is history. */
  function makeShort(hash: string): void {
    if (journal.sizeBytes() < compactAtBytes) return
    const bytes = journal.compact(() => [{ kind: 'base', hash, ...edits }])
    if (bytes !== null) compactAtBytes = Math.max(parts.shortBytes, 2 * bytes)
  }
  if (restored.keep && !unsaved) makeShort(made.documentsHash)
  if (unsaved) saveSoon(saveAfterMs)

  async function take(kind: 'edit' | 'undo' | 'redo', edit: Edit, history: History): Promise<EditAnswer> {
    const edited = withEdit(documents, edit)
    if (!edited.ok) return edited
    const taken = await maker.take(edit)
    if (!taken.ok) return broken(taken.issues)
    documents = edited.documents
    edits = shortened({ ...edits, history })
    made = taken.made
    parts.onMade(made)
    last = edit
    unsaved = true
    await journal.append({ kind, edit, hash: made.documentsHash })
    saveSoon(saveAfterMs)
    listeners.tell()
    return { ok: true, draftEdition: made.hash }
  }

  async function turn(kind: 'undo' | 'redo', author: string): Promise<UndoAnswer> {
    const turned = (kind === 'undo' ? undo : redo)(edits.history, author)
    if (!turned.ok) {
      const { reason, message, values } = turned
      return refusal(reason, message, values === undefined ? {} : { values })
    }
    const taken = await take(kind, turned.edit, turned.history)
    if (!taken.ok) return taken
    const { label, saying } = turned.edit
    return { ok: true, label, ...(saying === undefined ? {} : { saying }), draftEdition: taken.draftEdition }
  }

  /** Nobody edits a draft that is locked; asked when it is their turn. */
  const unlessLocked =
    <T>(work: () => Promise<T | EditRefused>) =>
    async (): Promise<T | EditRefused> => {
      const by = parts.lockedBy()
      if (by === null) return work()
      return refusal('show-locked', `The show is locked against edits by ${by}.`, { values: { by } })
    }

  const authors = () => [...new Set(edits.history.items.map((item) => item.edit.author))]
  return {
    documents: () => documents,
    draft: () => made,
    info: (author) => ({
      draftEdition: made.hash,
      label: last?.label ?? null,
      saying: last?.saying ?? null,
      author: last?.author ?? null,
      canUndo: author === null ? authors().some((name) => canUndo(edits.history, name)) : canUndo(edits.history, author),
      canRedo: author === null ? authors().some((name) => canRedo(edits.history, name)) : canRedo(edits.history, author),
    }),
    edit: (value, author) =>
      inTurn(
        unlessLocked<EditAnswer>(async () => {
          const edit = checkedEdit(value, author)
          if (edit !== null) return take('edit', edit, recordEdit(edits.history, edit))
          return refusal('not-an-edit', 'This is no edit: it needs id, label, and forward and backward lists of {path, value}.')
        }),
      ).catch(failed),
    undo: (author) => inTurn(unlessLocked(() => turn('undo', author))).catch(failed),
    redo: (author) => inTurn(unlessLocked(() => turn('redo', author))).catch(failed),
    subscribe: listeners.add,
    async stop() {
      stopping = true
      if (saveTimer !== null) clearTimeout(saveTimer)
      saveTimer = null
      await inTurn(save)
      await maker.stop()
      await journal.close()
    },
  }
}
