/** One problem in a document. All problems of a file are reported at once. */
export interface Issue {
  /** JSON path such as "songs/daisy-bell.tracks.lead.notes.n12.lyric". */
  readonly path: string
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** In words a choreographer can act on: what is wrong, what was found, what to do. */
  readonly message: string
}
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }
