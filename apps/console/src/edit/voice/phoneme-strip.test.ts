import { beats, createTempoMap, type Note, type VocalTrack } from '@ghostlight/timeline'
import { planVocal } from '@ghostlight/voice'
import { describe, expect, it } from 'vitest'
import type { RollView } from '../roll/roll-view.ts'
import { boundedStart, hitPhoneme, phonemesByNote, stripPhonemes } from './phoneme-strip.ts'
import { pitchAt, pitchLines } from './pitch-line.ts'

const note = (startBeats: number, lyric: string, more: Partial<Note> = {}): Note =>
  ({ startBeats, lengthBeats: 1, pitch: 60, lyric, ...more }) as Note
const tempo = createTempoMap([{ atBeats: beats(0), bpm: 120, curve: 'step' }])
const planOf = (notes: Record<string, Note>) =>
  planVocal({ kind: 'vocal', language: 'ja', notes } as unknown as VocalTrack, tempo, { lexicon: {}, seed: 1 })
const notes = { n1: note(4, 'か'), n2: note(5, 'さ'), n3: note(6, 'ー') }
const view: RollView = { pxPerBeat: 200, pxPerPitch: 20, leftBeats: 3.5, topPitch: 80, widthPx: 800, heightPx: 400 }

describe('phonemes under the roll', () => {
  const strip = stripPhonemes(planOf(notes), notes, tempo)
  const at = (noteId: string, number: number) => strip.findIndex((one) => one.noteId === noteId && one.number === number)

  it('are numbered in their note as timing names them; breaths have no number', () => {
    expect(phonemesByNote(strip)).toEqual(
      new Map([
        ['n1', ['k', 'a']],
        ['n2', ['s', 'a']],
        ['n3', ['a']],
      ]),
    )
    expect(strip.filter((one) => one.number === null).map((one) => one.kind)).toEqual(['breath'])
    expect(strip.every((one, index) => index === 0 || one.startMs >= strip[index - 1]!.startMs)).toBe(true)
  })

  it('a pointer grabs a boundary near it and chooses a sound elsewhere', () => {
    const vowel = strip[at('n1', 1)]!
    const boundary = (vowel.startBeats - view.leftBeats) * view.pxPerBeat
    expect(hitPhoneme(strip, view, boundary - 3)).toEqual({ at: at('n1', 1), part: 'start' })
    expect(hitPhoneme(strip, view, boundary + 3)).toEqual({ at: at('n1', 1), part: 'start' })
    expect(hitPhoneme(strip, view, boundary + 40)).toEqual({ at: at('n1', 1), part: 'body' })
    expect(hitPhoneme(strip, view, -50_000)).toBeNull()
  })

  it('a boundary keeps a few milliseconds from its neighbours', () => {
    const s = strip[at('n2', 0)]!
    const noteMs = tempo.beatsToMs(beats(5))
    expect(boundedStart(strip, at('n2', 0), s.startMs - 30, noteMs)).toBe(Math.round(s.startMs - 30 - noteMs))
    expect(noteMs + boundedStart(strip, at('n2', 0), s.endMs + 500, noteMs)).toBeCloseTo(s.endMs - 6, 0)
    const before = strip[at('n1', 1)]!
    expect(noteMs + boundedStart(strip, at('n2', 0), 0, noteMs)).toBeCloseTo(before.startMs + 6, 0)
  })

  it('what a boundary was moved to is where the singer then begins, also after the notes before it were changed', () => {
    const noteMs = tempo.beatsToMs(beats(5))
    const wanted = boundedStart(strip, at('n2', 1), noteMs + 40, noteMs)
    const moved = { ...notes, n2: note(5, 'さ', { timing: { '1': wanted } }) }
    const changed = { n0: note(2, 'し'), ...moved, n1: note(4, 'つ', { lengthBeats: 0.5 as never }) }
    for (const of of [moved, changed]) {
      const own = stripPhonemes(planOf(of), of, tempo).find((one) => one.noteId === 'n2' && one.number === 1)!
      expect(own.startMs).toBeCloseTo(noteMs + wanted, 3)
      expect(own.byHand).toBe(true)
    }
  })

  it('the planned pitch is known where something is sung and nowhere else', () => {
    const lines = pitchLines(planOf(notes), tempo)
    expect(Math.abs(pitchAt(lines, 5.5)! - 60)).toBeLessThan(0.6)
    expect(pitchAt(lines, 1)).toBeNull()
    expect(lines).toHaveLength(1)
  })
})
