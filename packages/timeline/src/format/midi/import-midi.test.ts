import { writeMidi } from 'midi-file'
import { describe, expect, it } from 'vitest'
import type { Song } from '../../document/song.ts'
import type { VocalTrack } from '../../document/track.ts'
import { createRandom } from '../../testing/random.ts'
import { decodeUtf8, type TextDecode } from '../text/decode-text.ts'
import { importMidi, type MidiImport } from './import-midi.ts'

type Event = Parameters<typeof writeMidi>[0]['tracks'][number][number]

/** Files are written by the npm package midi-file, which shares no code with our reader; text goes in as bytes. */
const text = (value: string, encoding: BufferEncoding = 'utf8') => Buffer.from(value, encoding).toString('latin1')
const lyric = (value: string, deltaTime = 0): Event => ({ deltaTime, meta: true, type: 'lyrics', text: text(value) })
const on = (noteNumber: number, deltaTime = 0, channel = 0): Event => ({ deltaTime, type: 'noteOn', channel, noteNumber, velocity: 100 })
const off = (noteNumber: number, deltaTime: number, channel = 0): Event => ({
  deltaTime,
  type: 'noteOff',
  channel,
  noteNumber,
  velocity: 0,
})
const end: Event = { deltaTime: 0, meta: true, type: 'endOfTrack' }

function midi(tracks: Event[][], format: 0 | 1 = 1): Uint8Array {
  return Uint8Array.from(
    writeMidi({ header: { format, numTracks: tracks.length, ticksPerBeat: 480 }, tracks: tracks.map((track) => [...track, end]) }),
  )
}

const options: MidiImport = { title: 'Test', songId: 'test', performerId: 'hotaru', language: null, decode: null, encoding: null }
const read = (bytes: Uint8Array, more: Partial<MidiImport> = {}): { song: Song; codes: string[] } => {
  const parsed = importMidi(bytes, { ...options, ...more })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return { song: parsed.value, codes: parsed.issues.map((issue) => issue.code) }
}
const vocalOf = (song: Song): VocalTrack => song.tracks.vocal as VocalTrack
const sung = (song: Song) => Object.values(vocalOf(song).notes).map((note) => note.lyric)

