/**
 * Light over a stretch of performance time. Asked on an absolute grid (multiples of `stepMs` of performance time), so that plans
 * made at different instants agree, and also at the exact instants at which something begins, so that a GO's snap waits for no grid.
 */
import {
  type Edition,
  evaluate,
  type Frame,
  momentAt,
  ms,
  nextChangeAtMs,
  type Performance,
  positionToAtMs,
  settle,
} from '@ghostlight/timeline'
import { type FixtureState, lightsAt } from './lights-at.ts'
import { patchedSlots } from './patch.ts'
import { dmxOf } from './universe.ts'

/** 40 Hz: what a DMX line repeats a full universe at (44 Hz at most, ANSI E1.11). */
export const LIGHT_STEP_MS = 25

export interface LightStep {
  /** Performance time. */
  readonly dueMs: number
  readonly states: readonly FixtureState[]
  /** What operators hold, single slots included: for `dmxOf`. */
  readonly taken: Frame['taken'] | null
}

export interface SlotChange {
  readonly dueMs: number
  readonly universe: number
  /** 1–512. */
  readonly slot: number
  /** 0–255. */
  readonly value: number
}

/** The instants of [fromMs, toMs) at which light is looked at: `fromMs`, the grid, and wherever an entry, cue or light clip begins, by hand or by itself. Ascending. */
export function lightInstants(edition: Edition, performance: Performance, fromMs: number, toMs: number, stepMs: number): number[] {
  const instants = new Set<number>()
  const add = (atMs: number | null | undefined): void => {
    if (atMs !== null && atMs !== undefined && atMs >= fromMs && atMs < toMs) instants.add(atMs)
  }
  add(fromMs)
  for (let n = Math.ceil(fromMs / stepMs); n * stepMs < toMs; n++) add(n * stepMs)
  for (const entry of performance.pending) add(entry.atMs)
  for (const cue of performance.cues) {
    add(cue.atMs + cue.preWaitMs)
    add(cue.releasedAtMs)
  }
  // Cues that come by themselves: chains, groups, anchors.
  for (let state = settle(performance, edition, fromMs, { through: true }); ; ) {
    const atMs = nextChangeAtMs(state, edition)
    if (!(atMs < toMs)) break
    add(atMs)
    state = settle(state, edition, atMs, { through: true })
  }
  const run = performance.segment
  if (run) {
    add(run.anchorAtMs)
    const tempo = edition.time[run.songId]?.tempo
    for (const track of Object.values(edition.songs[run.songId]?.tracks ?? {})) {
      if (tempo === undefined || track.kind !== 'light') continue
      for (const clip of Object.values(track.clips)) add(positionToAtMs(edition, performance, tempo.beatsToMs(clip.startBeats)))
    }
  }
  return [...instants].sort((a, b) => a - b)
}

/** The fixtures' states at each of those instants; worked out as they are asked for. */
export function* lightSteps(
  edition: Edition,
  performance: Performance,
  fromMs: number,
  toMs: number,
  stepMs: number,
): Generator<LightStep, void, undefined> {
  for (const dueMs of lightInstants(edition, performance, fromMs, toMs, stepMs)) {
    const frame = evaluate(edition, momentAt(edition, performance, ms(dueMs)))
    yield { dueMs, states: lightsAt(edition, frame), taken: frame.taken ?? null }
  }
}

/**
 * What the desk is told in [fromMs, toMs): every patched slot once at `fromMs`, then changes only. Ascending by time, universe, slot.
 *
 * @param stepMs  spacing of the grid, more than 0; `LIGHT_STEP_MS` is usual.
 */
export function planLight(edition: Edition, performance: Performance, fromMs: number, toMs: number, stepMs: number): SlotChange[] {
  const changes: SlotChange[] = []
  const before = new Map<number, Uint8Array>()
  for (const { dueMs, states, taken } of lightSteps(edition, performance, fromMs, toMs, stepMs)) {
    const universes = [...dmxOf(edition.venue, states, taken)].sort((a, b) => a[0] - b[0])
    for (const [universe, slots] of universes) {
      const old = before.get(universe)
      const patched = patchedSlots(edition.venue, universe)
      for (const slot of patched) {
        const value = slots[slot - 1]!
        if (!old || old[slot - 1] !== value) changes.push({ dueMs, universe, slot, value })
      }
      before.set(universe, slots)
    }
  }
  return changes
}
