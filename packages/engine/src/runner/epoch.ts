/**
 * What a starting engine does about the performance it finds. Pure: clocks come in as numbers.
 *
 * Same boot and away for no more than 30 s: the monotonic clock went on, and so does the show. Another boot, or longer away:
 * the show comes up held where it was last known to be, and the crew is asked. A performance that was closed on purpose is
 * over, unless the engine is back within those 30 s (somebody pressed the wrong keys).
 */
export const longestAwayMs = 30_000

export interface LastLife {
  readonly epoch: number
  readonly bootId: string
  /** The epoch's monotonic instant and the performance time that belongs to it. */
  readonly epochMonotonicMs: number
  readonly epochAtMs: number
  /** The latest performance time the engine is known to have lived to, and the wall clock then. */
  readonly aliveAtMs: number
  readonly aliveWallMs: number
  readonly closed: boolean
}
export type Beginning =
  | { readonly kind: 'open' }
  | { readonly kind: 'continue'; readonly epoch: number; readonly atMs: number; readonly heldOnStart: boolean; readonly awayMs: number }

export function beginAfter(
  last: LastLife | null,
  now: { readonly bootId: string; readonly monotonicMs: number; readonly wallMs: number },
): Beginning {
  if (last === null) return { kind: 'open' }
  const sameBoot = last.bootId === now.bootId && now.monotonicMs >= last.epochMonotonicMs
  const runningAtMs = last.epochAtMs + now.monotonicMs - last.epochMonotonicMs
  const awayMs = Math.max(0, sameBoot ? runningAtMs - last.aliveAtMs : now.wallMs - last.aliveWallMs)
  const epoch = last.epoch + 1
  if (sameBoot && awayMs <= longestAwayMs) return { kind: 'continue', epoch, atMs: runningAtMs, heldOnStart: false, awayMs }
  if (last.closed) return { kind: 'open' }
  return { kind: 'continue', epoch, atMs: last.aliveAtMs, heldOnStart: true, awayMs }
}
