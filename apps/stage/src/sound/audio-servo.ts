/**
 * How the sound keeps to show time. Pure but for `readOutput`: instants come in as numbers.
 *
 * Two time lines: *context time* (ms of the AudioContext, counted where the sound leaves the machine) and *show time*
 * (ms of the performance). `SoundAnchor` is the straight line between them that everything already scheduled obeys; the servo
 * bends it by trimming the playback rate, and only when it is hopelessly off throws it away.
 */
export interface SoundAnchor {
  readonly contextMs: number
  readonly showMs: number
  /** Show milliseconds per context millisecond: 1 ± MAX_TRIM. */
  readonly rate: number
}

/** ±0.1 % is 1.7 cents: below the just noticeable difference in pitch (about 5 cents) and enough for any real crystal (±0.01 %). */
export const MAX_TRIM = 0.001
/** An error is worked off over this time: 5 ms need the whole trim; shorter would make the pitch follow the jitter of the time stamps. */
const SETTLE_MS = 5000
/** Half of the tolerated sound-to-show error of 20 ms doubled: past 40 ms something broke (sleep, glitch, suspended context). */
export const REANCHOR_MS = 40
/** In the first seconds a small error is a wrong first reading, no drift: better one early 30 ms fade than half a minute beside the beat. */
const YOUNG_REANCHOR_MS = 6
/** Smaller changes of the rate are not worth touching every voice. */
const RATE_STEP = 0.00002

export const showAtContext = (anchor: SoundAnchor, contextMs: number): number =>
  anchor.showMs + (contextMs - anchor.contextMs) * anchor.rate

export const contextAtShow = (anchor: SoundAnchor, showMs: number): number => anchor.contextMs + (showMs - anchor.showMs) / anchor.rate

/** The same line up to `contextMs`, another slope from there on: nothing jumps. */
export function bendAnchor(anchor: SoundAnchor, contextMs: number, rate: number): SoundAnchor {
  return { contextMs, showMs: showAtContext(anchor, contextMs), rate }
}

export type ServoStep = { readonly kind: 'keep' } | { readonly kind: 'trim'; readonly rate: number } | { readonly kind: 'reanchor' }

/**
 * What to do about an error.
 *
 * @param errorMs sounding minus due show time; positive means the sound runs ahead.
 * @param rate    the slope in force.
 * @param young   the output has only just begun to run: its first readings may have been off, and trimming 20 ms away would take 20 s.
 */
export function servoStep(errorMs: number, rate: number, { young }: { readonly young: boolean }): ServoStep {
  if (!(Math.abs(errorMs) <= (young ? YOUNG_REANCHOR_MS : REANCHOR_MS))) return { kind: 'reanchor' }
  const wanted = 1 - Math.max(-MAX_TRIM, Math.min(MAX_TRIM, errorMs / SETTLE_MS))
  return Math.abs(wanted - rate) < RATE_STEP ? { kind: 'keep' } : { kind: 'trim', rate: wanted }
}

/** One reading of both clocks of the page: `contextMs` was at the loudspeaker at `localMs` (base of performance.now()). */
export interface OutputReading {
  readonly contextMs: number
  readonly localMs: number
}

/** A stamp older than this says nothing about now. */
const STALE_MS = 500

/** Reads both clocks. Firefox and Chromium stamp the frame at the loudspeaker; where the stamp is missing or stale the reported latency stands in. */
export function readOutput(context: AudioContext): OutputReading {
  const { performanceTime = 0, contextTime } = context.getOutputTimestamp()
  const localMs = performance.now()
  if (contextTime !== undefined && performanceTime > 0 && localMs - performanceTime < STALE_MS)
    return { contextMs: contextTime * 1000, localMs: performanceTime }
  const latencyS = context.outputLatency || context.baseLatency || 0
  return { contextMs: (context.currentTime - latencyS) * 1000, localMs }
}

/** Readings kept: 8 s at four a second. Audio crystals differ from the system clock by < 100 ppm, 0.8 ms over the window. */
const WINDOW = 32
/** A reading this far from the middle is another regime (device change, sleep), if the ones after it agree. */
const JUMP_MS = 15
const AGREEING = 3
/** The middle of fewer readings is not to be trusted. */
const ENOUGH = 5

/**
 * The offset between audio clock and page clock, without the jitter of single readings: the median of a sliding window.
 * `AudioContext.getOutputTimestamp` repeats to 1–6 ms on desktop browsers, worse under load; the median holds within 1 ms.
 */
export class OutputClock {
  readonly #offsets: number[] = []
  readonly #strays: number[] = []
  #offsetMs: number | null = null

  /** contextMs − localMs, or null before the first reading. */
  get offsetMs(): number | null {
    return this.#offsetMs
  }

  add(reading: OutputReading): void {
    const offset = reading.contextMs - reading.localMs
    if (!Number.isFinite(offset)) return
    if (this.#offsetMs !== null && Math.abs(offset - this.#offsetMs) > JUMP_MS) {
      this.#strays.push(offset)
      if (this.#strays.length < AGREEING) return
      const strays = this.#strays.splice(0)
      if (Math.max(...strays) - Math.min(...strays) > JUMP_MS) return
      this.#offsets.length = 0
      this.#offsets.push(...strays)
    } else {
      this.#strays.length = 0
      this.#offsets.push(offset)
      if (this.#offsets.length > WINDOW) this.#offsets.shift()
    }
    const sorted = [...this.#offsets].sort((a, b) => a - b)
    const middle = sorted.length >> 1
    this.#offsetMs = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  }

  /** Whether enough was read to begin by. */
  get settled(): boolean {
    return this.#offsets.length >= ENOUGH
  }

  /** Context time that is at the loudspeaker at a local instant. */
  contextAt(localMs: number): number | null {
    return this.#offsetMs === null ? null : localMs + this.#offsetMs
  }

  /** After sleep, a suspended context or another device. */
  forget(): void {
    this.#offsets.length = 0
    this.#strays.length = 0
    this.#offsetMs = null
  }
}
