/** Dances a song: lays moves of the library on its sections, and feelings on her face. Both stay editable like hand-made work. */
import { choreograph, feelings, moves } from '@ghostlight/avatar'
import type { MotionClip, Song } from '@ghostlight/timeline'
import type { PlainSong, PlainTrack } from './score.ts'
import { PERFORMER } from './song.ts'

export function danced(song: PlainSong, seed: number): PlainSong {
  const written = song as unknown as Song
  const dance = { kind: 'motion', order: 'b', name: 'Dance', performerId: PERFORMER, clips: choreograph(written, { seed }) }
  const face = {
    kind: 'expression',
    order: 'c',
    name: 'Face',
    performerId: PERFORMER,
    clips: { ...feelings(written), ...beamsInTheAir(dance.clips, written.lengthBeats) },
  }
  return { ...song, tracks: { ...song.tracks, dance: dance as unknown as PlainTrack, face: face as unknown as PlainTrack } }
}

/** Nobody jumps with a blank face: from the push-off until she stands again she beams. */
function beamsInTheAir(dance: Readonly<Record<string, MotionClip>>, songBeats: number): Record<string, object> {
  const beams: Record<string, object> = {}
  for (const [id, clip] of Object.entries(dance)) {
    const move = moves[clip.move ?? '']
    for (const { lift, land } of move?.jumps ?? []) {
      const rounds = Math.ceil(clip.lengthBeats / move!.lengthBeats)
      for (let round = 0; round < rounds; round++) {
        const at = clip.startBeats - (clip.phaseBeats ?? 0) + round * move!.lengthBeats
        const startBeats = Math.max(clip.startBeats, at + lift - 0.5)
        const lengthBeats = Math.min(songBeats, at + land + 1) - startBeats
        if (lengthBeats < 1) continue
        beams[`${id}-jump-${round}`] = { startBeats, lengthBeats, expression: 'glee', levelUnit: 1, fadeBeats: 0.25 }
      }
    }
  }
  return beams
}
