import type { Edition, EditionData } from './edition.ts'
import type { SongIndex } from './evaluate/song-index.ts'
import { createSongIndex } from './evaluate/song-index.ts'
import { inOrder } from './order.ts'
import type { SongTime } from './song-time.ts'
import { createSongTime } from './song-time.ts'

/**
 * Makes an edition ready to be asked. Tens of milliseconds for a full show; do it once per edition.
 *
 * @param data  parsed and checked.
 * @param hash  name of its canonical bytes; computed by the engine, which owns the hash function.
 */
export function compileEdition(data: EditionData, hash: string): Edition {
  const time: Record<string, SongTime> = {}
  const index: Record<string, SongIndex> = {}
  for (const [songId, song] of Object.entries(data.songs)) {
    const songTime = createSongTime(song)
    time[songId] = songTime
    index[songId] = createSongIndex(song, songTime)
  }
  return { ...data, hash, time, index, cueOrder: inOrder(data.show.cues), segmentOrder: inOrder(data.show.setlist) }
}

/**
 * What fans may have: no cue notes, no hosts, no patch, no messages for desks. Folding a log over it gives the same moments,
 * since cues keep their ids, order, waits and everything that is seen or heard.
 */
export function publicEditionData(data: EditionData): EditionData {
  const cues = Object.fromEntries(
    Object.entries(data.show.cues).map(([id, { notes: _notes, ...cue }]) => [
      id,
      cue.action.kind === 'osc' ? { ...cue, action: { kind: 'note' as const } } : cue,
    ]),
  )
  const songs = Object.fromEntries(
    Object.entries(data.songs).map(([id, song]) => [
      id,
      { ...song, tracks: Object.fromEntries(Object.entries(song.tracks).filter(([, track]) => track.kind !== 'osc')) },
    ]),
  )
  const fixtures = Object.fromEntries(
    Object.entries(data.venue.fixtures).map(([id, fixture]) => [id, { ...fixture, universe: 1, slot: 1 }]),
  )
  const { timecode: _timecode, ...venue } = data.venue
  return { ...data, show: { ...data.show, cues }, songs, venue: { ...venue, targets: {}, fixtures } }
}
