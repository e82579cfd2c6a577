/** Editions by hash: in memory, and on disk so that a performance can be continued after a restart. */
import { join } from 'node:path'
import { compileEdition, type Edition, type EditionData, type Show, type Song, type Venue } from '@ghostlight/timeline'
import type { FileLayer } from './file-layer.ts'
import { publicEdition, sha256 } from './make-edition.ts'

export interface Documents {
  readonly show: Show
  readonly songs: Readonly<Record<string, Song>>
  readonly venue: Venue
}
/** An edition as it was made: bytes, not yet compiled. */
export interface MadeEdition {
  readonly hash: string
  /** The canonical bytes; `hash` names them. */
  readonly text: string
  /** What fans get of it. */
  readonly public: PublicEdition
  /** Whether it stands in the cache. */
  readonly isKept: boolean
  readonly outputs: Venue['outputs']
}
export interface PublicEdition {
  readonly hash: string
  readonly text: string
}
export interface ShelvedEdition {
  /** Compiled when it is asked for first: a few milliseconds, and of most drafts nobody asks. */
  readonly edition: Edition
  /** The canonical bytes; their hash is the name. */
  readonly text: string
}
export interface EditionLibrary {
  put(made: MadeEdition): void
  /** Looks on disk too. */
  get(hash: string): ShelvedEdition | null
  /** What fans get of an edition; its name differs. */
  publicOf(hash: string): PublicEdition | null
  /** Tries again to write what a full disk refused. Cheap when there is nothing to do. */
  retryWrites(): void
}

/** A megabyte or two each, compiled as much again; all of them are on the disk. */
const keptInMemory = 8

class Shelved implements ShelvedEdition {
  readonly #hash: string
  readonly text: string
  #compiled: Edition | null = null
  #public: PublicEdition | null

  constructor(hash: string, text: string, forFans: PublicEdition | null) {
    this.#hash = hash
    this.text = text
    this.#public = forFans
  }
  get edition(): Edition {
    this.#compiled ??= compileEdition(JSON.parse(this.text) as EditionData, this.#hash)
    return this.#compiled
  }
  get public(): PublicEdition {
    this.#public ??= publicEdition(JSON.parse(this.text) as EditionData)
    return this.#public
  }
}

/** @param folder null: in memory only. */
export function createEditionLibrary(folder: string | null, files: FileLayer): EditionLibrary {
  const shelf = new Map<string, Shelved>()
  const unwritten = new Map<string, string>()

  function keep(hash: string, shelved: Shelved): Shelved {
    shelf.set(hash, shelved)
    for (const old of shelf.keys()) {
      if (shelf.size <= keptInMemory || folder === null) break
      if (old !== hash && !unwritten.has(old)) shelf.delete(old) // what a full disk refused is nowhere else
    }
    return shelved
  }

  function find(hash: string): Shelved | null {
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
    return keep(hash, new Shelved(hash, text, null))
  }

  return {
    put(made) {
      if (folder !== null && !made.isKept) unwritten.set(made.hash, made.text)
      if (!shelf.has(made.hash)) keep(made.hash, new Shelved(made.hash, made.text, made.public))
    },
    get: find,
    publicOf: (hash) => find(hash)?.public ?? null,
    // Meanwhile they live in memory, and the journal beside them raises the fault.
    retryWrites() {
      if (folder === null) return
      for (const [hash, text] of unwritten) {
        try {
          files.replace(join(folder, `${hash}.json`), text)
          unwritten.delete(hash)
        } catch {
          return
        }
      }
    },
  }
}
