/**
 * The detector against one that is slow and obvious: it takes the words of WCAG 2.3.1 one by one, tries every chain of samples in every
 * second, and shares no code with the fast one.
 */
import { describe, expect, it } from 'vitest'
import type { FixtureState } from '../lights-at.ts'
import { testEdition } from '../testing/edition.ts'
import type { LightSample } from './luminance.ts'
import { strobesIn } from './strobe.ts'

const { venue } = testEdition({ looks: {} })
const FRONT = ['dimmer-1', 'dimmer-2', 'dimmer-3', 'dimmer-4']
const STEP_MS = 25

type Rgb = readonly [number, number, number]
/** Level and colour of each of the four fixtures of group "front" at each step. */
type Played = readonly (readonly { readonly levelUnit: number; readonly rgb: Rgb }[])[]

const samplesOf = (played: Played): LightSample[] =>
  played.map((fixtures, n) => ({
    positionMs: n * STEP_MS,
    states: fixtures.map(
      ({ levelUnit, rgb }, i): FixtureState => ({ fixtureId: FRONT[i]!, levelUnit, rgb, panDeg: 0, tiltDeg: 0, beamDeg: 10 }),
    ),
    performerOn: true,
  }))

const meanOver = (played: Played, of: (light: Played[number][number]) => number): number[] =>
  played.map((fixtures) => fixtures.reduce((sum, light) => sum + of(light), 0) / fixtures.length)

/** "Relative luminance": 0.2126 R + 0.7152 G + 0.0722 B of linear light. */
const luminance = ({ levelUnit, rgb: [r, g, b] }: Played[number][number]) => levelUnit * (0.2126 * r + 0.7152 * g + 0.0722 * b)
/** "Saturated red": R/(R+G+B) ≥ 0.8; then how red, (R − G − B), here in units of 1 and not of 320. */
const red = ({ levelUnit, rgb: [r, g, b] }: Played[number][number]) =>
  r + g + b > 0 && r / (r + g + b) >= 0.8 ? levelUnit * Math.max(0, r - g - b) : 0

/** The longest chain of opposing changes that begins at the sample before `first` or later and is complete in the second from `first` on. */
function longestChain(values: readonly number[], first: number, change: number, darkerBelow: number): number {
  const last = Math.min(values.length - 1, first + 1000 / STEP_MS - 1)
  const counts = (from: number, to: number): 'up' | 'down' | null => {
    const swing = values[to]! - values[from]!
    if (Math.abs(swing) < change || Math.min(values[from]!, values[to]!) >= darkerBelow) return null
    return swing > 0 ? 'up' : 'down'
  }
  // longest[i][way]: the most changes in a chain whose last one ends at i and goes this way.
  const longest: { up: number; down: number }[] = []
  let most = 0
  for (let to = first - 1; to <= last; to++) {
    const here = { up: 0, down: 0 }
    for (let from = first - 1; from < to; from++) {
      const way = counts(from, to)
      if (way === null) continue
      const before = longest[from - (first - 1)]!
      here[way] = Math.max(here[way], 1 + (way === 'up' ? before.down : before.up))
    }
    longest.push(here)
    most = Math.max(most, here.up, here.down)
  }
  return most
}

/** More than three flashes in a second, the most of them; 0: never. */
function obviously(values: readonly number[], change: number, darkerBelow: number): number {
  let most = 0
  for (let first = 1; first < values.length; first++)
    most = Math.max(most, Math.floor(longestChain(values, first, change, darkerBelow) / 2))
  return most > 3 ? most : 0
}

function dice(seed: number): (below: number) => number {
  let random = seed
  return (below) => {
    random = (random * 48271) % 2147483647
    return random % below
  }
}

/** Two seconds and a half of steps, ramps, square waves and noise in a few colours. */
function wild(seed: number): Played {
  const next = dice(seed)
  const colours: readonly Rgb[] = [
    [1, 1, 1],
    [1, 0, 0],
    [1, 0.1, 0.1],
    [1, 0.5, 0],
    [0, 0, 1],
  ]
  const fixtures = FRONT.map(() => {
    const kind = next(4)
    const period = 2 + next(14)
    const [low, high] = [next(100) / 100, next(100) / 100]
    const rgb = colours[next(colours.length)]!
    let level = low
    return Array.from({ length: 100 }, (_, n) => {
      if (kind === 0) level = Math.floor(n / (period / 2)) % 2 === 0 ? low : high
      if (kind === 1) level = low + (high - low) * (0.5 + 0.5 * Math.sin((2 * Math.PI * n) / period))
      if (kind === 2) level = next(5) === 0 ? next(100) / 100 : level
      if (kind === 3) level = Math.min(1, Math.max(0, level + (next(21) - 10) / 60))
      return { levelUnit: level, rgb }
    })
  })
  // Often the fixtures are one, so that the group flashes as a whole.
  const together = next(2) === 0
  return Array.from({ length: 100 }, (_, n) => fixtures.map((one) => (together ? fixtures[0]! : one)[n]!))
}

describe('strobesIn against the words of WCAG 2.3.1', () => {
  it('finds the same general and red flashes, as many of them, in 400 wild groups (seeds 1–400)', () => {
    const tally = { general: 0, red: 0, calm: 0 }
    for (let seed = 1; seed <= 400; seed++) {
      const played = wild(seed)
      const found = strobesIn(venue, samplesOf(played)).filter(({ group }) => group === 'front')
      const most = (kind: 'general' | 'red') => Math.max(0, ...found.filter((one) => one.kind === kind).map(({ flashes }) => flashes))
      const expected = {
        general: obviously(meanOver(played, luminance), 0.1, 0.8),
        red: obviously(meanOver(played, red), 20 / 320, Number.POSITIVE_INFINITY),
      }
      expect({ seed, general: most('general'), red: most('red') }).toEqual({ seed, ...expected })
      if (expected.general > 0) tally.general++
      if (expected.red > 0) tally.red++
      if (expected.general === 0 && expected.red === 0) tally.calm++
    }
    // Each kind was met often enough to mean something.
    expect(Math.min(tally.general, tally.red, tally.calm)).toBeGreaterThan(40)
  })

  it('a light that has risen slowly and then flashes is counted from the second in which it flashes', () => {
    // Rises a hundredth a step to 0.5, then 0.5 ↔ 0.2 four times a second: the first fall is the first change of that second.
    const played = Array.from({ length: 120 }, (_, n) => {
      const levelUnit = n < 50 ? n / 100 : Math.floor((n - 50) / 5) % 2 === 0 ? 0.5 : 0.2
      return FRONT.map(() => ({ levelUnit, rgb: [1, 1, 1] as const }))
    })
    expect(strobesIn(venue, samplesOf(played)).filter(({ group }) => group === 'front')).toEqual([
      expect.objectContaining({ kind: 'general', flashes: 4, startMs: 1375 }),
    ])
  })
})
