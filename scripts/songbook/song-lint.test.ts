import { describe, expect, it } from 'vitest'
import { daisyBell } from './daisy-bell.ts'
import daisy from './melody/daisy-bell.json' with { type: 'json' }
import sakuraMelody from './melody/sakura.json' with { type: 'json' }
import { nokoribi } from './nokoribi/song.ts'
import { sakura } from './sakura.ts'
import { chordToneShare, clashes, longestBreathBeats, rangeOf, timesSung } from './song-lint.ts'

const section = (id: string): [number, number] => {
  const s = nokoribi.sections[id]!
  return [s.startBeats, s.startBeats + s.lengthBeats]
}

describe('the original song', () => {
  it('is 128 to 140 bpm and lasts about 90 seconds', () => {
    const bpm = Object.values(nokoribi.tempo)[0]!.bpm
    expect(bpm).toBeGreaterThanOrEqual(128)
    expect(bpm).toBeLessThanOrEqual(140)
    expect((nokoribi.lengthBeats * 60) / bpm).toBeGreaterThan(85)
    expect((nokoribi.lengthBeats * 60) / bpm).toBeLessThan(95)
  })
  it('has the bars of its form: intro 4, verse 8, pre-chorus 4, chorus 8, interlude 4, bridge 8, last chorus 8, outro 4 and the last chord', () => {
    expect(Object.values(nokoribi.sections).map((s) => s.lengthBeats / 4)).toEqual([4, 8, 4, 8, 4, 8, 8, 5])
  })
  it('at least three strong beats in four sing a chord tone', () => {
    expect(chordToneShare(nokoribi, 2)).toBeGreaterThanOrEqual(0.75)
  })
  it('no instrument stands a semitone or minor ninth from the singer longer than half a beat', () => {
    expect(clashes(nokoribi, 0.5)).toEqual([])
  })
  it('she breathes at least every four bars', () => {
    expect(longestBreathBeats(nokoribi)).toBeLessThanOrEqual(16)
  })
  it('the melody stays between B3 and D5 and the chorus peaks a third above the verse', () => {
    expect(rangeOf(nokoribi, 0, nokoribi.lengthBeats)[0]).toBeGreaterThanOrEqual(59)
    expect(rangeOf(nokoribi, 0, nokoribi.lengthBeats)[1]).toBe(74)
    expect(rangeOf(nokoribi, ...section('chorus'))[1] - rangeOf(nokoribi, ...section('verse'))[1]).toBe(3)
  })
  it('the two-bar hook is heard at least three times', () => {
    expect(timesSung(nokoribi, ['の', 'こ', 'り', 'び', 'still', 'burn-', 'ing'])).toBeGreaterThanOrEqual(3)
  })
})

describe('the two old songs', () => {
  it('are sung note by note as they stand in the checked sources', () => {
    for (const [song, melody, shift] of [
      [daisyBell, daisy, 24],
      [sakura, sakuraMelody, 16],
    ] as const) {
      const lead = song.tracks.lead
      const notes = lead?.kind === 'vocal' ? Object.values(lead.notes) : []
      expect(notes.map((n) => [n.startBeats - shift, n.lengthBeats, n.pitch, n.lyric])).toEqual(
        melody.notes.map((n) => [n.beat, n.length, n.pitch, n.lyric]),
      )
    }
  })
  it('no instrument stands a semitone or minor ninth from the singer longer than half a beat', () => {
    expect(clashes(sakura, 0.5)).toEqual([])
    expect(clashes(daisyBell, 0.5)).toEqual([])
  })
})
