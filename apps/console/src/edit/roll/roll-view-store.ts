/**
 * The part of the song in view, shared by roll, phonemes and curves. It lives outside React: scrolling draws, it does not render.
 */
import type { RollView } from './roll-view.ts'

export interface RollViewStore {
  readonly get: () => RollView
  readonly set: (next: RollView) => void
  /** @returns the unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void
}

export function createRollViewStore(first: RollView): RollViewStore {
  let view = first
  const listeners = new Set<() => void>()
  return {
    get: () => view,
    set: (next) => {
      view = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
