/**
 * A camera for songs that bring none: cuts on bar lines, wide where a chorus begins, close while a note is held, and in between the shots
 * that suit the passage, none twice running. Pure, and the same for the same song.
 */
import { type Beats, beats, type Section, type Song, type SongTime } from '@ghostlight/timeline'
import type { Shot } from './camera.ts'

/** A note this long is a held one. */
export const HELD_MS = 1300
/** No shot is shorter: the eye must arrive. */
const SHORTEST_MS = 2150
/** A section that is livelier than this is cut more often. */
const LIVELY_UNIT = 0.55
/** Shots are so many bars long or a multiple of it, and not shorter than this, ms. */
const LIVELY_SHOT = [2, 3200] as const
const CALM_SHOT = [4, 4400] as const

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
  const last = bars.length - 1
  const sections = bars.map((at) => time.sectionAt(at))
  const opens = (bar: number) => sections[bar] !== sections[bar - 1]
  const opensChorus = (bar: number) => opens(bar) && song.sections[sections[bar] ?? '']?.kind === 'chorus'
  const isClose = closeBars(song, time, bars, opensChorus)
  // Where a shot must end: a chorus opens, a held note comes or is over, a section ends in between.
  const mustCut = (bar: number) => bar >= last || opensChorus(bar) || isClose[bar] !== isClose[bar - 1] || (!isClose[bar] && opens(bar))
  const cuts: DirectedShot[] = []
  let turn = 0
  for (let bar = 0; bar < last; ) {
    const section = song.sections[sections[bar] ?? '']
    const close = isClose[bar]!
    const [bestBars, bestMs] = (section?.energyUnit ?? 0.5) > LIVELY_UNIT ? LIVELY_SHOT : CALM_SHOT
    let end = bar + 1
    while (!mustCut(end)) {
      const must = bars.findIndex((_, at) => at > end && mustCut(at))
      const isLong = !close && (end - bar) % bestBars === 0 && msOf(time, bars[bar]!, bars[end]!) >= bestMs
      if (isLong && msOf(time, bars[end]!, bars[must]!) >= SHORTEST_MS) break
      end++
    }
    if (opens(bar)) turn = 0
    const shots = ROUNDS[section?.kind ?? 'verse']
    let shot: Shot = close ? 'close' : shots[turn++ % shots.length]!
    if (opensChorus(bar)) shot = 'wide'
    else if (shot === cuts.at(-1)?.shot) shot = shots[turn++ % shots.length]!
    cuts.push({ startBeats: bars[bar]!, endBeats: bars[end]!, shot })
    bar = end
  }
  return cuts
}

/** The bars in which a note is held, from the bar it begins in; a chorus begins wide nevertheless, and no shot is too short. */
function closeBars(song: Song, time: SongTime, bars: readonly Beats[], opensChorus: (bar: number) => boolean): readonly boolean[] {
  const last = bars.length - 1
  const isClose = bars.map(() => false)
  const barOf = (at: number) =>
    Math.max(
      0,
      bars.findLastIndex((line) => line <= at + 1e-6),
    )
  const partOf = (at: number, bar: number) => (at - bars[bar]!) / ((bars[bar + 1] ?? at + 1) - bars[bar]!)
  for (const { from, to } of heldNotes(song, time)) {
    const [begins, ends] = [barOf(from), barOf(to - 1e-3)]
    const first = Math.min(last - 1, partOf(from, begins) > 0.75 ? begins + 1 : begins)
    for (let bar = first; bar <= Math.max(first, ends); bar++) isClose[bar] = true
    for (let bar = first; bar < last && msOf(time, bars[first]!, bars[bar]!) < SHORTEST_MS; bar++) isClose[bar] = true
  }
  for (let bar = 0; bar < last; bar++) {
    if (!opensChorus(bar)) continue
    for (let wide = bar; wide < last && msOf(time, bars[bar]!, bars[wide]!) < SHORTEST_MS; wide++) isClose[wide] = false
  }
  // What is left before a held note is too short for a shot of its own, or the held note is, before a chorus.
  for (let bar = last - 1; bar >= 0; ) {
    let first = bar
    while (first > 0 && isClose[first - 1] === isClose[bar] && !opensChorus(first)) first--
    const isShort = msOf(time, bars[first]!, bars[bar + 1]!) < SHORTEST_MS
    if (isShort && isClose[bar] && first > 0 && !opensChorus(first)) {
      isClose[first - 1] = true
      continue
    }
    const meetsClose = isClose[bar + 1] || (bar === last - 1 && isClose[first - 1])
    if (isShort && !isClose[bar] && meetsClose && !opensChorus(first)) isClose.fill(true, first, bar + 1)
    bar = first - 1
  }
  return isClose
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

/** Where the lead holds a note, beats. */
function heldNotes(song: Song, time: SongTime): readonly { readonly from: number; readonly to: number }[] {
  const lead = Object.values(song.tracks).find((track) => track.kind === 'vocal' && track.role === 'lead')
  if (lead?.kind !== 'vocal') return []
  return Object.values(lead.notes)
    .map(({ startBeats, lengthBeats }) => ({ from: startBeats as number, to: startBeats + lengthBeats }))
    .filter(({ from, to }) => msOf(time, beats(from), beats(to)) >= HELD_MS)
}

const msOf = ({ tempo }: SongTime, fromBeats: Beats, toBeats: Beats): number => tempo.beatsToMs(toBeats) - tempo.beatsToMs(fromBeats)
