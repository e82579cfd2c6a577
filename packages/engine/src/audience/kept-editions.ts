/**
 * Which editions fans can be given. An evening of rehearsal adopts hundreds; a megabyte of each would stay for ever. Kept are those that the
 * log needs from where fans stand, the one before, and those a page was told of a moment ago and may still be fetching. A page that comes
 * too late for one says hello again, and is told of the one in force.
 */
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'

export interface KeptEditions {
  put(hash: string, text: string): void
  text(hash: string): string | null
  edition(hash: string): Edition | null
  /** A page was told that it needs these. */
  told(pageId: string, hashes: readonly string[]): void
  left(pageId: string): void
  /** @param needed  what the log needs, the one in force first. */
  trim(needed: readonly string[]): void
}

/** Long enough for a slow line to bring a megabyte. */
const toldForMs = 60_000

export function createKeptEditions(nowMs: () => number): KeptEditions {
  const held = new Map<string, { readonly text: string; edition: Edition | null }>()
  const pages = new Map<string, { readonly hashes: readonly string[]; readonly atMs: number }>()
  let inForce: string | null = null
  let before: string | null = null
  return {
    put: (hash, text) => void held.set(hash, held.get(hash) ?? { text, edition: null }),
    text: (hash) => held.get(hash)?.text ?? null,
    edition(hash) {
      const one = held.get(hash)
      if (one === undefined) return null
      one.edition ??= compileEdition(JSON.parse(one.text) as EditionData, hash)
      return one.edition
    },
    told: (pageId, hashes) => void pages.set(pageId, { hashes, atMs: nowMs() }),
    left: (pageId) => void pages.delete(pageId),
    trim(needed) {
      const now = needed[0] ?? null
      if (now !== inForce) {
        before = inForce
        inForce = now
      }
      const stay = new Set([...needed, before])
      for (const [pageId, { hashes, atMs }] of pages) {
        if (nowMs() - atMs > toldForMs) pages.delete(pageId)
        else for (const hash of hashes) stay.add(hash)
      }
      for (const hash of held.keys()) if (!stay.has(hash)) held.delete(hash)
    },
  }
}
