/** What the engine and its audience process say to each other over IPC. Binary travels as is (advanced serialisation). */
import type { Entry, Performance } from '@ghostlight/timeline'
import type { AssetBytes } from '../store/asset-store.ts'

export interface AudienceShow {
  readonly performanceId: string
  readonly delayMs: number
  /** Nanoseconds of process.hrtime at performance time 0; the two processes share that clock. */
  readonly hrtimeOrigin: bigint
  /** Public: no names, no notes, no hosts. Folded up to the delay; the tail comes after. */
  readonly snapshot: Performance
  readonly tail: readonly Entry[]
}
export type ToAudience =
  | {
      readonly kind: 'open'
      readonly host: string
      readonly port: number
      /** The crew's port, for links from the preview. */
      readonly crewPort: number
      readonly show: AudienceShow
      readonly editions: readonly { readonly hash: string; readonly text: string }[]
      readonly assets: ReadonlyMap<string, AssetBytes>
    }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'edition'; readonly hash: string; readonly text: string; readonly assets: ReadonlyMap<string, AssetBytes> }
  | { readonly kind: 'assets'; readonly assets: ReadonlyMap<string, AssetBytes> }
  | { readonly kind: 'close' }
export type FromAudience =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'count'; readonly audience: number }
