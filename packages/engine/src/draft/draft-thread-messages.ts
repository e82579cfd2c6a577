/** What the thread that makes drafts is asked, and what it answers. One question after the other is answered, in their order. */
import type { Edit, Issue } from '@ghostlight/timeline'
import type { Documents } from '../store/edition-library.ts'
import type { MadeDraft, MakerPlaces } from './draft-maker.ts'

export type DraftQuestion =
  | { readonly kind: 'open'; readonly documents: Documents; readonly saved: Documents }
  | { readonly kind: 'take'; readonly edit: Edit }
  | { readonly kind: 'save' }
export interface DraftAnswers {
  readonly open: MadeDraft
  readonly take: { readonly ok: true; readonly made: MadeDraft } | { readonly ok: false; readonly issues: readonly Issue[] }
  readonly save: string
}
export interface ToDraftThread {
  readonly id: number
  readonly question: DraftQuestion
}
export type FromDraftThread =
  | { readonly id: number; readonly answer: DraftAnswers[keyof DraftAnswers] }
  | { readonly id: number; readonly failed: string }
export type DraftThreadStart = MakerPlaces
