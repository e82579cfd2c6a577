import type { Note, Song, VocalTrack } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { setLyrics, wordNotes } from '../note-edits.ts'
import { plainVibrato, vibratoMode, vibratoParts, withVibratoPart } from './vibrato.ts'
import { setCurve, setPhonemeStart, setPhonemes, setSung, setTrack, trackAfter } from './voice-edits.ts'
import { readPhonemes } from './written-phonemes.ts'

const note = (startBeats: number, lyric: string, more: Partial<Note> = {}): Note =>
  ({ startBeats, lengthBeats: 1, pitch: 60, lyric, ...more }) as Note
const songWith = (notes: Record<string, Note>): Song =>
  ({ tracks: { lead: { kind: 'vocal', language: 'en', performerId: 'p', role: 'harmony', notes } } }) as unknown as Song
const notesOf = (song: Song): Record<string, Note> => (song.tracks.lead as VocalTrack).notes

describe('edits of how notes are sung', () => {
  it('a curve is written, and gone without a trace when it rests throughout', () => {
    const song = songWith({})
    setCurve('lead', 'dynamicsDb', [
      [1, 3],
      [2, 0],
    ]).recipe(song)
    setCurve('lead', 'genderUnit', [[0, 0.5]]).recipe(song)
    expect((song.tracks.lead as VocalTrack).curves).toEqual({
      dynamicsDb: [
        [1, 3],
        [2, 0],
      ],
      genderUnit: [[0, 0.5]],
    })
    setCurve('lead', 'dynamicsDb', undefined).recipe(song)
    setCurve('lead', 'genderUnit', undefined).recipe(song)
    expect(song.tracks.lead).not.toHaveProperty('curves')
  })

  it('a sound put by hand is kept by its number in the note and given back without a trace', () => {
    const song = songWith({ n1: note(0, 'star') })
    setPhonemeStart('lead', 'n1', 0, -120).recipe(song)
    setPhonemeStart('lead', 'n1', 2, 40).recipe(song)
    expect(notesOf(song).n1!.timing).toEqual({ '0': -120, '2': 40 })
    setPhonemeStart('lead', 'n1', 0, null).recipe(song)
    setPhonemeStart('lead', 'n1', 2, null).recipe(song)
    expect(notesOf(song).n1).not.toHaveProperty('timing')
  })

  it('another word takes reading and moved sounds of the old one with it; the same word keeps them', () => {
    const own = { reading: 'はな', timing: { '0': -80 } }
    const song = songWith({ n1: note(0, '花', own), n2: note(1, '花', own) })
    setLyrics(
      'lead',
      new Map([
        ['n1', '空'],
        ['n2', '花'],
      ]),
      () => undefined,
    ).recipe(song)
    expect(notesOf(song).n1).toEqual(note(0, '空'))
    expect(notesOf(song).n2).toEqual(note(1, '花', own))
  })

  it('phonemes by hand leave the word as it is written, and the rest of the word as it was sung', () => {
    const notes = { n1: note(0, 'Dai-'), n2: note(1, 'sy'), n3: note(2, 'come') }
    const song = songWith(notes)
    const ids = wordNotes(notes, ['n1', 'n2', 'n3'], 'n2')
    expect(ids).toEqual(['n1', 'n2'])
    setPhonemes(
      'lead',
      'n1',
      ['d', 'ay'],
      new Map([
        ['n1', ['d', 'ey']],
        ['n2', ['z', 'iy']],
      ]),
    ).recipe(song)
    expect(notesOf(song).n1).toMatchObject({ lyric: 'Dai-', reading: '[d ay]' })
    expect(notesOf(song).n2).toMatchObject({ lyric: 'sy', reading: '[z iy]' })
    expect(notesOf(song).n3).toEqual(notes.n3)
  })

  it('what is left to the singer is not written; a new reading forgets sounds moved by hand', () => {
    const song = songWith({ n1: note(0, '花', { timing: { '1': 3 }, articulation: 'accent' }), n2: note(1, 'la') })
    setSung('lead', ['n1', 'n2'], 'articulation', undefined).recipe(song)
    setSung('lead', ['n1'], 'reading', 'か').recipe(song)
    expect(notesOf(song)).toEqual({ n1: note(0, '花', { reading: 'か' }), n2: note(1, 'la') })
  })

  it('a trial changes a copy of the voice only', () => {
    const song = songWith({ n1: note(0, 'la') })
    const tried = trackAfter(song, 'lead', setTrack('lead', 'language', 'es'))
    expect(tried?.language).toBe('es')
    expect((song.tracks.lead as VocalTrack).language).toBe('en')
    expect(trackAfter(song, 'lead', null)).toBe(song.tracks.lead)
  })
})

describe('vibrato on sliders', () => {
  it('has its three states', () => {
    expect([undefined, plainVibrato, { ...plainVibrato, depthCents: 0 }].map(vibratoMode)).toEqual(['singer', 'hand', 'none'])
  })
  it('every slider reads what it wrote, and fades never overlap', () => {
    for (const part of vibratoParts)
      for (const value of [part.min, part.max]) {
        const next = withVibratoPart(plainVibrato, part, value)
        expect(part.read(next)).toBeCloseTo(value, 6)
        expect(next.fadeInUnit + next.fadeOutUnit).toBeLessThanOrEqual(1)
      }
  })
})

describe('written phonemes', () => {
  it('are read with or without brackets, with or without the stress of a dictionary', () => {
    expect(readPhonemes('[f ow n]')).toEqual({ ok: true, symbols: ['f', 'ow', 'n'] })
    expect(readPhonemes('HH AH0 L OW1')).toEqual({ ok: true, symbols: ['h', 'ax', 'l', 'ow'] })
  })
  it('those that do not exist are named', () => {
    expect(readPhonemes('f zz n qq')).toEqual({ ok: false, unknown: ['zz', 'qq'] })
  })
})
