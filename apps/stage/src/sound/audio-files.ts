/** Recorded sound of the show: fetched by content address, decoded once, kept for the running song and the next ones. */

export class AudioFiles {
  readonly #context: BaseAudioContext
  readonly #address: (path: string) => string | null
  readonly #buffers = new Map<string, AudioBuffer>()
  readonly #loading = new Set<string>()
  readonly #faults = new Map<string, string>()
  readonly #retryAtMs = new Map<string, number>()
  readonly #listeners = new Set<() => void>()

  constructor(context: BaseAudioContext, address: (path: string) => string | null) {
    this.#context = context
    this.#address = address
  }

  /** Called when a file has arrived. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Starts loading what is not there yet.
   *
   * @param address  where the files of another edition than the one in force are.
   * @returns        the share of `paths` that is ready, 0–1; 1 for none.
   */
  want(paths: readonly string[], address = this.#address): number {
    let ready = 0
    for (const path of paths) {
      const url = address(path)
      if (url !== null && this.#buffers.has(url)) ready++
      else void this.#load(path, url)
    }
    return paths.length === 0 ? 1 : ready / paths.length
  }

  buffer(path: string): AudioBuffer | null {
    return this.#find(path) ?? null
  }

  /** Files that cannot be had, in words. They are tried again every five seconds. */
  faults(): readonly string[] {
    return [...this.#faults.values()]
  }

  /** By address, which is by content: an edition with another recording of the same name gets the other recording. */
  #find(path: string): AudioBuffer | undefined {
    const url = this.#address(path)
    return url === null ? undefined : this.#buffers.get(url)
  }

  async #load(path: string, url: string | null): Promise<void> {
    if (url === null || this.#loading.has(url) || (this.#retryAtMs.get(url) ?? 0) > performance.now()) return
    this.#loading.add(url)
    try {
      const answer = await fetch(url)
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
      this.#buffers.set(url, await this.#context.decodeAudioData(await answer.arrayBuffer()))
      this.#faults.delete(url)
    } catch (error) {
      this.#faults.set(url, `${path} cannot be played: ${error instanceof Error ? error.message : String(error)}`)
      this.#retryAtMs.set(url, performance.now() + 5000)
    } finally {
      this.#loading.delete(url)
    }
    for (const listener of this.#listeners) listener()
  }
}
