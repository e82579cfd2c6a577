/**
 * A MIDI file as a song: tempo and metre map, a vocal track for each part that has words, instrument tracks for the rest, and the sung
 * lines. What the file does not say (look, motion, light) is left to the authors.
 */
import type { Song } from '../../document/song.ts'
import type { InstrumentTrack, Track, VocalTrack } from '../../document/track.ts'
import type { Issue, Parsed } from '../../issue.ts'
import { createSongTime } from '../../song-time.ts'
import { beats } from '../../units.ts'
import { parseSong } from '../parse.ts'
import { decodeTexts, type LegacyDecoder } from './decode-text.ts'
import { DRUM_CHANNEL, drumOfKey, instrumentOfProgram } from './general-midi.ts'
import { isKana, type Syllable, syllablesOf } from './karaoke.ts'
import { monophonic, nearestNotes, type Part, partOf } from './place-lyrics.ts'
import { type MidiFile, type MidiNote, type MidiText, readMidi } from './read-midi.ts'

export interface MidiImport {
  /** Title and id of the new song. */
  readonly title: string
  readonly songId: string
  /** Who sings the parts with words. */
  readonly performerId: string
  /** null: guessed from the script. */
  readonly language: 'ja' | 'en' | 'es' | null
  /** For lyrics that are not UTF-8; null: they are read as Latin-1. */
  readonly decodeLegacy: LegacyDecoder | null
}

/** Lyric events further from any note than this are not sung. */
const LYRIC_REACH_BEATS = 0.5
/** A rest this long ends a line of words where the file marks none. */
const LINE_REST_BEATS = 1

