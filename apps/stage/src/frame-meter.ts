/** How drawing goes: pictures per second, pictures missed, milliseconds of script per picture. Numbers only, nothing kept for long. */

/** A gap this much longer than the usual one means a picture was missed. */
const MISSED = 1.7
const KEPT = 120
/** A gap longer than this is a hidden tab or a machine that slept, no missed picture. */
const AWAY_MS = 5000
/** Fewer pictures a second than this are no dance any more. */
const SLOW_FPS = 15
const RECENT_MS = 2000

export class FrameMeter {
  picture: 'drawing' | 'waiting' | 'lost' = 'waiting'
  missed = 0
  readonly #gaps: number[] = []
  readonly #scripts: number[] = []
  readonly #localMs: () => number
  #beganMs = 0
  #lastMs = 0

  constructor(localMs: () => number = () => performance.now()) {
    this.#localMs = localMs
  }

  begin(): void {
    const now = this.#localMs()
    const gap = now - this.#lastMs
    if (this.#lastMs > 0 && gap < AWAY_MS) {
      const usual = this.gapMs
      if (usual !== null && gap > usual * MISSED) this.missed += Math.round(gap / usual) - 1
      keep(this.#gaps, gap)
    }
    this.#lastMs = now
    this.#beganMs = now
  }

  end(): void {
    if (this.picture === 'waiting') this.picture = 'drawing'
    keep(this.#scripts, this.#localMs() - this.#beganMs)
  }

  /** What a report says: a page that draws two pictures a second is not well. */
  get state(): 'drawing' | 'slow' | 'waiting' | 'lost' {
    return this.picture === 'drawing' && this.#gaps.length >= 3 && this.fps < SLOW_FPS ? 'slow' : this.picture
  }

  /** Median distance between pictures, ms; null before there were ten. */
  get gapMs(): number | null {
    return this.#gaps.length < 10 ? null : median(this.#gaps)
  }

  /** Pictures of the last two seconds, per second. */
  get fps(): number {
    let spanMs = 0
    let count = 0
    for (let index = this.#gaps.length - 1; index >= 0 && spanMs < RECENT_MS; index--) {
      spanMs += this.#gaps[index]!
      count++
    }
    return count === 0 ? 0 : Math.round((10_000 * count) / spanMs) / 10
  }

  /** Median milliseconds of script per picture, submitting to the GPU included. */
  get scriptMs(): number | null {
    return this.#scripts.length === 0 ? null : median(this.#scripts)
  }
}

function keep(values: number[], value: number): void {
  values.push(value)
  if (values.length > KEPT) values.shift()
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
