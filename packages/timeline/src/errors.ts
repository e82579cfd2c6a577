/** A broken promise inside the timeline: the caller did something the contract rules out. Expected refusals are values instead. */
export class TimelineError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'TimelineError'
    this.code = code
  }
}