describe('importing MIDI', () => {
  it('a blank after a syllable ends the word, and the words get hyphens', () => {
    const bytes = midi([['Ay, ', 'lin', 'da a', 'mi', 'ga '].flatMap((word, i) => [lyric(word), on(60 + i), off(60 + i, 480)])])
    expect(sung(read(bytes).song)).toEqual(['Ay,', 'lin-', 'da a-', 'mi-', 'ga'])
  })

  it('a blank before a syllable begins a word; a slash begins a line; notes without words prolong', () => {
    const words = ['\\Can', 'do', ' pen', 'so', null, '/ne', 'gra']
    const bytes = midi([words.flatMap((word, i) => [...(word === null ? [] : [lyric(word)]), on(60 + i), off(60 + i, 480)])])
    const { song } = read(bytes)
    expect(sung(song)).toEqual(['Can-', 'do', 'pen-', 'so', '-', 'ne-', 'gra'])
    expect(song.tracks.lyrics).toMatchObject({
      lines: { l1: { startBeats: 0, lengthBeats: 5, text: { en: 'Cando penso' } }, l2: { text: { en: 'negra' } } },
    })
  })

  it('words in a track of their own go to the part that has a note for each, not to the accompaniment', () => {
    const words = ['A', 've', ' Ma', 'ri', 'a'].map((word, i) => lyric(word, i === 0 ? 0 : 480))
    const melody = [60, 62, 64, 65, 67].flatMap((pitch) => [on(pitch), off(pitch, 480)])
    const chords = Array.from({ length: 20 }, () => [on(48, 0, 1), off(48, 120, 1)]).flat()
    const { song } = read(midi([words, chords, melody]))
    expect(Object.values(vocalOf(song).notes).map((note) => note.pitch)).toEqual([60, 62, 64, 65, 67])
    expect(song.tracks['band-1']).toMatchObject({ kind: 'instrument', instrument: 'piano' })
  })

  it('kana need no hyphens and are written together; the language is heard from them', () => {
    const bytes = midi([['ど', 'れ', 'み', 'ふぁ'].flatMap((word, i) => [lyric(word), on(60 + i), off(60 + i, 480)])])
    const { song } = read(bytes)
    expect(sung(song)).toEqual(['ど', 'れ', 'み', 'ふぁ'])
    expect(vocalOf(song).language).toBe('ja')
    expect(song.tracks.lyrics).toMatchObject({ lines: { l1: { text: { ja: 'どれみふぁ' } } } })
  })

  it('lyrics that are no UTF-8 go through the decoder, all of them at once; Western ones are told by their form; both are said', () => {
    const sjis = [Buffer.from([0x82, 0xc7]), Buffer.from([0x82, 0xea])].map((bytes) => bytes.toString('latin1'))
    const events = sjis.flatMap((raw, i): Event[] => [
      { deltaTime: 0, meta: true, type: 'lyrics', text: raw },
      on(60 + i),
      off(60 + i, 480),
    ])
    const decode: TextDecode = (bytes, encoding) => new TextDecoder(encoding).decode(bytes)
    expect(sung(read(midi([events]), { decode }).song)).toEqual(['ど', 'れ'])
    const latin: Event[] = [{ deltaTime: 0, meta: true, type: 'lyrics', text: text('hö', 'latin1') }, on(60), off(60, 480)]
    const { song, codes } = read(midi([latin]))
    expect(sung(song)).toEqual(['hö'])
    expect(codes).toContain('guessed-encoding')
  })

  it('tempo and metre changes stand where the file has them, and the song ends on a bar line', () => {
    const { song } = read(
      midi([
        [
          { deltaTime: 0, meta: true, type: 'timeSignature', numerator: 3, denominator: 4, metronome: 24, thirtyseconds: 8 },
          { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat: 600_000 },
          { deltaTime: 480 * 6, meta: true, type: 'setTempo', microsecondsPerBeat: 500_000 },
          { deltaTime: 0, meta: true, type: 'timeSignature', numerator: 2, denominator: 4, metronome: 24, thirtyseconds: 8 },
        ],
        [on(60, 480 * 6), off(60, 480)],
      ]),
    )
    expect(Object.values(song.tempo).map(({ atBeats, bpm }) => [atBeats, bpm])).toEqual([
      [0, 100],
      [6, 120],
    ]) // prettier-ignore
    expect(Object.values(song.metre).map(({ atBeats, beatsPerBar }) => [atBeats, beatsPerBar])).toEqual([
      [0, 3],
      [6, 2],
    ]) // prettier-ignore
    expect(song.lengthBeats).toBe(8)
  })

  it('drums of channel 10 become kick, snare and hat', () => {
    const { song } = read(midi([[36, 38, 42].flatMap((key) => [on(key, 0, 9), off(key, 240, 9)])]))
    expect(Object.values(song.tracks).map((track) => track.kind === 'instrument' && track.instrument)).toEqual(['hat', 'kick', 'snare'])
  })

  it('chords and overlaps in a sung part are thinned to one voice and said', () => {
    const { song, codes } = read(
      midi([[lyric('la'), on(60), on(64), off(60, 480), off(64, 0), lyric('lo'), on(65), on(67, 240), off(65, 480), off(67, 0)]]),
    )
    expect(Object.values(vocalOf(song).notes).map((note) => [note.pitch, note.startBeats, note.lengthBeats])).toEqual([
      [64, 0, 1],
      [65, 1, 0.5],
      [67, 1.5, 1],
    ]) // prettier-ignore
    expect(codes).toEqual(expect.arrayContaining(['chord-in-vocal', 'overlap-in-vocal']))
  })

  it('unknown chunks are skipped with a word, the notes behind them are read', () => {
    const bytes = midi([[on(60), off(60, 480)]])
    const alien = [...Buffer.from('Junk'), 0, 0, 0, 3, 1, 2, 3]
    const { song, codes } = read(Uint8Array.from([...bytes.slice(0, 14), ...alien, ...bytes.slice(14)]))
    expect(codes).toContain('unknown-chunk')
    expect(Object.keys(song.tracks)).toEqual(['band-1'])
  })

  it('what is no MIDI, has no notes, counts in SMPTE frames or is malformed is refused in words', () => {
    const reason = (bytes: Uint8Array) =>
      importMidi(bytes, options)
        .issues.map((issue) => `${issue.code}: ${issue.message}`)
        .join('; ') // prettier-ignore
    expect(reason(Buffer.from('hello'))).toMatch(/not-midi/)
    expect(reason(midi([[]]))).toMatch(/no-notes/)
    const smpte = midi([[on(60), off(60, 10)]])
    smpte.set([0xe7, 0x28], 12)
    expect(reason(smpte)).toMatch(/smpte-division/)
    const track = [0, 0xf4, 0x3c, 0x40]
    expect(reason(Uint8Array.from([...midi([]).slice(0, 14), ...Buffer.from('MTrk'), 0, 0, 0, track.length, ...track]))).toMatch(
      /0xF4 at byte 23/,
    )
    const vsq = midi([[{ deltaTime: 0, meta: true, type: 'text', text: 'DM:0000:[Common]' }]])
    expect(reason(vsq)).toMatch(/VOCALOID2 VSQ: no MIDI notes/)
  })

  it('cut or damaged anywhere, a file never throws (seed 11)', () => {
    const whole = midi([['Dai', 'sy '].flatMap((word, i) => [lyric(word), on(60 + i), off(60 + i, 480)])])
    for (let length = 0; length < whole.length; length++) importMidi(whole.slice(0, length), options)
    const random = createRandom(11)
    for (let round = 0; round < 3000; round++) {
      const damaged = Uint8Array.from(whole)
      for (let hits = 0; hits < 3; hits++) damaged[random.whole(0, damaged.length - 1)] = random.whole(0, 255)
      importMidi(damaged, options)
    }
  })

  it('UTF-8 is told by its form: overlong, surrogate and cut sequences are not', () => {
    expect(decodeUtf8(Buffer.from('ふぁ ö 𝄞'))).toBe('ふぁ ö 𝄞')
    for (const bytes of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe3, 0x81], [0xff], [0xf5, 0x80, 0x80, 0x80]])
      expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull() // prettier-ignore
  })
})
