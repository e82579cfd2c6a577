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
/** They applaud when the music is over, louder than most of it and for so long. */
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
  if (!song || !time) return { beats: (frame.atMs / 1000) * IDLE_HZ, swayBeats: 2, energyUnit: IDLE_UNIT }
  const { positionBeats, idleForMs, heldForMs } = frame
  const swayBeats = swayBeatsOf(song, time)
  const carried = energyAt(song, time, positionBeats)
  // Where the music stays they go on from there by the clock: held, they only sway; at its end they applaud.
  if (heldForMs !== null)
    return {
      beats: positionBeats + (heldForMs / 1000) * IDLE_HZ,
      swayBeats,
      energyUnit: mix(carried, IDLE_UNIT, smoothUnit(heldForMs / 1500)),
    }
  const clapsS = Math.min(idleForMs, APPLAUSE_MS) / 1000
  const beats = positionBeats + clapsS * APPLAUSE_HZ + (idleForMs / 1000 - clapsS) * IDLE_HZ
  const applauds = mix(carried, APPLAUSE_UNIT, smoothUnit(idleForMs / 700))
  return { beats, swayBeats, energyUnit: mix(applauds, IDLE_UNIT, smoothUnit((2 * idleForMs) / APPLAUSE_MS - 1)) }
}
