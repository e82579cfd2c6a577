/** Planned against actual: how far the evening is behind its plan, and when what comes is expected. Pure. */
import { cueTimes, type Edition, type Moment, ms, type Performance, settle } from '@ghostlight/timeline'

/** How long a segment is meant to take: as planned, else as long as its song. */
export function plannedLengthMs(edition: Edition, segmentId: string): number {
  const segment = edition.show.setlist[segmentId]
  if (segment === undefined) return 0
  return segment.plannedMs ?? edition.time[segment.songId]?.lengthMs ?? 0
}

export interface Schedule {
  /** Behind the plan when positive. Pauses, holds, long talks and vamps count; the plan begins with the first segment that was started. */
  readonly overrunMs: number
  /** Performance time at which the last segment is expected to end, if everything to come keeps to its plan. */
  readonly endsAtMs: number
}

/** @returns null before anything was started, and while nothing is on: after a panic. */
export function scheduleNow(edition: Edition, performance: Performance, moment: Moment): Schedule | null {
  // A GO that was accepted counts from the instant it is due.
  const { segmentStarts } = settle(performance, () => edition, moment.atMs, { through: true })
  const starts = edition.segmentOrder.flatMap((id, index) => {
    const atMs = segmentStarts[id]
    return atMs === undefined ? [] : [{ index, atMs }]
  })
  const first = starts.reduce<(typeof starts)[number] | null>((least, one) => (least === null || one.atMs < least.atMs ? one : least), null)
  if (first === null) return null
  const running = moment.segment
  // After a panic nobody can say when it goes on.
  if (running === null) return null
  const at = edition.segmentOrder.indexOf(running.segmentId)
  // Between segments the last one that was started is over, and what follows it has not begun.
  const latest = starts.reduce((most, one) => (one.atMs > most.atMs ? one : most), first)
  const here = at >= 0 ? at : latest.index
  const plannedHere = plannedLengthMs(edition, edition.segmentOrder[here] ?? '')
  const doneHere = running.ended ? plannedHere : Math.min(plannedHere, running.elapsedMs)
  let plannedMs = doneHere
  for (let index = first.index; index < here; index += 1) plannedMs += plannedLengthMs(edition, edition.segmentOrder[index] ?? '')
  let toCome = plannedHere - doneHere
  for (const id of edition.segmentOrder.slice(here + 1)) toCome += plannedLengthMs(edition, id)
  return { overrunMs: moment.atMs - first.atMs - plannedMs, endsAtMs: moment.atMs + toCome }
}

/**
 * Until each cue is expected: those with an anchor in the running song, those that follow by themselves, and the start of each segment
 * to come if all before it keep to their plan. Cues that nobody can foretell are not in it.
 */
export function cueCountdowns(edition: Edition, performance: Performance, moment: Moment): Readonly<Record<string, number>> {
  const running = moment.segment
  if (running === null) return {}
  const source = () => edition
  const times = cueTimes(source, performance, moment.atMs)
  const countdowns: Record<string, number> = {}
  const here = edition.segmentOrder.indexOf(running.segmentId)
  const plannedHere = plannedLengthMs(edition, running.segmentId)
  let untilMs = running.ended ? 0 : (times.remainingMs ?? Math.max(0, plannedHere - running.elapsedMs))
  for (const segmentId of here < 0 ? [] : edition.segmentOrder.slice(here + 1)) {
    const cueId = edition.cueOrder.find((id) => {
      const action = edition.show.cues[id]?.action
      return action?.kind === 'segment' && action.segmentId === segmentId
    })
    if (cueId !== undefined) countdowns[cueId] = untilMs
    untilMs += plannedLengthMs(edition, segmentId)
  }
  for (const point of edition.anchors[running.segmentId] ?? []) {
    const inMs = point.positionMs - running.positionMs
    if (inMs > 0 && running.heldForMs === null) countdowns[point.cueId] = Math.min(countdowns[point.cueId] ?? inMs, inMs)
  }
  if (times.nextStep !== null && times.nextStep.kind !== 'continue') countdowns[times.nextStep.cueId] = ms(times.nextStep.inMs)
  return countdowns
}
