/**
 * The states one target should be in, and when each was last told. It keeps them alive: receivers forget, packets get lost, and a
 * state may be repeated safely. Repeats are spread evenly so that they never come as a burst.
 */

/** A value that has stood this long since it was told is told once more: a lost datagram then shows for a blink, not for seconds. */
const CONFIRM_AFTER_MS = 100
/** So many confirmations at most each time, so that a blackout's are no burst. */
const CONFIRM_AT_ONCE = 48

interface Standing {
  value: number
  bytes: Uint8Array
  /** Performance time; −∞ when it must be told again. */
  toldAtMs: number
  /** It was not told with this value before. */
  changed: boolean
}

/** What the output thread asks of a board, whatever the protocol. */
export interface Board {
  /** Notes a state; true when the target does not have it yet and must be told. */
  wants(key: number, value: number, bytes: Uint8Array): boolean
  told(key: number, nowMs: number): void
  /** Everything has to be told again: the target came back. */
  forgetTold(): void
  /** What to tell again, when called every `everyMs`. The caller says `told` for each. */
  repeats(nowMs: number, everyMs: number): readonly { readonly key: number; readonly bytes: Uint8Array }[]
  /** All states that have not been told. */
  untold(): readonly { readonly key: number; readonly bytes: Uint8Array }[]
  /** Any one state, to knock with at a target that is down. */
  any(): { readonly key: number; readonly bytes: Uint8Array } | null
  all(): readonly { readonly key: number; readonly bytes: Uint8Array }[]
}

export class StateBoard implements Board {
  private readonly standing = new Map<number, Standing>()
  private order: number[] = []
  private cursor = 0
  private readonly repeatMs: number
  /** Told once since they changed; in the order of telling. */
  private readonly unconfirmed = new Set<number>()

  /** @param repeatMs  each state is told again after about this long. */
  constructor(repeatMs: number) {
    this.repeatMs = repeatMs
  }

  /** Notes a state; true when the target does not have this value yet and must be told. */
  wants(key: number, value: number, bytes: Uint8Array): boolean {
    const known = this.standing.get(key)
    if (!known) {
      this.standing.set(key, { value, bytes, toldAtMs: Number.NEGATIVE_INFINITY, changed: true })
      this.order.push(key)
      return true
    }
    if (known.value === value && known.toldAtMs > Number.NEGATIVE_INFINITY) return false
    known.value = value
    known.bytes = bytes
    known.toldAtMs = Number.NEGATIVE_INFINITY
    known.changed = true
    return true
  }

  told(key: number, nowMs: number): void {
    const known = this.standing.get(key)
    if (!known) return
    known.toldAtMs = nowMs
    this.unconfirmed.delete(key)
    if (known.changed) this.unconfirmed.add(key)
    known.changed = false
  }

  /** Everything has to be told again: the target came back. */
  forgetTold(): void {
    for (const state of this.standing.values()) state.toldAtMs = Number.NEGATIVE_INFINITY
  }

  /**
   * What to tell again, when called every `everyMs`: values that have just settled, and the next share of those told longer ago than
   * half the repeat time. The caller says `told` for each.
   */
  repeats(nowMs: number, everyMs: number): { readonly key: number; readonly bytes: Uint8Array }[] {
    const due = this.settled(nowMs)
    const share = Math.ceil((this.order.length * everyMs) / this.repeatMs)
    for (let i = 0; i < share && i < this.order.length; i++) {
      const key = this.order[this.cursor % this.order.length]!
      this.cursor = (this.cursor + 1) % this.order.length
      const state = this.standing.get(key)!
      if (nowMs - state.toldAtMs >= this.repeatMs / 2) due.push({ key, bytes: state.bytes })
    }
    return due
  }

  private settled(nowMs: number): { key: number; bytes: Uint8Array }[] {
    const due: { key: number; bytes: Uint8Array }[] = []
    // In the order of telling: behind the first that is too fresh, all are.
    for (const key of this.unconfirmed) {
      const state = this.standing.get(key)!
      if (nowMs - state.toldAtMs < CONFIRM_AFTER_MS || due.length >= CONFIRM_AT_ONCE) break
      due.push({ key, bytes: state.bytes })
    }
    return due
  }

  /** All states that have not been told. */
  untold(): { readonly key: number; readonly bytes: Uint8Array }[] {
    return this.order
      .filter((key) => this.standing.get(key)!.toldAtMs === Number.NEGATIVE_INFINITY)
      .map((key) => ({ key, bytes: this.standing.get(key)!.bytes }))
  }

  all(): { readonly key: number; readonly bytes: Uint8Array }[] {
    return this.order.map((key) => ({ key, bytes: this.standing.get(key)!.bytes }))
  }

  /** Any one state, to knock with at a target that is down. */
  any(): { readonly key: number; readonly bytes: Uint8Array } | null {
    const key = this.order[0]
    return key === undefined ? null : { key, bytes: this.standing.get(key)!.bytes }
  }
}
