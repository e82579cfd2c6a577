/**
 * How far a performance has been played forward already. Between entries cues and anchors act by themselves; who asks for picture after
 * picture would play the same hundreds of them each time. What is kept never changes an answer: playing on from it gives the same state.
 */
import type { Edition, EditionSource } from '../edition.ts'
import type { Performance } from './performance.ts'

interface Reached {
  /** Every edition that was asked for on the way, by hash: whoever gives the same ones gets the same state. */
  readonly used: ReadonlyMap<string, Edition>
  readonly untilMs: number
  /** What happens at `untilMs` itself has happened. */
  readonly through: boolean
  readonly state: Performance
}

/** Outputs ask two seconds ahead, screens for now, lamps for points in between. */
const KEPT = 16
/** Fewer steps are taken again rather than kept. */
export const WORTH_KEEPING = 4

const reached = new WeakMap<Performance, Reached[]>()

const giverOf = (source: EditionSource) => (typeof source === 'function' ? source : () => source)

/** The state to go on from on the way to a time, and what it rests on: the farthest that is known, else the performance itself. */
export function reachedBefore(
  p: Performance,
  source: EditionSource,
  untilMs: number,
  through: boolean,
): { readonly state: Performance; readonly used: Map<string, Edition> } {
  const all = reached.get(p)
  if (all === undefined) return { state: p, used: new Map() }
  const give = giverOf(source)
  let best: Reached | null = null
  for (const one of all) {
    if (one.untilMs > untilMs || (one.untilMs === untilMs && one.through && !through)) continue
    if (best !== null && one.untilMs < best.untilMs) continue
    if ([...one.used].every(([hash, edition]) => give(hash) === edition)) best = one
  }
  return best === null ? { state: p, used: new Map() } : { state: best.state, used: new Map(best.used) }
}

/** The same source, which writes down what it gave. */
export function noting(source: EditionSource, used: Map<string, Edition>): EditionSource {
  const give = giverOf(source)
  return (hash) => {
    const edition = give(hash)
    if (edition !== null) used.set(hash, edition)
    return edition
  }
}

export function keepReached(p: Performance, one: Reached): void {
  const all = reached.get(p) ?? []
  all.push(one)
  if (all.length > KEPT) all.shift()
  reached.set(p, all)
}
