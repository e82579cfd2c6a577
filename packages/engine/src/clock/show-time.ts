/** Performance time in this life of the engine: the machine's monotonic clock, counted from where the performance opened. */
import type { Ms } from '@ghostlight/timeline'
import { type MachineClock, msToNs } from './machine-clock.ts'

export interface ShowTime {
  nowMs(): Ms
  /** Monotonic nanoseconds at performance time 0; may be negative. */
  readonly hrtimeOrigin: bigint
}

/** @param at the performance time `atMs` that falls on the monotonic instant `monotonicNs`. */
export function createShowTime(machine: MachineClock, at: { readonly atMs: number; readonly monotonicNs: bigint }): ShowTime {
  const hrtimeOrigin = at.monotonicNs - msToNs(at.atMs)
  return { nowMs: () => (Number(machine.monotonicNs() - hrtimeOrigin) / 1e6) as Ms, hrtimeOrigin }
}