/** @returns a song with warnings, or the reasons why there is none. Never throws, whatever the bytes. */
export function importMidi(bytes: Uint8Array, options: MidiImport): Parsed<Song> {
  const { file, issues: found } = readMidi(bytes)
  const issues: Issue[] = [...found]
  const fail = (code: string, message: string): Parsed<Song> => ({
    ok: false,
    issues: [...issues, { path: '', code, severity: 'error', message }],
  })
  if (!file) return { ok: false, issues }
  const parts = partsOf(file)
  if (parts.length === 0) {
    const isVsq = file.tracks.some((track) => track.texts.some((text) => text.kind === 'text' && startsWith(text.bytes, 'DM:')))
    return isVsq
      ? fail('vsq', 'VOCALOID2 VSQ: no MIDI notes; the notes stand in text events of that program. Export it as MIDI or MusicXML')
      : fail('no-notes', 'no notes found in the MIDI file')
  }
  const builder = createBuilder(file, parts, options, issues)
  const parsed = parseSong(JSON.parse(JSON.stringify(builder.song())))
  return parsed.ok ? { ...parsed, issues: [...issues, ...parsed.issues] } : { ok: false, issues: [...issues, ...parsed.issues] }
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

function createBuilder(file: MidiFile, parts: readonly Part[], options: MidiImport, issues: Issue[]) {
  const warn = (path: string, code: string, message: string) => void issues.push({ path, code, severity: 'warning', message })
  const toBeats = (tick: number) => Math.round((tick / file.ticksPerBeat) * 1e6) / 1e6
  const names = decodedNames(file, options.decodeLegacy)

  const rows = decodedLyrics(file, options.decodeLegacy, warn)
  const sung = new Map<Part, LyricRow>()
  for (const row of rows) {
    const part = partOf(
      row.events.map((event) => event.tick),
      row.trackIndex,
      parts,
    ) // prettier-ignore
    if (!part) warn('', 'words-without-notes', `the words of track ${row.trackIndex + 1} match no notes`)
    else if (!sung.has(part)) sung.set(part, row)
  }

  const tracks: Record<string, Track> = {}
  let order = 0
  const nextOrder = () => `a${String(++order).padStart(3, '0')}`
  let vocals = 0
  for (const [part, row] of sung) {
    vocals++
    const id = vocals === 1 ? 'vocal' : `vocal-${vocals}`
    const { track, lines } = vocalTrack(part, row, id)
    tracks[id] = { ...track, order: nextOrder(), role: vocals === 1 ? 'lead' : 'harmony' }
    if (vocals === 1 && Object.keys(lines).length > 0) tracks.lyrics = { kind: 'lyrics', order: nextOrder(), name: 'Lyrics', lines }
  }
  let bandNumber = 0
  for (const part of parts) {
    if (sung.has(part)) continue
    for (const { instrument, notes } of instrumentsOf(part)) {
      bandNumber++
      tracks[`band-${bandNumber}`] = { ...instrumentTrack(instrument, notes, names[part.trackIndex] ?? instrument), order: nextOrder() }
    }
  }
  if (sung.size === 0) warn('', 'no-lyrics', 'the file has no words: all parts became instruments')

  function vocalTrack(part: Part, row: LyricRow, id: string): { track: VocalTrack; lines: Extract<Track, { kind: 'lyrics' }>['lines'] } {
    const { notes, dropped, shortened } = monophonic(part.notes)
    const path = `tracks.${id}`
    if (dropped > 0)
      warn(path, 'chord-in-vocal', `${dropped} notes that sound under another were left out: one voice sings one note at a time`)
    if (shortened > 0) warn(path, 'overlap-in-vocal', `${shortened} notes were ended where the next one begins`)
    const placed = nearestNotes(
      row.events.map((event) => event.tick),
      notes,
      LYRIC_REACH_BEATS * file.ticksPerBeat,
    ) // prettier-ignore
    const lost = placed.filter((index) => index < 0).length
    if (lost > 0) warn(path, 'words-without-notes', `${lost} syllables have no note near them and were left out`)
    // Two events on one note are one syllable: "da" and " a" are sung as "da a".
    const textOf = new Map<number, string>()
    row.events.forEach((event, i) => {
      if (placed[i]! >= 0) textOf.set(placed[i]!, (textOf.get(placed[i]!) ?? '') + event.text)
    })
    const withText = [...textOf.keys()].sort((a, b) => a - b)
    const syllables = syllablesOf(withText.map((index) => textOf.get(index)!))
    const syllableOf = new Map(withText.map((index, i) => [index, syllables[i]!]))
    const before = withText[0] ?? 0
    if (before > 0) warn(path, 'notes-before-words', `${before} notes come before the first word; they carry "-"`)
    const language = options.language ?? (row.events.some((event) => isKana(event.text)) ? 'ja' : 'en')
    const record: VocalTrack['notes'] = {}
    notes.forEach((note, index) => {
      record[noteId(index)] = {
        startBeats: beats(toBeats(note.startTick)),
        lengthBeats: beats(Math.max(1e-6, toBeats(note.endTick) - toBeats(note.startTick))),
        pitch: note.pitch,
        lyric: syllableOf.get(index)?.lyric ?? '-',
      }
    })
    return {
      track: {
        kind: 'vocal',
        order: '',
        name: names[part.trackIndex] ?? 'Vocal',
        performerId: options.performerId,
        language,
        gainDb: 0,
        role: 'lead',
        notes: record,
      },
      lines: linesOf(notes, syllableOf, language),
    }
  }

  function linesOf(notes: readonly MidiNote[], syllableOf: ReadonlyMap<number, Syllable>, language: string) {
    const lines: Extract<Track, { kind: 'lyrics' }>['lines'] = {}
    const marked = [...syllableOf.values()].filter((syllable) => syllable.startsLine).length > 1
    let text = ''
    let startTick = 0
    let endTick = 0
    const close = () => {
      const words = text.trim()
      if (words === '') return
      const startBeats = toBeats(startTick)
      lines[`l${Object.keys(lines).length + 1}`] = {
        startBeats: beats(startBeats),
        lengthBeats: beats(Math.max(1e-6, toBeats(endTick) - startBeats)),
        text: { [language]: words },
      }
      text = ''
    }
    notes.forEach((note, index) => {
      const syllable = syllableOf.get(index)
      const rested = !marked && text !== '' && note.startTick - endTick >= LINE_REST_BEATS * file.ticksPerBeat
      if (syllable && (rested || (marked && syllable.startsLine))) close()
      if (syllable) {
        if (text === '') startTick = note.startTick
        text += syllable.written
      }
      endTick = note.endTick
    })
    close()
    return lines
  }

  function instrumentsOf(part: Part): { readonly instrument: string; readonly notes: readonly MidiNote[] }[] {
    if (part.channel !== DRUM_CHANNEL) {
      const program = file.tracks[part.trackIndex]!.programs.get(part.channel) ?? 0
      return [{ instrument: instrumentOfProgram(program), notes: part.notes }]
    }
    const drums = [...new Set(part.notes.map((note) => drumOfKey(note.pitch)))].sort()
    return drums.map((instrument) => ({ instrument, notes: part.notes.filter((note) => drumOfKey(note.pitch) === instrument) }))
  }

  function instrumentTrack(instrument: string, notes: readonly MidiNote[], name: string): InstrumentTrack {
    const record: InstrumentTrack['notes'] = {}
    notes.forEach((note, index) => {
      const startBeats = toBeats(note.startTick)
      const lengthBeats = Math.max(1 / file.ticksPerBeat, toBeats(note.endTick) - startBeats)
      record[noteId(index)] = {
        startBeats: beats(startBeats),
        lengthBeats: beats(lengthBeats),
        pitch: note.pitch,
        velocityUnit: note.velocity / 127,
      }
    })
    return { kind: 'instrument', order: '', name, instrument, gainDb: 0, notes: record }
  }

  function song(): Song {
    const bare: Song = {
      schemaVersion: 1,
      id: options.songId,
      title: { [options.language ?? 'en']: options.title },
      lengthBeats: beats(1),
      tempo: tempoOf(file, toBeats, warn),
      metre: metreOf(file, toBeats, warn),
      sections: {},
      vamps: {},
      tracks,
      credits: {},
    }
    const lastTick = Math.max(...parts.map(lastEnd))
    const time = createSongTime(bare)
    const { bar, beat } = time.barBeatAt(beats(toBeats(lastTick)))
    return { ...bare, lengthBeats: beat - 1 < 1e-4 ? time.barStart(bar) : time.barStart(bar + 1) }
  }
  return { song }
}

const lastEnd = (part: Part): number => part.notes.reduce((latest, note) => Math.max(latest, note.endTick), 0)
const noteId = (index: number): string => `n${String(index + 1).padStart(4, '0')}`

function decodedNames(file: MidiFile, decodeLegacy: LegacyDecoder | null): readonly (string | undefined)[] {
  return file.tracks.map((track) => {
    const name = track.texts.find((text) => text.kind === 'name' && text.bytes.length > 0)
    const text = name && decodeTexts([name.bytes], decodeLegacy).strings[0]!.trim()
    return text === '' ? undefined : text
  })
}

function decodedLyrics(
  file: MidiFile,
  decodeLegacy: LegacyDecoder | null,
  warn: (path: string, code: string, message: string) => void,
): LyricRow[] {
  const rows = lyricEventsOf(file)
  const { strings, encoding } = decodeTexts(
    rows.flatMap((row) => row.texts.map((text) => text.bytes)),
    decodeLegacy,
  )
  if (encoding === 'latin1')
    warn('', 'unknown-encoding', 'the lyrics are not UTF-8; they were read as Latin-1. If they look wrong, say which encoding it is')
  let at = 0
  return rows
    .map((row) => ({
      trackIndex: row.trackIndex,
      events: row.texts.map((text) => ({ tick: text.tick, text: strings[at++]! })).filter((event) => event.text !== ''),
    }))
    .filter((row) => row.events.length > 0)
}

type Warn = (path: string, code: string, message: string) => void

function tempoOf(file: MidiFile, toBeats: (tick: number) => number, warn: Warn): Song['tempo'] {
  const byTick = new Map<number, number>([[0, 500_000]])
  for (const track of file.tracks) for (const tempo of track.tempos) byTick.set(tempo.tick, tempo.microsecondsPerBeat)
  const tempo: Song['tempo'] = {}
  for (const [tick, microseconds] of [...byTick].sort(([a], [b]) => a - b)) {
    const asked = microseconds > 0 ? 60_000_000 / microseconds : 400
    const bpm = Math.min(400, Math.max(20, asked))
    const id = `t${Object.keys(tempo).length + 1}`
    if (bpm !== asked)
      warn(`tempo.${id}`, 'tempo-out-of-range', `${asked.toFixed(2)} bpm at beat ${toBeats(tick)} is beyond 20 to 400; taken as ${bpm}`)
    tempo[id] = { atBeats: beats(toBeats(tick)), bpm: Math.round(bpm * 1e6) / 1e6, curve: 'step' }
  }
  return tempo
}

function metreOf(file: MidiFile, toBeats: (tick: number) => number, warn: Warn): Song['metre'] {
  const byTick = new Map<number, { readonly beatsPerBar: number; readonly beatUnit: number }>([[0, { beatsPerBar: 4, beatUnit: 4 }]])
  for (const track of file.tracks) for (const { tick, ...figures } of track.metres) byTick.set(tick, figures)
  const metre: Song['metre'] = {}
  let bar = { atBeats: 0, barBeats: 4 }
  for (const [tick, { beatsPerBar, beatUnit }] of [...byTick].sort(([a], [b]) => a - b)) {
    const atBeats = toBeats(tick)
    const bars = (atBeats - bar.atBeats) / bar.barBeats
    if (![1, 2, 4, 8, 16].includes(beatUnit) || beatsPerBar < 1 || beatsPerBar > 32) {
      warn(
        'metre',
        'metre-not-supported',
        `${beatsPerBar}/${beatUnit} at beat ${atBeats} was left out; the lower figure must be 1, 2, 4, 8 or 16`,
      )
      continue
    }
    if (Math.abs(bars - Math.round(bars)) > 1e-4) {
      warn('metre', 'metre-off-bar', `${beatsPerBar}/${beatUnit} at beat ${atBeats} does not stand on a bar line and was left out`)
      continue
    }
    metre[`m${Object.keys(metre).length + 1}`] = { atBeats: beats(atBeats), beatsPerBar, beatUnit: beatUnit as 4 }
    bar = { atBeats, barBeats: (beatsPerBar * 4) / beatUnit }
  }
  if (Object.keys(metre).length === 0) metre.m1 = { atBeats: beats(0), beatsPerBar: 4, beatUnit: 4 }
  return metre
}
