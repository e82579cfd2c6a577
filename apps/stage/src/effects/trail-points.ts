/** Where a hand has just been: places on the show's clock, oldest last. Plain numbers, nothing allocated while it runs. */

/** How long light hangs in the air after a hand. */
export const TRAIL_MS = 420
/** Places are at least this far apart in time; farther than `JUMP_MS` there was no movement but a jump. */
const STEP_MS = 16
const JUMP_MS = 120
/** As many as there can be in that time. */
export const MOST_PLACES = 30

export class TrailPoints {
  /** x, y, z and the instant of each place; the newest first. */
  readonly places: Float64Array
  count = 0

  constructor(most: number) {
    this.places = new Float64Array(most * 4)
  }

  add(x: number, y: number, z: number, atMs: number): void {
    const { places } = this
    const sinceMs = this.count === 0 ? 0 : atMs - places[3]!
    if (sinceMs < 0 || sinceMs > JUMP_MS) this.count = 0
    // The newest place moves with the hand until the next one is due.
    if (this.count < 2 || atMs - places[7]! >= 2 * STEP_MS) {
      places.copyWithin(4, 0, places.length - 4)
      this.count = Math.min(this.count + 1, places.length / 4)
    }
    places[0] = x
    places[1] = y
    places[2] = z
    places[3] = atMs
    while (this.count > 0 && atMs - places[(this.count - 1) * 4 + 3]! > TRAIL_MS) this.count--
  }

  clear(): void {
    this.count = 0
  }
}
