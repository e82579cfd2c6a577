/** A show read for a verb that only looks at it: its edition, the same that `serve` would run. */
import { join } from 'node:path'
import type { Edition } from '@ghostlight/timeline'
import { createAssetStore } from '../store/asset-store.ts'
import { createEditionLibrary } from '../store/edition-library.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { makerHash } from '../store/maker-hash.ts'
import { isBroken, readShow } from '../store/show-store.ts'
import { printIssues } from './check.ts'

/** null after having printed what is wrong. Nothing is written but what the cache keeps. */
export async function openShow(folder: string, venue: string | null): Promise<Edition | null> {
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
  return createEditionLibrary(null, assets, files).make(reading.documents)
}
