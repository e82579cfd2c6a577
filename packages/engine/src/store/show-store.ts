/**
 * A show folder as documents: show.json, venue.json and songs/<id>/song.json. Reading gives the documents and all problems;
 * writing gives canonical JSON, each file in one step.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Parsed } from '@ghostlight/timeline'
import { canonicalJson, type Issue, type Show, type Song, type Venue } from '@ghostlight/timeline'
import { checkShow, parseShow, parseSong, parseVenue } from '@ghostlight/timeline/format'
import { filesNamedBy } from './asset-store.ts'
import type { Documents } from './edition-library.ts'
import type { FileLayer } from './file-layer.ts'

export interface ShowReading {
  /** null when a document cannot be used at all. */
  readonly documents: Documents | null
  /** Every problem, warnings too, with the file it is in: "songs/daisy-bell.tracks.lead.notes.n12.lyric". */
  readonly issues: readonly Issue[]
}

/** @param venueFile a venue outside the show folder; null: its own venue.json. */
export function readShow(folder: string, venueFile: string | null, files: FileLayer): ShowReading {
  const issues: Issue[] = []
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    issues.push(problem('', 'no-such-show', `There is no show folder at ${folder}.`))
    return { documents: null, issues }
  }
  const take = <T>(parsed: Parsed<T> | null, prefix: string): T | null => {
    if (parsed === null) return null
    for (const issue of parsed.issues) issues.push({ ...issue, path: issue.path === '' ? prefix : `${prefix}.${issue.path}` })
    return parsed.ok ? parsed.value : null
  }
  function read<T>(path: string, name: string, parse: (input: unknown) => Parsed<T>): T | null {
    const bytes = files.read(path)
    if (bytes === null) {
      issues.push(problem(name, 'missing-file', `The file ${path} is missing.`))
      return null
    }
    try {
      return take(parse(JSON.parse(bytes.toString('utf8'))), name)
    } catch (error) {
      issues.push(problem(name, 'not-json', `${path} is not valid JSON: ${(error as Error).message}.`))
      return null
    }
  }
  const show = read(join(folder, 'show.json'), 'show', parseShow)
  const venue = read(venueFile ?? join(folder, 'venue.json'), 'venue', parseVenue)
  const songs: Record<string, Song> = {}
  for (const id of songFolders(folder)) {
    const song = read(join(folder, 'songs', id, 'song.json'), `songs/${id}`, parseSong)
    if (song === null) continue
    if (song.id !== id) {
      issues.push(
        problem(`songs/${id}.id`, 'wrong-id', `The song in songs/${id} calls itself "${song.id}": folder and id must be the same.`),
      )
    }
    songs[id] = song
  }
  const unreadable = songFolders(folder).filter((id) => songs[id] === undefined)
  if (show !== null && venue !== null) {
    // References into a song that cannot be read are not missing: that song's own problems are named already.
    const crossed = checkShow(show, songs, venue, { filesPresent: presentFiles(folder, show, songs) })
    issues.push(...crossed.filter((issue) => !unreadable.some((id) => issue.message.includes(`"${id}"`))))
  }
  const usable = show !== null && venue !== null && unreadable.length === 0
  return { documents: usable ? { show, venue, songs } : null, issues }
}

function songFolders(folder: string): readonly string[] {
  const songs = join(folder, 'songs')
  if (!existsSync(songs)) return []
  return readdirSync(songs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.normalize('NFC'))
    .sort()
}

/** Which of the files that the documents name are there. */
export function presentFiles(folder: string, show: Show, songs: Readonly<Record<string, Song>>): ReadonlySet<string> {
  return new Set(filesNamedBy(show, songs).filter((name) => existsSync(join(folder, name))))
}

const problem = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'error', message })

/** Writes the documents that differ from `before`. @throws when a file cannot be written. */
export function writeShow(folder: string, venueFile: string | null, before: Documents, after: Documents, files: FileLayer): void {
  const put = (path: string, was: Show | Song | Venue | undefined, is: Show | Song | Venue) => {
    if (was !== is) files.replace(path, canonicalJson(is))
  }
  put(join(folder, 'show.json'), before.show, after.show)
  put(venueFile ?? join(folder, 'venue.json'), before.venue, after.venue)
  for (const [id, song] of Object.entries(after.songs)) {
    if (before.songs[id] === song) continue
    files.makeFolder(join(folder, 'songs', id))
    put(join(folder, 'songs', id, 'song.json'), before.songs[id], song)
  }
}

/** One line a problem: "error songs/x.tracks.y: …". */
export function wordsOf(issues: readonly Issue[]): readonly string[] {
  return issues.map((issue) => `${issue.severity === 'error' ? '✗' : '!'} ${issue.path || '(show)'}: ${issue.message} [${issue.code}]`)
}
export const isBroken = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.severity === 'error')
