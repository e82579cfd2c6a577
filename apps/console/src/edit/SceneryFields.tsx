import type { Scenery, Song } from '@ghostlight/timeline'
import { useState } from 'react'
import { wordsIn } from '../format.ts'
import { useWords } from '../words/words-context.tsx'
import { Chooser } from './Chooser.tsx'
import type { NoteEdit } from './note-edits.ts'
import { sectionsInOrder, setScenery, usualScenery } from './scenery-edits.ts'

const SONG = ''
const NOT_CHOSEN = ''

/** The world of a song: what the wall shows and what is in the air, for all of it or for one section. */
export function SceneryFields(props: { readonly song: Song; readonly editable: boolean; readonly onEdit: (edit: NoteEdit) => boolean }) {
  const { words, language } = useWords()
  const { song, editable, onEdit } = props
  const [asked, setAsked] = useState(SONG)
  const said = words.edit.scenery
  const sectionId = song.sections[asked] === undefined ? null : asked
  const chosen: Scenery = (sectionId === null ? song.scenery : song.sections[sectionId]?.scenery) ?? {}
  /** What it is where nothing is chosen, in words. */
  const unchosen = (names: Readonly<Record<string, string>>, ofSong: string | undefined, usual: string): string =>
    sectionId === null ? said.usual(names[usual] ?? usual) : said.asSong(names[ofSong ?? usual] ?? usual)
  return (
    <div className="fields form-grid scenery">
      <Chooser
        label={said.where}
        value={sectionId ?? SONG}
        onChange={setAsked}
        options={[[SONG, said.wholeSong], ...sectionsInOrder(song).map((id) => [id, wordsIn(song.sections[id]?.name, language)] as const)]}
      />
      <Chooser
        label={said.wall}
        disabled={!editable}
        value={chosen.wall ?? NOT_CHOSEN}
        onChange={(value) => onEdit(setScenery('wall', value === NOT_CHOSEN ? undefined : (value as Scenery['wall']), sectionId))}
        options={[[NOT_CHOSEN, unchosen(said.walls, song.scenery?.wall, usualScenery.wall)], ...Object.entries(said.walls)]}
      />
      <Chooser
        label={said.air}
        disabled={!editable}
        value={chosen.air ?? NOT_CHOSEN}
        onChange={(value) => onEdit(setScenery('air', value === NOT_CHOSEN ? undefined : (value as Scenery['air']), sectionId))}
        options={[[NOT_CHOSEN, unchosen(said.airs, song.scenery?.air, usualScenery.air)], ...Object.entries(said.airs)]}
      />
    </div>
  )
}
