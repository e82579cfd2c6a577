/** Which songs and voices the song desk offers, and stretches of notes. Pure. */
import type { Note, Song, VocalTrack } from '@ghostlight/timeline'
import type { DraftBody } from './pending-edits.ts'

/** Songs of the setlist in order, those with a voice first in line for editing. */
export function singableSongs(segmentOrder: readonly string[], body: DraftBody | null): readonly string[] {
  if (body === null) return []
  const inSetlist = segmentOrder.map((id) => body.show.setlist[id]?.songId).filter((id) => id !== undefined && body.songs[id] !== undefined)
  const all = [...new Set([...inSetlist, ...Object.keys(body.songs)])] as string[]
  const sung = (id: string): boolean => body.songs[id] !== undefined && vocalTracks(body.songs[id]).length > 0
  return [...all.filter(sung), ...all.filter((id) => !sung(id))]
}

/** Leads first, then by order. */
export function vocalTracks(song: Song): readonly (readonly [id: string, track: VocalTrack])[] {
  return Object.entries(song.tracks)
    .flatMap(([id, track]) => (track.kind === 'vocal' ? [[id, track] as const] : []))
    .sort(([, a], [, b]) => (a.role === b.role ? (a.order < b.order ? -1 : 1) : a.role === 'lead' ? -1 : 1))
}

/** From the first start to the last end of some notes; null when there are none. */
export function spanOfNotes(
  ids: Iterable<string>,
  notes: Readonly<Record<string, Note>>,
): { readonly fromBeats: number; readonly toBeats: number } | null {
  let fromBeats = Number.POSITIVE_INFINITY
  let toBeats = 0
  for (const id of ids) {
    const note = notes[id]
    if (note === undefined) continue
    fromBeats = Math.min(fromBeats, note.startBeats)
    toBeats = Math.max(toBeats, note.startBeats + note.lengthBeats)
  }
  return toBeats > 0 ? { fromBeats, toBeats } : null
}
