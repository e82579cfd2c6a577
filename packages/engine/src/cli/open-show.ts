/** A show read for a verb that only looks at it: its edition, the same that `serve` would run. */
import { join } from 'node:path'
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'
import { type AssetStore, createAssetStore } from '../store/asset-store.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { createEditionMaker } from '../store/make-edition.ts'
import { makerHash } from '../store/maker-hash.ts'
import { isBroken, readShow } from '../store/show-store.ts'
import { printIssues } from './check.ts'

export interface OpenedShow {
  readonly edition: Edition
  /** The canonical bytes of the edition. */
  readonly text: string
  readonly assets: AssetStore
}

/** null after having printed what is wrong. Nothing is written but what the cache keeps. */
export async function openShowWithFiles(folder: string, venue: string | null): Promise<OpenedShow | null> {
  const files = createFileLayer()
  const reading = readShow(folder, venue, files)
  if (reading.documents === null || isBroken(reading.issues)) {
    printIssues(reading.issues, folder)
    return null
  }
  const cacheFolder = join(folder, '.ghostlight', 'cache')
  try {
    files.makeFolder(cacheFolder)
  } catch {
    // Read-only: what would be cached is made in memory.
  }
  const assets = createAssetStore(folder, { cacheFolder, makerHash, files })
  const { hash, text } = await createEditionMaker(null, assets, files).make(reading.documents)
  return { edition: compileEdition(JSON.parse(text) as EditionData, hash), text, assets }
}

/** The edition alone. */
export const openShow = async (folder: string, venue: string | null): Promise<Edition | null> =>
  (await openShowWithFiles(folder, venue))?.edition ?? null
