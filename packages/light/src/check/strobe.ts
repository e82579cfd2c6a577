/**
 * Strobe safety: more than three flashes within any one second can cause seizures.
 * Source: WCAG 2.2, success criterion 2.3.1 and its definition of "general flash and red flash thresholds". A general flash is a pair
 * of opposing changes in relative luminance of 0.1 or more where the darker one is below 0.8; a red flash is a pair of opposing changes
 * that involve a saturated red. The definition is for screens; in a hall the light of a whole group of fixtures stands for the area: a
 * chase that walks along a group is not a flash, a group that goes on and off together is, and a group of one is its fixture.
 */
import type { Venue } from '@ghostlight/timeline'
import type { LinearRgb } from '../colour.ts'
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
  const seconds = (row: number, threshold: typeof GENERAL) => stretches(secondsOf(marks, row, { threshold, windowMs: WINDOW_MS }))
  return groups.flatMap(({ group }, index) => [
    ...seconds(index * 2, GENERAL).map((stretch) => ({ group, kind: 'general' as const, ...stretch })),
    ...seconds(index * 2 + 1, RED).map((stretch) => ({ group, kind: 'red' as const, ...stretch })),
  ])
}

export interface FastShutter {
  /** First and last position at which it strobes too fast while lit. */
  readonly startMs: number
  readonly endMs: number
  readonly rateHz: number
  readonly fixtureIds: readonly string[]
}

/** Shutters that strobe more than three times a second while their fixture is lit; null: none. Fixtures without one stay lit. */
export function fastShuttersIn(venue: Venue, samples: readonly LightSample[]): FastShutter | null {
  let found: { startMs: number; endMs: number; rateHz: number; fixtureIds: Set<string> } | null = null
  for (const { positionMs, states } of samples) {
    for (const { fixtureId, strobeHz = 0, levelUnit } of states) {
      const fixture = venue.fixtures[fixtureId]
      if (strobeHz <= MOST_FLASHES || levelUnit < GENERAL.change || !fixture) continue
      if (!profileOf(venue, fixture).strobes) continue
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
    for (const { flashes } of secondsOf(marks, row, { threshold: row % 2 === 0 ? GENERAL : RED, windowMs })) most = Math.max(most, flashes)
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

/** How red a fixture's saturated reds are, each by its light; 0 for every other colour. */
function saturatedRed(state: FixtureState): number {
  if (state.cellRgb === undefined) return lightOf(state) * rednessOf(state.rgb)
  const sum = state.cellRgb.reduce((all, rgb, cell) => all + rednessOf(rgb) * (state.cellUnits?.[cell] ?? 1), 0)
  return (state.levelUnit * sum) / state.cellRgb.length
}

function rednessOf([red, green, blue]: LinearRgb): number {
  const sum = red + green + blue
  return sum > 0 && red / sum >= SATURATED_RED_SHARE ? Math.max(0, red - green - blue) : 0
}

/** Opposing changes in one window. */
interface Second {
  /** When the first and the last of them is complete. */
  readonly startMs: number
  readonly endMs: number
  /** Pairs of them. */
  readonly flashes: number
}

interface Rule {
  readonly threshold: typeof GENERAL
  readonly windowMs: number
}

/**
 * The windows that begin at each sample, with the most opposing changes that lie in them: up and down in turn, each of them a swing of at
 * least `change` since the one before was complete; smaller ripples are part of the swing. A window begins with the change that leads
 * to its first sample. Windows with less than one flash are left out.
 */
function secondsOf(marks: readonly Marks[], row: number, { threshold, windowMs }: Rule): Second[] {
  const { change, darkerBelow } = threshold
  const found: Second[] = []
  for (let start = 1; start < marks.length; start++) {
    let low = marks[start - 1]!.values[row]!
    let high = low
    let direction: 'up' | 'down' | null = null
    let changes = 0
    let [startMs, endMs] = [0, 0]
    for (let i = start; i < marks.length && marks[i]!.atMs - marks[start]!.atMs < windowMs; i++) {
      const value = marks[i]!.values[row]!
      low = Math.min(low, value)
      high = Math.max(high, value)
      const rose: boolean = direction !== 'up' && value - low >= change && low < darkerBelow
      const fell: boolean = direction !== 'down' && high - value >= change && value < darkerBelow
      if (!rose && !fell) continue
      direction = rose ? 'up' : 'down'
      low = value
      high = value
      endMs = marks[i]!.atMs
      if (changes++ === 0) startMs = endMs
    }
    if (changes > 1) found.push({ startMs, endMs, flashes: Math.floor(changes / 2) })
  }
  return found
}

/** Seconds with more than three flashes, joined where they overlap. */
function stretches(seconds: readonly Second[]): Second[] {
  const found: { startMs: number; endMs: number; flashes: number }[] = []
  for (const second of seconds) {
    if (second.flashes <= MOST_FLASHES) continue
    const open = found.at(-1)
    if (open !== undefined && second.startMs <= open.endMs) {
      open.endMs = Math.max(open.endMs, second.endMs)
      open.flashes = Math.max(open.flashes, second.flashes)
    } else found.push({ ...second })
  }
  return found
}
