/** One song by itself, from its beginning at show time 0: what is tried on, and what no cue of the show starts. */
import { apply, type Decision, type Edition, ms, openPerformance, type Performance } from '@ghostlight/timeline'

/** @throws Error when the setlist has no such song. */
export function songAlone(edition: Edition, songId: string): Performance {
  const segmentId = edition.segmentOrder.find((id) => edition.show.setlist[id]?.songId === songId)
  if (segmentId === undefined) throw new Error(`the setlist has no song "${songId}"`)
  let performance = openPerformance()
  const log = (decision: Decision) => {
    performance = apply(performance, edition, { seq: performance.seq + 1, atMs: ms(0), acceptedAtMs: ms(0), by: 'render', decision })
  }
  log({ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null })
  log({ kind: 'locate', segmentId, positionMs: ms(0), runId: 'render' })
  if (performance.segment?.heldAtMs !== null) log({ kind: 'resume' })
  return performance
}
