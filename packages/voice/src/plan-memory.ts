/** Phrases planned before, so that an edited note costs the planning of its own phrase and not of the song. */
import type { MetrePoint, TempoMap, VocalTrack } from '@ghostlight/timeline'
import type { PhrasePlan } from './plan.ts'

/** Of one track; the caller holds it and hands it in again. Holds the phrases of the last plan only. */
export interface PlanMemory {
  /** @returns where the phrases of this plan may be looked up: nowhere when tempo, metre, curves or seed are others than last time. */
  begin(around: {
    readonly tempo: TempoMap
    readonly metre: readonly MetrePoint[]
    readonly curves: VocalTrack['curves']
    readonly seed: number
  }): (key: string, plan: () => PhrasePlan) => PhrasePlan
}

export function createPlanMemory(): PlanMemory {
  let tempoBefore: TempoMap | null = null
  let aroundBefore = ''
  let before = new Map<string, PhrasePlan>()
  return {
    begin({ tempo, metre, curves, seed }) {
      const around = JSON.stringify([metre, curves ?? null, seed])
      const isSame = tempo === tempoBefore && around === aroundBefore
      const known = isSame ? before : new Map<string, PhrasePlan>()
      const now = new Map<string, PhrasePlan>()
      tempoBefore = tempo
      aroundBefore = around
      before = now
      return (key, plan) => {
        const phrase = known.get(key) ?? plan()
        now.set(key, phrase)
        return phrase
      }
    },
  }
}
