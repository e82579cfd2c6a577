/**
 * What every score importer fills in: parts of notes with syllables, tempo and metre, before it becomes a song. Positions are quarter notes
 * from the start. `songFromScore` turns it into the document and says what could not be kept.
 */
import type { Issue } from '../../issue.ts'
import type { TextDecode } from '../text/decode-text.ts'
import type { NoteBend, ScoreCurves } from './editor-curves.ts'

export interface ScoreNote {
  readonly startBeats: number
  readonly lengthBeats: number
  /** MIDI number. */
  readonly pitch: number
  /** As `Note.lyric` wants it ("Dai-", "+", "-"); null: the file says nothing here. */
  readonly lyric: string | null
  /** As it reads in the line, with the blank that separates it from the syllable before; "" when it adds nothing. */
  readonly written: string
  /** The line of words begins here, where the file says so. */
  readonly startsLine: boolean
  readonly velocityUnit: number
  readonly dynamicsUnit?: number
  readonly vibrato?: ScoreVibrato
  /** How the pitch comes from the note before and moves inside the note; absent: as a singer does. */
  readonly bend?: NoteBend
  /** The note is the second, third … of a chord: another singer's. */
  readonly layer?: number
}
export interface ScoreVibrato {
  readonly depthCents: number
  readonly periodMs: number
  readonly lengthUnit: number
  readonly fadeInUnit: number
  readonly fadeOutUnit: number
  readonly shiftUnit?: number
  readonly driftUnit?: number
}
export interface ScorePart {
  readonly name: string
  readonly sung: boolean
  /** Ascending by start. */
  readonly notes: readonly ScoreNote[]
  /** Instrument of the band, for parts without words. */
  readonly instrument: string
  readonly gainDb?: number
  /** Drawn along the part. */
  readonly curves?: ScoreCurves
  /** What the file says of the language; null: by its script. */
  readonly language: SungLanguage | null
}
export interface Score {
  readonly title: string | null
  readonly tempo: readonly { readonly atBeats: number; readonly bpm: number }[]
  readonly metre: readonly { readonly atBeats: number; readonly beatsPerBar: number; readonly beatUnit: number }[]
  readonly parts: readonly ScorePart[]
  /** Where the written music ends, rests included; 0 when the file does not say. */
  readonly endBeats: number
  readonly credits: readonly { readonly name: string; readonly role: string }[]
  readonly rights: string | null
}

export type SungLanguage = 'ja' | 'en' | 'es'

export interface ScoreImport {
  /** Name of the file, for its ending. */
  readonly fileName: string
  /** null: what the file says, else its name. */
  readonly title: string | null
  readonly songId: string
  /** Who sings the parts with words. */
  readonly performerId: string
  /** null: what the file says, else guessed from the script. */
  readonly language: SungLanguage | null
  /** Bytes → text in a named encoding; null: only UTF-8 and Latin-1 are known. */
  readonly decode: TextDecode | null
  /** Encoding of the words where the file does not state it; null: guessed. */
  readonly encoding: string | null
  /** MusicXML: the verse to sing, 1 for the first; null: each repetition sings its own, beginning with the first. */
  readonly verse: number | null
  /** MusicXML: repeats, endings, D.C. and D.S. in the order they are played, or bars as written. */
  readonly repeats: 'played' | 'written'
}

/** Collects what a reader has to say. */
export interface Complaints {
  readonly issues: readonly Issue[]
  warn(path: string, code: string, message: string): void
  error(path: string, code: string, message: string): void
}

/** No more than this many of one code are listed one by one. */
const LISTED = 8

export function createComplaints(): Complaints {
  const issues: Issue[] = []
  const counts = new Map<string, number>()
  const add = (severity: Issue['severity']) => (path: string, code: string, message: string) => {
    const count = (counts.get(code) ?? 0) + 1
    counts.set(code, count)
    if (count <= LISTED) issues.push({ path, code, severity, message })
    else if (count === LISTED + 1) issues.push({ path: '', code, severity, message: `… and more of the same kind (${code})` })
  }
  return { issues, warn: add('warning'), error: add('error') }
}
