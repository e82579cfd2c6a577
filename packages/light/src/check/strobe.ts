/**
 * Strobe safety: more than three flashes within any one second can cause seizures.
 * Source: WCAG 2.2, success criterion 2.3.1 and its definition of "general flash and red flash thresholds". A general flash is a pair
 * of opposing changes in relative luminance of 0.1 or more where the darker one is below 0.8; a red flash is a pair of opposing changes
 * that involve a saturated red. The definition is for screens; in a hall the light of a whole group of fixtures stands for the area: a
 * chase that walks along a group is not a flash, a group that goes on and off together is, and a group of one is its fixture.
 */
import type { Venue } from '@ghostlight/timeline'
import type { FixtureState } from '../lights-at.ts'
import { fixturesOfGroup } from '../patch.ts'
import { type LightSample, luminanceOf } from './luminance.ts'

const MOST_FLASHES = 3
const WINDOW_MS = 1000
const GENERAL = { change: 0.1, darkerBelow: 0.8 }
// A change of more than 20 in (R − G − B) × 320, in the same units as R, G and B 0–1.
const RED = { change: 20 / 320, darkerBelow: Number.POSITIVE_INFINITY }
const SATURATED_RED_SHARE = 0.8

export interface Strobe {
  readonly group: string
  readonly kind: 'general' | 'red'
  /** First change of the first second that is too much, to the last change of the last such second. */
  readonly startMs: number
  readonly endMs: number
  /** The most flashes in one second of it. */
  readonly flashes: number
}

/** Stretches in which a group flashes more than three times in a second; by group, then time. */
export function strobesIn(venue: Venue, samples: readonly LightSample[]): Strobe[] {
  const groups = [...new Set(Object.values(venue.fixtures).flatMap((fixture) => fixture.groups))].sort()
  return groups.flatMap((group) => {
    const members = new Set(fixturesOfGroup(venue, group).map(({ id }) => id))
    const general: Point[] = []
    const red: Point[] = []
    for (const { positionMs, states } of samples) {
      const own = states.filter(({ fixtureId }) => members.has(fixtureId))
      general.push({ atMs: positionMs, value: mean(own, luminanceOf) })
      red.push({ atMs: positionMs, value: mean(own, saturatedRed) })
    }
    return [
      ...stretches(changesOf(general, GENERAL)).map((stretch) => ({ group, kind: 'general' as const, ...stretch })),
      ...stretches(changesOf(red, RED)).map((stretch) => ({ group, kind: 'red' as const, ...stretch })),
    ]
  })
}

interface Point {
  readonly atMs: number
  readonly value: number
}

const mean = (states: readonly FixtureState[], measure: (state: FixtureState) => number): number =>
  states.length === 0 ? 0 : states.reduce((sum, state) => sum + measure(state), 0) / states.length

/** How red a saturated red is, 0 for every other colour. */
function saturatedRed({ levelUnit, rgb: [red, green, blue] }: FixtureState): number {
  const sum = red + green + blue
  return sum > 0 && red / sum >= SATURATED_RED_SHARE ? levelUnit * Math.max(0, red - green - blue) : 0
}

/**
 * Instants at which a change that counts is complete: up and down in turn. Between two of them the value has swung by at least
 * `change` from its extreme; smaller ripples are part of the swing.
 */
function changesOf(points: readonly Point[], { change, darkerBelow }: { readonly change: number; readonly darkerBelow: number }): number[] {
  const changes: number[] = []
  const [first] = points
  if (first === undefined) return changes
  let direction: 'up' | 'down' | null = null
  // Extremes since the last change that counted.
  let [low, high] = [first.value, first.value]
  for (const { atMs, value } of points) {
    low = Math.min(low, value)
    high = Math.max(high, value)
    const rose: boolean = direction !== 'up' && value - low >= change && low < darkerBelow
    const fell: boolean = direction !== 'down' && high - value >= change && value < darkerBelow
    if (!rose && !fell) continue
    changes.push(atMs)
    direction = rose ? 'up' : 'down'
    low = value
    high = value
  }
  return changes
}

/** Runs of seconds with more than three pairs of changes, joined where they overlap. */
function stretches(changes: readonly number[]): { readonly startMs: number; readonly endMs: number; readonly flashes: number }[] {
  const found: { startMs: number; endMs: number; flashes: number }[] = []
  let first = 0
  for (let last = 0; last < changes.length; last++) {
    while (changes[last]! - changes[first]! >= WINDOW_MS) first++
    const flashes = Math.floor((last - first + 1) / 2)
    if (flashes <= MOST_FLASHES) continue
    const open = found.at(-1)
    if (open !== undefined && changes[first]! <= open.endMs) {
      open.endMs = changes[last]!
      open.flashes = Math.max(open.flashes, flashes)
    } else found.push({ startMs: changes[first]!, endMs: changes[last]!, flashes })
  }
  return found
}
