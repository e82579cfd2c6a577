/** One sounding (or about to sound) source on the audio clock. Times are context seconds where samples enter the graph. */
import type { SoundItem } from './sound-items.ts'

/** Every entry and exit that the music did not write is faded over this. */
export const FADE_S = 0.03

export interface SlotStart {
  /** Context seconds. */
  readonly atS: number
  /** Where in the buffer, seconds. */
  readonly offsetS: number
  readonly rate: number
  /** 0: the sound has its own beginning. */
  readonly fadeInS: number
}

export class VoiceSlot {
  readonly item: SoundItem
  readonly startS: number
  readonly #source: AudioBufferSourceNode
  readonly #gain: GainNode
  readonly #panner: StereoPannerNode | null
  #cutS: number | null = null
  #ended = false
  #fading = false

  constructor(context: AudioContext, item: SoundItem, buffer: AudioBuffer, start: SlotStart, connect: (node: AudioNode) => void) {
    this.item = item
    this.startS = start.atS
    this.#source = context.createBufferSource()
    this.#source.buffer = buffer
    this.#source.playbackRate.value = start.rate
    this.#gain = context.createGain()
    const level = 10 ** (item.gainDb / 20)
    if (start.fadeInS > 0) {
      this.#gain.gain.setValueAtTime(0, start.atS)
      this.#gain.gain.linearRampToValueAtTime(level, start.atS + start.fadeInS)
    } else {
      this.#gain.gain.value = level
    }
    this.#source.connect(this.#gain)
    this.#panner = item.panUnit === 0 ? null : context.createStereoPanner()
    if (this.#panner) {
      this.#panner.pan.value = item.panUnit
      this.#gain.connect(this.#panner)
    }
    connect(this.#panner ?? this.#gain)
    this.#source.onended = () => {
      this.#ended = true
      this.#release()
    }
    this.#source.start(start.atS, start.offsetS)
  }

  get ended(): boolean {
    return this.#ended
  }

  /** True once it has been told to leave; it no longer counts as sounding its item. */
  get fading(): boolean {
    return this.#fading
  }

  get cutS(): number | null {
    return this.#cutS
  }

  trim(rate: number, atS: number): void {
    this.#source.playbackRate.setValueAtTime(rate, atS)
  }

  /** Ends it at a place the music knows (edge of a vamp): fades over 10 ms across it. May be called again with another instant. */
  cutAt(atS: number): void {
    if (this.#cutS !== null) this.#gain.gain.cancelScheduledValues(this.#cutS)
    this.#cutS = atS
    this.#source.stop(atS + 0.01)
    this.#gain.gain.setTargetAtTime(0, atS, 0.003)
  }

  /** Takes back a cut that has not come yet: the music goes through the door it was to be stopped at. */
  keepOn(): void {
    if (this.#cutS === null) return
    // The last call of stop() counts; the buffer ends long before a day is over.
    this.#source.stop(this.startS + 86_400)
    this.#gain.gain.cancelScheduledValues(this.#cutS)
    this.#cutS = null
  }

  /** Leaves within 30 ms of `atS`; one that has not begun by then never does. */
  fadeOut(atS: number): void {
    if (this.#fading || this.#ended) return
    this.#fading = true
    const gain = this.#gain.gain
    gain.cancelScheduledValues(atS)
    gain.setTargetAtTime(0, atS, FADE_S / 4)
    this.#source.stop(atS + FADE_S * 1.5)
  }

  /** At once, for one that has not begun. */
  drop(): void {
    this.#fading = true
    this.#source.onended = null
    this.#source.stop()
    this.#release()
    this.#ended = true
  }

  #release(): void {
    this.#source.disconnect()
    this.#gain.disconnect()
    this.#panner?.disconnect()
  }
}
