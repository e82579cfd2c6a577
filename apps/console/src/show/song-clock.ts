/** Where the running segment is, read from a moment: what the deck, the strip and the transport show. Pure. */
import type { BarBeat, Edition, Moment, Section, SegmentMoment } from '@ghostlight/timeline'

export interface VampNow {
  readonly vampId: string
  /** 1-based, as people count. */
  readonly pass: number
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

export function songNow(edition: Edition, moment: Moment): SongNow | null {
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
    vamp: vampNow(edition, segment),
  }
}

function vampNow(edition: Edition, segment: SegmentMoment): VampNow | null {
  if (segment.vamp === null || segment.ended) return null
  const vamp = edition.songs[segment.songId]?.vamps[segment.vamp.vampId]
  const tempo = edition.time[segment.songId]?.tempo
  if (vamp === undefined || tempo === undefined) return null
  const endMs = tempo.beatsToMs((vamp.startBeats + vamp.lengthBeats) as typeof vamp.startBeats)
  const passMs = endMs - tempo.beatsToMs(vamp.startBeats)
  const { pass, leavingAfterPass } = segment.vamp
  const laterPasses = leavingAfterPass === null ? 0 : Math.max(0, leavingAfterPass - pass)
  return {
    vampId: segment.vamp.vampId,
    pass: pass + 1,
    toBoundaryMs: Math.max(0, endMs - segment.positionMs + laterPasses * passMs),
    leaving: leavingAfterPass !== null,
  }
}
