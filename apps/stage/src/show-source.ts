/**
 * What the stage needs of whoever gives the concert: a connection to an engine, or a rehearsal of its own.
 * `ShowConnection` of the engine's client fits as it is.
 */
import type { Edition, EditionSource, Performance } from '@ghostlight/timeline'

export interface ShowClock {
  /** Performance time in ms, as the engine's clock is estimated to stand now. */
  nowMs(): number
  /** Half width of the estimate, ms; null before the first answer. */
  errorMs(): number | null
  /** Performance time → base of `performance.now()`. */
  toLocalMs(showMs: number): number
}

export interface ShowSource {
  readonly clock: ShowClock
  edition(): Edition | null
  /** An edition by its hash: an adopted one comes into force with the next segment, before the log says so. Null: not at hand. */
  editionOf(hash: string): Edition | null
  performance(): Performance | null
  state(): 'connecting' | 'live' | 'lost'
  /** True for the one page that makes the sound. */
  speaks(): boolean
  /** Address of a file of the show (or "builtIn:avatar/<look>"), or null when the edition has none of that name. */
  assetUrl(path: string): string | null
  /** Counts changes of any of the above. */
  version(): number
  subscribe(listener: () => void): () => void
}

/** Where the fold finds editions: by hash, else the one in force stands in. */
export const editionsOf = (source: ShowSource, edition: Edition): EditionSource => {
  return (hash) => source.editionOf(hash) ?? edition
}
