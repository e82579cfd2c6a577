/** What a page that listens to timecode tells. */
export interface TimecodeHeard {
  /** From 0 = 00:00:00:00, at the rate of the venue. */
  readonly frame: number
  /** Performance time at which it began. */
  readonly atMs: number
}
/** For the console. waiting: none comes in. locking: some comes in, not enough yet to be followed. locked: the show follows. */
export interface TimecodeState {
  readonly kind: 'waiting' | 'locking' | 'locked'
  /** The last frame that came in; null when none does. */
  readonly frame: number | null
}
