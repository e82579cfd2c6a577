import type { Note, Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import {
  addNote,
  boundedShift,
  deleteNotes,
  moveNotes,
  nextNoteId,
  phrasesOf,
  resizeNotes,
  setBreathAfter,
  setLyrics,
  TwoNotesAtOnce,
} from './note-edits.ts'

const note = (startBeats: number, lengthBeats: number, pitch = 60, more: Partial<Note> = {}): Note =>
  ({ startBeats, lengthBeats, pitch, lyric: 'la', ...more }) as Note
const song = (): Song =>
  ({
    schemaVersion: 1,
    id: 's',
    title: { en: 'S' },
    lengthBeats: 16,
    tempo: {},
    metre: {},
    sections: {},
    vamps: {},
    credits: {},
    tracks: {
      lead: {
        kind: 'vocal',
        order: 'a',
        name: 'Lead',
        performerId: 'p',
        language: 'en',
        gainDb: 0,
        role: 'lead',
        notes: { n1: note(0, 2), n2: note(2, 2, 62), n3: note(6, 1, 64) },
      },
    },
  }) as unknown as Song
const after = (edit: { recipe: (song: Song) => void }): Record<string, Note> => {
  const copy = song()
  edit.recipe(copy)
  const track = copy.tracks.lead
  if (track?.kind !== 'vocal') throw new Error('the voice is gone')
  return track.notes
}

describe('edits of notes', () => {
  it('a move keeps the shape of the selection and stops at the start of the song', () => {
    const notes = after(moveNotes('lead', ['n1', 'n2'], { byBeats: -3, byPitch: 1 }))
    expect([notes.n1?.startBeats, notes.n2?.startBeats]).toEqual([0, 2])
    expect([notes.n1?.pitch, notes.n2?.pitch]).toEqual([61, 63])
  })
  it('a move stops at the end of the song and at the last pitch', () => {
    expect(boundedShift({ n: note(14, 1, 120) }, ['n'], { byBeats: 9, byPitch: 12 }, 16)).toEqual({ byBeats: 1, byPitch: 7 })
  })
  it('a note that reaches into the next one is shortened to it', () => {
    expect(after(moveNotes('lead', ['n2'], { byBeats: -1, byPitch: 0 })).n1?.lengthBeats).toBe(1)
    expect(after(resizeNotes('lead', ['n2'], 5)).n2?.lengthBeats).toBe(4)
  })
  it('two notes cannot begin together', () => {
    expect(() => after(moveNotes('lead', ['n2'], { byBeats: -2, byPitch: 0 }))).toThrow(TwoNotesAtOnce)
  })
  it('a note does not become shorter than a 64th', () => {
    expect(after(resizeNotes('lead', ['n3'], -9)).n3?.lengthBeats).toBe(1 / 16)
  })
  it('adding, deleting, words and breaths change what they name and nothing else', () => {
    expect(Object.keys(after(addNote('lead', 'n4', note(10, 1))))).toEqual(['n1', 'n2', 'n3', 'n4'])
    expect(Object.keys(after(deleteNotes('lead', ['n1', 'n3'])))).toEqual(['n2'])
    expect(after(setLyrics('lead', new Map([['n2', 'moon']]), () => undefined)).n2?.lyric).toBe('moon')
    expect(after(setBreathAfter('lead', ['n1'], true)).n1?.breathAfter).toBe(true)
    expect('breathAfter' in (after(setBreathAfter('lead', ['n1'], false)).n1 ?? {})).toBe(false)
  })
  it('a new id is above every one in use', () => {
    expect(nextNoteId({ n009: note(0, 1), n2: note(1, 1), x: note(2, 1) })).toBe('n10')
  })
  it('a phrase ends at a breath, at a rest of a beat, and before it gets too long', () => {
    const notes = { a: note(0, 1), b: note(1, 1, 60, { breathAfter: true }), c: note(2, 1), d: note(4, 1), e: note(5, 1), f: note(6, 1) }
    expect(phrasesOf(notes, 2)).toEqual([['a', 'b'], ['c'], ['d', 'e'], ['f']])
  })
})
