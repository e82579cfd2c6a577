/**
 * How far a performance has been played forward already. Between entries cues and anchors act by themselves; who asks for picture after
 * picture would play the same hundreds of them each time. What is kept never changes an answer: playing on from it gives the same state.
 */
import type { EditionSource } from '../edition.ts'
import type { Performance } from './performance.ts'

interface Reached {
  readonly source: EditionSource
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

/** The state to go on from on the way to a time: the farthest that is known, else the performance itself. */
export function reachedBefore(p: Performance, source: EditionSource, untilMs: number, through: boolean): Performance {
  let best: Reached | null = null
  for (const one of reached.get(p) ?? []) {
    if (one.source !== source || one.untilMs > untilMs || (one.untilMs === untilMs && one.through && !through)) continue
    if (best === null || one.untilMs >= best.untilMs) best = one
  }
  return best?.state ?? p
}

export function keepReached(p: Performance, one: Reached): void {
  const all = reached.get(p) ?? []
  all.push(one)
  if (all.length > KEPT) all.shift()
  reached.set(p, all)
}
