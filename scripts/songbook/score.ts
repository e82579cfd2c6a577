/** Builds song documents: notes with stable ids in order, tracks in order, beats rounded to what a person would type. */
import type { InstrumentNote, Note, Section, Song, Text, Track } from '@ghostlight/timeline'

/** Documents before parsing carry plain numbers where the parsed shape has brands. */
export type Plain<T> = T extends number
  ? number
  : T extends string | boolean | null | undefined
    ? T
    : T extends readonly [infer A, infer B, infer C]
      ? [Plain<A>, Plain<B>, Plain<C>]
      : T extends readonly (infer U)[]
        ? Plain<U>[]
        : { -readonly [K in keyof T]: Plain<T[K]> }

export interface Sung {
  readonly beat: number
  readonly length: number
  readonly pitch: number
  readonly lyric: string
  readonly breathAfter?: boolean
  readonly language?: 'ja' | 'en'
  readonly dynamicsUnit?: number
}
export interface Played {
  readonly beat: number
  readonly length: number
  readonly pitch: number
  readonly velocity: number
}
export interface ChordAt {
  readonly beat: number
  readonly symbol: string
}

/** Rounds to 1/960 beat, the finest grid scores use. */
export const onGrid = (beat: number): number => Math.round(beat * 960) / 960

const idOf = (prefix: string, index: number): string => `${prefix}${String(index + 1).padStart(3, '0')}`

/** An id-keyed record in the order given. */
export function keyed<T>(prefix: string, items: readonly T[]): Record<string, T> {
  return Object.fromEntries(items.map((item, index) => [idOf(prefix, index), item]))
}

export function vocalNotes(notes: readonly Sung[], shiftBeats = 0): Record<string, Plain<Note>> {
  return keyed(
    'n',
    notes.map((n) => ({
      startBeats: onGrid(n.beat + shiftBeats),
      lengthBeats: onGrid(n.length),
      pitch: n.pitch,
      lyric: n.lyric,
      ...(n.language ? { language: n.language } : {}),
      ...(n.dynamicsUnit === undefined ? {} : { dynamicsUnit: n.dynamicsUnit }),
      ...(n.breathAfter ? { breathAfter: true } : {}),
    })),
  ) as Record<string, Plain<Note>>
}

export function bandNotes(notes: readonly Played[]): Record<string, Plain<InstrumentNote>> {
  const sorted = [...notes].sort((a, b) => a.beat - b.beat || a.pitch - b.pitch)
  return keyed(
    'n',
    sorted.map((n) => ({
      startBeats: onGrid(n.beat),
      lengthBeats: onGrid(n.length),
      pitch: n.pitch,
      velocityUnit: Math.round(n.velocity * 100) / 100,
    })),
  )
}

export type PlainSong = Plain<Song>
export type PlainTrack = Plain<Track>
export type PlainSection = Plain<Section>

/** Chord in force at a beat. */
export function chordAt(chords: readonly ChordAt[], beat: number): ChordAt {
  let found = chords[0]!
  for (const chord of chords) if (chord.beat <= beat + 1e-9) found = chord
  return found
}

export interface BandPart {
  readonly id: string
  readonly instrument: string
  readonly name: string
  readonly gainDb: number
  readonly panUnit?: number
  readonly notes: readonly Played[]
}

export const both = (en: string, ja: string): Text => ({ en, ja })
