/**
 * What should be heard in a stretch of show time, as data. Pure: the sound desk asks for the next seconds again and again and makes
 * the loudspeakers agree with the answer, so holds, locates, vamps, edits and late joins need no code of their own.
 */
import {
  type Edition,
  ms,
  type Performance,
  type SegmentRun,
  type SegmentSpan,
  segmentSpans,
  type TimecodeRate,
} from '@ghostlight/timeline'
import type { VocalPlan } from '@ghostlight/voice'

export type SoundSource =
  | { readonly kind: 'phrase'; readonly songId: string; readonly trackId: string; readonly phraseId: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Linear timecode: so many frames from this one. */
  | { readonly kind: 'timecode'; readonly rate: TimecodeRate; readonly firstFrame: number; readonly frames: number }

export interface SoundItem {
  /** The edition that says so. */
  readonly edition: Edition
  /** Same key: same sound at the same show time. Anything that shifts it makes another key. */
  readonly key: string
  readonly runId: string
  readonly bus: 'vocals' | 'band' | 'cues' | 'timecode'
  readonly source: SoundSource
  /** Show time at which `offsetMs` of the source is due; may lie before the stretch asked for. */
  readonly startAtMs: number
  /** Where in the source it begins. For phrases 0 stands for the `startMs` of the phrase's plan. */
  readonly offsetMs: number
  /** How long it lasts at most, from `startAtMs`. */
  readonly durationMs: number
  /** Show time at which it is cut short (edge of a vamp, end of the run), or null: it rings out. */
  readonly cutAtMs: number | null
  readonly gainDb: number
  readonly panUnit: number
}

/** Plans of the song's vocal tracks; null while one is still being laid. */
export type PlanOf = (edition: Edition, songId: string, trackId: string) => VocalPlan | null

/** Longest lead-in of a phrase (breath and consonants) before its first note. */
const LEAD_IN_MS = 1500

/** A run with the stretch of show time in which it is the one to be heard. */
export interface RunWindow {
  readonly edition: Edition
  readonly run: SegmentRun
  /** Show time from which it stands as described. */
  readonly fromAtMs: number
  /** Show time at which something else takes over; +∞: not known to end. */
  readonly untilAtMs: number
}

/** Items of one run that sound anywhere in [fromMs, toMs). */
export function soundItems(window: RunWindow, planOf: PlanOf, fromMs: number, toMs: number): SoundItem[] {
  const { run, edition } = window
  const song = edition.songs[run.songId]
  const time = edition.time[run.songId]
  if (!song || !time || run.heldAtMs !== null) return []
  const from = Math.max(fromMs, window.fromAtMs)
  const until = Math.min(toMs, window.untilAtMs)
  if (from >= until) return []
  const elapsedAt = (atMs: number) => run.anchorElapsedMs + (atMs - run.anchorAtMs)
  const atOf = (elapsedMs: number) => run.anchorAtMs + (elapsedMs - run.anchorElapsedMs)
  const items: SoundItem[] = []
  // A span is looked up from its very beginning, so that what began before the stretch and still sounds is found too.
  const spans = joinSpans(segmentSpans(edition, run, ms(Math.max(0, elapsedAt(window.fromAtMs))), ms(elapsedAt(until) + LEAD_IN_MS)))
  const tracks = Object.entries(song.tracks)
  for (const [index, span] of spans.entries()) {
    const spanStart = span.positionMs
    const spanEnd = span.positionMs + span.lengthMs
    const jumps = index + 1 < spans.length
    const edgeAtMs = jumps ? atOf(span.elapsedMs + span.lengthMs) : null
    const cutAtMs =
      window.untilAtMs < Number.POSITIVE_INFINITY ? Math.min(edgeAtMs ?? Number.POSITIVE_INFINITY, window.untilAtMs) : edgeAtMs
    const atOfPosition = (positionMs: number) => atOf(span.elapsedMs + (positionMs - spanStart))
    const name = `${run.runId}/${span.pass}`
    for (const [trackId, track] of tracks) {
      if (track.kind === 'vocal') {
        for (const phrase of planOf(edition, run.songId, trackId)?.phrases ?? []) {
          const first = track.notes[phrase.noteIds[0] ?? '']
          const onsetMs = first ? time.tempo.beatsToMs(first.startBeats) : phrase.startMs
          // A phrase belongs to the pass in which its first note lies; its breath may be taken before the edge.
          if (onsetMs < spanStart - 0.5 && index > 0) continue
          if (onsetMs >= spanEnd - 0.5 && jumps) continue
          const startAtMs = atOfPosition(phrase.startMs)
          if (startAtMs >= until || atOfPosition(phrase.endMs) <= from) continue
          items.push({
            edition,
            key: `${name} ${trackId} ${phrase.id} ${Math.round(startAtMs)}`,
            runId: run.runId,
            bus: 'vocals',
            source: { kind: 'phrase', songId: run.songId, trackId, phraseId: phrase.id },
            startAtMs,
            offsetMs: 0,
            durationMs: phrase.endMs - phrase.startMs,
            cutAtMs: window.untilAtMs < Number.POSITIVE_INFINITY ? window.untilAtMs : null,
            gainDb: track.gainDb,
            panUnit: track.panUnit ?? 0,
          })
        }
      } else if (track.kind === 'audio') {
        for (const [clipId, clip] of Object.entries(track.clips)) {
          const clipStart = time.tempo.beatsToMs(clip.startBeats)
          const clipEnd = clipStart + clip.durationMs
          const start = Math.max(clipStart, spanStart)
          if (start >= spanEnd || clipEnd <= spanStart) continue
          const startAtMs = atOfPosition(start)
          const durationMs = clipEnd - start
          if (startAtMs >= until || startAtMs + durationMs <= from || (cutAtMs !== null && cutAtMs <= from)) continue
          items.push({
            edition,
            key: `${name} ${trackId}/${clipId} ${clip.file} ${Math.round(startAtMs)}`,
            runId: run.runId,
            bus: 'band',
            source: { kind: 'file', path: clip.file },
            startAtMs,
            offsetMs: (clip.offsetMs ?? 0) + (start - clipStart),
            durationMs,
            cutAtMs: cutAtMs !== null && cutAtMs < startAtMs + durationMs ? cutAtMs : null,
            gainDb: track.gainDb,
            panUnit: 0,
          })
        }
      }
    }
  }
  return items
}

/** Stretches that go on where the one before ends are one stretch: a recording plays through the door of a vamp without a seam. */
export function joinSpans(spans: readonly SegmentSpan[]): SegmentSpan[] {
  const joined: SegmentSpan[] = []
  for (const span of spans) {
    const before = joined.at(-1)
    if (before && Math.abs(before.positionMs + before.lengthMs - span.positionMs) < 0.01) {
      joined[joined.length - 1] = { ...before, lengthMs: ms(before.lengthMs + span.lengthMs) }
    } else joined.push(span)
  }
  return joined
}

/** Files a song plays, in the order in which they are needed. */
export function filesOf(edition: Edition, songId: string): string[] {
  const song = edition.songs[songId]
  if (!song) return []
  const clips = Object.values(song.tracks).flatMap((track) => (track.kind === 'audio' ? Object.values(track.clips) : []))
  return [...new Set(clips.sort((a, b) => a.startBeats - b.startBeats).map((clip) => clip.file))]
}

/** The song a performance will need next: the running segment's, else the one the standby cue leads to, else the first. */
export function songsToPrepare(edition: Edition, performance: Performance): string[] {
  const segments: string[] = []
  if (performance.segment) segments.push(performance.segment.segmentId)
  const from = edition.cueOrder.indexOf(performance.standbyCueId ?? '')
  for (const cueId of from < 0 ? edition.cueOrder : edition.cueOrder.slice(from)) {
    const action = edition.show.cues[cueId]?.action
    if (action?.kind === 'segment') segments.push(action.segmentId)
    if (segments.length >= 3) break
  }
  if (segments.length === 0 && edition.segmentOrder[0] !== undefined) segments.push(edition.segmentOrder[0])
  return [...new Set(segments.flatMap((segmentId) => edition.show.setlist[segmentId]?.songId ?? []))]
}
