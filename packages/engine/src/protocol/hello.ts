import type { Entry, Performance, SaidValues } from '@ghostlight/timeline'

/** What raises it stands in docs/protocol.md, "Versions". */
export const PROTOCOL_VERSION = 2

/** What a connection may do. operator: everything in a show; author: edits the draft; stage: reports as an output; audience: only looks. */
export type Role = 'operator' | 'author' | 'stage' | 'audience'
export type ClientKind = 'console' | 'stage' | 'live' | 'preview'

/** First message of a client. `key` is needed when the engine listens beyond loopback, for every role but audience. */
export interface Hello {
  readonly protocolVersion: number
  readonly kind: ClientKind
  readonly name: string
  /** Output id of the venue for a stage page; null otherwise. */
  readonly output: string | null
  readonly key: string | null
  /** Language of the page, BCP 47. */
  readonly language: string
  /** A stage page that was speaking when it lost the engine says so, and keeps the word when it comes back. */
  readonly speaking?: boolean
}

/**
 * The engine would not have a page. protocol-version {engine, page}: it is of another build, and loads itself anew. wrong-key: it needs the
 * key that the engine printed. bad-hello: this is no hello.
 */
export interface HelloRefused {
  readonly error: string
  readonly reason: 'protocol-version' | 'wrong-key' | 'bad-hello'
  readonly values?: SaidValues
}
/** The state of things: with the edition this is enough to give the concert. */
export interface HelloReply {
  readonly clientId: string
  readonly role: Role
  readonly performanceId: string
  /** Fold of all entries up to and including `snapshot.seq` (not-yet-due ones are in `snapshot.pending`). */
  readonly snapshot: Performance
  readonly tail: readonly Entry[]
  /** Hash of the edition in force; GET /editions/<hash>.json. */
  readonly edition: string
  /** Hash of the edition of the draft (preview and Edit mode use it). */
  readonly draftEdition: string
  /** Show time of the audience runs behind by this; 0 for crew. */
  readonly delayMs: number
  /** TCP port, same host, that serves /assets, /editions, /live and the preview's stage page from another process. */
  readonly assetPort: number
  /** True for the one page that speaks. */
  readonly speaks: boolean
}
