/**
 * Makes editions of the draft: checks an edit, hashes and writes what it makes, puts documents back into the show's folder. All of it
 * is work for a disk and a processor (50 ms for a show of 500 cues), and none of it belongs on the thread that takes GOs: while a show
 * runs a maker lives in a thread of its own (`draft-thread.ts`). It remembers the documents, so that only edits travel.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { canonicalJson, type Edit, type Issue } from '@ghostlight/timeline'
import { type AssetBytes, createAssetStore } from '../store/asset-store.ts'
import type { Documents, MadeEdition } from '../store/edition-library.ts'
import type { FileLayer } from '../store/file-layer.ts'
import { createEditionMaker } from '../store/make-edition.ts'
import { makerHash } from '../store/maker-hash.ts'
import { writeShow } from '../store/show-store.ts'
import { createDocumentCheck, withEdit } from './documents-after.ts'

export interface MadeDraft extends MadeEdition {
  /** Of the documents' canonical bytes; names what stands in the folder once they are saved. */
  readonly documentsHash: string
  /** Files that the edition names and that were not told before. */
  readonly newFiles: ReadonlyMap<string, AssetBytes>
}
export interface DraftMaker {
  /** Begins with these documents. @param saved  as they stand in the show's folder. */
  open(documents: Documents, saved: Documents): Promise<MadeDraft>
  /** The draft after an edit; an edit that breaks something changes nothing. @throws when it does not fit, or an edition cannot be made. */
  take(edit: Edit): Promise<{ readonly ok: true; readonly made: MadeDraft } | { readonly ok: false; readonly issues: readonly Issue[] }>
  /** Writes the documents into the show's folder. @returns their hash. @throws when a file cannot be written. */
  save(): Promise<string>
  stop(): Promise<void>
}
/** What a thread can be given. */
export interface MakerPlaces {
  readonly folder: string
  readonly venueFile: string | null
  /** null: nothing can be kept. */
  readonly cacheFolder: string | null
}

const texts = new WeakMap<object, string>()
function textOf(document: object): string {
  const known = texts.get(document)
  if (known !== undefined) return known
  const text = canonicalJson(document)
  texts.set(document, text)
  return text
}
/** Names documents by their canonical bytes. */
export function documentsHash({ show, venue, songs }: Documents): string {
  const hash = createHash('sha256').update(textOf(show)).update(textOf(venue))
  for (const id of Object.keys(songs).sort()) hash.update(id).update(textOf(songs[id]!))
  return hash.digest('hex')
}

export const cachePath = (cacheFolder: string, hash: string): string => join(cacheFolder, `${hash}.json`)

export function createDraftMaker({ folder, venueFile, cacheFolder }: MakerPlaces, files: FileLayer): DraftMaker {
  const assets = createAssetStore(folder, { cacheFolder, makerHash, files })
  const maker = createEditionMaker(cacheFolder, assets, files)
  const check = createDocumentCheck(folder)
  let documents: Documents | null = null
  let saved: Documents | null = null
  const told = new Set<string>()

  async function made(of: Documents): Promise<MadeDraft> {
    const edition = await maker.make(of)
    const newFiles = new Map([...assets.all()].filter(([name]) => !told.has(name)))
    for (const name of newFiles.keys()) told.add(name)
    return { ...edition, documentsHash: documentsHash(of), newFiles }
  }
  const opened = (): Documents => {
    if (documents === null) throw new Error('The maker of drafts has not been given any documents.')
    return documents
  }
  return {
    open(first, inFolder) {
      documents = first
      saved = inFolder
      return made(first)
    },
    async take(edit) {
      const before = opened()
      const edited = withEdit(before, edit)
      if (!edited.ok) throw new Error(edited.message)
      const issues = check.after(before, edited.documents)
      if (issues.length > 0) return { ok: false, issues }
      const draft = await made(edited.documents)
      documents = edited.documents
      return { ok: true, made: draft }
    },
    async save() {
      const now = opened()
      writeShow(folder, venueFile, saved ?? now, now, files)
      saved = now
      return documentsHash(now)
    },
    stop: async () => undefined,
  }
}
