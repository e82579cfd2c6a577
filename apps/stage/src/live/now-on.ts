/** What a fan would call what is going on. Pure. */
import type { Text } from '@ghostlight/timeline'
import { hasBegun, isOver } from '../concert.ts'
import type { StageMoment } from '../show-time.ts'

export type NowOn =
  /** Nothing is on: before the first song, or, once something was, after a stop. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'playing' | 'held' | 'between' | 'over'
      readonly segmentId: string
      readonly title: Text
      readonly performers: readonly Text[]
    }

export function nowOn(now: StageMoment | null): NowOn {
  const segment = now?.moment.segment
  if (!now || !segment) return { kind: now && hasBegun(now.performance) ? 'stopped' : 'waiting' }
  const { show } = now.edition
  const planned = show.setlist[segment.segmentId]
  const song = now.edition.songs[segment.songId]
  const ids = new Set(
    Object.values(song?.tracks ?? {}).flatMap((track) => (track.kind === 'vocal' || track.kind === 'motion' ? [track.performerId] : [])),
  )
  const performers = [...ids].map((id) => show.performers[id]?.name).filter((name) => name !== undefined)
  const title = planned?.kind === 'song' ? (song?.title ?? planned.name) : (planned?.name ?? song?.title ?? {})
  const kind = segment.heldForMs !== null ? 'held' : !segment.ended ? 'playing' : isOver(now.edition, now.moment) ? 'over' : 'between'
  return { kind, segmentId: segment.segmentId, title, performers }
}
