import { createSongTime, type Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { direct } from './direct.ts'

const section = (kind: string, startBeats: number, lengthBeats: number, energyUnit: number) => ({
  kind,
  startBeats,
  lengthBeats,
  energyUnit,
})
/** 120 bpm in 4/4, changing to 3/4 at beat 64; a note of four beats in bar 6 and one in the chorus's first bar. */
const song = {
  lengthBeats: 94,
  tempo: { a: { atBeats: 0, bpm: 120, curve: 'step' } },
  metre: { a: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 }, b: { atBeats: 64, beatsPerBar: 3, beatUnit: 4 } },
  sections: {
    a: section('intro', 0, 8, 0.3),
    b: section('verse', 8, 24, 0.4),
    c: section('chorus', 32, 32, 0.8),
    d: section('outro', 64, 30, 0.4),
  },
  tracks: {
    lead: {
      kind: 'vocal',
      role: 'lead',
      notes: { x: { startBeats: 21, lengthBeats: 4 }, y: { startBeats: 32, lengthBeats: 4 }, z: { startBeats: 50, lengthBeats: 1 } },
    },
  },
} as unknown as Song
const time = createSongTime(song)
const shots = direct(song, time)

describe('the camera of a song that brings none', () => {
  it('cuts on bar lines only, without gaps, from the first beat to the last', () => {
    expect(shots[0]?.startBeats).toBe(0)
    expect(shots.at(-1)?.endBeats).toBe(94)
    for (const [index, { startBeats, endBeats }] of shots.entries()) {
      expect(time.barBeatAt(startBeats).beat, `${startBeats}`).toBeCloseTo(1, 6)
      expect(endBeats).toBeGreaterThan(startBeats)
      if (index > 0) expect(startBeats).toBe(shots[index - 1]!.endBeats)
    }
  })
  it('goes wide where a chorus begins, whatever is sung there, and cuts where a section ends', () => {
    expect(shots.find(({ startBeats }) => startBeats === 32)?.shot).toBe('wide')
    for (const at of [8, 32, 64]) expect(shots.map(({ startBeats }) => startBeats)).toContain(at)
  })
  it('goes wide there also when no close shot was before', () => {
    const { y } = (song.tracks['lead'] as unknown as { notes: Record<string, object> }).notes
    const other = { ...song, tracks: { lead: { kind: 'vocal', role: 'lead', notes: { y } } } } as unknown as Song
    expect(direct(other, time).find(({ startBeats }) => startBeats === 32)?.shot).toBe('wide')
  })
  it('goes wide there also out of a wide shot', () => {
    const opening = { a: section('intro', 0, 8, 0.3), c: section('chorus', 8, 24, 0.8) }
    const other = { ...song, lengthBeats: 32, sections: opening, tracks: {} } as unknown as Song
    const seen = direct(other, createSongTime(other))
    expect(seen.find(({ endBeats }) => endBeats === 8)?.shot).toBe('wide')
    expect(seen.find(({ startBeats }) => startBeats === 8)?.shot).toBe('wide')
  })
  it('is close from the bar in which a note is held', () => {
    expect(shots.find(({ startBeats }) => startBeats === 20)?.shot).toBe('close')
    expect(shots.filter(({ shot }) => shot === 'close')).toHaveLength(1)
  })
  it('is close while a note is held, begun late in its bar or on the last bar before a chorus, and in no shot that is too short to see', () => {
    const held = [5, 15.5, 28, 52, 90]
    const notes = Object.fromEntries(held.map((startBeats, at) => [`n${at}`, { startBeats, lengthBeats: 3 }]))
    const lead = { ...song.tracks['lead']!, notes } as unknown as Song['tracks'][string]
    const made = direct({ ...song, tracks: { lead } } as Song, time)
    for (const at of held) expect(made.findLast(({ startBeats }) => startBeats <= at + 1.5)?.shot, `${at}`).toBe('close')
    for (const { startBeats, endBeats } of made) expect((endBeats - startBeats) / 2).toBeGreaterThanOrEqual(2)
  })
  it('shows nothing twice running and nothing for less than two seconds', () => {
    for (const [index, { shot, startBeats, endBeats }] of shots.entries()) {
      expect(shot).not.toBe(shots[index - 1]?.shot)
      expect((endBeats - startBeats) / 2).toBeGreaterThanOrEqual(2)
    }
  })
  it('is the same for the same song', () => {
    expect(direct(song, time)).toEqual(shots)
  })
})
