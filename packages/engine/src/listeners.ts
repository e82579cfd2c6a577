/** Those who want to hear of something. One that throws is told of; the others hear it all the same, and so does whoever spoke go on. */
export interface Listeners<Args extends readonly unknown[]> {
  /** @returns the unsubscribe. Listeners hear in the order in which they came. */
  add(listener: (...args: Args) => void): () => void
  /** Never throws. One that joins or leaves meanwhile counts from the next time. */
  tell(...args: Args): void
}

/** @param onTrouble  must not tell these same listeners again. */
export function createListeners<Args extends readonly unknown[]>(onTrouble: (error: Error) => void): Listeners<Args> {
  // Each subscription is its own, also of the same function twice.
  const held = new Set<{ readonly hear: (...args: Args) => void }>()
  return {
    add(listener) {
      const seat = { hear: listener }
      held.add(seat)
      return () => void held.delete(seat)
    },
    tell(...args) {
      for (const { hear } of [...held]) {
        try {
          hear(...args)
        } catch (error) {
          onTrouble(error instanceof Error ? error : new Error(String(error)))
        }
      }
    },
  }
}
