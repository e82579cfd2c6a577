/**
 * Cues that fire by themselves when their segment reaches a place. An edition lists those of each segment in the order of the music;
 * a running segment keeps how far it has come along that list, measured in unrolled time, so that it is asked what comes next, never what
 * was missed.
 */
import type { Anchor } from '../document/cue.ts'
import type { Show } from '../document/show.ts'
import type { Song } from '../document/song.ts'
import type { Edition } from '../edition.ts'
import type { SongTime } from '../song-time.ts'
import { beats, type Ms } from '../units.ts'
import { armedAfter, chainOf, isArmed } from './cue/chain.ts'
import { startCue } from './cue/start-cue.ts'
import type { Performance } from './performance.ts'
import { atMsOfElapsed, type Leg, passAt, passNumber, routeOf } from './route.ts'

export interface AnchorPoint {
  readonly cueId: string
  readonly positionMs: number
  readonly everyPass: boolean
}

/** Two ways of reckoning the same unrolled time agree far better than this; anchors closer together fire in the order of the list. */
const SAME_INSTANT_MS = 1e-6

/** Place of an anchor in its song in quarter notes, or null when what it names is not there (`checkShow` says so) or lies outside. */
export function anchorBeats(anchor: Anchor, song: Song, time: SongTime): number | null {
  const at = placeInBeats(anchor, song, time)
  return at !== null && at >= 0 && at < song.lengthBeats ? at : null
}

function placeInBeats(anchor: Anchor, song: Song, time: SongTime): number | null {
  switch (anchor.kind) {
    case 'time':
      return time.tempo.msToBeats(anchor.positionMs)
    case 'bar': {
      const start = time.barStart(anchor.bar)
      const { beatUnit, beatsPerBar } = time.barBeatAt(start)
      const beat = anchor.beat ?? 1
      return beat < beatsPerBar + 1 ? start + ((beat - 1) * 4) / beatUnit : null
    }
    case 'note': {
      const track = Object.hasOwn(song.tracks, anchor.trackId) ? song.tracks[anchor.trackId] : undefined
      const found = track?.kind === 'vocal' && Object.hasOwn(track.notes, anchor.noteId) ? track.notes[anchor.noteId] : undefined
      return found?.startBeats ?? null
    }
    case 'marker': {
      const track = Object.hasOwn(song.tracks, anchor.trackId) ? song.tracks[anchor.trackId] : undefined
      const found = track?.kind === 'marker' && Object.hasOwn(track.markers, anchor.markerId) ? track.markers[anchor.markerId] : undefined
      return found?.atBeats ?? null
    }
    case 'section':
      return Object.hasOwn(song.sections, anchor.sectionId) ? song.sections[anchor.sectionId]!.startBeats : null
    case 'beforeEnd':
      return song.lengthBeats - anchor.beats
  }
}

/** Anchored cues by segment, in the order of the music; together: in running order. Children of groups fire with their group only. */
export function anchorsOf(
  show: Show,
  songs: Readonly<Record<string, Song>>,
  time: Readonly<Record<string, SongTime>>,
  cueOrder: readonly string[],
): Readonly<Record<string, readonly AnchorPoint[]>> {
  const bySegment: Record<string, AnchorPoint[]> = {}
  for (const cueId of cueOrder) {
    const { anchor } = show.cues[cueId]!
    const songId = anchor && show.setlist[anchor.segmentId]?.songId
    const song = songId === undefined ? undefined : songs[songId]
    const songTime = songId === undefined ? undefined : time[songId]
    if (!anchor || !song || !songTime) continue
    const at = anchorBeats(anchor, song, songTime)
    if (at === null) continue
    const positionMs = anchor.kind === 'time' ? anchor.positionMs : songTime.tempo.beatsToMs(beats(at))
    const point = { cueId, positionMs, everyPass: anchor.everyPass ?? false }
    bySegment[anchor.segmentId] = [...(bySegment[anchor.segmentId] ?? []), point]
  }
  for (const points of Object.values(bySegment)) points.sort((a, b) => a.positionMs - b.positionMs)
  return bySegment
}

export interface DueAnchor {
  readonly cueId: string
  readonly pass: number
  readonly elapsedMs: number
  readonly atMs: number
}

