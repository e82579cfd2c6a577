/** What MIDI timecode says in a stretch of show time, as data. Pure. */
import { ms, segmentSpans, type TimecodeRate } from '@ghostlight/timeline'
import { mtcFullFrame, mtcQuarterFrames, samplesPerFrame, timecodePlaces } from '@ghostlight/timeline/timecode'
import { joinSpans, type RunWindow } from '../sound/sound-items.ts'

export interface MtcItem {
  /** Show time. */
  readonly dueMs: number
  readonly bytes: readonly number[]
}

/**
 * Messages of one run that are due in [fromMs, toMs): a full frame where it starts, resumes or jumps (each pass of a vamp), quarter frames
 * between. A run that fades out has given timecode up.
 */
export function mtcItems(window: RunWindow, rate: TimecodeRate, fromMs: number, toMs: number): MtcItem[] {
  const { run, edition } = window
  if (run.heldAtMs !== null || run.leftAtMs !== null) return []
  const place = timecodePlaces(edition, rate).find(({ segmentId }) => segmentId === run.segmentId)
  const from = Math.max(fromMs, window.fromAtMs)
  const until = Math.min(toMs, window.untilAtMs)
  if (!place || from >= until) return []
  const elapsedAt = (atMs: number) => run.anchorElapsedMs + (atMs - run.anchorAtMs)
  const frameMs = samplesPerFrame(rate, 1000)
  const items: MtcItem[] = []
  for (const span of joinSpans(segmentSpans(edition, run, ms(Math.max(0, elapsedAt(window.fromAtMs))), ms(elapsedAt(until))))) {
    const atOf = (positionMs: number) => run.anchorAtMs + (span.elapsedMs + (positionMs - span.positionMs) - run.anchorElapsedMs)
    const positionOf = (atMs: number) => span.positionMs + elapsedAt(atMs) - span.elapsedMs
    const beginsAtMs = atOf(span.positionMs)
    if (beginsAtMs >= from && beginsAtMs < until) {
      const frame = place.firstFrame + Math.floor((span.positionMs + 1e-6) / frameMs)
      items.push({ dueMs: beginsAtMs, bytes: mtcFullFrame(frame, rate) })
    }
    const start = Math.max(span.positionMs, positionOf(from))
    const end = Math.min(span.positionMs + span.lengthMs, positionOf(until))
    if (end <= start) continue
    for (const { dueMs, bytes } of mtcQuarterFrames(rate, place.firstFrame, ms(start), ms(end))) items.push({ dueMs: atOf(dueMs), bytes })
  }
  return items
}
