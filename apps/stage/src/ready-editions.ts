/**
 * Which editions this page could play this instant. As soon as it hears of a draft it fetches all that the draft names (avatars, motions,
 * recordings; words and pronunciations are in the edition itself), so that `adopt` is accepted only where nothing is missing.
 * Addresses are by content: what two editions share is fetched once, and the browser's own cache keeps it.
 */
import type { Edition } from '@ghostlight/timeline'

/** Most editions that a report names. */
const NAMED = 8
const RETRY_MS = 3000
/** Files fetched at a time: the running show comes first. */
const AT_ONCE = 2

export interface ReadyEditionsParts {
  /** The edition in force and the draft, in this order; null or absent while they are on their way. */
  readonly editions: () => readonly (Edition | null)[]
  /** Address of an asset, or null before the engine has told where assets are. */
  readonly address: (asset: { readonly hash: string; readonly ext: string }) => string | null
  /** Brings one address into the cache. @throws when it cannot be had. */
  readonly fetch: (url: string) => Promise<void>
  /** What else must stand ready (decoded sound, sung phrases), 0–1. */
  readonly warm: (edition: Edition) => number
  readonly localMs: () => number
}

export class ReadyEditions {
  readonly #parts: ReadyEditionsParts
  readonly #here = new Set<string>()
  readonly #coming = new Set<string>()
  readonly #retryAtMs = new Map<string, number>()
  #ready: readonly string[] = []
  #draftUnit = 1

  constructor(parts: ReadyEditionsParts) {
    this.#parts = parts
  }

  /** Hashes of editions that can be played, the newest last. */
  get ready(): readonly string[] {
    return this.#ready
  }

  /** How much of the newest edition is here, 0–1. */
  get draftUnit(): number {
    return this.#draftUnit
  }

  /** Looks at what is wanted and fetches what is missing; call about once a second and whenever an edition arrives. */
  look(): void {
    const editions = this.#parts.editions()
    const ready: string[] = []
    for (const edition of editions) {
      if (!edition || ready.includes(edition.hash)) continue
      const unit = this.#shareOf(edition)
      this.#draftUnit = unit
      if (unit === 1) ready.push(edition.hash)
    }
    if (editions.at(-1) === null) this.#draftUnit = 0
    this.#ready = [...this.#ready.filter((hash) => !ready.includes(hash)), ...ready].slice(-NAMED)
  }

  #shareOf(edition: Edition): number {
    const urls = new Set<string>()
    for (const asset of Object.values(edition.assets)) {
      const url = this.#parts.address(asset)
      if (url === null) return 0
      urls.add(url)
    }
    let here = 0
    for (const url of urls) {
      if (this.#here.has(url)) here++
      else this.#bring(url)
    }
    const fetched = urls.size === 0 ? 1 : here / urls.size
    return fetched < 1 ? 0.8 * fetched : 0.8 + 0.2 * this.#parts.warm(edition)
  }

  #bring(url: string): void {
    if (this.#coming.size >= AT_ONCE || this.#coming.has(url) || (this.#retryAtMs.get(url) ?? 0) > this.#parts.localMs()) return
    this.#coming.add(url)
    this.#parts.fetch(url).then(
      () => {
        this.#coming.delete(url)
        this.#here.add(url)
        this.look()
      },
      () => {
        this.#coming.delete(url)
        this.#retryAtMs.set(url, this.#parts.localMs() + RETRY_MS)
      },
    )
  }
}
