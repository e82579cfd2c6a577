/**
 * Listens to linear timecode on the sound input of this page and tells the engine each frame, with the show time at which it began. The
 * microphone's own improvements are switched off: they would tear the signal apart.
 */
import { type TimecodeRate, timecodeToFrames } from '@ghostlight/timeline'
import { LtcDecoder } from '@ghostlight/timeline/timecode'
import type { Tap } from './sound-tap.ts'
import tapUrl from './sound-tap.ts?worker&url'

export interface HeardFrame {
  readonly frame: number
  readonly atMs: number
}

export interface ListenerParts {
  readonly rate: () => TimecodeRate | null
  /** Base of performance.now() → performance time. */
  readonly toShowMs: (localMs: number) => number
  readonly tell: (heard: HeardFrame) => void
}

/** Readings of the two clocks that are kept: 3 s of taps. */
const OFFSETS = 128

/**
 * Frames of a stream of sound, placed on the clock of the page. Its parts have no DOM, so that a test can feed it.
 *
 * A tap is heard of some time after it was recorded, never before: the smallest difference between the clocks is the true one.
 */
export class TimecodeEar {
  readonly #sampleRateHz: number
  readonly #decoder: LtcDecoder
  readonly #parts: ListenerParts
  readonly #offsets: number[] = []
  #firstFrame: number | null = null

  constructor(sampleRateHz: number, parts: ListenerParts) {
    this.#sampleRateHz = sampleRateHz
    this.#decoder = new LtcDecoder(sampleRateHz)
    this.#parts = parts
  }

  /** @param heardAtMs  base of performance.now(). */
  take({ frame, samples }: Tap, heardAtMs: number): void {
    this.#firstFrame ??= frame
    const endMs = ((frame + samples.length) * 1000) / this.#sampleRateHz
    this.#offsets.push(heardAtMs - endMs)
    if (this.#offsets.length > OFFSETS) this.#offsets.shift()
    const offsetMs = Math.min(...this.#offsets)
    const rate = this.#parts.rate()
    if (rate === null) return
    for (const reading of this.#decoder.write(samples)) {
      if (reading.reverse) continue
      const localMs = ((this.#firstFrame + reading.startSample) * 1000) / this.#sampleRateHz + offsetMs
      const named = frameOf(reading.timecode, rate)
      if (named !== null) this.#parts.tell({ frame: named, atMs: this.#parts.toShowMs(localMs) })
    }
  }
}

/** Null for a name that this rate does not have: the source runs at another. */
function frameOf(timecode: Parameters<typeof timecodeToFrames>[0], rate: TimecodeRate): number | null {
  try {
    return timecodeToFrames(timecode, rate)
  } catch {
    return null
  }
}

/**
 * Opens the sound input. Must follow a click the first time; the browser asks the person.
 *
 * @returns what ends it.
 * @throws DOMException  when there is no input or it was refused.
 */
export async function listenForTimecode(parts: ListenerParts): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
  })
  const context = new AudioContext({ latencyHint: 'interactive' })
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop()
    void context.close()
  }
  try {
    await context.audioWorklet.addModule(tapUrl)
    const tap = new AudioWorkletNode(context, 'ghostlight-tap', { numberOfOutputs: 0 })
    const ear = new TimecodeEar(context.sampleRate, parts)
    tap.port.onmessage = ({ data }: MessageEvent<Tap>) => ear.take(data, performance.now())
    context.createMediaStreamSource(stream).connect(tap)
    await context.resume()
  } catch (error) {
    close()
    throw error
  }
  return close
}
