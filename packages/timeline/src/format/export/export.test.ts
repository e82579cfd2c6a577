import { parseMidi } from 'midi-file'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Song } from '../../document/song.ts'
import { read, sung } from '../../testing/score-import.ts'
import { parseSong } from '../parse.ts'
import { exportLyricTiming } from './lyric-timing.ts'
import { exportMidi } from './write-midi.ts'
import { exportUstx } from './write-ustx.ts'

function song(lyrics: readonly string[], more: Readonly<Record<string, unknown>> = {}, language = 'en'): Song {
  const parsed = parseSong({
    schemaVersion: 1,
    id: 'song',
    title: { en: 'Song' },
    lengthBeats: 16,
    tempo: { t: { atBeats: 0, bpm: 60, curve: 'step' } },
    metre: { m: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    credits: {},
    tracks: {
      vocal: {
        kind: 'vocal',
        order: 'a',
        name: 'Lead',
        performerId: 'p',
        language,
        gainDb: 0,
        role: 'lead',
        notes: Object.fromEntries(lyrics.map((lyric, i) => [`n${i}`, { startBeats: i, lengthBeats: 1, pitch: 60 + i, lyric }])),
      },
    },
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

describe('export', () => {
  it('MIDI comes back as it went, words of one and several syllables, held notes and kana', () => {
    for (const [lyrics, language] of [
      [['Dai-', 'sy', '-', 'me', 'to-', '-', 'day'], 'en'],
      [['ど', 'れ', '-', 'ふぁ'], 'ja'],
    ] as const) {
      const before = song(lyrics, {}, language)
      const after = read(exportMidi(before), { fileName: 'a.mid' }).song
      expect(sung(after)).toEqual(sung(before))
      expect(after.tempo).toMatchObject({ t1: { bpm: 60 } })
    }
  })

  it('MIDI is in order for another reader, and its words are UTF-8', () => {
    const file = parseMidi(exportMidi(song(['ど', 'れ'], {}, 'ja')))
    expect(file.header).toMatchObject({ format: 1, numTracks: 2, ticksPerBeat: 960 })
    const events = file.tracks[1]!
    const lyrics = events.flatMap((event) => (event.type === 'lyrics' ? [Buffer.from(event.text, 'latin1').toString('utf8')] : []))
    expect(lyrics).toEqual(['ど', 'れ'])
    expect(events.filter((event) => event.type === 'noteOn')).toHaveLength(2)
    expect(events.at(-1)?.type).toBe('endOfTrack')
  })

  it('a ramp of tempo takes as long in MIDI as in the song', () => {
    const tempo = { a: { atBeats: 0, bpm: 60, curve: 'ramp' }, b: { atBeats: 8, bpm: 120, curve: 'step' } }
    const file = parseMidi(exportMidi(song(['la'], { tempo })))
    let seconds = 0
    let perBeat = 0.5
    let at = 0
    for (const event of file.tracks[0]!) {
      seconds += (event.deltaTime / 960) * perBeat
      at += event.deltaTime / 960
      if (event.type === 'setTempo') perBeat = event.microsecondsPerBeat / 1e6
    }
    // Straight in beats from 60 to 120: ∫ 60/(60 + 7.5 b) db = 8 ln 2 over 8 beats.
    expect(at).toBe(8)
    expect(seconds).toBeCloseTo(8 * Math.LN2, 3)
  })

  it('USTX has the whole word on its first note and comes back as the same singing', () => {
    const text = exportUstx(song(['Dai-', 'sy', '-', 'me']))
    const notes = (parse(text) as { voice_parts: { notes: { lyric: string }[] }[] }).voice_parts[0]!.notes
    expect(notes.map((note) => note.lyric)).toEqual(['Daisy', '+', '+~', 'me'])
    const after = read(text, { fileName: 'a.ustx' }).song
    expect(sung(after).map(([pitch, start, length]) => [pitch, start, length])).toEqual([0, 1, 2, 3].map((i) => [60 + i, i, 1]))
    expect(sung(after).map(([, , , lyric]) => lyric)).toEqual(['Daisy', '+', '-', 'me'])
  })

  it('timing is phrase, word and character; a rest of a beat ends a phrase', () => {
    const tracks = song(['Dai-', 'sy', '-', 'me']).tracks
    const vocal = tracks.vocal!
    if (vocal.kind !== 'vocal') throw new Error('no vocal')
    const later = { ...vocal, notes: { ...vocal.notes, n3: { ...vocal.notes.n3!, startBeats: 5 } } }
    const timing = exportLyricTiming(song([], { tracks: { vocal: later } }))
    const [first, second] = timing.tracks[0]!.phrases
    expect(first).toMatchObject({ text: 'Daisy', startMs: 0, endMs: 3000 })
    expect(first!.words[0]!.characters.map(({ text, startMs }) => [text, Math.round(startMs)])).toEqual([
      ['D', 0],
      ['a', 333],
      ['i', 667],
      ['s', 1000],
      ['y', 2000],
    ])
    expect(second).toMatchObject({ text: 'me', startMs: 5000, endMs: 6000 })
  })
})
