/** A broken promise: a caller did something the contract rules out. Expected refusals are values instead. `code` is stable. */
export class GhostlightError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }
}

/** 'gap-in-log', 'edition-missing', 'edit-does-not-fit', 'not-json', 'bad-timecode' */
export class TimelineError extends GhostlightError {}
