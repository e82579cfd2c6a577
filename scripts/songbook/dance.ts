/** Dances a song: lays moves of the library on its sections, and feelings on her face. Both stay editable like hand-made work. */
import { choreograph, feelings } from '@ghostlight/avatar'
import type { Song } from '@ghostlight/timeline'
import type { PlainSong, PlainTrack } from './score.ts'
import { PERFORMER } from './song.ts'

export function danced(song: PlainSong, seed: number): PlainSong {
  const written = song as unknown as Song
  const dance = { kind: 'motion', order: 'b', name: 'Dance', performerId: PERFORMER, clips: choreograph(written, { seed }) }
  const face = { kind: 'expression', order: 'c', name: 'Face', performerId: PERFORMER, clips: feelings(written) }
  return { ...song, tracks: { ...song.tracks, dance: dance as unknown as PlainTrack, face: face as unknown as PlainTrack } }
}
