/** A server that runs, and the ways in which one does not come to run. */
import type { Issue } from '@ghostlight/timeline'
import type { Keys } from './store/keys.ts'

/** The show has errors: all of them. */
export class BrokenShow extends Error {
  readonly code = 'broken-show'
  readonly issues: readonly Issue[]
  constructor(issues: readonly Issue[]) {
    super(`The show has ${issues.length} problems.`)
    this.issues = issues
  }
}
export class BadOption extends Error {
  readonly code = 'bad-option'
}

export interface RunningServer {
  readonly port: number
  readonly audiencePort: number
  /** null when OSC in could not be opened. */
  readonly oscPort: number | null
  readonly keys: Keys | null
  readonly performanceId: string
  readonly continued: boolean
  readonly heldOnStart: boolean
  readonly warnings: readonly Issue[]
  readonly title: string
  /** Reports what nobody caught as a fault. */
  unexpected(where: string, error: Error): void
  stop(): Promise<void>
}
