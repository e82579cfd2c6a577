/**
 * Standard MIDI files as bytes → events (RP-001 "Standard MIDI Files 1.0"). A reader of our own: the usual package stops at unknown
 * chunks, which the specification says to skip, and takes truncated files without a word. Nothing throws: what is wrong becomes an issue
 * that names the byte, and everything before it is kept.
 */
import type { Issue } from '../../issue.ts'

export interface MidiNote {
  readonly channel: number
  readonly pitch: number
  readonly velocity: number
  readonly startTick: number
  readonly endTick: number
}
export interface MidiText {
  readonly tick: number
  readonly kind: 'text' | 'lyric' | 'name' | 'marker'
  readonly bytes: Uint8Array
}
export interface MidiTrack {
  readonly notes: readonly MidiNote[]
  readonly texts: readonly MidiText[]
  readonly tempos: readonly { readonly tick: number; readonly microsecondsPerBeat: number }[]
  readonly metres: readonly { readonly tick: number; readonly beatsPerBar: number; readonly beatUnit: number }[]
  /** By channel: the program in force at its first note. */
  readonly programs: ReadonlyMap<number, number>
}
export interface MidiFile {
  readonly format: number
  readonly ticksPerBeat: number
  readonly tracks: readonly MidiTrack[]
}

const HEADER_BYTES = 14

/** @returns null with an error among the issues when it is no readable MIDI file at all. */
export function readMidi(bytes: Uint8Array): { readonly file: MidiFile | null; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const error = (code: string, message: string) => void issues.push({ path: '', code, severity: 'error', message })
  const warning = (path: string, code: string, message: string) => void issues.push({ path, code, severity: 'warning', message })
  if (ascii(bytes, 0, 4) !== 'MThd') {
    error('not-midi', 'this is no MIDI file: it does not begin with "MThd"')
    return { file: null, issues }
  }
  if (bytes.length < HEADER_BYTES) {
    error('truncated-midi', `the MIDI header needs ${HEADER_BYTES} bytes; the file has ${bytes.length}`)
    return { file: null, issues }
  }
  const headerLength = uint32(bytes, 4)
  const format = uint16(bytes, 8)
  const declaredTracks = uint16(bytes, 10)
  const division = uint16(bytes, 12)
  if (division & 0x8000) error('smpte-division', 'SMPTE time division is not supported: export the file with ticks per quarter note')
  else if (division === 0) error('bad-division', 'the file says 0 ticks per quarter note')
  if (format > 2) error('bad-format', `MIDI format ${format} is unknown; formats 0 and 1 can be read`)
  if (format === 2) error('format-2', 'MIDI format 2 holds patterns without an order; save it as format 1')
  if (issues.length > 0) return { file: null, issues }

  const tracks: MidiTrack[] = []
  let at = 8 + headerLength
  while (at + 8 <= bytes.length) {
    const id = ascii(bytes, at, 4)
    const length = uint32(bytes, at + 4)
    const start = at + 8
    const end = Math.min(bytes.length, start + length)
    at = start + length
    if (id !== 'MTrk') {
      warning('', 'unknown-chunk', `skipped a chunk "${printable(id)}" of ${length} bytes`)
      continue
    }
    const path = `tracks.${tracks.length + 1}`
    if (start + length > bytes.length) {
      warning(
        path,
        'truncated-midi',
        `track ${tracks.length + 1} declares ${length} bytes, ${bytes.length - start} present: the file is cut off`,
      )
    }
    tracks.push(readTrack(bytes, start, end, (code, message) => warning(path, code, `track ${tracks.length + 1}: ${message}`)))
  }
  if (tracks.length !== declaredTracks) {
    warning('', 'track-count', `the header says ${declaredTracks} tracks, ${tracks.length} are there`)
  }
  if (format === 0 && tracks.length > 1) {
    warning('', 'format-0-tracks', `the header says format 0, which has one track, but there are ${tracks.length}; all were read`)
  }
  return { file: { format, ticksPerBeat: division, tracks }, issues }
}

interface OpenNote {
  readonly velocity: number
  readonly startTick: number
}

