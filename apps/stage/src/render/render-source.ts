/** The show as a rendering sees it: a planned run, at whatever instant is asked for. The clock is a number. */
import type { Edition, Performance } from '@ghostlight/timeline'
import type { ShowSource } from '../show-source.ts'

export class RenderSource implements ShowSource {
  readonly clock: ShowSource['clock']
  /** Show time. */
  atMs = 0
  readonly #edition: Edition
  readonly #performance: Performance

  constructor(edition: Edition, performance: Performance) {
    this.#edition = edition
    this.#performance = performance
    this.clock = { nowMs: () => this.atMs, errorMs: () => 0, toLocalMs: (showMs) => showMs }
  }

  edition(): Edition {
    return this.#edition
  }

  editionOf(): Edition {
    return this.#edition
  }

  performance(): Performance {
    return this.#performance
  }

  state(): 'live' {
    return 'live'
  }

  speaks(): boolean {
    return false
  }

  assetUrl(path: string): string | null {
    const asset = this.#edition.assets[path]
    return asset === undefined ? null : `/assets/${asset.hash}.${asset.ext}`
  }

  version(): number {
    return 1
  }

  subscribe(): () => void {
    return () => {}
  }
}
