/** What the choices of a cue's form offer, from the draft. Pure. */
import { moveNames } from '@ghostlight/avatar'
import { type BarBeat, createSongTime, inOrder, type Song } from '@ghostlight/timeline'
import { formatBarBeat, wordsIn } from '../../format.ts'
import type { Option } from '../FormField.tsx'
import type { DraftBody } from '../pending-edits.ts'
import type { RefTo } from './cue-fields.ts'

/** @param record the action or anchor: names the segment and track that others lie in. */
export function optionsFor(to: RefTo, body: DraftBody, record: Readonly<Record<string, unknown>>, language: string): readonly Option[] {
  const { show, venue } = body
  const cues = (only: (kind: string) => boolean): readonly Option[] =>
    inOrder(show.cues).flatMap((id) => {
      const cue = show.cues[id]
      return cue !== undefined && only(cue.action.kind) ? [[id, `${cue.number} ${wordsIn(cue.name, language)}`] as const] : []
    })
  switch (to) {
    case 'segment':
      return inOrder(show.setlist).map((id) => [id, wordsIn(show.setlist[id]?.name, language)])
    case 'look':
      return Object.entries(show.looks).map(([id, look]) => [id, look.name])
    case 'performer':
      return Object.entries(show.performers).map(([id, performer]) => [id, wordsIn(performer.name, language)])
    case 'screen':
    case 'soundOutput': {
      const kind = to === 'screen' ? 'screen' : 'sound'
      return inOrder(venue.outputs).flatMap((id) => (venue.outputs[id]?.kind === kind ? [[id, venue.outputs[id].name] as const] : []))
    }
    case 'move':
      return moveNames.map((name) => [name, name])
    case 'cue':
      return cues(() => true)
    case 'soundCue':
      return cues((kind) => kind === 'sound')
    case 'groupCue':
      return cues((kind) => kind === 'group')
    default: {
      const songs = songsOf(body, record)
      if (to === 'section') return songs.flatMap((song) => sectionsOf(song, language))
      return songs.flatMap((song) => placesOf(to, song, record))
    }
  }
}

const soundEndings = /\.(wav|flac|mp3|ogg|opus|m4a|aac)$/i
const videoEndings = /\.(mp4|webm|mov|mkv|m4v)$/i
const stillEndings = /\.(png|jpe?g|webp|avif|gif|svg)$/i

/** Files that fit a field, of those that the draft knows. `record` tells a film from a still. */
export function filesFor(of: 'sound' | 'picture', files: readonly string[], record: Readonly<Record<string, unknown>>): readonly Option[] {
  const { media } = (record.picture ?? {}) as { readonly media?: string }
  const endings = of === 'sound' ? soundEndings : media === 'video' ? videoEndings : stillEndings
  return files.filter((name) => endings.test(name)).map((name) => [name, name])
}

/** The song of the record's segment; all songs of the setlist where it names none (a vamp cue, which may meet any). */
function songsOf({ show, songs }: DraftBody, record: Readonly<Record<string, unknown>>): readonly Song[] {
  const named = show.setlist[String(record.segmentId)]
  const ids = named === undefined ? [...new Set(inOrder(show.setlist).map((id) => show.setlist[id]?.songId ?? ''))] : [named.songId]
  return ids.flatMap((id) => (songs[id] === undefined ? [] : [songs[id]]))
}

const sectionsOf = (song: Song, language: string): readonly Option[] =>
  Object.entries(song.sections)
    .sort(([, a], [, b]) => a.startBeats - b.startBeats)
    .map(([id, section]) => [id, wordsIn(section.name, language)])

function placesOf(to: RefTo, song: Song, record: Readonly<Record<string, unknown>>): readonly Option[] {
  const kind = to === 'track' || to === 'note' ? 'vocal' : 'marker'
  const tracks = Object.entries(song.tracks).filter(([, track]) => track.kind === kind)
  if (to === 'track' || to === 'markerTrack') return tracks.map(([id, track]) => [id, track.name])
  const track = song.tracks[String(record.trackId)]
  const time = createSongTime(song)
  const place = (atBeats: number): string => formatBarBeat(time.barBeatAt(atBeats as never) as BarBeat)
  if (track?.kind === 'vocal')
    return Object.entries(track.notes)
      .sort(([, a], [, b]) => a.startBeats - b.startBeats)
      .map(([id, note]) => [id, `${place(note.startBeats)} ${note.lyric}`])
  if (track?.kind === 'marker')
    return Object.entries(track.markers)
      .sort(([, a], [, b]) => a.atBeats - b.atBeats)
      .map(([id, marker]) => [id, `${place(marker.atBeats)} ${marker.name}`])
  return []
}
