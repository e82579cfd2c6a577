import type { Anchor, Cue } from '../../document/cue.ts'
import type { Song } from '../../document/song.ts'
import { anchorBeats } from '../../performance/anchor.ts'
import { createSongTime } from '../../song-time.ts'
import { beats } from '../../units.ts'
import type { CueCheck } from './check-cues.ts'
import { noSuch } from './report.ts'

/** An anchor must lead to a place that is there: an anchored cue that never fires is found on the night otherwise. */
export function checkAnchor(check: CueCheck, path: string, cue: Cue, anchor: Anchor): void {
  const { report, show, songs } = check
  const at = `${path}.anchor`
  const segment = Object.hasOwn(show.setlist, anchor.segmentId) ? show.setlist[anchor.segmentId] : undefined
  if (!segment) {
    report.error(`${at}.segmentId`, 'unknown-segment', noSuch('segment', anchor.segmentId, Object.keys(show.setlist)))
    return
  }
  const song = songs[segment.songId]
  if (!song) return
  const missing = missingIn(anchor, song)
  if (missing) {
    report.error(`${at}.${missing.field}`, missing.code, `cue ${cue.number} would never fire: ${missing.message}`)
    return
  }
  const time = createSongTime(song)
  const placeBeats = anchorBeats(anchor, song, time)
  if (placeBeats === null)
    report.error(
      at,
      'anchor-outside',
      `cue ${cue.number} would never fire: its place lies outside "${segment.songId}", which is ${song.lengthBeats} beats long`,
    )
  else checkRing(check, at, cue, { anchor, song, placeMs: time.tempo.beatsToMs(beats(placeBeats)) })
}

/** Music that begins again sooner than this is no music: somebody has anchored the start of a song inside that song. */
const SHORTEST_ROUND_MS = 1000

function checkRing(
  { report }: CueCheck,
  path: string,
  { number, action, preWaitMs }: Cue,
  { anchor, song, placeMs }: { readonly anchor: Anchor; readonly song: Song; readonly placeMs: number },
): void {
  if (action.kind !== 'segment' || action.segmentId !== anchor.segmentId) return
  const section = action.startSectionId === undefined ? undefined : song.sections[action.startSectionId]
  const fromMs = createSongTime(song).tempo.beatsToMs(beats(section?.startBeats ?? action.startBeats ?? 0))
  const roundMs = placeMs - fromMs + preWaitMs
  if (roundMs < 0 || roundMs >= SHORTEST_ROUND_MS) return
  report.error(path, 'anchor-ring', `cue ${number} would start its own segment again and again, every ${Math.round(roundMs)} ms`)
}

interface Missing {
  readonly field: string
  readonly code: string
  readonly message: string
}

function missingIn(anchor: Anchor, song: Song): Missing | null {
  const tracksOf = (kind: 'vocal' | 'marker') => Object.keys(song.tracks).filter((id) => song.tracks[id]!.kind === kind)
  switch (anchor.kind) {
    case 'note': {
      const track = Object.hasOwn(song.tracks, anchor.trackId) ? song.tracks[anchor.trackId] : undefined
      if (track?.kind !== 'vocal')
        return { field: 'trackId', code: 'unknown-track', message: noSuch('sung track', anchor.trackId, tracksOf('vocal')) }
      if (Object.hasOwn(track.notes, anchor.noteId)) return null
      return { field: 'noteId', code: 'unknown-note', message: noSuch('note', anchor.noteId, Object.keys(track.notes)) }
    }
    case 'marker': {
      const track = Object.hasOwn(song.tracks, anchor.trackId) ? song.tracks[anchor.trackId] : undefined
      if (track?.kind !== 'marker')
        return { field: 'trackId', code: 'unknown-track', message: noSuch('marker track', anchor.trackId, tracksOf('marker')) }
      if (Object.hasOwn(track.markers, anchor.markerId)) return null
      return { field: 'markerId', code: 'unknown-marker', message: noSuch('marker', anchor.markerId, Object.keys(track.markers)) }
    }
    case 'section':
      if (Object.hasOwn(song.sections, anchor.sectionId)) return null
      return { field: 'sectionId', code: 'unknown-section', message: noSuch('section', anchor.sectionId, Object.keys(song.sections)) }
    case 'time':
    case 'bar':
    case 'beforeEnd':
      return null
  }
}
