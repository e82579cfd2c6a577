/** An edition is an immutable show with everything a node needs to give it, named by the hash of its canonical bytes. */
import type { Show } from './document/show.ts'
import type { Song } from './document/song.ts'
import type { Venue } from './document/venue.ts'
import { TimelineError } from './errors.ts'
import type { SongIndex } from './evaluate/song-index.ts'
import type { AnchorPoint } from './performance/anchor.ts'
import type { SongTime } from './song-time.ts'

/** A file of the show, or a generated one (avatar), served at `/assets/<hash>.<ext>` for ever. */
export interface Asset {
  readonly hash: string
  readonly ext: string
  readonly bytes: number
  readonly mediaType: string
}

/** The serialised edition, as it travels: plain JSON. */
export interface EditionData {
  readonly formatVersion: 1
  readonly show: Show
  /** By song id; only songs of the setlist. */
  readonly songs: Readonly<Record<string, Song>>
  readonly venue: Venue
  /** By path inside the show folder, "builtIn:avatar/<look>" for generated avatars, or "voice:<performerId>" for an analysed voicebank. */
  readonly assets: Readonly<Record<string, Asset>>
  /** Pronunciations (ARPAbet with stress digits) of every English word the show sings, so that a phone loads no dictionary. Keys in lower case. */
  readonly lexicon: Readonly<Record<string, string>>
}

/** An edition ready to be asked: the data, its name and the time maps of its songs. Made by `compileEdition`. */
export interface Edition extends EditionData {
  readonly hash: string
  /** By song id. */
  readonly time: Readonly<Record<string, SongTime>>
  /** By song id: the song put in order for fast asking. */
  readonly index: Readonly<Record<string, SongIndex>>
  /** Cue ids in running order, without the children of groups. */
  readonly cueOrder: readonly string[]
  /** Children of each group cue, in their order. */
  readonly groupChildren: Readonly<Record<string, readonly string[]>>
  /** By segment id: cues that fire by themselves, in the order of the music. Segments without any are not in it. */
  readonly anchors: Readonly<Record<string, readonly AnchorPoint[]>>
  /** Segment ids in setlist order. */
  readonly segmentOrder: readonly string[]
}

/**
 * Where the fold finds the edition a performance names. One edition is enough while nobody adopts another;
 * a look-up by hash is exact also across an `adopt … at nextSegment`. It returns null for an edition it does not have.
 */
export type EditionSource = Edition | ((hash: string) => Edition | null)

/** @throws TimelineError 'edition-missing' when a look-up does not have it */
export function editionNamed(source: EditionSource, hash: string): Edition {
  if (typeof source !== 'function') return source
  const edition = source(hash)
  if (!edition) throw new TimelineError('edition-missing', `edition ${hash} is not at hand; fetch it before folding entries that need it`)
  return edition
}
