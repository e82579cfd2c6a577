/** What adopting the draft would change, in parts a person can weigh. Pure. */
import type { EditionData, Song } from '@ghostlight/timeline'
import { dictionaryLanguages } from './dictionary/dictionary-entries.ts'

export type Difference =
  | { readonly kind: 'songAdded' | 'songRemoved' | 'song'; readonly songId: string }
  | { readonly kind: 'notes' | 'words' | 'captions'; readonly songId: string; readonly count: number }
  | { readonly kind: 'cues' | 'looks' | 'dictionary'; readonly count: number }
  | { readonly kind: 'venue' | 'other' }

type Compared = Pick<EditionData, 'show' | 'songs' | 'venue'>
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Members that were added, removed or changed. */
export function changedMembers(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number {
  let count = 0
  for (const id of new Set([...Object.keys(a), ...Object.keys(b)])) if (!same(a[id], b[id])) count += 1
  return count
}

export function whatChanged(onAir: Compared, draft: Compared): readonly Difference[] {
  const differences: Difference[] = []
  for (const songId of new Set([...Object.keys(onAir.songs), ...Object.keys(draft.songs)])) {
    const before = onAir.songs[songId]
    const after = draft.songs[songId]
    if (before === after) continue
    if (before === undefined) differences.push({ kind: 'songAdded', songId })
    else if (after === undefined) differences.push({ kind: 'songRemoved', songId })
    else {
      const counted = {
        words: changedWords(before, after),
        notes: changedIn(before, after, notesOf),
        captions: changedIn(before, after, linesOf),
      }
      for (const kind of ['words', 'notes', 'captions'] as const)
        if (counted[kind] > 0) differences.push({ kind, songId, count: counted[kind] })
      if (!same(withoutCounted(before), withoutCounted(after))) differences.push({ kind: 'song', songId })
    }
  }
  const cues = changedMembers(onAir.show.cues, draft.show.cues)
  if (cues > 0) differences.push({ kind: 'cues', count: cues })
  const looks = changedMembers(onAir.show.looks, draft.show.looks)
  if (looks > 0) differences.push({ kind: 'looks', count: looks })
  const entries = dictionaryLanguages.reduce(
    (sum, language) => sum + changedMembers(onAir.show.dictionary?.[language] ?? {}, draft.show.dictionary?.[language] ?? {}),
    0,
  )
  if (entries > 0) differences.push({ kind: 'dictionary', count: entries })
  if (!same(onAir.venue, draft.venue)) differences.push({ kind: 'venue' })
  const { cues: _a, looks: _b, dictionary: _e, ...restBefore } = onAir.show
  const { cues: _c, looks: _d, dictionary: _f, ...restAfter } = draft.show
  if (!same(restBefore, restAfter)) differences.push({ kind: 'other' })
  return differences
}

type Track = Song['tracks'][string]
type Members = Readonly<Record<string, unknown>>

/** Notes but for their words, which are counted by themselves. */
const notesOf = (track: Track | undefined): Members =>
  track === undefined || !('notes' in track)
    ? {}
    : Object.fromEntries(Object.entries(track.notes).map(([id, note]) => [id, { ...note, lyric: null }]))
const linesOf = (track: Track | undefined): Members => (track !== undefined && 'lines' in track ? track.lines : {})

function changedIn(before: Song, after: Song, membersOf: (track: Track | undefined) => Members): number {
  const ids = new Set([...Object.keys(before.tracks), ...Object.keys(after.tracks)])
  return [...ids].reduce((sum, id) => sum + changedMembers(membersOf(before.tracks[id]), membersOf(after.tracks[id])), 0)
}

/** Notes that were there before and have other words now. */
function changedWords(before: Song, after: Song): number {
  let count = 0
  for (const [id, track] of Object.entries(after.tracks)) {
    const old = before.tracks[id]
    if (track.kind !== 'vocal' || old?.kind !== 'vocal') continue
    for (const [noteId, note] of Object.entries(track.notes))
      if (old.notes[noteId] !== undefined && old.notes[noteId].lyric !== note.lyric) count += 1
  }
  return count
}

function withoutCounted(song: Song): unknown {
  const tracks = Object.fromEntries(
    Object.entries(song.tracks).map(([id, track]) => [
      id,
      { ...track, ...('notes' in track ? { notes: null } : {}), ...('lines' in track ? { lines: null } : {}) },
    ]),
  )
  return { ...song, tracks }
}
