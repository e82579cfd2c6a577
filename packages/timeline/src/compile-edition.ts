import type { Show } from './document/show.ts'
import type { Edition, EditionData } from './edition.ts'
import type { SongIndex } from './evaluate/song-index.ts'
import { createSongIndex } from './evaluate/song-index.ts'
import { inOrder } from './order.ts'
import { anchorsOf } from './performance/anchor.ts'
import type { SongTime } from './song-time.ts'
import { createSongTime } from './song-time.ts'

/**
 * Makes an edition ready to be asked. Tens of milliseconds for a full show; do it once per edition.
 *
 * @param data  parsed and checked.
 * @param hash  name of its canonical bytes; computed by the engine, which owns the hash function.
 */
export function compileEdition(data: EditionData, hash: string): Edition {
  const time: Record<string, SongTime> = {}
  const index: Record<string, SongIndex> = {}
  for (const [songId, song] of Object.entries(data.songs)) {
    const songTime = createSongTime(song)
    time[songId] = songTime
    index[songId] = createSongIndex(song, songTime)
  }
  const { cueOrder, groupChildren } = groupsOf(data.show)
  const anchors = anchorsOf(data.show, data.songs, time, cueOrder)
  return { ...data, hash, time, index, cueOrder, groupChildren, anchors, segmentOrder: inOrder(data.show.setlist) }
}

/** Groups and what is left of the running order without their children. A cue in a ring of groups belongs to none (`checkShow` names it). */
export function groupsOf(show: Show): Pick<Edition, 'cueOrder' | 'groupChildren'> {
  const groupChildren: Record<string, string[]> = {}
  const cueOrder: string[] = []
  for (const cueId of inOrder(show.cues)) {
    const groupId = show.cues[cueId]!.groupId
    if (groupId !== undefined && isGroup(show, groupId) && !isInRing(show, cueId)) {
      groupChildren[groupId] = [...(groupChildren[groupId] ?? []), cueId]
    } else cueOrder.push(cueId)
  }
  return { cueOrder, groupChildren }
}

const isGroup = (show: Show, cueId: string): boolean => Object.hasOwn(show.cues, cueId) && show.cues[cueId]!.action.kind === 'group'

/** Whether the groups above a cue lead back to it, or round in a ring. */
export function isInRing(show: Show, cueId: string): boolean {
  const seen = new Set([cueId])
  for (let at = show.cues[cueId]?.groupId; at !== undefined && isGroup(show, at); at = show.cues[at]!.groupId) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

/**
 * What fans may have: no cue notes, no hosts, no patch, no messages for desks. Folding a log over it gives the same moments,
 * since cues keep their ids, order, waits and everything that is seen or heard.
 */
export function publicEditionData(data: EditionData): EditionData {
  const cues = Object.fromEntries(
    Object.entries(data.show.cues).map(([id, { notes: _notes, ...cue }]) => [
      id,
      cue.action.kind === 'osc' ? { ...cue, action: { kind: 'note' as const } } : cue,
    ]),
  )
  const songs = Object.fromEntries(
    Object.entries(data.songs).map(([id, song]) => [
      id,
      { ...song, tracks: Object.fromEntries(Object.entries(song.tracks).filter(([, track]) => track.kind !== 'osc')) },
    ]),
  )
  const fixtures = Object.fromEntries(
    Object.entries(data.venue.fixtures).map(([id, fixture]) => [id, { ...fixture, universe: 1, slot: 1 }]),
  )
  const { timecode: _timecode, ...venue } = data.venue
  return { ...data, show: { ...data.show, cues }, songs, venue: { ...venue, targets: {}, fixtures } }
}
