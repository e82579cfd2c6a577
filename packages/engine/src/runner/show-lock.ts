/** Who has locked the draft against edits, as the log says. */
import type { Entry } from '@ghostlight/timeline'

export interface ShowLock {
  take(entry: Entry): void
  /** null: nobody. */
  now(): { readonly by: string; readonly sinceAtMs: number } | null
}

/** @param entries  of the log so far. */
export function createShowLock(entries: readonly Entry[]): ShowLock {
  let lock: { readonly by: string; readonly sinceAtMs: number } | null = null
  function take({ decision, by, atMs }: Entry): void {
    if (decision.kind !== 'showLock') return
    // Locked again it stays whose it was.
    lock = decision.on ? (lock ?? { by, sinceAtMs: atMs }) : null
  }
  for (const entry of entries) take(entry)
  return { take, now: () => lock }
}
