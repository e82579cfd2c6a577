/** The show as a rendering sees it: one song from its beginning, at whatever instant is asked for. The clock is a number. */
import { apply, type Decision, type Edition, ms, openPerformance, type Performance } from '@ghostlight/timeline'
import type { ShowSource } from '../show-source.ts'

export class RenderSource implements ShowSource {
  readonly clock: ShowSource['clock']
  /** Position in the song, which here is show time. */
  atMs = 0
  readonly #edition: Edition
  readonly #performance: Performance

  constructor(edition: Edition, songId: string) {
    this.#edition = edition
    this.clock = { nowMs: () => this.atMs, errorMs: () => 0, toLocalMs: (showMs) => showMs }
    const segmentId = edition.segmentOrder.find((id) => edition.show.setlist[id]?.songId === songId)
    if (segmentId === undefined) throw new Error(`the setlist has no song "${songId}"`)
    let performance = openPerformance()
    const log = (decision: Decision) => {
      performance = apply(performance, edition, { seq: performance.seq + 1, atMs: ms(0), acceptedAtMs: ms(0), by: 'render', decision })
    }
    log({ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null })
    log({ kind: 'locate', segmentId, positionMs: ms(0), runId: 'render' })
    if (performance.segment?.heldAtMs !== null) log({ kind: 'resume' })
    this.#performance = performance
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
