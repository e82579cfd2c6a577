/** A show source that stands before two others: the preview follows the running show or rehearses on its own. */
import type { ShowSource } from './show-source.ts'

export class SwitchSource<A extends ShowSource, B extends ShowSource> implements ShowSource {
  readonly following: A
  readonly rehearsing: B
  #now: ShowSource
  #version = 0
  readonly #listeners = new Set<() => void>()
  readonly clock: ShowSource['clock']

  constructor(following: A, rehearsing: B) {
    this.following = following
    this.rehearsing = rehearsing
    this.#now = following
    this.clock = {
      nowMs: () => this.#now.clock.nowMs(),
      errorMs: () => this.#now.clock.errorMs(),
      toLocalMs: (showMs) => this.#now.clock.toLocalMs(showMs),
    }
    for (const source of [following, rehearsing]) source.subscribe(() => this.#changed())
  }

  get isRehearsing(): boolean {
    return this.#now === this.rehearsing
  }

  rehearse(on: boolean): void {
    const next = on ? this.rehearsing : this.following
    if (next === this.#now) return
    this.#now = next
    this.#changed()
  }

  edition() {
    return this.#now.edition()
  }

  editionOf(hash: string) {
    return this.#now.editionOf(hash)
  }

  performance() {
    return this.#now.performance()
  }

  state() {
    return this.#now.state()
  }

  /** Following is silent: another page speaks. */
  speaks() {
    return this.isRehearsing && this.rehearsing.speaks()
  }

  assetUrl(path: string) {
    return this.#now.assetUrl(path)
  }

  version() {
    return this.#version
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #changed(): void {
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}
