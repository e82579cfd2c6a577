/** What stands behind her and flies about her, for the whole song or for one section of it. Pure. */
import type { Scenery, Song } from '@ghostlight/timeline'
import type { NoteEdit } from './note-edits.ts'

export type SceneryPart = keyof Scenery

/** As the stage draws what nobody has chosen. */
export const usualScenery = { wall: 'ring', air: 'fireflies' } as const

/** @param sectionId  null: the song. @param value  undefined: as the song, or as usual. */
export function setScenery<Part extends SceneryPart>(part: Part, value: Scenery[Part], sectionId: string | null): NoteEdit {
  return {
    kind: 'scenery',
    recipe(song) {
      const place = sectionId === null ? song : song.sections[sectionId]
      if (place === undefined) return
      const { [part]: _before, ...rest } = place.scenery ?? {}
      const scenery: Scenery = value === undefined ? rest : { ...rest, [part]: value }
      if (Object.keys(scenery).length === 0) delete place.scenery
      else place.scenery = scenery
    },
  }
}

/** Sections in the order in which they begin. */
export function sectionsInOrder(song: Song): readonly string[] {
  return Object.keys(song.sections).sort((a, b) => song.sections[a]!.startBeats - song.sections[b]!.startBeats)
}
