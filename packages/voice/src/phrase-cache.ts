/** Phrases that need not be sung twice. Keys are phrase ids, which name everything that determines the sound. */
import type { PhrasePlan, VocalPlan } from './plan.ts'

/** Least recently used entries leave first. A plain value: the caller holds it, nothing is global. */
export interface PhraseCache<Sound> {
  get(phrase: PhrasePlan): Sound | null
  put(phrase: PhrasePlan, sound: Sound): void
  readonly size: number
}

/** @param limit greatest number of phrases held, ≥ 1. One cache per voice design and sample rate. */
export function createPhraseCache<Sound>(limit: number): PhraseCache<Sound> {
  const held = new Map<string, Sound>()
  return {
    get(phrase) {
      const sound = held.get(phrase.id)
      if (sound === undefined) return null
      held.delete(phrase.id)
      held.set(phrase.id, sound)
      return sound
    },
    put(phrase, sound) {
      held.delete(phrase.id)
      held.set(phrase.id, sound)
      for (const oldest of held.keys()) {
        if (held.size <= limit) break
        held.delete(oldest)
      }
    },
    get size() {
      return held.size
    },
  }
}

/** What an edit did to a plan: phrases to sing anew, and those that are gone. All others sound as before, sample for sample. */
export function changedPhrases(before: VocalPlan, after: VocalPlan): { added: readonly PhrasePlan[]; removed: readonly PhrasePlan[] } {
  const old = new Set(before.phrases.map((p) => p.id))
  const kept = new Set(after.phrases.map((p) => p.id))
  return { added: after.phrases.filter((p) => !old.has(p.id)), removed: before.phrases.filter((p) => !kept.has(p.id)) }
}
