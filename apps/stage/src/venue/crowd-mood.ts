/** What the crowd makes of the music: how wide they sway and how lively they are. Pure. */
import type { Beats, Edition, Frame, Song, SongTime } from '@ghostlight/timeline'
import { mix, smoothUnit } from '../ease.ts'
import { sectionBlend } from '../section-blend.ts'

/** To and fro takes no less than this, and less than twice as much. */
const SWAY_MS = 1500
/** A crowd is carried away, or calms down, over so many quarter notes about where a section begins. */
const CARRIED_BEATS = 2
const ORDINARY_UNIT = 0.4
const IDLE_UNIT = 0.12
/** They applaud when the music is over. */
const APPLAUSE_UNIT = 0.75
const APPLAUSE_MS = 7000
/** Quarter notes a second when there are none. */
const IDLE_HZ = 0.4
const APPLAUSE_HZ = 3.1

/** Whole bars, halved or doubled until one sway suits the tempo the song begins with. */
export function swayBeatsOf(song: Song, { tempo, barStart }: SongTime): number {
  const bar = Math.max(1, barStart(2) - barStart(1))
  const barMs = tempo.beatsToMs(bar as Beats)
  let sway = bar
  for (let longMs: number = barMs; longMs < SWAY_MS; longMs *= 2) sway *= 2
  for (let longMs: number = barMs; longMs >= 2 * SWAY_MS; longMs /= 2) sway /= 2
  return Math.min(sway, song.lengthBeats)
}

/** The energy of the sections, without the steps between them. */
export function energyAt(song: Song, time: SongTime, at: number): number {
  const { before, after, unit } = sectionBlend(song, time, at, CARRIED_BEATS)
  return mix(before?.energyUnit ?? ORDINARY_UNIT, after?.energyUnit ?? ORDINARY_UNIT, unit)
}

export interface CrowdMood {
  readonly beats: number
  readonly swayBeats: number
  readonly energyUnit: number
}

export function moodOf(edition: Edition, frame: Frame): CrowdMood {
  const song = edition.songs[frame.songId ?? '']
  const time = edition.time[frame.songId ?? '']
  const idle = { beats: (frame.atMs / 1000) * IDLE_HZ, swayBeats: 2, energyUnit: IDLE_UNIT }
  if (!song || !time) {
    const applauds = frame.idleForMs > 0 ? smoothUnit(2 - (2 * frame.idleForMs) / APPLAUSE_MS) : 0
    if (applauds === 0) return idle
    return { beats: (frame.atMs / 1000) * APPLAUSE_HZ, swayBeats: 4, energyUnit: mix(IDLE_UNIT, APPLAUSE_UNIT, applauds) }
  }
  // Held music rests for them as well; they sway by the clock.
  if (frame.heldForMs !== null) return idle
  return { beats: frame.positionBeats, swayBeats: swayBeatsOf(song, time), energyUnit: energyAt(song, time, frame.positionBeats) }
}
