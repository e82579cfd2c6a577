/** What falls due in [fromMs, toMs): tied to the log's (epoch, seq), so that a newer plan replaces what is not yet done. */
import type { OscArg } from './document/track.ts'
import type { Ms } from './units.ts'

/** A trigger; sent at most once. `id` is `<runId>:<index or message id>[:<pass>]`. */
export interface EdgeItem {
  readonly kind: 'edge'
  readonly id: string
  readonly dueMs: Ms
  readonly targetId: string | null
  readonly address: string
  readonly args: readonly OscArg[]
  readonly catchUp: 'skip' | 'latest' | 'all'
  readonly source: { readonly cueId: string | null; readonly songId: string | null; readonly offsetMs: Ms }
}
export interface Plan {
  readonly epoch: number
  readonly seq: number
  readonly fromMs: Ms
  readonly toMs: Ms
  /** Ascending by dueMs. */
  readonly items: readonly EdgeItem[]
}
