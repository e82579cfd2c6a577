/** The shots of a song in a row, whether it brings them or they are directed for it; and which of them is on. */
import { beats, type Edition, type Frame } from '@ghostlight/timeline'
import type { Shot } from './camera.ts'
import { direct } from './direct.ts'

export interface PlannedShot {
  /** Another one is a cut. Of a clip, that of its frame. */
  readonly id: string
  readonly shot: Shot
  /** On the clock of the song, or of the curtain call. */
  readonly fromMs: number
  readonly toMs: number
  readonly clock: 'song' | 'call'
  /** Degrees round the performer at both ends, when the author says. */
  readonly fromDeg: number | null
  readonly toDeg: number | null
  readonly energyUnit: number
  /** So long the first of a song shows where we are, ms: two bars. 0 of others. */
  readonly opensMs: number
  readonly order: number
  /** Whom it is of when not of all: who sings most in it. */
  readonly performerId: string | null
}

/** Shots of one of several performers. */
const OF_ONE: readonly Shot[] = ['medium', 'close', 'side']

/** Ascending, without gaps, from the first beat to the last; where a camera track has nothing, the shot before goes on. */
export function shotsOf(edition: Edition, songId: string): readonly PlannedShot[] {
  const song = edition.songs[songId]
  const time = edition.time[songId]
  const index = edition.index[songId]
  if (!song || !time || !index) return []
  const own = index.camera.items.map((clip, at) => ({
    id: index.camera.ids[at]!,
    startBeats: at === 0 ? 0 : (clip.startBeats as number),
    shot: clip.shot as Shot,
    fromDeg: clip.from ?? null,
    toDeg: clip.to ?? clip.from ?? null,
  }))
  const made = () => direct(song, time).map((shot) => ({ ...shot, id: `directed ${shot.startBeats}`, fromDeg: null, toDeg: null }))
  const shots = own.length > 0 ? own : made()
  return shots.map(({ id, startBeats, shot, fromDeg, toDeg }, order) => {
    const next = shots[order + 1]
    const fromMs = time.tempo.beatsToMs(beats(startBeats))
    const toMs = next ? time.tempo.beatsToMs(beats(next.startBeats)) : time.lengthMs
    const section = song.sections[time.sectionAt(beats(startBeats)) ?? '']
    return {
      id: `${songId} ${id}`,
      shot,
      fromMs,
      toMs: Math.max(toMs, fromMs),
      clock: 'song',
      fromDeg,
      toDeg,
      energyUnit: section?.energyUnit ?? 0.5,
      opensMs: order === 0 ? time.tempo.beatsToMs(time.barStart(3)) : 0,
      order,
      performerId: OF_ONE.includes(shot) ? singerOf(edition, songId, fromMs, toMs) : null,
    }
  })
}

/** Who sings most between two times; null where nobody does. */
function singerOf(edition: Edition, songId: string, fromMs: number, toMs: number): string | null {
  const { tempo } = edition.time[songId]!
  let most = 0
  let singer: string | null = null
  for (const track of Object.values(edition.songs[songId]!.tracks)) {
    if (track.kind !== 'vocal' || track.role !== 'lead') continue
    let sungMs = 0
    for (const { startBeats, lengthBeats } of Object.values(track.notes)) {
      const begins = Math.max(fromMs, tempo.beatsToMs(beats(startBeats)))
      sungMs += Math.max(0, Math.min(toMs, tempo.beatsToMs(beats(startBeats + lengthBeats))) - begins)
    }
    if (sungMs > most) [most, singer] = [sungMs, track.performerId]
  }
  return singer
}

/** The shot of a song at a position of it. */
export const shotAt = (shots: readonly PlannedShot[], positionMs: number): PlannedShot | null =>
  shots.findLast(({ fromMs }) => fromMs <= positionMs + 1e-6) ?? null

/** A camera that a cue has put over that of the song. */
export function isOfCue(frame: Frame, shots: readonly PlannedShot[]): boolean {
  const camera = frame.camera
  return camera !== null && !shots.some(({ id }) => id === `${frame.songId} ${camera.clipId}`)
}
