/** Editions by hash: fetched once, kept for the life of the page (the HTTP cache keeps them for ever). */
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'

export interface EditionShelf {
  get(hash: string): Edition | null
  /** Fetches unless it is there or on its way; tries again until it succeeds or `dispose`. Resolves to null after `dispose`, or when it is gone for good. */
  want(hash: string): Promise<Edition | null>
  /** Lets go of the oldest editions beyond a handful, never of these: each edit of the draft makes one. */
  trim(needed: readonly string[]): void
  dispose(): void
}

const keptEditions = 8
const firstRetryMs = 250
const longestRetryMs = 5000

/** @param onGone  the engine does not have it any more. @returns whether it is needed all the same, and asked for again. */
export function createEditionShelf(
  addressOf: (hash: string) => string,
  { onArrival, onGone }: { readonly onArrival: () => void; readonly onGone: (hash: string) => Promise<boolean> },
): EditionShelf {
  const there = new Map<string, Edition>()
  const coming = new Map<string, Promise<Edition | null>>()
  const abort = new AbortController()

  async function bring(hash: string): Promise<Edition | null> {
    for (let waitMs = firstRetryMs; !abort.signal.aborted; waitMs = Math.min(longestRetryMs, waitMs * 2)) {
      try {
        const response = await fetch(addressOf(hash), { signal: abort.signal })
        if (response.ok) {
          const edition = compileEdition((await response.json()) as EditionData, hash)
          there.set(hash, edition)
          onArrival()
          return edition
        }
        if (response.status === 404 && !(await onGone(hash))) return null
      } catch {
        // Unreachable or cut off: the same file is asked for again, later and later.
      }
      await new Promise((resume) => setTimeout(resume, waitMs))
    }
    return null
  }

  return {
    get: (hash) => there.get(hash) ?? null,
    want(hash) {
      const present = there.get(hash)
      if (present !== undefined) return Promise.resolve(present)
      const already = coming.get(hash)
      if (already !== undefined) return already
      const promise = bring(hash).finally(() => coming.delete(hash))
      coming.set(hash, promise)
      return promise
    },
    trim(needed) {
      for (const hash of [...there.keys()]) {
        if (there.size <= keptEditions) return
        if (!needed.includes(hash)) there.delete(hash)
      }
    },
    dispose() {
      abort.abort()
    },
  }
}
