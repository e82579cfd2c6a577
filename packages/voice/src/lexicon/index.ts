/**
 * The door for engines and tools: pronunciations of the English words that songs sing, cut from the CMU dictionary (135,000 words), so that
 * a page loads a few hundred bytes instead. Loads the whole dictionary (about 20 MB); never import it where a page draws (the console asks it in a worker).
 */
import type { Song, VocalTrack } from '@ghostlight/timeline'
import { dictionary } from 'cmu-pronouncing-dictionary'
import { wordsOf } from '../lyric.ts'

type Tracks = { readonly tracks: Song['tracks'] }

/**
 * Pronunciations of every English word sung in these songs, as ARPAbet with stress digits, keyed in lower case; words over several notes
 * are re-joined from their syllables. Further pronunciations are keyed "word(2)", "word(3)". Stems of words the dictionary lacks
 * are added, so that "lanterned" or "hotaru's" still find their base. Words that are in no dictionary are left out: the singer then goes by spelling.
 *
 * @param songs a record or list of songs.
 */
export function lexiconFor(songs: Readonly<Record<string, Tracks>> | readonly Tracks[]): Record<string, string> {
  const words = new Set<string>()
  for (const song of Object.values(songs)) {
    for (const track of Object.values(song.tracks)) {
      if (track.kind === 'vocal') for (const word of wordsOf(track as VocalTrack)) words.add(word)
    }
  }
  return lexiconOf([...words])
}

/** The same for a list of words. */
export function lexiconOf(words: readonly string[]): Record<string, string> {
  const out: Record<string, string> = {}
  const take = (word: string): boolean => {
    if (!Object.hasOwn(dictionary, word)) return false
    out[word] = dictionary[word]!
    for (let n = 2; Object.hasOwn(dictionary, `${word}(${n})`); n++) out[`${word}(${n})`] = dictionary[`${word}(${n})`]!
    return true
  }
  for (const raw of [...words].sort()) {
    const word = raw
      .toLowerCase()
      .replace(/[’‘]/g, "'")
      .replace(/[^a-z']/g, '')
    if (word === '' || take(word)) continue
    const bare = word.replace(/^'+|'+$/g, '')
    for (const stem of [
      bare,
      bare.replace(/'?s$/, ''),
      bare.replace(/es$/, ''),
      bare.replace(/ing$|in$/, ''),
      bare.replace(/ing$|in$/, 'e'),
    ])
      if (stem !== word && stem !== '' && take(stem)) break
  }
  return out
}
