/** The performance as a follower knows it: a snapshot, and every entry since folded in order. Gaps are noticed, never folded over. */
import { apply, type Edition, type Entry, type Performance } from '@ghostlight/timeline'

export interface MirrorParts {
  /** null while the edition has not arrived: entries that need it wait. */
  readonly editionOf: (hash: string) => Edition | null
  /** Entries accepted after this performance time wait: who runs behind folds behind. Infinity for who does not. */
  readonly horizonMs: () => number
}
export interface PerformanceMirror {
  /** Folded up to the horizon; null before `start`. */
  performance(): Performance | null
  /** Entries that are known but not folded yet. */
  waiting(): readonly Entry[]
  /** Starts from a snapshot. Refused (false) when it belongs to an earlier life of the engine than what is known of the same performance. */
  start(performanceId: string, snapshot: Performance, tail: readonly Entry[]): boolean
  /** 'gap': entries before this one are missing; ask for those after `lastSeq()`. */
  take(entry: Entry): 'taken' | 'known' | 'gap'
  lastSeq(): number
}

/** Hashes of the editions that folding on from here takes, the one in force first. */
export function editionsNeeded(performance: Performance, waiting: readonly Entry[]): readonly string[] {
  const adopted = [...performance.pending, ...waiting].map(({ decision }) => (decision.kind === 'adopt' ? decision.edition : null))
  const hashes = [performance.edition, performance.nextEdition, ...adopted]
  return [...new Set(hashes.filter((hash): hash is string => hash !== null && hash !== ''))]
}

export function createPerformanceMirror({ editionOf, horizonMs }: MirrorParts): PerformanceMirror {
  let id = ''
  let folded: Performance | null = null
  let waiting: Entry[] = []

  const lastSeq = () => waiting[waiting.length - 1]?.seq ?? folded?.seq ?? 0

  function hasEditionsFor(performance: Performance, entry: Entry): boolean {
    const needed = [performance.edition, performance.nextEdition, entry.decision.kind === 'adopt' ? entry.decision.edition : null]
    return needed.every((hash) => hash === null || hash === '' || editionOf(hash) !== null)
  }

  function settle(): Performance | null {
    for (let next = waiting[0]; folded !== null && next !== undefined; next = waiting[0]) {
      if (next.acceptedAtMs > horizonMs() || !hasEditionsFor(folded, next)) break
      folded = apply(folded, editionOf, next)
      waiting.shift()
    }
    return folded
  }

  return {
    performance: settle,
    waiting: () => waiting,
    start(performanceId, snapshot, tail) {
      if (id === performanceId && folded !== null && snapshot.epoch < folded.epoch) return false
      id = performanceId
      folded = snapshot
      waiting = tail.filter((entry) => entry.seq > snapshot.seq)
      return true
    },
    take(entry) {
      if (folded === null || entry.seq > lastSeq() + 1) return 'gap'
      if (entry.seq <= lastSeq()) return 'known'
      waiting.push(entry)
      return 'taken'
    },
    lastSeq,
  }
}
