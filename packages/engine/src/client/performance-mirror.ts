/** The performance as this page knows it: a snapshot, and every entry since folded in order. Gaps are noticed, never folded over. */
import { apply, type Edition, type Entry, type Performance } from '@ghostlight/timeline'

export interface PerformanceMirror {
  performance(): Performance | null
  /** Starts from a snapshot. Refused (false) when it belongs to an earlier life of the engine than what is known of the same performance. */
  start(performanceId: string, snapshot: Performance, tail: readonly Entry[]): boolean
  /** 'gap': entries before this one are missing; ask for those after `performance().seq`. */
  take(entry: Entry): 'taken' | 'known' | 'gap'
  /** Folds what arrived before its edition did. Call when an edition has arrived. */
  settle(): void
}

/** @param editionOf null while the edition has not arrived: entries then wait. */
export function createPerformanceMirror(editionOf: (hash: string) => Edition | null): PerformanceMirror {
  let id = ''
  let folded: Performance | null = null
  let waiting: Entry[] = []

  const lastSeq = () => waiting[waiting.length - 1]?.seq ?? folded?.seq ?? 0

  function settle(): void {
    while (folded !== null && waiting.length > 0) {
      const edition = editionOf(folded.edition)
      if (edition === null) return
      folded = apply(folded, edition, waiting.shift()!)
    }
  }

  return {
    performance: () => folded,
    start(performanceId, snapshot, tail) {
      if (id === performanceId && folded !== null && snapshot.epoch < folded.epoch) return false
      id = performanceId
      folded = snapshot
      waiting = tail.filter((entry) => entry.seq > snapshot.seq)
      settle()
      return true
    },
    take(entry) {
      if (folded === null) return 'gap'
      if (entry.seq <= lastSeq()) return 'known'
      if (entry.seq > lastSeq() + 1) return 'gap'
      waiting.push(entry)
      settle()
      return 'taken'
    },
    settle,
  }
}
