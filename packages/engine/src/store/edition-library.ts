/** Makes editions of documents and keeps them by hash: in memory, and on disk so that a performance can be continued after a restart. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  canonicalJson,
  compileEdition,
  type Edition,
  type EditionData,
  publicEditionData,
  type Show,
  type Song,
  type Venue,
} from '@ghostlight/timeline'
import { withDictionary } from '@ghostlight/voice'
import type { AssetStore } from './asset-store.ts'
import type { FileLayer } from './file-layer.ts'
import { createLexiconCache } from './lexicon-cache.ts'

export interface Documents {
  readonly show: Show
  readonly songs: Readonly<Record<string, Song>>
  readonly venue: Venue
}
export interface ShelvedEdition {
  readonly edition: Edition
  /** The canonical bytes; their hash is the name. */
  readonly text: string
}
export interface PublicEdition {
  readonly hash: string
  readonly text: string
  readonly data: EditionData
}
export interface EditionLibrary {
  make(documents: Documents): Promise<Edition>
  /** Looks on disk too. */
  get(hash: string): ShelvedEdition | null
  /** What fans get of an edition; its name differs. */
  publicOf(hash: string): PublicEdition | null
  /** Tries again to write what a full disk refused. Cheap when there is nothing to do. */
  retryWrites(): void
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const keptInMemory = 32

/** @param folder null: in memory only. */
export function createEditionLibrary(folder: string | null, assets: AssetStore, files: FileLayer): EditionLibrary {
  const shelf = new Map<string, ShelvedEdition>()
  const lexicon = createLexiconCache(folder, files)
  const unwritten = new Map<string, string>()
  const publicShelf = new Map<string, PublicEdition>()

  function keep(data: EditionData, text: string, hash: string): ShelvedEdition {
    const shelved = { edition: compileEdition(data, hash), text }
    shelf.set(hash, shelved)
    for (const old of shelf.keys()) {
      if (shelf.size <= keptInMemory || folder === null) break
      if (old !== hash && !unwritten.has(old)) shelf.delete(old) // what a full disk refused is nowhere else
    }
    return shelved
  }

  /** A full disk refuses: editions then live in memory, are tried again, and the journal beside them raises the fault. */
  function write(hash: string, text: string): boolean {
    if (folder === null) return false
    try {
      files.replace(join(folder, `${hash}.json`), text)
      unwritten.delete(hash)
      return true
    } catch {
      unwritten.set(hash, text) // tried again with `retryWrites`
      return false
    }
  }

  function get(hash: string): ShelvedEdition | null {
    const present = shelf.get(hash)
    if (present !== undefined) {
      // Asked for last, dropped last: the edition in force stays, however many edits are made meanwhile.
      shelf.delete(hash)
      shelf.set(hash, present)
      return present
    }
    if (folder === null || !/^[0-9a-f]{64}$/.test(hash)) return null
    const text = files.read(join(folder, `${hash}.json`))?.toString('utf8')
    if (text === undefined || sha256(text) !== hash) return null
    return keep(JSON.parse(text) as EditionData, text, hash)
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
      const present = shelf.get(hash)
      if (present !== undefined) return present.edition
      write(hash, text)
      return keep(JSON.parse(text) as EditionData, text, hash).edition
    },
    get,
    retryWrites() {
      for (const [hash, text] of unwritten) if (!write(hash, text)) return
    },
    publicOf(hash) {
      const present = publicShelf.get(hash)
      if (present !== undefined) return present
      const shelved = get(hash)
      if (shelved === null) return null
      const { formatVersion, show, songs, venue, assets: named, lexicon: words } = shelved.edition
      const data = publicEditionData({ formatVersion, show, songs, venue, assets: named, lexicon: words })
      const text = canonicalJson(data)
      const made = { hash: sha256(text), text, data }
      publicShelf.set(hash, made)
      return made
    },
  }
}
