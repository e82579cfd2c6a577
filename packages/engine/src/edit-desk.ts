/**
 * The draft and its edits. Every edit is checked, applied, journalled, then acknowledged; the documents are written back a moment
 * later, and the history in `edits.ndjson` keeps undo alive over a restart. Edits are taken one after the other, in the order they came.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  applyEdit,
  canonicalJson,
  canRedo,
  canUndo,
  type Edit,
  type Edition,
  emptyHistory,
  type History,
  type Issue,
  recordEdit,
  redo,
  TimelineError,
  undo,
} from '@ghostlight/timeline'
import { parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import type { FaultRegister } from './faults.ts'
import { createListeners } from './listeners.ts'
import type { EditInfo } from './protocol/index.ts'
import type { Documents, EditionLibrary } from './store/edition-library.ts'
import type { FileLayer } from './store/file-layer.ts'
import { openJournal, readJournal } from './store/journal.ts'
import { checkDocuments, writeShow } from './store/show-store.ts'

export type EditResult = { readonly ok: true; readonly draftEdition: string } | { readonly ok: false; readonly message: string }
export type UndoOutcome = { readonly ok: boolean; readonly label?: string; readonly message?: string; readonly draftEdition?: string }

export interface EditDesk {
  documents(): Documents
  /** The edition of the draft. */
  edition(): Edition
  /** `author` decides what could be undone; null: by anybody. */
  info(author: string | null): EditInfo
  /** @param value an Edit of @ghostlight/timeline, unchecked; its author is set here. */
  edit(value: unknown, author: string): Promise<EditResult>
  undo(author: string): Promise<UndoOutcome>
  redo(author: string): Promise<UndoOutcome>
  subscribe(listener: () => void): () => void
  stop(): Promise<void>
}
export interface EditDeskParts {
  readonly folder: string
  readonly venueFile: string | null
  readonly stateFolder: string
  readonly documents: Documents
  readonly library: EditionLibrary
  readonly files: FileLayer
  readonly faults: FaultRegister
  /** One of those who listen to the draft threw: the others hear of it, and the edit stands. */
  readonly onListenerTrouble: (error: Error) => void
}

/** A line of edits.ndjson. `hash` names the documents as they stand after it. */
type EditLine =
  | { readonly kind: 'base' | 'saved'; readonly hash: string }
  | { readonly kind: 'edit' | 'undo' | 'redo'; readonly edit: Edit; readonly hash: string }

const saveAfterMs = 300
const journalRetryMs = 1000

const texts = new WeakMap<object, string>()
function textOf(document: object): string {
  const known = texts.get(document)
  if (known !== undefined) return known
  const text = canonicalJson(document)
  texts.set(document, text)
  return text
}
function hashOf({ show, venue, songs }: Documents): string {
  const hash = createHash('sha256').update(textOf(show)).update(textOf(venue))
  for (const id of Object.keys(songs).sort()) hash.update(id).update(textOf(songs[id]!))
  return hash.digest('hex')
}

function parsedEdit(value: unknown, author: string): Edit | null {
  const edit = value as Partial<Edit> | null
  const isChanges = (changes: unknown): boolean =>
    Array.isArray(changes) &&
    changes.every(
      (change: { path?: unknown } | null) =>
        Array.isArray(change?.path) && change.path.length > 1 && change.path.every((key) => typeof key === 'string'),
    )
  if (typeof edit !== 'object' || edit === null || !isChanges(edit.forward) || !isChanges(edit.backward)) return null
  if (typeof edit.id !== 'string' || typeof edit.label !== 'string') return null
  return { id: edit.id, label: edit.label.slice(0, 200), author, forward: edit.forward!, backward: edit.backward! }
}

/** The documents after an edit, parsed again where it touched them; or all that is wrong with it. */
function documentsAfter(
  before: Documents,
  edit: Edit,
  folder: string,
): { readonly documents: Documents | null; readonly issues: readonly Issue[] } {
  let changed: Documents
  try {
    changed = applyEdit(before, edit)
  } catch (error) {
    if (!(error instanceof TimelineError)) throw error
    return { documents: null, issues: [{ path: '', code: error.code, severity: 'error', message: error.message }] }
  }
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
  if (issues.length > 0) return { documents: null, issues }
  // What was wrong before may stay wrong; an edit must not break anything new.
  const errorsOf = (documents: Documents) => checkDocuments(folder, documents).filter((issue) => issue.severity === 'error')
  const known = new Set(errorsOf(before).map((issue) => `${issue.path} ${issue.code}`))
  const broken = errorsOf(changed).filter((issue) => !known.has(`${issue.path} ${issue.code}`))
  return { documents: broken.length === 0 ? changed : null, issues: broken }
}

interface Restored {
  readonly documents: Documents
  readonly history: History
  readonly dirty: boolean
  readonly keep: boolean
}

/** Brings back edits that were acknowledged but not yet written into the documents, and the history for undo. */
function restore(parts: EditDeskParts, lines: readonly EditLine[]): Restored {
  const fresh: Restored = { documents: parts.documents, history: emptyHistory, dirty: false, keep: false }
  const last = lines[lines.length - 1]
  if (last === undefined) return fresh
  let history = emptyHistory
  for (const line of lines) {
    if (line.kind === 'edit') history = recordEdit(history, line.edit)
    if (line.kind === 'undo' || line.kind === 'redo') {
      const turned = (line.kind === 'undo' ? undo : redo)(history, line.edit.author)
      if (turned.ok) history = turned.history
    }
  }
  if (hashOf(parts.documents) === last.hash) return { ...fresh, history, keep: true }
  // Edits set values: doing them once more, on documents that were being written when the engine ended, changes nothing.
  const savedAt = lines.findLastIndex((line) => line.kind === 'saved' || line.kind === 'base')
  try {
    const documents = lines
      .slice(savedAt + 1)
      .reduce((draft, line) => ('edit' in line ? applyEdit(draft, line.edit) : draft), parts.documents)
    if (hashOf(documents) === last.hash) return { documents, history, dirty: true, keep: true }
  } catch {
    // They do not fit: the documents were changed by hand meanwhile.
  }
  if (savedAt < lines.length - 1) {
    parts.faults.raise({
      code: 'edits-set-aside',
      subject: '',
      message:
        'The show was changed outside Ghostlight while edits were not yet written into it. The edits are kept in .ghostlight/edits-set-aside.ndjson and are not applied.',
    })
  }
  return fresh
}

