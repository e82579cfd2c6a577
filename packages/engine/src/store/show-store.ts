/**
 * A show folder as documents: show.json, venue.json and songs/<id>/song.json. Reading gives the documents and all problems;
 * writing gives canonical JSON, each file in one step.
 */
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expressionWords, moveNames } from '@ghostlight/avatar'
import { performerLooks } from '@ghostlight/avatar/performer'
import { canonicalJson, type Issue, instrumentNames, type Parsed, type Show, type Song, type Venue } from '@ghostlight/timeline'
import { type CheckOptions, checkShow, parseShow, parseSong, parseVenue, readJson } from '@ghostlight/timeline/format'
import { voiceDesigns } from '@ghostlight/voice'
import { preflight } from '../outputs/preflight.ts'
import { checkBanks } from '../vocals/check-banks.ts'
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
  let unusable = false
  /** Ids of entries that were left out because they are wrong in themselves: nobody is blamed for naming them. */
  const leftOut: string[] = []
  function take<T>(input: unknown, parse: (input: unknown) => Parsed<T>, prefix: string): T | null {
    const parsed = parse(input)
    for (const issue of parsed.issues) issues.push({ ...issue, path: issue.path === '' ? prefix : `${prefix}.${issue.path}` })
    if (parsed.ok) return parsed.value
    unusable = true
    const rest = withoutFaulty(input, parsed.issues, parse)
    leftOut.push(...(rest?.leftOut ?? []))
    return rest?.value ?? null
  }
  function read<T>(path: string, name: string, parse: (input: unknown) => Parsed<T>): T | null {
    const bytes = files.read(path)
    if (bytes === null) {
      unusable = true
      issues.push(problem(name, 'missing-file', `The file ${path} is missing.`))
      return null
    }
    const reading = readJson(bytes.toString('utf8'))
    if (reading.ok) return take(reading.value, parse, name)
    unusable = true
    const { line, column, message } = reading
    issues.push(problem(name, 'not-json', `${path} is not valid JSON, line ${line}, column ${column}: ${message}.`))
    return null
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
  if (show !== null && venue !== null) {
    // What was left out is not missing: its own problems are named already.
    leftOut.push(...songFolders(folder).filter((id) => songs[id] === undefined))
    const crossed = [...checkDocuments(folder, { show, songs, venue }), ...checkBanks(folder, show, songs)]
    issues.push(...crossed.filter((issue) => !leftOut.some((id) => issue.message.includes(`"${id}"`))))
  }
  return { documents: !unusable && show !== null && venue !== null ? { show, venue, songs } : null, issues }
}

/**
 * A document without the entries that are wrong in themselves, so that what the others refer to can still be checked.
 * For each problem the smallest part around it whose removal cures it is left out; null when that is the whole document.
 */
function withoutFaulty<T>(
  input: unknown,
  issues: readonly Issue[],
  parse: (input: unknown) => Parsed<T>,
): { readonly value: T; readonly leftOut: readonly string[] } | null {
  let document = input
  const leftOut: string[] = []
  for (const issue of issues) {
    const path = issue.path.split('.')
    for (let depth = path.length; depth >= 2; depth--) {
      const without = structuredClone(document)
      const parent = path.slice(0, depth - 1).reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], without)
      if (typeof parent !== 'object' || parent === null) continue
      delete (parent as Record<string, unknown>)[path[depth - 1]!]
      const again = parse(without)
      if (!again.ok && again.issues.some((other) => other.path.startsWith(path.slice(0, depth - 1).join('.')))) continue
      document = without
      leftOut.push(path[depth - 1]!)
      break
    }
  }
  const parsed = parse(document)
  return parsed.ok ? { value: parsed.value, leftOut } : null
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

/** Names that other packages own, for `checkShow`. */
const known: NonNullable<CheckOptions['known']> = {
  instruments: instrumentNames,
  moves: moveNames,
  expressions: expressionWords,
  singers: Object.keys(voiceDesigns),
  avatarLooks: Object.keys(performerLooks),
}

/** What is wrong between documents that are each right: names that lead nowhere, overlaps, missing files. */
export function checkDocuments(folder: string, { show, songs, venue }: Documents): readonly Issue[] {
  return [
    ...checkShow(show, songs, venue, { filesPresent: presentFiles(folder, show, songs), known }),
    ...preflight({ show, songs, venue }),
  ]
}

const problem = (path: string, code: string, message: string): Issue => ({ path, code, severity: 'error', message })

/**
 * Writes the documents that differ from `before`. The folder of a song that was taken out goes to `.ghostlight/removed-songs`.
 * @throws when a file cannot be written.
 */
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
  for (const id of Object.keys(before.songs)) {
    const from = join(folder, 'songs', id)
    if (after.songs[id] !== undefined || !existsSync(from)) continue
    const removed = join(folder, '.ghostlight', 'removed-songs')
    files.makeFolder(removed)
    let n = 1
    while (existsSync(join(removed, `${id}-${n}`))) n += 1
    renameSync(from, join(removed, `${id}-${n}`))
  }
}

/** One line a problem: "error songs/x.tracks.y: …". */
export function wordsOf(issues: readonly Issue[]): readonly string[] {
  return issues.map((issue) => `${issue.severity === 'error' ? '✗' : '!'} ${issue.path || '(show)'}: ${issue.message} [${issue.code}]`)
}
export const isBroken = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.severity === 'error')
