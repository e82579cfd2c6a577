/** Where the running segment is, read from a moment: what the deck, the strip and the transport show. Pure. */
import type { BarBeat, Edition, Moment, Performance, Section, SegmentMoment } from '@ghostlight/timeline'

export interface VampNow {
  readonly vampId: string
  /** 1-based, as people count. */
  readonly pass: number
  /** To where it is left when it is leaving, else to the end of this pass. */
  readonly toBoundaryMs: number
  readonly leaving: boolean
}
export interface SongNow {
  readonly segment: SegmentMoment
  readonly positionMs: number
  readonly lengthMs: number
  /** To the end of the song, not counting further passes of a vamp. */
  readonly remainingMs: number
  readonly barBeat: BarBeat | null
  readonly bpm: number
  readonly sectionId: string | null
  readonly section: Section | null
  /** The next section, and how far it is in ms; null in the last one. */
  readonly nextSection: { readonly section: Section; readonly inMs: number } | null
  readonly vamp: VampNow | null
}

/** @param performance  knows where a vamp is left in mid-pass; without one the end of its last pass counts. */
export function songNow(edition: Edition, moment: Moment, performance: Performance | null = null): SongNow | null {
  const segment = moment.segment
  if (segment === null) return null
  const song = edition.songs[segment.songId]
  const time = edition.time[segment.songId]
  if (song === undefined || time === undefined) return null
  const atBeats = time.tempo.msToBeats(segment.positionMs)
  const sectionId = time.sectionAt(atBeats)
  let next: SongNow['nextSection'] = null
  for (const section of Object.values(song.sections)) {
    if (section.startBeats <= atBeats) continue
    const inMs = time.tempo.beatsToMs(section.startBeats) - segment.positionMs
    if (next === null || inMs < next.inMs) next = { section, inMs }
  }
  return {
    segment,
    positionMs: segment.positionMs,
    lengthMs: time.lengthMs,
    remainingMs: Math.max(0, time.lengthMs - segment.positionMs),
    barBeat: time.barBeatAt(atBeats),
    bpm: time.tempo.bpmAt(atBeats),
    sectionId,
    section: sectionId === null ? null : (song.sections[sectionId] ?? null),
    nextSection: next,
    vamp: vampNow(edition, segment, performance),
  }
}

function vampNow(edition: Edition, segment: SegmentMoment, performance: Performance | null): VampNow | null {
  if (segment.vamp === null || segment.ended) return null
  const { vampId, pass, leavingAfterPass } = segment.vamp
  const span = vampSpanMs(edition, segment.songId, vampId)
  if (span === null) return null
  const laterPasses = leavingAfterPass === null ? 0 : Math.max(0, leavingAfterPass - pass)
  const run = performance?.segment?.runId === segment.runId ? performance.segment : null
  const exitElapsedMs = run?.exits[vampId]
  return {
    vampId,
    pass: pass + 1,
    toBoundaryMs: Math.max(
      0,
      exitElapsedMs === undefined
        ? span.endMs - segment.positionMs + laterPasses * (span.endMs - span.startMs)
        : exitElapsedMs - segment.elapsedMs,
    ),
    leaving: leavingAfterPass !== null,
  }
}

/** Where a vamp lies: one that the song marks, a section that was made to repeat ("section:<id>"), or a whole song ("whole"). */
function vampSpanMs(edition: Edition, songId: string, vampId: string): { readonly startMs: number; readonly endMs: number } | null {
  const song = edition.songs[songId]
  const time = edition.time[songId]
  if (song === undefined || time === undefined) return null
  const span = song.vamps[vampId] ?? (vampId.startsWith('section:') ? song.sections[vampId.slice('section:'.length)] : undefined)
  if (span === undefined) return vampId === 'whole' ? { startMs: 0, endMs: time.lengthMs } : null
  const endMs = time.tempo.beatsToMs((span.startBeats + span.lengthBeats) as typeof span.startBeats)
  return { startMs: time.tempo.beatsToMs(span.startBeats), endMs: Math.min(time.lengthMs, endMs) }
}
