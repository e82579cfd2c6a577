/**
 * What a gesture does to the notes of a voice, as recipes on the song. Pure: a recipe changes the copy it is given.
 * One voice sings one note at a time, so a note that reaches into the next is shortened; two that begin together are refused.
 */
import type { Note, Song } from '@ghostlight/timeline'
import { followWithCaptions } from './captions.ts'

export type NoteEditKind =
  | 'move'
  | 'pitch'
  | 'resize'
  | 'add'
  | 'delete'
  | 'lyric'
  | 'scenery'
  | 'breath'
  | 'curve'
  | 'timing'
  | 'phonemes'
  | 'reading'
  | 'language'
  | 'vibrato'
  | 'portamentoMs'
  | 'articulation'
  | 'dynamicsUnit'
  | 'performerId'
export interface NoteEdit {
  readonly kind: NoteEditKind
  readonly recipe: (song: Song) => void
}
/** A 64th: shorter is no syllable. */
export const shortestBeats = 1 / 16

export function vocalNotes(song: Song, trackId: string): Record<string, Note> | null {
  const track = song.tracks[trackId]
  return track?.kind === 'vocal' ? track.notes : null
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6

/**
 * How far a selection may really go: no note leaves the song or the 128 pitches, and the selection keeps its shape.
 */
export function boundedShift(
  notes: Readonly<Record<string, Note>>,
  ids: readonly string[],
  wish: { readonly byBeats: number; readonly byPitch: number },
  lengthBeats: number,
): { readonly byBeats: number; readonly byPitch: number } {
  let { byBeats, byPitch } = wish
  for (const id of ids) {
    const note = notes[id]
    if (note === undefined) continue
    byBeats = Math.max(byBeats, -note.startBeats)
    byPitch = Math.max(-note.pitch, Math.min(127 - note.pitch, byPitch))
  }
  for (const id of ids) {
    const note = notes[id]
    if (note !== undefined) byBeats = Math.min(byBeats, lengthBeats - note.startBeats - note.lengthBeats)
  }
  return { byBeats: round(byBeats), byPitch }
}

/** Shortens every note that reaches into the next one. @returns false when two begin together. */
export function settleOverlaps(notes: Record<string, Note>): boolean {
  const inOrder = Object.values(notes).sort((a, b) => a.startBeats - b.startBeats)
  for (let at = 0; at + 1 < inOrder.length; at += 1) {
    const note = inOrder[at]!
    const room = round(inOrder[at + 1]!.startBeats - note.startBeats)
    if (room < shortestBeats - 1e-6) return false
    if (note.lengthBeats > room) note.lengthBeats = room as Note['lengthBeats']
  }
  return true
}

/** Thrown inside a recipe; the gesture is taken back and the words are told. */
export class TwoNotesAtOnce extends Error {}

function settled(notes: Record<string, Note>): void {
  if (!settleOverlaps(notes)) throw new TwoNotesAtOnce('two notes would begin together')
}

export function moveNotes(trackId: string, ids: readonly string[], wish: { readonly byBeats: number; readonly byPitch: number }): NoteEdit {
  return {
    kind: wish.byBeats === 0 ? 'pitch' : 'move',
    recipe: (song) => {
      const notes = vocalNotes(song, trackId)
      if (notes === null) return
      const { byBeats, byPitch } = boundedShift(notes, ids, wish, song.lengthBeats)
      for (const id of ids) {
        const note = notes[id]
        if (note === undefined) continue
        note.startBeats = round(note.startBeats + byBeats) as Note['startBeats']
        note.pitch += byPitch
      }
      settled(notes)
    },
  }
}

/** Changes those of some notes that are still there. @returns all notes of the voice; null when there is no such voice. */
export function changeNotes(
  song: Song,
  { trackId, ids }: { readonly trackId: string; readonly ids: readonly string[] },
  change: (note: Note) => void,
): Record<string, Note> | null {
  const notes = vocalNotes(song, trackId)
  for (const id of ids) if (notes?.[id] !== undefined) change(notes[id])
  return notes
}

export function resizeNotes(trackId: string, ids: readonly string[], byBeats: number): NoteEdit {
  return {
    kind: 'resize',
    recipe: (song) => {
      const notes = changeNotes(song, { trackId, ids }, (note) => {
        const longest = song.lengthBeats - note.startBeats
        note.lengthBeats = round(Math.min(longest, Math.max(shortestBeats, note.lengthBeats + byBeats))) as Note['lengthBeats']
      })
      if (notes !== null) settled(notes)
    },
  }
}

export function addNote(trackId: string, id: string, note: Note): NoteEdit {
  return {
    kind: 'add',
    recipe: (song) => {
      const notes = vocalNotes(song, trackId)
      if (notes === null) return
      notes[id] = { ...note }
      settled(notes)
    },
  }
}

export function deleteNotes(trackId: string, ids: readonly string[]): NoteEdit {
  return {
    kind: 'delete',
    recipe: (song) => {
      const notes = vocalNotes(song, trackId)
      if (notes !== null) for (const id of ids) delete notes[id]
    },
  }
}

/**
 * Words laid over notes, and the captions that fans read with them.
 * @param onStayed  hears of caption lines in which the old words did not stand.
 */
export function setLyrics(trackId: string, lyrics: ReadonlyMap<string, string>, onStayed: (lineIds: readonly string[]) => void): NoteEdit {
  return {
    kind: 'lyric',
    recipe: (song) => {
      const track = song.tracks[trackId]
      if (track?.kind !== 'vocal') return
      const before = copied(track.notes)
      for (const [id, lyric] of lyrics) {
        const note = track.notes[id]
        if (note === undefined || note.lyric === lyric) continue
        note.lyric = lyric
        // They belonged to the old word.
        delete note.reading
        delete note.timing
      }
      const after = copied(track.notes)
      // Second voices sing along with the lead; what fans read is the lead's.
      if (track.role === 'lead')
        onStayed(followWithCaptions(song, { before, after, changed: [...lyrics.keys()], language: track.language }))
    },
  }
}

const copied = (notes: Readonly<Record<string, Note>>): Record<string, Note> =>
  Object.fromEntries(Object.entries(notes).map(([id, note]) => [id, { ...note }]))

/** The note a word begins on: syllables that a hyphen or "+" joins belong together. @param order ids in order of time. */
export function wordStart(notes: Readonly<Record<string, Note>>, order: readonly string[], id: string): string {
  let at = order.indexOf(id)
  while (at > 0) {
    const own = notes[order[at]!]?.lyric ?? ''
    const before = notes[order[at - 1]!]?.lyric ?? ''
    if (!before.endsWith('-') && own !== '+') break
    at -= 1
  }
  return order[at] ?? id
}

/** Every note of the word that a note belongs to, in order of time. */
export function wordNotes(notes: Readonly<Record<string, Note>>, order: readonly string[], id: string): readonly string[] {
  const start = wordStart(notes, order, id)
  const from = order.indexOf(start)
  let to = from + 1
  while (to < order.length && wordStart(notes, order, order[to]!) === start) to += 1
  return order.slice(from, to)
}

export function setBreathAfter(trackId: string, ids: readonly string[], breathAfter: boolean): NoteEdit {
  return {
    kind: 'breath',
    recipe: (song) => {
      changeNotes(song, { trackId, ids }, (note) => {
        if (breathAfter) note.breathAfter = true
        else delete note.breathAfter
      })
    },
  }
}

/** A free id, "n" and a number above every one in use. */
export function nextNoteId(notes: Readonly<Record<string, Note>>): string {
  let highest = 0
  for (const id of Object.keys(notes)) {
    const number = /^n(\d+)$/.exec(id)?.[1]
    if (number !== undefined) highest = Math.max(highest, Number(number))
  }
  return `n${highest + 1}`
}

/**
 * Notes in phrases for the lyric strip: a new one after a breath, a rest of a beat, or `most` notes.
 * @returns ids, in order of time.
 */
export function phrasesOf(notes: Readonly<Record<string, Note>>, most: number): readonly (readonly string[])[] {
  const ids = Object.keys(notes).sort((a, b) => notes[a]!.startBeats - notes[b]!.startBeats)
  const phrases: string[][] = []
  let before: Note | null = null
  for (const id of ids) {
    const note = notes[id]!
    const current = phrases.at(-1)
    const breaks =
      before === null ||
      current === undefined ||
      before.breathAfter === true ||
      note.startBeats - (before.startBeats + before.lengthBeats) >= 1 - 1e-6 ||
      current.length >= most
    if (breaks) phrases.push([id])
    else current.push(id)
    before = note
  }
  return phrases
}
