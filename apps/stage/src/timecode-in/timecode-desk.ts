/** Timecode to and from this page, as the venue asks for it: MTC out and LTC in while it is the page that speaks. */

import { MtcOutput, openMidiPort } from '../midi/mtc-output.ts'
import type { ShowSource } from '../show-source.ts'
import type { HeardFrame } from './timecode-listener.ts'

export class TimecodeDesk {
  readonly #source: ShowSource
  readonly #mtc: MtcOutput
  readonly #tell: (heard: HeardFrame) => void
  #listening: 'no' | 'opening' | 'yes' | 'refused' = 'no'
  #close: (() => void) | null = null
  #why = ''

  constructor(parts: { readonly source: ShowSource; readonly tell: (heard: HeardFrame) => void }) {
    this.#source = parts.source
    this.#tell = parts.tell
    this.#mtc = new MtcOutput({ source: parts.source, open: openMidiPort })
  }

  start(): void {
    this.#mtc.start()
    this.#source.subscribe(() => this.look())
    this.look()
  }

  /** Opens or closes the sound input, as is wanted now. After a refusal it asks again only when it was not wanted in between. */
  look(): void {
    const wanted = this.#source.speaks() && this.#source.edition()?.venue.timecode?.chase !== undefined
    if (!wanted) {
      this.#close?.()
      this.#close = null
      this.#listening = 'no'
      return
    }
    if (this.#listening === 'no') void this.#open()
  }

  async #open(): Promise<void> {
    this.#listening = 'opening'
    try {
      // Loaded only where it is asked for.
      const { listenForTimecode } = await import('./timecode-listener.ts')
      const close = await listenForTimecode({
        rate: () => this.#source.edition()?.venue.timecode?.rate ?? null,
        toShowMs: (localMs) => this.#source.clock.nowMs() - (performance.now() - localMs),
        tell: this.#tell,
      })
      this.#close = close
      this.#listening = 'yes'
      this.look()
    } catch (error) {
      this.#listening = 'refused'
      this.#why = error instanceof Error ? error.message : String(error)
    }
  }

  /** What does not work, in words. */
  faults(): string[] {
    const mtc = this.#mtc.fault()
    const input = this.#listening === 'refused' ? [`no sound input for timecode: ${this.#why}`] : []
    return mtc === null ? input : [mtc, ...input]
  }
}
