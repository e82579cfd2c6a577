/** What an arranger would check by ear, as numbers: chord tones on strong beats, clashes with the singer, breaths, range. */
import { parseChord } from './harmony.ts'
import { type ChordAt, chordAt, type PlainSong } from './score.ts'
import { DRUMS } from './yield-to-voice.ts'

interface Heard {
  readonly startBeats: number
  readonly lengthBeats: number
  readonly pitch: number
  readonly lyric?: string
  readonly breathAfter?: boolean
}

const leadOf = (song: PlainSong): Heard[] => {
  const track = song.tracks.lead
  if (track?.kind !== 'vocal') throw new Error(`${song.id} has no lead`)
  return (Object.values(track.notes) as Heard[]).sort((a, b) => a.startBeats - b.startBeats)
}
const chordsOf = (song: PlainSong): ChordAt[] => {
  const track = song.tracks.chords
  if (track?.kind !== 'chords') throw new Error(`${song.id} has no chords`)
  return Object.values(track.chords).map((c) => ({ beat: c.atBeats, symbol: c.symbol }))
}

/** Share of strong beats (every `strongEveryBeats`) with a sung note whose pitch belongs to the chord. */
export function chordToneShare(song: PlainSong, strongEveryBeats: number): number {
  const chords = chordsOf(song)
  let strong = 0
  let inside = 0
  for (const note of leadOf(song)) {
    const first = Math.ceil(note.startBeats / strongEveryBeats - 1e-9) * strongEveryBeats
    for (let beat = first; beat < note.startBeats + note.lengthBeats - 1e-9; beat += strongEveryBeats) {
      strong += 1
      if (parseChord(chordAt(chords, beat).symbol).pitchClasses.includes(note.pitch % 12)) inside += 1
    }
  }
  return inside / strong
}

/** Places where an instrument sounds a semitone or a minor ninth from the singer for longer than `longerThanBeats`. */
export function clashes(
  song: PlainSong,
  longerThanBeats: number,
): readonly { readonly beat: number; readonly track: string; readonly sung: number; readonly played: number; readonly beats: number }[] {
  const found: { beat: number; track: string; sung: number; played: number; beats: number }[] = []
  for (const [id, track] of Object.entries(song.tracks)) {
    if (track.kind !== 'instrument' || DRUMS.includes(track.instrument)) continue
    for (const note of Object.values(track.notes)) {
      for (const sung of leadOf(song)) {
        const from = Math.max(note.startBeats, sung.startBeats)
        const beats = Math.min(note.startBeats + note.lengthBeats, sung.startBeats + sung.lengthBeats) - from
        const distance = Math.abs(note.pitch - sung.pitch)
        if (beats > longerThanBeats + 1e-9 && (distance === 1 || distance === 13))
          found.push({ beat: from, track: id, sung: sung.pitch, played: note.pitch, beats })
      }
    }
  }
  return found
}

/** Longest stretch in beats that she sings without a breath (a breath mark or a rest of a quarter of a beat). */
export function longestBreathBeats(song: PlainSong): number {
  let from: number | null = null
  let longest = 0
  let end = 0
  let breathed = true
  for (const note of leadOf(song)) {
    if (breathed || note.startBeats - end >= 0.25 || from === null) from = note.startBeats
    end = note.startBeats + note.lengthBeats
    longest = Math.max(longest, end - from)
    breathed = note.breathAfter === true
  }
  return longest
}

/** Lowest and highest sung pitch between two beats. */
export function rangeOf(song: PlainSong, fromBeat: number, toBeat: number): readonly [number, number] {
  const pitches = leadOf(song)
    .filter((n) => n.startBeats >= fromBeat && n.startBeats < toBeat)
    .map((n) => n.pitch)
  return [Math.min(...pitches), Math.max(...pitches)]
}

/** How often a run of lyrics is sung. */
export function timesSung(song: PlainSong, lyrics: readonly string[]): number {
  const sung = leadOf(song).map((n) => n.lyric ?? '')
  return sung.filter((_, i) => lyrics.every((lyric, k) => sung[i + k] === lyric)).length
}
