/** What page and vocal worker say to each other. Plain data, so that it can be cloned. */
import type { MetrePoint, TempoPoint, VocalTrack } from '@ghostlight/timeline'
import type { VocalPlan } from '@ghostlight/voice'

/** One vocal track of one edition's song; everything its plan depends on. */
export interface PlanRequest {
  readonly kind: 'plan'
  /** Name by which phrases of this plan are asked for. */
  readonly planKey: string
  readonly track: VocalTrack
  readonly tempo: readonly TempoPoint[]
  readonly metre: readonly MetrePoint[]
  readonly lexicon: Readonly<Record<string, string>>
  readonly singer: SingerRequest
  readonly seed: number
}
/** Whose voice: a built-in design by name, or an analysed voicebank by address; null when the edition has none. */
export type SingerRequest =
  | { readonly kind: 'builtIn'; readonly design: string }
  | { readonly kind: 'bank'; readonly folder: string; readonly url: string | null }
/** Phrases still needed, most urgent first. Replaces the previous wish. */
export interface WantRequest {
  readonly kind: 'want'
  readonly sampleRateHz: number
  readonly phrases: readonly { readonly planKey: string; readonly phraseId: string }[]
  /** Plans on their way, whose phrases nobody can name yet: the one that sounds at `positionMs`, or next, is sung as soon as there is a plan. */
  readonly unplanned: { readonly planKeys: readonly string[]; readonly positionMs: number }
}
export type ToVocalWorker = PlanRequest | WantRequest | { readonly kind: 'forget'; readonly planKey: string }

export type FromVocalWorker =
  | { readonly kind: 'planned'; readonly planKey: string; readonly plan: VocalPlan }
  | {
      readonly kind: 'rendered'
      readonly planKey: string
      readonly phraseId: string
      /** Milliseconds of song at which the first sample sounds. */
      readonly startMs: number
      readonly sampleRateHz: number
      readonly samples: Float32Array
    }
  | { readonly kind: 'failed'; readonly planKey: string; readonly phraseId: string | null; readonly message: string }
