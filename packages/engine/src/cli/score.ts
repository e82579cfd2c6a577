/** What can be sung, from a file: a song document, a score of any format that can be read, or a short list of notes. */
import { basename, extname } from 'node:path'
import type { Issue, Parsed, Song } from '@ghostlight/timeline'
import { importScore, parseSong, readJson } from '@ghostlight/timeline/format'
import type { FileLayer } from '../store/file-layer.ts'

export type SungLanguage = 'ja' | 'en' | 'es'
export interface ScoreOptions {
  readonly title: string | null
  readonly songId: string | null
  readonly performerId: string
  /** null: what the file says, or what its script looks like. */
  readonly language: SungLanguage | null
  readonly reading: ScoreReading
}

const problem = (path: string, code: string, message: string): Parsed<Song> => ({
  ok: false,
  issues: [{ path, code, severity: 'error', message }],
})

/** An id from words: letters, digits and hyphens. */
export function idFrom(words: string): string {
  const id = words
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
  return id === '' ? 'song' : id
}

/** How a file is to be read where it leaves a choice. */
export interface ScoreReading {
  /** MusicXML: 1 for the first verse; null: each repetition sings its own. */
  readonly verse: number | null
  /** MusicXML: repeats in playing order, or bars as written. */
  readonly repeats: 'played' | 'written'
  /** Encoding of words where the file does not state it; null: guessed. */
  readonly encoding: string | null
}

/** null when the bytes are not valid in the encoding, or nobody knows it. */
function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** {"bpm": 96, "language": "en", "notes": [{"startBeats": 0, "lengthBeats": 1, "pitch": 60, "lyric": "la"}]} as a song. */
function shortScore(
  input: { readonly bpm?: unknown; readonly language?: unknown; readonly notes?: unknown },
  options: ScoreOptions,
): Parsed<Song> {
  const notes = Array.isArray(input.notes)
    ? Object.fromEntries(input.notes.map((note: unknown, index) => [`n${String(index + 1).padStart(3, '0')}`, note]))
    : input.notes
  if (typeof notes !== 'object' || notes === null)
    return problem('notes', 'no-notes', 'A score has "notes": a list of {startBeats, lengthBeats, pitch, lyric}.')
  const ends = Object.values(notes as Record<string, { startBeats?: number; lengthBeats?: number }>).map(
    (note) => Number(note?.startBeats) + Number(note?.lengthBeats),
  )
  return parseSong({
    schemaVersion: 1,
    id: options.songId ?? 'score',
    title: { en: options.title ?? 'Score' },
    lengthBeats: Math.max(1, ...ends.filter(Number.isFinite)) + 4,
    tempo: { start: { atBeats: 0, bpm: input.bpm ?? 120, curve: 'step' } },
    metre: { start: { atBeats: 0, beatsPerBar: 4, beatUnit: 4 } },
    sections: {},
    vamps: {},
    tracks: {
      lead: {
        kind: 'vocal',
        order: 'a',
        name: 'Lead',
        performerId: options.performerId,
        language: options.language ?? input.language ?? 'en',
        gainDb: 0,
        role: 'lead',
        notes,
      },
    },
    credits: {},
  })
}

/** @returns the song, or all that is wrong with the file; never throws for what is in it. */
export function readScore(path: string, options: ScoreOptions, files: FileLayer): Parsed<Song> {
  const bytes = files.read(path)
  if (bytes === null) return problem('', 'missing-file', `There is no file ${path}.`)
  const name = basename(path, extname(path))
  if (extname(path).toLowerCase() === '.json') return fromJson(path, bytes, options)
  return importScore(bytes, {
    fileName: basename(path),
    title: options.title,
    songId: options.songId ?? idFrom(options.title ?? name),
    performerId: options.performerId,
    language: options.language,
    decode,
    ...options.reading,
  })
}

/** A song document, or a short score. */
function fromJson(path: string, bytes: Buffer, options: ScoreOptions): Parsed<Song> {
  const reading = readJson(bytes.toString('utf8'))
  if (!reading.ok)
    return problem('', 'not-json', `${path} is not valid JSON, line ${reading.line}, column ${reading.column}: ${reading.message}.`)
  const input = reading.value
  const isSong = typeof input === 'object' && input !== null && 'tracks' in input
  return isSong ? parseSong(input) : shortScore((input ?? {}) as Record<string, unknown>, options)
}

export const printScoreIssues = (issues: readonly Issue[]): void => {
  for (const issue of issues)
    console.error(`${issue.severity === 'error' ? '✗' : '!'} ${issue.path === '' ? '' : `${issue.path}: `}${issue.message} [${issue.code}]`)
}
