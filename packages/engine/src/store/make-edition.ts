/** Makes an edition of documents: gathers its assets and words, writes its canonical bytes, names it by their hash. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { canonicalJson, type EditionData, publicEditionData } from '@ghostlight/timeline'
import { withDictionary } from '@ghostlight/voice'
import type { AssetStore } from './asset-store.ts'
import type { Documents, MadeEdition } from './edition-library.ts'
import type { FileLayer } from './file-layer.ts'
import { createLexiconCache } from './lexicon-cache.ts'

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** What fans get of an edition; its name differs. */
export function publicEdition(data: EditionData): { readonly hash: string; readonly text: string } {
  const text = canonicalJson(publicEditionData(data))
  return { hash: sha256(text), text }
}

export interface EditionMaker {
  make(documents: Documents): Promise<MadeEdition>
}

/** @param folder  editions are kept here; null: nowhere. */
export function createEditionMaker(folder: string | null, assets: AssetStore, files: FileLayer): EditionMaker {
  const lexicon = createLexiconCache(folder, files)
  /** Hashes of what the folder has. */
  const kept = new Set<string>()

  /** A full disk refuses: whoever is given the edition tries again. */
  function isKept(hash: string, text: string): boolean {
    if (folder === null) return false
    if (kept.has(hash)) return true
    try {
      files.replace(join(folder, `${hash}.json`), text)
      kept.add(hash)
      return true
    } catch {
      return false
    }
  }
  return {
    async make({ show, songs, venue }) {
      const sung = new Set(Object.values(show.setlist).map((segment) => segment.songId))
      const inSetlist = Object.fromEntries(Object.entries(songs).filter(([id]) => sung.has(id)))
      const data: EditionData = {
        formatVersion: 1,
        show,
        songs: inSetlist,
        venue,
        assets: await assets.assetsOf(show, inSetlist),
        lexicon: withDictionary(await lexicon.lexiconFor(Object.values(inSetlist)), show.dictionary),
      }
      const text = canonicalJson(data)
      const hash = sha256(text)
      return { hash, text, public: publicEdition(data), isKept: isKept(hash, text), outputs: venue.outputs }
    },
  }
}
