/**
 * Whether one target takes our packets. UDP answers nothing when all is well, so "sending" means: no refusal came back. A refusal
 * (nobody listens on that port, no route) marks it down; then only a knock every half second goes there, with triggers, until a
 * knock stays unrefused.
 */
export type HealthState = 'cannotKnow' | 'sending' | 'down'

/** Refusals come back within a millisecond on one machine and a few on a LAN. */
const REFUSAL_WINDOW_MS = 250
const KNOCK_EVERY_MS = 500

export class TargetHealth {
  private down = false
  private knockedAtMs = Number.NEGATIVE_INFINITY
  private failedAtMs = Number.NEGATIVE_INFINITY
  sent = 0
  failed = 0

  get state(): HealthState {
    return this.down ? 'down' : this.sent > 0 ? 'sending' : 'cannotKnow'
  }

  noteSent(): void {
    this.sent++
  }

  /** A packet was refused. */
  noteFailure(nowMs: number): void {
    this.failed++
    this.failedAtMs = nowMs
    if (!this.down) this.knockedAtMs = nowMs
    this.down = true
  }

  /** True when it is time to knock at a target that is down; counts as knocked. */
  knock(nowMs: number): boolean {
    if (!this.down || nowMs - this.knockedAtMs < KNOCK_EVERY_MS) return false
    this.knockedAtMs = nowMs
    return true
  }

  /** A connection to it was made: as good as a knock that is not refused. */
  noteConnected(nowMs: number): void {
    if (this.down) this.knockedAtMs = nowMs
  }

  /** True once, when a knock has stayed without refusal: the target is back and must be told everything. */
  recovered(nowMs: number): boolean {
    if (!this.down || this.knockedAtMs <= this.failedAtMs || nowMs - this.knockedAtMs < REFUSAL_WINDOW_MS) return false
    this.down = false
    return true
  }
}
