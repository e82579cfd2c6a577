/**
 * A MIDI file as a score: tempo and metre, a sung part for each row of words, instruments for the rest. What the file does not say (look,
 * motion, light) is left to the authors.
 */
import type { Song } from '../../document/song.ts'
import type { Parsed } from '../../issue.ts'
import { type Complaints, createComplaints, type ScoreImport, type ScoreNote, type ScorePart } from '../score/score.ts'
import { songFromScore } from '../score/song-from-score.ts'
import { decodeTexts } from '../text/decode-text.ts'
import { DRUM_CHANNEL, drumOfKey, instrumentOfProgram } from './general-midi.ts'
import { syllablesOf } from './karaoke.ts'
import { monophonic, nearestNotes, type Part, partOf } from './place-lyrics.ts'
import { type MidiFile, type MidiNote, type MidiText, readMidi } from './read-midi.ts'

export type MidiImport = Pick<ScoreImport, 'title' | 'songId' | 'performerId' | 'language' | 'decode' | 'encoding'>

/** Lyric events further from any note than this are not sung. */
const LYRIC_REACH_BEATS = 0.5

/** @returns a song with warnings, or the reasons why there is none. Never throws, whatever the bytes. */
export function importMidi(bytes: Uint8Array, options: MidiImport): Parsed<Song> {
  const complaints = createComplaints()
  const { file, issues: found } = readMidi(bytes)
  for (const issue of found) complaints[issue.severity === 'error' ? 'error' : 'warn'](issue.path, issue.code, issue.message)
  if (!file) return { ok: false, issues: complaints.issues }
  const parts = partsOf(file)
  if (parts.length === 0) {
    const isVsq = file.tracks.some((track) => track.texts.some((text) => text.kind === 'text' && startsWith(text.bytes, 'DM:')))
    if (isVsq)
      complaints.error(
        '',
        'vsq',
        'VOCALOID2 VSQ: no MIDI notes; the notes stand in text events of that program. Open it in VOCALOID3 or later and save VSQX, or export MIDI or MusicXML',
      )
    else complaints.error('', 'no-notes', 'no notes found in the MIDI file')
    return { ok: false, issues: complaints.issues }
  }
  const toBeats = (tick: number) => Math.round((tick / file.ticksPerBeat) * 1e6) / 1e6
  return songFromScore(
    {
      title: null,
      tempo: file.tracks.flatMap((track) =>
        track.tempos.map(({ tick, microsecondsPerBeat }) => ({
          atBeats: toBeats(tick),
          bpm: microsecondsPerBeat > 0 ? 60_000_000 / microsecondsPerBeat : Infinity,
        })),
      ),
      metre: file.tracks.flatMap((track) =>
        track.metres.map(({ tick, beatsPerBar, beatUnit }) => ({ atBeats: toBeats(tick), beatsPerBar, beatUnit })),
      ),
      parts: scoreParts(file, parts, options, complaints, toBeats),
      endBeats: 0,
      credits: [],
      rights: null,
    },
    options,
    complaints,
  )
}

const startsWith = (bytes: Uint8Array, text: string): boolean => [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0))

function partsOf(file: MidiFile): Part[] {
  const parts: Part[] = []
  file.tracks.forEach((track, trackIndex) => {
    const channels = [...new Set(track.notes.map((note) => note.channel))].sort((a, b) => a - b)
    for (const channel of channels) parts.push({ trackIndex, channel, notes: track.notes.filter((note) => note.channel === channel) })
  })
  return parts
}

interface LyricRow {
  readonly trackIndex: number
  readonly events: readonly { readonly tick: number; readonly text: string }[]
}

/** Karaoke files keep words in text events; what begins with "@" is about the file. Real lyric events, where there are any, come first. */
function lyricEventsOf(file: MidiFile): { readonly trackIndex: number; readonly texts: readonly MidiText[] }[] {
  const rows = (kind: MidiText['kind'], isWord: (text: MidiText) => boolean) =>
    file.tracks
      .map((track, trackIndex) => ({ trackIndex, texts: track.texts.filter((text) => text.kind === kind && isWord(text)) }))
      .filter((row) => row.texts.length > 0)
  const lyrics = rows('lyric', (text) => text.bytes.length > 0)
  if (lyrics.length > 0) return lyrics
  // Stray remarks are text events too: words move through the song.
  return rows('text', (text) => text.bytes.length > 0 && text.bytes[0] !== 0x40).filter(
    (row) => new Set(row.texts.map((text) => text.tick)).size >= 3,
  )
}

