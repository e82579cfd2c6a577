/** Which notes of a bar are strong: the accents of the metre, as every tradition of Western song leans on them. */
import type { MetrePoint } from '@ghostlight/timeline'

/** A position this close to a beat is on it. */
const onBeatTolerance = 0.01
const near = (a: number, b: number): boolean => Math.abs(a - b) < onBeatTolerance

/** dB: the first of the bar, its second strong beat (third of four, second half of 6/8), other beats, and what lies between beats. */
const first = 1
const strong = 0.6
const beat = 0.1
const between = -0.7

/** Lengths of the bar's beats in units of its lower figure: 6/8 is 3 + 3, 7/8 is 2 + 2 + 3, 3/4 is 1 + 1 + 1. */
function groupsOf({ beatsPerBar, beatUnit }: MetrePoint): number[] {
  if (beatUnit < 8) return new Array<number>(beatsPerBar).fill(1)
  if (beatsPerBar % 3 === 0) return new Array<number>(beatsPerBar / 3).fill(3)
  const pairs = Math.floor(beatsPerBar / 2)
  return Array.from({ length: pairs }, (_, i) => (i === pairs - 1 && beatsPerBar % 2 === 1 ? 3 : 2))
}

/**
 * @param atBeats  in quarter notes.
 * @param metre    of the song in order of time; empty: quarter notes without bars, strong and weak.
 * @returns dB about an unaccented note, −0.7 … 1.
 */
export function metricAccentDb(atBeats: number, metre: readonly MetrePoint[]): number {
  const point = metre.findLast((one) => one.atBeats <= atBeats + onBeatTolerance) ?? metre[0]
  if (!point) return near(atBeats, Math.round(atBeats)) ? 0.5 : between
  const unitBeats = 4 / point.beatUnit
  const barBeats = point.beatsPerBar * unitBeats
  const since = atBeats - point.atBeats
  const place = since - Math.floor(since / barBeats + onBeatTolerance / barBeats) * barBeats
  if (near(place, 0)) return first
  const groups = groupsOf(point)
  let at = 0
  for (const [index, length] of groups.entries()) {
    if (near(place, at))
      return groups.length % 2 === 0 && groups.length > (point.beatUnit < 8 ? 2 : 1) && index === groups.length / 2 ? strong : beat
    at += length * unitBeats
  }
  return between
}
