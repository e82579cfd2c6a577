/** CCS, the project of CeVIO: XML with the notes in attributes, 960 clocks to the quarter note. Talk units are left out. */
import { type EditorNote, notesFromEditor } from '../score/editor-lyric.ts'
import type { Complaints, Score, ScorePart, SungLanguage } from '../score/score.ts'
import { childOf, childrenOf, type XmlElement } from '../xml/read-xml.ts'

const CLOCKS_PER_BEAT = 960

export const isCcs = (root: XmlElement): boolean => root.name === 'Scenario'

export function scoreFromCcs(root: XmlElement, complaints: Complaints): Score | null {
  const scene = childOf(childOf(root, 'Sequence'), 'Scene')
  const groups = childrenOf(childOf(scene, 'Groups'), 'Group')
  const units = childrenOf(childOf(scene, 'Units'), 'Unit')
  const songs = units.filter((unit) => unit.attributes.Category === 'SingerSong')
  if (units.length > songs.length)
    complaints.warn('', 'talk', `${units.length - songs.length} spoken or audio units were left out: only songs are read`)
  const first = childOf(songs[0], 'Song')
  const number = (element: XmlElement, name: string) => Number(element.attributes[name] ?? Number.NaN)
  const parts = songs.map((unit, index): ScorePart => {
    const name = groups.find((group) => group.attributes.Id === unit.attributes.Group)?.attributes.Name ?? `Track ${index + 1}`
    const notes = childrenOf(childOf(childOf(unit, 'Song'), 'Score'), 'Note').flatMap((note, noteIndex): EditorNote[] => {
      const startBeats = number(note, 'Clock') / CLOCKS_PER_BEAT
      const lengthBeats = number(note, 'Duration') / CLOCKS_PER_BEAT
      const pitch = (number(note, 'PitchOctave') + 1) * 12 + number(note, 'PitchStep')
      if ([startBeats, lengthBeats, pitch].every(Number.isFinite))
        return [{ startBeats, lengthBeats, pitch, lyric: note.attributes.Lyric ?? '' }]
      complaints.warn(
        `${name}, note ${noteIndex + 1}`,
        'bad-note',
        'a note needs Clock, Duration, PitchOctave and PitchStep; it was left out',
      )
      return []
    })
    return {
      name,
      sung: true,
      notes: notesFromEditor(notes, name, complaints),
      instrument: 'lead',
      language: languageOf(unit.attributes.Language),
    }
  })
  return {
    title: null,
    tempo: childrenOf(childOf(first, 'Tempo'), 'Sound').map((point) => ({
      atBeats: number(point, 'Clock') / CLOCKS_PER_BEAT,
      bpm: number(point, 'Tempo'),
    })),
    metre: childrenOf(childOf(first, 'Beat'), 'Time').map((point) => ({
      atBeats: number(point, 'Clock') / CLOCKS_PER_BEAT,
      beatsPerBar: number(point, 'Beats'),
      beatUnit: number(point, 'BeatType'),
    })),
    parts,
    endBeats: 0,
    credits: [],
    rights: null,
  }
}

function languageOf(text: string | undefined): SungLanguage | null {
  if (text === 'Japanese') return 'ja'
  return text === 'English' ? 'en' : null
}