function readTrack(bytes: Uint8Array, start: number, end: number, warn: (code: string, message: string) => void): MidiTrack {
  const notes: MidiNote[] = []
  const texts: MidiText[] = []
  const tempos: MidiTrack['tempos'][number][] = []
  const metres: MidiTrack['metres'][number][] = []
  const programs = new Map<number, number>()
  const latestProgram = new Map<number, number>()
  const open = new Map<number, OpenNote[]>()
  let at = start
  let tick = 0
  let running = -1
  let ended = false

  const varInt = (): number => {
    let value = 0
    for (let i = 0; i < 4; i++) {
      const byte = bytes[at]!
      if (at >= end) return -1
      at++
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) return value
    }
    return -1
  }
  const close = (channel: number, pitch: number): void => {
    const key = channel * 128 + pitch
    const first = open.get(key)?.shift()
    if (first) notes.push({ channel, pitch, velocity: first.velocity, startTick: first.startTick, endTick: tick })
  }
  const meta = (type: number, data: Uint8Array): void => {
    if (type === 0x01) texts.push({ tick, kind: 'text', bytes: data })
    else if (type === 0x03) texts.push({ tick, kind: 'name', bytes: data })
    else if (type === 0x05) texts.push({ tick, kind: 'lyric', bytes: data })
    else if (type === 0x06) texts.push({ tick, kind: 'marker', bytes: data })
    else if (type === 0x2f) ended = true
    else if (type === 0x51 && data.length === 3) {
      tempos.push({ tick, microsecondsPerBeat: (data[0]! << 16) | (data[1]! << 8) | data[2]! })
    } else if (type === 0x58 && data.length >= 2) metres.push({ tick, beatsPerBar: data[0]!, beatUnit: 2 ** data[1]! })
  }

  while (at < end && !ended) {
    const eventAt = at
    const delta = varInt()
    const status = bytes[at]
    if (delta < 0 || at >= end || status === undefined) {
      warn('malformed-midi', `the data ends inside an event, at byte ${eventAt}`)
      break
    }
    tick += delta
    if (status === 0xff || status === 0xf0 || status === 0xf7) {
      const type = status === 0xff ? (bytes[at + 1] ?? 0) : -1
      at += status === 0xff ? 2 : 1
      const length = varInt()
      if (length < 0 || at + length > end) {
        warn('malformed-midi', `an event at byte ${eventAt} runs over the end of the track`)
        break
      }
      if (type >= 0) meta(type, bytes.slice(at, at + length))
      at += length
      // A running status survives meta events: files in use rely on it, though the specification ends it here.
      continue
    }
    if (status > 0xf0) {
      warn(
        'malformed-midi',
        `status byte 0x${status.toString(16).toUpperCase()} at byte ${at} is not allowed in a MIDI file; the rest of the track was left out`,
      )
      break
    }
    if (status >= 0x80) {
      running = status
      at++
    } else if (running < 0) {
      warn('malformed-midi', `a data byte without a status at byte ${at}; the rest of the track was left out`)
      break
    }
    const kind = running >> 4
    const channel = running & 0x0f
    const size = kind === 0xc || kind === 0xd ? 1 : 2
    if (at + size > end) {
      warn('malformed-midi', `the data ends inside an event, at byte ${eventAt}`)
      break
    }
    const first = bytes[at]! & 0x7f
    const second = size === 2 ? bytes[at + 1]! & 0x7f : 0
    at += size
    if (kind === 0x9 && second > 0) {
      const key = channel * 128 + first
      open.set(key, [...(open.get(key) ?? []), { velocity: second, startTick: tick }])
      if (!programs.has(channel)) programs.set(channel, latestProgram.get(channel) ?? 0)
    } else if (kind === 0x8 || kind === 0x9) close(channel, first)
    else if (kind === 0xc) latestProgram.set(channel, first)
  }
  if (!ended) warn('no-end-of-track', 'has no end-of-track event')
  let unclosed = 0
  for (const [key, list] of open) {
    for (const note of list) {
      unclosed++
      notes.push({ channel: key >> 7, pitch: key & 0x7f, velocity: note.velocity, startTick: note.startTick, endTick: tick })
    }
  }
  if (unclosed > 0) warn('unclosed-notes', `${unclosed} notes never end; they were ended with the track`)
  notes.sort((a, b) => a.startTick - b.startTick || a.pitch - b.pitch)
  return { notes, texts, tempos, metres, programs }
}

const uint16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!
const uint32 = (bytes: Uint8Array, at: number): number => uint16(bytes, at) * 65_536 + uint16(bytes, at + 2)
const ascii = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length))
const printable = (text: string): string => text.replace(/[^ -~]/g, '?')
