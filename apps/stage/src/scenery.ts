/** What stands behind her and what is in the air at a moment: as the section says, else the song, else a ring of light and fireflies. Pure. */
import type { Edition, Frame, Scenery } from '@ghostlight/timeline'
import { sectionBlend } from './section-blend.ts'

export type Wall = NonNullable<Scenery['wall']>
export type Air = NonNullable<Scenery['air']>

/** From one kind to another; `unit` 1: altogether the other. */
export interface Change<Kind> {
  readonly from: Kind
  readonly to: Kind
  readonly unit: number
}
export interface SceneryNow {
  readonly wall: Change<Wall>
  readonly air: Change<Air>
}

const ORDINARY = { wall: 'ring', air: 'fireflies' } as const
/** Quarter notes that one world takes to become another. */
const OVER_BEATS = 2

export function sceneryAt(edition: Edition, frame: Frame): SceneryNow {
  const song = edition.songs[frame.songId ?? '']
  const time = edition.time[frame.songId ?? '']
  const { before, after, unit } = song && time ? sectionBlend(song, time, frame.positionBeats, OVER_BEATS) : NOWHERE
  const wallOf = (scenery: Scenery | undefined): Wall => scenery?.wall ?? song?.scenery?.wall ?? ORDINARY.wall
  const airOf = (scenery: Scenery | undefined): Air => scenery?.air ?? song?.scenery?.air ?? ORDINARY.air
  return {
    wall: { from: wallOf(before?.scenery), to: wallOf(after?.scenery), unit },
    air: { from: airOf(before?.scenery), to: airOf(after?.scenery), unit },
  }
}
const NOWHERE = { before: null, after: null, unit: 1 }
