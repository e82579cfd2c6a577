/** Whether the lamps stand where the show wants them after a restart: told again, and at the right value. */
import { dmxOf, LIGHT_STEP_MS, lightInstants, lightsAt, patchedSlots } from '@ghostlight/light'
import { type Edition, evaluate, momentAt, ms, type Performance } from '@ghostlight/timeline'
import type { Recorder, Row } from '../recorder.ts'

export const LEVEL_WITHIN = 2
/** A slot is judged against what it was told in this long before the look at it: deadlines of the light grid, and the way here. */
const LEVEL_GRID_MS = 75

export interface Levels {
  /** After the ready line, until the last slot was told again; negative: before it. */
  readonly toldMs: number
  readonly untold: number
  readonly worstLevel: number
}

export function judgeLevels(
  edition: Edition,
  performance: Performance,
  recorder: Recorder,
  at: {
    readonly spawnedMs: number
    readonly readyMs: number
    readonly judgedMs: number
    readonly showMsAt: (monotonicMs: number) => number
  },
): Levels {
  const first = new Map<string, number>()
  const last = new Map<string, Row>()
  for (const row of recorder.rows) {
    if (row.atMs < at.spawnedMs || row.atMs > at.judgedMs || !row.address.startsWith('/ghostlight/dmx/')) continue
    if (!first.has(row.address)) first.set(row.address, row.atMs)
    last.set(row.address, row)
  }
  const expected = new Map<string, [low: number, high: number]>()
  // The very instants that light is told for: low bytes of moving heads run through everything between two of them.
  const untilMs = at.showMsAt(at.judgedMs)
  const instants = [untilMs, ...lightInstants(edition, performance, untilMs - LEVEL_GRID_MS, untilMs, LIGHT_STEP_MS)]
  for (const instantMs of instants) {
    const moment = momentAt(edition, performance, ms(instantMs))
    for (const [universe, slots] of dmxOf(edition.venue, lightsAt(edition, evaluate(edition, moment)))) {
      for (const slot of patchedSlots(edition.venue, universe)) {
        const address = `/ghostlight/dmx/${universe}/${slot}`
        const value = slots[slot - 1]!
        const [low, high] = expected.get(address) ?? [value, value]
        expected.set(address, [Math.min(low, value), Math.max(high, value)])
      }
    }
  }
  let worstLevel = 0
  let untold = 0
  for (const [address, [low, high]] of expected) {
    const row = last.get(address)
    if (row === undefined) {
      untold++
      continue
    }
    const off = Math.max(0, low - row.n, row.n - high)
    worstLevel = Math.max(worstLevel, off)
    if (off > LEVEL_WITHIN)
      console.log(`  ${address} stands at ${row.n}, told ${(at.judgedMs - row.atMs).toFixed(0)} ms ago; wanted ${low} to ${high}`)
  }
  return { toldMs: Math.max(...first.values()) - at.readyMs, untold, worstLevel }
}
