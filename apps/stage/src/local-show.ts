/**
 * A performance of the page's own, over whatever edition stands in the draft: what the console rehearses with. It goes through the same
 * log, fold and clock as the real one, so what is rehearsed is what will be performed.
 */
import { apply, type Decision, type Edition, momentAt, ms, openPerformance, type Performance } from '@ghostlight/timeline'
import type { ShowSource } from './show-source.ts'

export interface Rehearsal {
  readonly songId: string
  readonly positionMs: number
  readonly playing: boolean
  readonly loop?: { readonly startMs: number; readonly endMs: number }
}

export class LocalShow implements ShowSource {
  readonly clock: ShowSource['clock']
  readonly #edition: () => Edition | null
  readonly #assetUrl: (path: string) => string | null
  readonly #localMs: () => number
  readonly #openedAtMs: number
  readonly #listeners = new Set<() => void>()
  #performance: Performance | null = null
  #rehearsal: Rehearsal | null = null
  #runs = 0
  #version = 0

  /** @param localMs the page's clock, `performance.now()`. */
  constructor(parts: {
    readonly edition: () => Edition | null
    readonly assetUrl: (path: string) => string | null
    readonly localMs: () => number
  }) {
    this.#edition = parts.edition
    this.#assetUrl = parts.assetUrl
    this.#localMs = parts.localMs
    this.#openedAtMs = parts.localMs()
    this.clock = {
      nowMs: () => this.#localMs() - this.#openedAtMs,
      errorMs: () => 0,
      toLocalMs: (showMs) => showMs + this.#openedAtMs,
    }
  }

  edition(): Edition | null {
    return this.#edition()
  }

  /** A rehearsal always runs the draft as it stands. */
  editionOf(): Edition | null {
    return this.#edition()
  }

  performance(): Performance | null {
    return this.#performance
  }

  state(): 'connecting' | 'live' {
    return this.#performance ? 'live' : 'connecting'
  }

  speaks(): boolean {
    return this.#rehearsal?.playing ?? false
  }

  assetUrl(path: string): string | null {
    return this.#assetUrl(path)
  }

  version(): number {
    return this.#version
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The draft changed, or something the page shows with it. */
  changed(): void {
    this.#version++
    for (const listener of this.#listeners) listener()
  }

  rehearse(rehearsal: Rehearsal): void {
    const edition = this.#edition()
    if (!edition) return
    const segmentId = edition.segmentOrder.find((id) => edition.show.setlist[id]?.songId === rehearsal.songId)
    if (segmentId === undefined) return
    if (!this.#performance) {
      this.#performance = openPerformance()
      this.#log({ kind: 'open', edition: edition.hash, seed: 1, standbyCueId: null })
    }
    this.#rehearsal = rehearsal
    this.#log({ kind: 'locate', segmentId, positionMs: ms(Math.max(0, rehearsal.positionMs)), runId: `rehearsal-${++this.#runs}` })
    const held = this.#performance.segment?.heldAtMs !== null
    if (held && rehearsal.playing) this.#log({ kind: 'resume' })
    if (!held && !rehearsal.playing) this.#log({ kind: 'hold' })
    this.changed()
  }

  /** Takes the loop back to its beginning when it is over; call once per picture. */
  advance(): void {
    const { loop, playing } = this.#rehearsal ?? {}
    const edition = this.#edition()
    if (!loop || !playing || !edition || !this.#performance || !this.#rehearsal || loop.endMs <= loop.startMs) return
    const position = momentAt(edition, this.#performance, ms(this.clock.nowMs())).segment?.positionMs ?? 0
    if (position >= loop.endMs) this.rehearse({ ...this.#rehearsal, positionMs: loop.startMs + (position - loop.endMs) })
  }

  #log(decision: Decision): void {
    const edition = this.#edition()
    if (!edition || !this.#performance) return
    const atMs = ms(this.clock.nowMs())
    this.#performance = apply(this.#performance, edition, {
      seq: this.#performance.seq + 1,
      atMs,
      acceptedAtMs: atMs,
      by: 'rehearsal',
      decision,
    })
  }
}
