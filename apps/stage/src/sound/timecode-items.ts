/**
 * Linear timecode as items of sound, a second each: scheduled, trimmed, cut and joined late by the same means as the band. Pure.
 */
import { ms, segmentSpans } from '@ghostlight/timeline'
import { samplesPerFrame, timecodePlaces } from '@ghostlight/timeline/timecode'
import { joinSpans, type RunWindow, type SoundItem } from './sound-items.ts'

const DEFAULT_LEVEL_DB = -6
const CHUNK_MS = 1000

/**
 * Timecode of one run that sounds anywhere in [fromMs, toMs) of show time. It names the position in the song, so it jumps back with each
 * pass of a vamp: what follows it shows what belongs to that place. A run that fades out has given it up.
 */
export function timecodeItems(window: RunWindow, fromMs: number, toMs: number): SoundItem[] {
  const { run, edition } = window
  const settings = edition.venue.timecode
  if (!settings?.ltc || run.heldAtMs !== null || run.leftAtMs !== null) return []
  const { rate, ltc } = settings
  const place = timecodePlaces(edition, rate).find(({ segmentId }) => segmentId === run.segmentId)
  const from = Math.max(fromMs, window.fromAtMs)
  const until = Math.min(toMs, window.untilAtMs)
  if (!place || from >= until) return []
  const frameMs = samplesPerFrame(rate, 1000)
  const frames = Math.round(CHUNK_MS / frameMs)
  const chunkMs = frames * frameMs
  const elapsedAt = (atMs: number) => run.anchorElapsedMs + (atMs - run.anchorAtMs)
  const items: SoundItem[] = []
  // A span is looked up from its very beginning, so that a second that has begun is found again as it was.
  const spans = joinSpans(segmentSpans(edition, run, ms(Math.max(0, elapsedAt(window.fromAtMs))), ms(elapsedAt(until))))
  for (const [index, span] of spans.entries()) {
    const atOf = (positionMs: number) => run.anchorAtMs + (span.elapsedMs + (positionMs - span.positionMs) - run.anchorElapsedMs)
    const positionOf = (atMs: number) => span.positionMs + elapsedAt(atMs) - span.elapsedMs
    // The last stretch ends where we stopped asking; the others jump.
    const endMs = index + 1 < spans.length ? span.positionMs + span.lengthMs : place.lengthMs
    const first = Math.floor(Math.max(span.positionMs, positionOf(from)) / chunkMs)
    for (let chunk = first; chunk * chunkMs < Math.min(endMs, positionOf(until)); chunk++) {
      const startMs = Math.max(chunk * chunkMs, span.positionMs)
      const stopMs = (chunk + 1) * chunkMs
      const cutAtMs = Math.min(atOf(endMs), window.untilAtMs)
      const startAtMs = atOf(startMs)
      items.push({
        edition,
        key: `${run.runId}/${span.pass} timecode ${chunk} ${Math.round(startAtMs)}`,
        runId: run.runId,
        bus: 'timecode',
        source: { kind: 'timecode', rate, firstFrame: place.firstFrame + chunk * frames, frames },
        startAtMs,
        offsetMs: startMs - chunk * chunkMs,
        durationMs: stopMs - startMs,
        cutAtMs: cutAtMs < atOf(stopMs) ? cutAtMs : null,
        gainDb: ltc.levelDb ?? DEFAULT_LEVEL_DB,
        panUnit: 0,
      })
    }
  }
  return items
}
