/**
 * A camera for songs that bring none: cuts on bar lines, wide where a chorus begins, close while a note is held, and in between the shots
 * that suit the passage, none twice running. Pure, and the same for the same song.
 */
import { type Beats, beats, type Edition, type Frame, type Section, type Song, type SongTime } from '@ghostlight/timeline'
import type { Shot } from './camera.ts'

/** A note this long is a held one. */
export const HELD_MS = 1400
/** No shot is shorter: the eye must arrive. */
const SHORTEST_MS = 2400
/** A section that is livelier than this is cut every two bars, another every four. */
const LIVELY_UNIT = 0.55

const ROUNDS: Readonly<Record<Section['kind'], readonly Shot[]>> = {
  intro: ['wide', 'low', 'full'],
  verse: ['medium', 'full', 'side', 'medium', 'orbit'],
  preChorus: ['full', 'side', 'medium'],
  chorus: ['wide', 'full', 'low', 'medium', 'crowd', 'orbit'],
  interlude: ['crowd', 'orbit', 'full', 'low'],
  bridge: ['side', 'medium', 'orbit', 'full'],
  outro: ['full', 'medium', 'wide'],
  talk: ['full', 'medium'],
  vamp: ['wide', 'full', 'crowd', 'orbit'],
}

export interface DirectedShot {
  readonly startBeats: Beats
  readonly endBeats: Beats
  readonly shot: Shot
}

/** Ascending, without gaps, from the first beat to the last. */
export function direct(song: Song, time: SongTime): readonly DirectedShot[] {
  const bars = barLines(time)
  const held = heldNotes(song, time)
  const cuts: DirectedShot[] = []
  let round: { readonly kind: Section['kind']; turn: number } = { kind: 'intro', turn: 0 }
  let sectionId: string | null = null
  for (let bar = 0; bar + 1 < bars.length; ) {
    const startBeats = bars[bar]!
    const id = time.sectionAt(startBeats)
    const section = id === null ? undefined : song.sections[id]
    const enters = id !== sectionId
    if (enters) round = { kind: section?.kind ?? 'verse', turn: 0 }
    sectionId = id
    let end = bar + ((section?.energyUnit ?? 0.5) > LIVELY_UNIT ? 2 : 4)
    while (end + 1 < bars.length && msOf(time, startBeats, bars[Math.min(end, bars.length - 1)]!) < SHORTEST_MS) end++
    // A section ends its shots, and so does a held note in the next bars, which gets a shot of its own.
    for (let next = bar + 1; next < Math.min(end, bars.length - 1); next++) {
      const other = time.sectionAt(bars[next]!)
      const isHeld = isHeldIn(held, bars[next]!, bars[next + 1]!) && msOf(time, startBeats, bars[next]!) >= SHORTEST_MS
      if (other !== id || isHeld) end = next
    }
    end = Math.min(end, bars.length - 1)
    const opensChorus = enters && section?.kind === 'chorus'
    const close = !opensChorus && isHeldIn(held, startBeats, bars[bar + 1]!) && cuts.at(-1)?.shot !== 'close'
    const shots = ROUNDS[round.kind]
    let shot: Shot = close ? 'close' : shots[round.turn++ % shots.length]!
    if (shot === cuts.at(-1)?.shot && !opensChorus) shot = shots[round.turn++ % shots.length]!
    cuts.push({ startBeats, endBeats: bars[end]!, shot })
    bar = end
  }
  return cuts
}

/** First beats of all bars, and the end of the song. */
function barLines(time: SongTime): readonly Beats[] {
  const lines: Beats[] = []
  for (let bar = 1; ; bar++) {
    const at = time.barStart(bar)
    if (at >= time.lengthBeats) break
    lines.push(at)
  }
  return [...lines, time.lengthBeats]
}

/** Where the lead begins to hold a note. */
function heldNotes(song: Song, time: SongTime): readonly Beats[] {
  const lead = Object.values(song.tracks).find((track) => track.kind === 'vocal' && track.role === 'lead')
  if (lead?.kind !== 'vocal') return []
  return Object.values(lead.notes)
    .filter(({ startBeats, lengthBeats }) => msOf(time, beats(startBeats), beats(startBeats + lengthBeats)) >= HELD_MS)
    .map(({ startBeats }) => beats(startBeats))
}

/** A held note begins in this bar: the cut comes before it, so that it is seen from its beginning. */
const isHeldIn = (held: readonly Beats[], fromBeats: Beats, toBeats: Beats): boolean =>
  held.some((startBeats) => startBeats >= fromBeats && startBeats < toBeats)

const msOf = ({ tempo }: SongTime, fromBeats: Beats, toBeats: Beats): number => tempo.beatsToMs(toBeats) - tempo.beatsToMs(fromBeats)

const directed = new WeakMap<Song, readonly DirectedShot[] | null>()

/** The shot at a frame of a song without camera clips; null where the song has its own, or none is on. */
export function directedShot(edition: Edition, frame: Frame): DirectedShot | null {
  const song = edition.songs[frame.songId ?? '']
  const time = edition.time[frame.songId ?? '']
  if (!song || !time) return null
  let shots = directed.get(song)
  if (shots === undefined) {
    const hasOwn = Object.values(song.tracks).some((track) => track.kind === 'camera' && Object.keys(track.clips).length > 0)
    shots = hasOwn ? null : direct(song, time)
    directed.set(song, shots)
  }
  return shots?.findLast(({ startBeats }) => startBeats <= frame.positionBeats) ?? null
}
