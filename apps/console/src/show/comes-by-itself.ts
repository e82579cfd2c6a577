/** The next cue that nobody has to press GO for, and when. */
import { cueTimes, type Edition, inOrder, ms, type Performance } from '@ghostlight/timeline'
import { formatRemaining } from '../format.ts'

/**
 * @returns the cue that acts after its pre-wait or at its anchor, or that a continuing cue starts, with the time left as "m:ss"; null when all wait for GO.
 */
export function comesByItself(
  edition: Edition,
  performance: Performance | null,
  nowMs: number,
): { readonly cueId: string; readonly inTime: string } | null {
  if (performance === null) return null
  const step = cueTimes(() => edition, performance, ms(nowMs)).nextStep
  if (step === null) return null
  const inTime = formatRemaining(step.inMs)
  if (step.kind !== 'continue') return { cueId: step.cueId, inTime }
  const order = inOrder(edition.show.cues)
  const follower = order.slice(order.indexOf(step.cueId) + 1).find((id) => edition.show.cues[id]?.armed)
  return follower === undefined ? null : { cueId: follower, inTime }
}
