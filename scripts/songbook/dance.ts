/** Dances a song: lays moves of the library on its sections, and feelings on her face. Both stay editable like hand-made work. */
import { choreograph } from '@ghostlight/avatar'
import type { Song } from '@ghostlight/timeline'
import { keyed, type PlainSong, type PlainTrack } from './score.ts'
import { PERFORMER } from './song.ts'

/** Which feeling a kind of section wears, and how strongly. */
const FEELINGS: Readonly<Record<string, readonly [expression: string, levelUnit: number]>> = {
  intro: ['relaxed', 0.35],
  verse: ['relaxed', 0.25],
  preChorus: ['joy', 0.25],
  chorus: ['joy', 0.55],
  interlude: ['joy', 0.45],
  bridge: ['sorrow', 0.2],
  outro: ['joy', 0.35],
  talk: ['joy', 0.4],
  vamp: ['joy', 0.35],
}

export function danced(song: PlainSong, seed: number): PlainSong {
  const clips = choreograph(song as unknown as Song, { seed })
  const motion = { kind: 'motion', order: 'b', name: 'Dance', performerId: PERFORMER, clips } as unknown as PlainTrack
  const sections = Object.values(song.sections).sort((a, b) => a.startBeats - b.startBeats)
  const face = {
    kind: 'expression',
    order: 'c',
    name: 'Face',
    performerId: PERFORMER,
    clips: keyed(
      'x',
      sections.flatMap((s) => {
        const [expression, levelUnit] = FEELINGS[s.kind] ?? ['relaxed', 0.2]
        // Sakura is restrained: nothing there smiles broadly.
        const calm = song.id === 'sakura' ? 0.5 : 1
        return [
          {
            startBeats: s.startBeats,
            lengthBeats: s.lengthBeats,
            expression,
            levelUnit: Math.round(levelUnit * calm * 100) / 100,
            fadeBeats: 2,
          },
        ]
      }),
    ),
  } as PlainTrack
  return { ...song, tracks: { ...song.tracks, dance: motion, face } }
}
