/**
 * Strobe safety: more than three flashes within any one second can cause seizures.
 * Source: WCAG 2.2, success criterion 2.3.1 and its definition of "general flash and red flash thresholds". A general flash is a pair
 * of opposing changes in relative luminance of 0.1 or more where the darker one is below 0.8; a red flash is a pair of opposing changes
 * that involve a saturated red. The definition is for screens; in a hall the light of a whole group of fixtures stands for the area: a
 * chase that walks along a group is not a flash, a group that goes on and off together is, and a group of one is its fixture.
 */
import type { Venue } from '@ghostlight/timeline'
import { profileOf } from '../fixture.ts'
import type { FixtureState } from '../lights-at.ts'
import { fixturesOfGroup } from '../patch.ts'
import { type LightSample, lightOf, luminanceOf } from './luminance.ts'

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
  const groups = groupsOf(venue)
  const marks = samples.map(({ positionMs, states }) => ({ atMs: positionMs, values: marksOf(groups, states) }))
  return groups.flatMap(({ group }, index) => [
    ...stretches(changesOf(marks, index * 2, GENERAL)).map((stretch) => ({ group, kind: 'general' as const, ...stretch })),
    ...stretches(changesOf(marks, index * 2 + 1, RED)).map((stretch) => ({ group, kind: 'red' as const, ...stretch })),
  ])
}

export interface FastShutter {
  /** First and last position at which it strobes too fast while lit. */
  readonly startMs: number
  readonly endMs: number
  readonly rateHz: number
  readonly fixtureIds: readonly string[]
}

/** Shutters that strobe more than three times a second while their fixture is lit; null: none. Fixtures without a shutter stay lit. */
export function fastShuttersIn(venue: Venue, samples: readonly LightSample[]): FastShutter | null {
  let found: { startMs: number; endMs: number; rateHz: number; fixtureIds: Set<string> } | null = null
  for (const { positionMs, states } of samples) {
    for (const { fixtureId, strobeHz = 0, levelUnit } of states) {
      const fixture = venue.fixtures[fixtureId]
      if (strobeHz <= MOST_FLASHES || levelUnit < GENERAL.change || !fixture) continue
      if (!profileOf(venue, fixture).slots.some(({ kind }) => kind === 'strobe')) continue
      found ??= { startMs: positionMs, endMs: positionMs, rateHz: 0, fixtureIds: new Set() }
      found.endMs = positionMs
      found.rateHz = Math.max(found.rateHz, strobeHz)
      found.fixtureIds.add(fixtureId)
    }
  }
  return found === null ? null : { ...found, fixtureIds: [...found.fixtureIds] }
}

/** What the eye sees of each group at an instant. */
export interface Marks {
  readonly atMs: number
  /** Luminance and saturated red of each group in turn. */
  readonly values: Float64Array
}

export const marksAt = (venue: Venue, atMs: number, states: readonly FixtureState[]): Marks => ({
  atMs,
  values: marksOf(groupsOf(venue), states),
})

/** The most flashes that any group gives within any `windowMs`. */
export function mostFlashesIn(marks: readonly Marks[], windowMs: number): number {
  let most = 0
  for (let row = 0; row < (marks[0]?.values.length ?? 0); row++) {
    const changes = changesOf(marks, row, row % 2 === 0 ? GENERAL : RED)
    let first = 0
    for (let last = 0; last < changes.length; last++) {
      while (changes[last]! - changes[first]! >= windowMs) first++
      most = Math.max(most, Math.floor((last - first + 1) / 2))
    }
  }
  return most
}

interface Group {
  readonly group: string
  readonly members: ReadonlySet<string>
}
const groupsByVenue = new WeakMap<Venue, readonly Group[]>()

function groupsOf(venue: Venue): readonly Group[] {
  let groups = groupsByVenue.get(venue)
  if (groups === undefined) {
    const names = [...new Set(Object.values(venue.fixtures).flatMap((fixture) => fixture.groups))].sort()
    groups = names.map((group) => ({ group, members: new Set(fixturesOfGroup(venue, group).map(({ id }) => id)) }))
    groupsByVenue.set(venue, groups)
  }
  return groups
}

function marksOf(groups: readonly Group[], states: readonly FixtureState[]): Float64Array {
  const values = new Float64Array(groups.length * 2)
  groups.forEach(({ members }, index) => {
    let count = 0
    for (const state of states) {
      if (!members.has(state.fixtureId)) continue
      count++
      values[index * 2] = values[index * 2]! + luminanceOf(state)
      values[index * 2 + 1] = values[index * 2 + 1]! + saturatedRed(state)
    }
    if (count === 0) return
    values[index * 2] = values[index * 2]! / count
    values[index * 2 + 1] = values[index * 2 + 1]! / count
  })
  return values
}

/** How red a saturated red is, 0 for every other colour. */
function saturatedRed(state: FixtureState): number {
  const [red, green, blue] = state.rgb
  const sum = red + green + blue
  return sum > 0 && red / sum >= SATURATED_RED_SHARE ? lightOf(state) * Math.max(0, red - green - blue) : 0
}

/**
 * Instants at which a change that counts is complete: up and down in turn. Between two of them the value has swung by at least
 * `change` from its extreme; smaller ripples are part of the swing.
 */
function changesOf(
  marks: readonly Marks[],
  row: number,
  { change, darkerBelow }: { readonly change: number; readonly darkerBelow: number },
): number[] {
  const changes: number[] = []
  const [first] = marks
  if (first === undefined) return changes
  let direction: 'up' | 'down' | null = null
  // Extremes since the last change that counted.
  let low = first.values[row]!
  let high = low
  for (const { atMs, values } of marks) {
    const value = values[row]!
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
