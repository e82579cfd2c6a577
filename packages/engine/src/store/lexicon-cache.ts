/**
 * Pronunciations of the words that songs sing, word by word, kept in `<show>/.ghostlight/cache/lexicon-<hash>.json`: the dictionary
 * (5 MB of program, a third of a second) is loaded only for a word that was never asked for before.
 */
import { join } from 'node:path'
import type { Song, VocalTrack } from '@ghostlight/timeline'
import { wordsOf } from '@ghostlight/voice'
import type { FileLayer } from './file-layer.ts'
import { lexiconHash } from './maker-hash.ts'

export interface LexiconCache {
  /** The same as `lexiconFor` of @ghostlight/voice/lexicon. */
  lexiconFor(songs: readonly Song[]): Promise<Readonly<Record<string, string>>>
}
type LexiconOf = (words: readonly string[]) => Readonly<Record<string, string>>

const loadDictionary = async (): Promise<LexiconOf> => (await import('@ghostlight/voice/lexicon')).lexiconOf

/** @param folder null: in memory only. */
export function createLexiconCache(folder: string | null, files: FileLayer, load: () => Promise<LexiconOf> = loadDictionary): LexiconCache {
  const path = folder === null ? null : join(folder, `lexicon-${lexiconHash}.json`)
  let known: Map<string, Readonly<Record<string, string>>> | null = null

  function readKnown(): Map<string, Readonly<Record<string, string>>> {
    try {
      const text = path === null ? null : files.read(path)?.toString('utf8')
      return new Map(Object.entries(JSON.parse(text ?? '{}') as Record<string, Record<string, string>>))
    } catch {
      return new Map() // torn or unreadable: it is made again
    }
  }

  return {
    async lexiconFor(songs) {
      known ??= readKnown()
      const words = new Set<string>()
      for (const song of songs)
        for (const track of Object.values(song.tracks))
          if (track.kind === 'vocal') for (const word of wordsOf(track as VocalTrack)) words.add(word)
      const unknown = [...words].filter((word) => !known?.has(word))
      if (unknown.length > 0) {
        const lexiconOf = await load()
        for (const word of unknown) known.set(word, lexiconOf([word]))
        try {
          if (path !== null) files.replace(path, JSON.stringify(Object.fromEntries(known)))
        } catch {
          // A full disk: asked again after the next start.
        }
      }
      return Object.assign({}, ...[...words].sort().map((word) => known?.get(word)))
    },
  }
}