function scoreParts(
  file: MidiFile,
  parts: readonly Part[],
  options: MidiImport,
  complaints: Complaints,
  toBeats: (tick: number) => number,
): ScorePart[] {
  const names = decodedNames(file, options)
  const sung = new Map<Part, LyricRow>()
  for (const row of decodedLyrics(file, options, complaints)) {
    const ticks = row.events.map((event) => event.tick)
    const part = partOf(ticks, row.trackIndex, parts)
    if (!part) complaints.warn('', 'words-without-notes', `the words of track ${row.trackIndex + 1} match no notes`)
    else if (!sung.has(part)) sung.set(part, row)
  }
  const spanOf = (note: MidiNote) => {
    const startBeats = toBeats(note.startTick)
    return {
      startBeats,
      lengthBeats: Math.max(1 / file.ticksPerBeat, toBeats(note.endTick) - startBeats),
      pitch: note.pitch,
      velocityUnit: note.velocity / 127,
      startsLine: false,
    }
  }
  const out: ScorePart[] = []
  for (const [part, row] of sung) {
    out.push({
      name: names[part.trackIndex] ?? 'Vocal',
      sung: true,
      notes: sungNotes(file, part, row, complaints).map(({ note, ...words }) => ({ ...spanOf(note), ...words })),
      instrument: 'lead',
      language: null,
    })
  }
  for (const part of parts) {
    if (sung.has(part)) continue
    for (const { instrument, notes } of instrumentsOf(file, part)) {
      out.push({
        name: names[part.trackIndex] ?? instrument,
        sung: false,
        notes: notes.map((note) => ({ ...spanOf(note), lyric: null, written: '' })),
        instrument,
        language: null,
      })
    }
  }
  return out
}

type Words = Pick<ScoreNote, 'lyric' | 'written' | 'startsLine'>

function sungNotes(file: MidiFile, part: Part, row: LyricRow, complaints: Complaints): ({ readonly note: MidiNote } & Words)[] {
  const { notes, dropped, shortened } = monophonic(part.notes)
  const where = `track ${part.trackIndex + 1}`
  if (dropped > 0)
    complaints.warn(
      '',
      'chord-in-vocal',
      `${where}: ${dropped} notes that sound under another were left out: one voice sings one note at a time`,
    )
  if (shortened > 0) complaints.warn('', 'overlap-in-vocal', `${where}: ${shortened} notes were ended where the next one begins`)
  const placed = nearestNotes(
    row.events.map((event) => event.tick),
    notes,
    LYRIC_REACH_BEATS * file.ticksPerBeat,
  )
  const lost = placed.filter((index) => index < 0).length
  if (lost > 0) complaints.warn('', 'words-without-notes', `${where}: ${lost} syllables have no note near them and were left out`)
  // Two events on one note are one syllable: "da" and " a" are sung as "da a".
  const textOf = new Map<number, string>()
  row.events.forEach((event, i) => {
    if (placed[i]! >= 0) textOf.set(placed[i]!, (textOf.get(placed[i]!) ?? '') + event.text)
  })
  const withText = [...textOf.keys()].sort((a, b) => a - b)
  const syllables = syllablesOf(withText.map((index) => textOf.get(index)!))
  const syllableOf = new Map(withText.map((index, i) => [index, syllables[i]!]))
  return notes.map((note, index) => ({ note, ...(syllableOf.get(index) ?? { lyric: null, written: '', startsLine: false }) }))
}

function instrumentsOf(file: MidiFile, part: Part): { readonly instrument: string; readonly notes: readonly MidiNote[] }[] {
  if (part.channel !== DRUM_CHANNEL) {
    const program = file.tracks[part.trackIndex]!.programs.get(part.channel) ?? 0
    return [{ instrument: instrumentOfProgram(program), notes: part.notes }]
  }
  const drums = [...new Set(part.notes.map((note) => drumOfKey(note.pitch)))].sort()
  return drums.map((instrument) => ({ instrument, notes: part.notes.filter((note) => drumOfKey(note.pitch) === instrument) }))
}

function decodedNames(file: MidiFile, { decode, encoding }: MidiImport): readonly (string | undefined)[] {
  return file.tracks.map((track) => {
    const name = track.texts.find((text) => text.kind === 'name' && text.bytes.length > 0)
    const text = name && decodeTexts([name.bytes], { decode, asked: encoding }).strings[0]!.trim()
    return text === '' ? undefined : text
  })
}

function decodedLyrics(file: MidiFile, { decode, encoding: asked }: MidiImport, complaints: Complaints): LyricRow[] {
  const rows = lyricEventsOf(file)
  const { strings, encoding, sure } = decodeTexts(
    rows.flatMap((row) => row.texts.map((text) => text.bytes)),
    { decode, asked },
  )
  sayEncoding(encoding, sure, asked, complaints)
  let at = 0
  return rows
    .map((row) => ({
      trackIndex: row.trackIndex,
      events: row.texts.map((text) => ({ tick: text.tick, text: strings[at++]! })).filter((event) => event.text !== ''),
    }))
    .filter((row) => row.events.length > 0)
}

/** A guess is said aloud: whoever reads the lyrics can tell at a glance whether it was right. */
export function sayEncoding(encoding: string, sure: boolean, asked: string | null, complaints: Complaints): void {
  if (asked !== null && encoding !== asked)
    complaints.warn('', 'wrong-encoding', `the words are not valid ${asked}; they were read as ${encoding}`)
  else if (!sure)
    complaints.warn(
      '',
      'unknown-encoding',
      'the lyrics are not UTF-8; they were read as Latin-1. If they look wrong, say which encoding it is',
    )
  else if (encoding !== 'utf-8' && asked === null)
    complaints.warn(
      '',
      'guessed-encoding',
      `the words are not UTF-8; they were read as ${encoding}. If they look wrong, say which encoding it is`,
    )
}
