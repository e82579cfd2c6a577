/** What a fan would call what is going on. Pure. */
import type { Text } from '@ghostlight/timeline'
import { isOver } from '../concert.ts'
import type { StageMoment } from '../show-time.ts'

export type NowOn =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'playing' | 'held' | 'between' | 'over'
      readonly segmentId: string
      readonly title: Text
      readonly performers: readonly Text[]
    }

export function nowOn(now: StageMoment | null): NowOn {
  const segment = now?.moment.segment
  if (!now || !segment) return { kind: 'waiting' }
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
