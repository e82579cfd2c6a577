/**
 * A song as a Standard MIDI File, format 1: tempo and metre, then a track per vocal with its words as lyric events in UTF-8, then the band.
 * Words as RP-017 has them: one event per syllable, a blank behind the last syllable of a word; held notes have none.
 */
import type { Song } from '../../document/song.ts'
import type { InstrumentTrack, VocalTrack } from '../../document/track.ts'
import { inOrder } from '../../order.ts'
import { DRUM_CHANNEL } from '../midi/general-midi.ts'
import { encodeUtf8, isSyllabic, sungNotes } from './sung-words.ts'

/** Divisible by 2…10, 12, 15, 16, 20, 24, 30, 32: triplets and sixty-fourths fall on ticks. */
const TICKS_PER_BEAT = 960
/** A ramp of tempo becomes steps this far apart, quarter notes. */
const RAMP_STEP_BEATS = 0.25
const VOCAL_PROGRAM = 53
const VOCAL_VELOCITY = 96
const GM_PROGRAM: Readonly<Record<string, number>> = {
  piano: 0,
  keys: 4,
  celesta: 8,
  bell: 14,
  accordion: 21,
  pluck: 24,
  bass: 33,
  strings: 48,
  pad: 88,
  lead: 80,
  saws: 81,
  koto: 107,
}
const GM_DRUM: Readonly<Record<string, number>> = { kick: 36, snare: 38, clap: 39, hat: 42 }

interface TimedBytes {
  readonly tick: number
  /** Of events at one tick the lower comes first: ends before words before beginnings. */
  readonly rank: number
  readonly bytes: readonly number[]
}

/** @returns the bytes of the file. Harmony tracks and the band included; motion, light and recordings have no place in MIDI. */
export function exportMidi(song: Song): Uint8Array {
  const tracks: number[][] = [trackChunk([...named(titleOf(song)), ...tempoEvents(song), ...metreEvents(song)])]
  let melodic = 0
  for (const id of inOrder(song.tracks)) {
    const track = song.tracks[id]
    if (track?.kind !== 'vocal' && track?.kind !== 'instrument') continue
    const isDrum = track.kind === 'instrument' && GM_DRUM[track.instrument] !== undefined
    // Fifteen channels that are not the drums'; more parts than that share them.
    const channel = isDrum ? DRUM_CHANNEL : [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15][melodic++ % 15]!
    tracks.push(trackChunk([...named(track.name), ...(track.kind === 'vocal' ? vocalEvents(track, channel) : bandEvents(track, channel))]))
  }
  const header = [...ascii('MThd'), ...uint32(6), ...uint16(1), ...uint16(tracks.length), ...uint16(TICKS_PER_BEAT)]
  const out = new Uint8Array(header.length + tracks.reduce((sum, track) => sum + track.length, 0))
  out.set(header)
  let at = header.length
  for (const track of tracks) {
    out.set(track, at)
    at += track.length
  }
  return out
}

const tickOf = (atBeats: number): number => Math.round(atBeats * TICKS_PER_BEAT)
const titleOf = (song: Song): string => Object.values(song.title)[0] ?? song.id
const named = (name: string): TimedBytes[] => [{ tick: 0, rank: -1, bytes: meta(0x03, encodeUtf8(name)) }]

function tempoEvents(song: Song): TimedBytes[] {
  const points = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
  const event = (atBeats: number, bpm: number): TimedBytes => {
    const microseconds = Math.min(0xffffff, Math.round(60_000_000 / bpm))
    return { tick: tickOf(atBeats), rank: 0, bytes: meta(0x51, [microseconds >> 16, (microseconds >> 8) & 255, microseconds & 255]) }
  }
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    if (point.curve === 'step' || !next) return [event(point.atBeats, point.bpm)]
    const span = next.atBeats - point.atBeats
    const steps = Math.max(1, Math.ceil(span / RAMP_STEP_BEATS))
    return Array.from({ length: steps }, (_, step) =>
      // The tempo of the middle of each step, so that the whole ramp takes as long as it should.
      event(point.atBeats + (span * step) / steps, point.bpm + ((next.bpm - point.bpm) * (step + 0.5)) / steps),
    )
  })
}

const metreEvents = (song: Song): TimedBytes[] =>
  Object.values(song.metre).map(({ atBeats, beatsPerBar, beatUnit }) => ({
    tick: tickOf(atBeats),
    rank: 0,
    bytes: meta(0x58, [beatsPerBar, Math.log2(beatUnit), 24, 8]),
  }))

function noteEvents(channel: number, note: { startBeats: number; lengthBeats: number; pitch: number }, velocity: number): TimedBytes[] {
  const start = tickOf(note.startBeats)
  const end = Math.max(start + 1, tickOf(note.startBeats + note.lengthBeats))
  return [
    { tick: start, rank: 3, bytes: [0x90 | channel, note.pitch, velocity] },
    { tick: end, rank: 1, bytes: [0x80 | channel, note.pitch, 0] },
  ]
}

function vocalEvents(track: VocalTrack, channel: number): TimedBytes[] {
  return [
    { tick: 0, rank: 0, bytes: [0xc0 | channel, VOCAL_PROGRAM] },
    ...sungNotes(track).flatMap(({ note, syllable, kind, goesOn }): TimedBytes[] => {
      if (kind === 'breath') return []
      const velocity = Math.min(127, Math.max(1, Math.round(VOCAL_VELOCITY + ((note.dynamicsUnit ?? 0.5) - 0.5) * 62)))
      const notes = noteEvents(channel, note, velocity)
      if (kind === 'held') return notes
      const blank = goesOn || kind === 'nextSyllable' || isSyllabic(syllable) ? '' : ' '
      return [...notes, { tick: tickOf(note.startBeats), rank: 2, bytes: meta(0x05, encodeUtf8(`${syllable}${blank}`)) }]
    }),
  ]
}

function bandEvents(track: InstrumentTrack, channel: number): TimedBytes[] {
  const drum = GM_DRUM[track.instrument]
  const program: TimedBytes[] = drum === undefined ? [{ tick: 0, rank: 0, bytes: [0xc0 | channel, GM_PROGRAM[track.instrument] ?? 0] }] : []
  return [
    ...program,
    ...Object.values(track.notes).flatMap((note) =>
      noteEvents(
        channel,
        drum === undefined ? note : { ...note, pitch: drum },
        Math.min(127, Math.max(1, Math.round(note.velocityUnit * 127))),
      ),
    ),
  ]
}

function trackChunk(events: readonly TimedBytes[]): number[] {
  const body: number[] = []
  let at = 0
  for (const event of [...events].sort((a, b) => a.tick - b.tick || a.rank - b.rank)) {
    body.push(...varInt(event.tick - at), ...event.bytes)
    at = event.tick
  }
  body.push(0, 0xff, 0x2f, 0)
  return [...ascii('MTrk'), ...uint32(body.length), ...body]
}

const meta = (type: number, data: readonly number[]): number[] => [0xff, type, ...varInt(data.length), ...data]
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
const uint16 = (value: number): number[] => [(value >> 8) & 255, value & 255]
const uint32 = (value: number): number[] => [...uint16(Math.floor(value / 65_536)), ...uint16(value & 0xffff)]
function varInt(value: number): number[] {
  const out = [value & 127]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) out.unshift(128 | (rest & 127))
  return out
}
