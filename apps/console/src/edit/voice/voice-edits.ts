/** What is said about how notes and tracks are sung, as recipes on the song. Pure: a recipe changes the copy it is given. */
import type { Note, Song, VocalTrack } from '@ghostlight/timeline'
import { changeNotes, type NoteEdit, vocalNotes } from '../note-edits.ts'
import type { CurveName } from './curve-kinds.ts'
import type { Points } from './curve-points.ts'

const vocalTrack = (song: Song, trackId: string): VocalTrack | null => {
  const track = song.tracks[trackId]
  return track?.kind === 'vocal' ? track : null
}

/** @param points  undefined: the curve rests throughout, and nothing is written. */
export function setCurve(trackId: string, name: CurveName, points: Points | undefined): NoteEdit {
  return {
    kind: 'curve',
    recipe: (song) => {
      const track = vocalTrack(song, trackId)
      if (track === null) return
      const { [name]: _before, ...others } = track.curves ?? {}
      const curves = points === undefined ? others : { ...others, [name]: points.map(([at, value]) => [at, value]) }
      if (Object.keys(curves).length === 0) delete track.curves
      else track.curves = curves as NonNullable<VocalTrack['curves']>
    },
  }
}

/** Puts a phoneme of a note by hand. @param fromNoteMs  from the start of the note; null: where the singer puts it. */
export function setPhonemeStart(trackId: string, noteId: string, number: number, fromNoteMs: number | null): NoteEdit {
  return {
    kind: 'timing',
    recipe: (song) => {
      const note = vocalNotes(song, trackId)?.[noteId]
      if (note === undefined) return
      const { [String(number)]: _before, ...others } = note.timing ?? {}
      const timing = fromNoteMs === null ? others : { ...others, [String(number)]: fromNoteMs }
      if (Object.keys(timing).length === 0) delete note.timing
      else note.timing = timing
    },
  }
}

/** Everything about notes that a person may say or leave to the singer. */
export type SungField =
  | 'reading'
  | 'language'
  | 'vibrato'
  | 'portamentoMs'
  | 'portamentoStartMs'
  | 'articulation'
  | 'dynamicsUnit'
  | 'timing'

/** @param value  undefined: left to the singer. */
export function setSung<F extends SungField>(trackId: string, ids: readonly string[], field: F, value: Note[F] | undefined): NoteEdit {
  return {
    kind: field === 'portamentoStartMs' ? 'portamentoMs' : field,
    recipe: (song) => {
      changeNotes(song, { trackId, ids }, (note) => {
        if (value === undefined) delete note[field]
        else note[field] = structuredClone(value) as Note[F]
        // Other sounds: what was moved by hand is not there any more.
        if (field === 'reading' || field === 'language') delete note.timing
      })
    },
  }
}

/**
 * Phonemes of one note by hand. The word stays written as it is; the other notes of the same word keep singing what they sing now,
 * which they could not work out any more without their first syllable.
 *
 * @param sungNow  phonemes of every note of the word as they are sung.
 */
export function setPhonemes(
  trackId: string,
  noteId: string,
  phonemes: readonly string[],
  sungNow: ReadonlyMap<string, readonly string[]>,
): NoteEdit {
  return {
    kind: 'phonemes',
    recipe: (song) => {
      const notes = vocalNotes(song, trackId)
      if (notes === null) return
      for (const [id, sung] of [...sungNow, [noteId, phonemes] as const]) {
        const note = notes[id]
        if (note === undefined || (id !== noteId && (sung.length === 0 || isWrittenInPhonemes(note)))) continue
        note.reading = `[${sung.join(' ')}]`
        if (id === noteId) delete note.timing
      }
    },
  }
}

export const isWrittenInPhonemes = (note: Note): boolean => /\[[^\]]*\]\s*-?$/.test((note.reading ?? note.lyric).trim())

export function setTrack<F extends 'language' | 'performerId'>(trackId: string, field: F, value: VocalTrack[F]): NoteEdit {
  return {
    kind: field,
    recipe: (song) => {
      const track = vocalTrack(song, trackId)
      if (track !== null) track[field] = value
    },
  }
}

/** A vocal track as it would be after an edit; null when the song has no such track. */
export function trackAfter(song: Song, trackId: string, edit: NoteEdit | null): VocalTrack | null {
  const track = vocalTrack(song, trackId)
  if (edit === null || track === null) return track
  const tried: Song = { ...song, tracks: { ...song.tracks, [trackId]: structuredClone(track) } }
  edit.recipe(tried)
  return vocalTrack(tried, trackId)
}