/** The next anchor that the running segment comes to, fired or not; null while it is held, or when none lies ahead. */
export function nextAnchor(p: Performance, edition: Edition): DueAnchor | null {
  const run = p.segment
  if (!run || run.heldAtMs !== null) return null
  const points = edition.anchors[run.segmentId]
  if (points === undefined) return null
  const { elapsedMs: doneMs, cueId: doneId } = run.anchoredTo
  const done = doneId === null ? -1 : points.findIndex((point) => point.cueId === doneId)
  for (const leg of routeOf(edition, run)) {
    if (leg.elapsedMs + leg.lengthMs < doneMs - SAME_INSTANT_MS) continue
    for (const pass of passesFrom(leg, doneMs)) {
      // Nothing before what is done, nor before where this pass begins, can come next.
      const fromMs = Math.max(pass.positionMs, pass.positionMs + (doneMs - pass.fromMs) - SAME_INSTANT_MS)
      for (let index = countBelow(points, fromMs); index < points.length && points[index]!.positionMs < leg.endMs; index++) {
        const point = points[index]!
        if (pass.pass > 0 && !point.everyPass) continue
        const elapsedMs = pass.fromMs + (point.positionMs - pass.positionMs)
        const isDone = elapsedMs < doneMs - SAME_INSTANT_MS || (elapsedMs <= doneMs + SAME_INSTANT_MS && index <= done)
        if (isDone || elapsedMs >= leg.elapsedMs + leg.lengthMs) continue
        return { cueId: point.cueId, pass: pass.pass, elapsedMs, atMs: atMsOfElapsed(run, elapsedMs) }
      }
    }
  }
  return null
}

/** How many points lie before a position. */
function countBelow(points: readonly AnchorPoint[], positionMs: number): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.positionMs < positionMs) low = middle + 1
    else high = middle
  }
  return low
}

interface Pass {
  readonly pass: number
  readonly fromMs: number
  readonly positionMs: number
}

/** The pass of a leg that is on at an unrolled time and the one after it; outside vamps the leg itself. More passes say nothing new. */
function passesFrom(leg: Leg, elapsedMs: number): readonly Pass[] {
  if (leg.kind === 'through') return [{ pass: 0, fromMs: leg.elapsedMs, positionMs: leg.positionMs }]
  const n = Math.max(0, passAt(leg, Math.max(leg.elapsedMs, elapsedMs)).n)
  // By rounding, what is done may seem to lie a hair before the edge that it lies on.
  return [n - 1, n, n + 1]
    .filter((index) => index >= 0)
    .map((index) => {
      const { fromMs, positionMs } = passNumber(leg, index)
      return { pass: leg.firstPass + index, fromMs, positionMs }
    })
}

/** The segment has come to an anchor: its cue fires, unless it is disarmed or has been fired in this run of the segment. */
export function takeAnchor(p: Performance, edition: Edition, due: DueAnchor): Performance {
  const run = p.segment!
  const reached: Performance = { ...p, segment: { ...run, anchoredTo: { elapsedMs: due.elapsedMs, cueId: due.cueId } } }
  const isSpent = due.pass === 0 && run.spentAnchors.includes(due.cueId)
  // A cue that starts its own segment again, where its anchor lies, would do so for ever without time going on.
  const isAgain = p.cues.some((other) => other.cueId === due.cueId && other.anchoredIn !== null && other.atMs === due.atMs)
  if (isSpent || isAgain || !isArmed(p, edition, due.cueId)) return reached
  const runId = `${run.runId}@${due.cueId}${due.pass === 0 ? '' : `@${due.pass}`}`
  const standbyCueId = p.standbyCueId === due.cueId ? armedAfter(p, edition, chainOf(p, edition, due.cueId).at(-1)!) : p.standbyCueId
  return startCue({ ...reached, standbyCueId }, edition, anchoredStart(due.cueId, runId, run.runId, due.atMs, null))
}

/** How an anchor starts its cue: as a root of its own. */
export const anchoredStart = (cueId: string, runId: string, anchoredIn: string, atMs: number, assertedUntilMs: Ms | null) => ({
  cueId,
  runId,
  rootRunId: runId,
  atMs,
  index: 0,
  parentRunId: null,
  continueMode: null,
  anchoredIn,
  assertedUntilMs,
})
