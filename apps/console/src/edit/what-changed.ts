/** What adopting the draft would change, in parts a person can weigh. Pure. */
import type { EditionData, Song } from '@ghostlight/timeline'

export type Difference =
  | { readonly kind: 'songAdded' | 'songRemoved' | 'song'; readonly songId: string }
  | { readonly kind: 'notes'; readonly songId: string; readonly count: number }
  | { readonly kind: 'cues' | 'looks'; readonly count: number }
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
      const count = changedNotes(before, after)
      if (count > 0) differences.push({ kind: 'notes', songId, count })
      if (!same(withoutNotes(before), withoutNotes(after))) differences.push({ kind: 'song', songId })
    }
  }
  const cues = changedMembers(onAir.show.cues, draft.show.cues)
  if (cues > 0) differences.push({ kind: 'cues', count: cues })
  const looks = changedMembers(onAir.show.looks, draft.show.looks)
  if (looks > 0) differences.push({ kind: 'looks', count: looks })
  if (!same(onAir.venue, draft.venue)) differences.push({ kind: 'venue' })
  const { cues: _a, looks: _b, ...restBefore } = onAir.show
  const { cues: _c, looks: _d, ...restAfter } = draft.show
  if (!same(restBefore, restAfter)) differences.push({ kind: 'other' })
  return differences
}

function changedNotes(before: Song, after: Song): number {
  let count = 0
  for (const [id, track] of Object.entries(after.tracks)) {
    if (track.kind !== 'vocal' && track.kind !== 'instrument') continue
    const old = before.tracks[id]
    count += changedMembers(old !== undefined && 'notes' in old ? old.notes : {}, track.notes)
  }
  return count
}

function withoutNotes(song: Song): unknown {
  const tracks = Object.fromEntries(
    Object.entries(song.tracks).map(([id, track]) => [id, 'notes' in track ? { ...track, notes: null } : track]),
  )
  return { ...song, tracks }
}
