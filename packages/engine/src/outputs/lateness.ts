/** How late packets left, over the last few thousand: medians hide what an audience sees, so the tail is kept too. */
export class Lateness {
  private readonly ring: Float64Array
  private count = 0

  constructor(size: number) {
    this.ring = new Float64Array(size)
  }

  add(lateMs: number): void {
    this.ring[this.count++ % this.ring.length] = lateMs
  }

  /** Value below which this share (0–1) of the packets lie, in ms; null before the first. */
  quantile(shareUnit: number): number | null {
    const filled = Math.min(this.count, this.ring.length)
    if (filled === 0) return null
    const sorted = this.ring.slice(0, filled).sort()
    return sorted[Math.min(filled - 1, Math.floor(shareUnit * filled))]!
  }
}