export async function createEditDesk(parts: EditDeskParts): Promise<EditDesk> {
  const { files, faults, library } = parts
  const path = join(parts.stateFolder, 'edits.ndjson')
  const accept = (value: unknown) => (typeof (value as EditLine | undefined)?.kind === 'string' ? (value as EditLine) : null)
  let lines: readonly EditLine[] = []
  try {
    lines = readJournal(path, files, accept).lines
  } catch (error) {
    faults.raise({
      code: 'edits-unreadable',
      subject: '',
      message: `The history of edits cannot be read (${(error as Error).message}); undo begins anew.`,
    })
  }
  const restored = restore(parts, lines)
  let { documents, history } = restored
  let saved = parts.documents
  if (!restored.keep && lines.length > 0) {
    try {
      files.replace(join(parts.stateFolder, 'edits-set-aside.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
      files.replace(path, '')
    } catch {
      // The disk refuses; the journal below reports it.
    }
  }
  const journal = openJournal<EditLine>({
    path,
    files,
    retryMs: journalRetryMs,
    onTrouble: (error) => {
      if (error === null) faults.over('edits-not-saved', 'journal')
      else
        faults.raise({
          code: 'edits-not-saved',
          subject: 'journal',
          message: `Edits cannot be journalled (${error.message}). They are kept in memory.`,
        })
    },
  })
  if (!restored.keep) void journal.append({ kind: 'base', hash: hashOf(documents) })
  let edition = await library.make(documents)
  let label: string | null = null
  let lastAuthor: string | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let saveTimer: ReturnType<typeof setTimeout> | null = null
  const listeners = createListeners<[]>(parts.onListenerTrouble)

  function save(): void {
    saveTimer = null
    if (saved === documents) return
    try {
      writeShow(parts.folder, parts.venueFile, saved, documents, files)
      saved = documents
      void journal.append({ kind: 'saved', hash: hashOf(documents) })
      faults.over('edits-not-saved', 'show')
    } catch (error) {
      faults.raise({
        code: 'edits-not-saved',
        subject: 'show',
        message: `The show cannot be written (${(error as Error).message}). The edits are in the journal; trying again.`,
      })
      saveTimer = setTimeout(save, journalRetryMs)
    }
  }
  const saveSoon = () => {
    saveTimer ??= setTimeout(save, saveAfterMs)
  }
  if (restored.dirty) saveSoon()

  const refusal = (error: unknown) => ({
    ok: false as const,
    message: `The edit could not be done: ${error instanceof Error ? error.message : String(error)}.`,
  })

  /** One after the other, whatever becomes of the one before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function take(kind: 'edit' | 'undo' | 'redo', edit: Edit, nextHistory: History): Promise<EditResult> {
    const after = documentsAfter(documents, edit, parts.folder)
    if (after.documents === null) return { ok: false, message: after.issues.map((issue) => `${issue.path}: ${issue.message}`).join('\n') }
    const made = await library.make(after.documents)
    documents = after.documents
    history = nextHistory
    edition = made
    label = edit.label
    lastAuthor = edit.author
    await journal.append({ kind, edit, hash: hashOf(documents) })
    saveSoon()
    listeners.tell()
    return { ok: true, draftEdition: edition.hash }
  }

  async function turn(kind: 'undo' | 'redo', author: string): Promise<UndoOutcome> {
    const turned = (kind === 'undo' ? undo : redo)(history, author)
    if (!turned.ok) return { ok: false, message: turned.message }
    const taken = await take(kind, turned.edit, turned.history)
    return taken.ok ? { ok: true, label: turned.edit.label, draftEdition: taken.draftEdition } : { ok: false, message: taken.message }
  }

  const authors = () => [...new Set(history.items.map((item) => item.edit.author))]
  return {
    documents: () => documents,
    edition: () => edition,
    info: (author) => ({
      draftEdition: edition.hash,
      label,
      author: lastAuthor,
      canUndo: author === null ? authors().some((name) => canUndo(history, name)) : canUndo(history, author),
      canRedo: author === null ? authors().some((name) => canRedo(history, name)) : canRedo(history, author),
    }),
    edit: (value, author) =>
      inTurn<EditResult>(async () => {
        const edit = parsedEdit(value, author)
        if (edit === null)
          return { ok: false, message: 'This is no edit: it needs id, label, and forward and backward lists of {path, value}.' }
        return take('edit', edit, recordEdit(history, edit))
      }).catch(refusal),
    undo: (author) => inTurn(() => turn('undo', author)).catch(refusal),
    redo: (author) => inTurn(() => turn('redo', author)).catch(refusal),
    subscribe: listeners.add,
    async stop() {
      await queue
      if (saveTimer !== null) clearTimeout(saveTimer)
      save()
      if (saveTimer !== null) clearTimeout(saveTimer)
      await journal.close()
    },
  }
}
