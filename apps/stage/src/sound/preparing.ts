/** What must be sung and decoded before it is due: the running song, the next ones, the sounds of the next cues. */
import type { MissingAsset } from '@ghostlight/engine/protocol'
import { type Edition, momentAt, ms, type Performance } from '@ghostlight/timeline'
import { editionsOf, type ShowSource } from '../show-source.ts'
import type { AudioFiles } from './audio-files.ts'
import { cueFilesToPrepare } from './cue-sounds.ts'
import { filesOf, songsToPrepare } from './sound-items.ts'
import type { VocalPlans } from './vocal-plans.ts'

export interface Prepared {
  /** 0–1, of what stands least ready. */
  readonly unit: number
  readonly missing: readonly MissingAsset[]
}
const ALL_THERE: Prepared = { unit: 1, missing: [] }

export class Preparing {
  readonly #source: ShowSource
  readonly #plans: VocalPlans
  readonly #files: AudioFiles
  readonly #sampleRateHz: number

  constructor(parts: {
    readonly source: ShowSource
    readonly plans: VocalPlans
    readonly files: AudioFiles
    readonly sampleRateHz: number
  }) {
    this.#source = parts.source
    this.#plans = parts.plans
    this.#files = parts.files
    this.#sampleRateHz = parts.sampleRateHz
  }

  /** Begins what is not begun. @param sound  false: this page only moves a mouth. */
  look(edition: Edition, performance: Performance, sound: boolean): Prepared {
    const songs = songsToPrepare(edition, performance)
    for (const songId of songs) this.#plans.prepare(edition, songId)
    if (!sound) return ALL_THERE
    const segment = momentAt(editionsOf(this.#source, edition), performance, ms(this.#source.clock.nowMs())).segment
    const missing: MissingAsset[] = []
    for (const songId of songs) {
      const positionMs = segment?.songId === songId ? segment.positionMs : 0
      const sung = this.#plans.want(edition, songId, positionMs, this.#sampleRateHz)
      if (sung < 1) missing.push({ kind: 'song', name: titleOf(edition, songId), loadedUnit: sung })
      this.#wantFiles(filesOf(edition, songId), missing)
      // One song at a time: the one that plays must not wait for the one after it.
      if (sung < 1) break
    }
    this.#wantFiles(cueFilesToPrepare(edition, performance.standbyCueId), missing)
    missing.sort((a, b) => a.loadedUnit - b.loadedUnit)
    return { unit: Math.min(1, ...missing.map(({ loadedUnit }) => loadedUnit)), missing }
  }

  /**
   * Decodes and sings what another edition would need first.
   *
   * @param address  of a file of that edition.
   * @returns        how much of it is ready, 0–1.
   */
  warm(edition: Edition, performance: Performance, address: (path: string) => string | null): number {
    let unit = 1
    for (const songId of songsToPrepare(edition, performance)) {
      const sung = this.#plans.want(edition, songId, 0, this.#sampleRateHz)
      unit = Math.min(unit, sung, this.#files.want(filesOf(edition, songId), address))
      if (sung < 1) break
    }
    return unit
  }

  /** Of many files the share that is there counts, and each that is not is named. */
  #wantFiles(paths: readonly string[], missing: MissingAsset[]): void {
    const unit = this.#files.want(paths)
    if (unit === 1) return
    for (const path of paths)
      if (this.#files.buffer(path) === null) missing.push({ kind: 'file', name: path.split('/').at(-1) ?? path, loadedUnit: unit })
  }
}

function titleOf(edition: Edition, songId: string): string {
  const title = edition.songs[songId]?.title ?? {}
  return title['en'] ?? Object.values(title)[0] ?? songId
}
