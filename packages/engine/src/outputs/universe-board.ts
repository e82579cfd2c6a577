/**
 * The universes one sACN or Art-Net target should be in. A universe that has just changed is sent three times in all, then again every
 * 0.8 to 1 second (E1.31 6.6.2; Art-Net asks for a repeat within four seconds, and nodes forgive an earlier one).
 */
import type { Board } from './state-board.ts'

/** Packets of one value before the sender may rest. */
const TELLINGS = 3
/** Between those three: two frames of a DMX line. */
const CONFIRM_AFTER_MS = 45
/** 0.9 s with the slack of a thread that looks twenty times a second. */
const REPEAT_MS = 860

interface Universe {
  bytes: Uint8Array
  /** Performance time; −∞ when it must be told again. */
  toldAtMs: number
  tellings: number
}

export class UniverseBoard implements Board {
  private readonly universes = new Map<number, Universe>()

  wants(key: number, _value: number, bytes: Uint8Array): boolean {
    const known = this.universes.get(key)
    if (known && known.toldAtMs > Number.NEGATIVE_INFINITY && isSame(known.bytes, bytes)) return false
    this.universes.set(key, { bytes, toldAtMs: Number.NEGATIVE_INFINITY, tellings: 0 })
    return true
  }

  told(key: number, nowMs: number): void {
    const known = this.universes.get(key)
    if (!known) return
    known.toldAtMs = nowMs
    known.tellings++
  }

  forgetTold(): void {
    for (const universe of this.universes.values()) {
      universe.toldAtMs = Number.NEGATIVE_INFINITY
      universe.tellings = 0
    }
  }

  repeats(nowMs: number): { readonly key: number; readonly bytes: Uint8Array }[] {
    return [...this.universes].flatMap(([key, { bytes, toldAtMs, tellings }]) =>
      nowMs - toldAtMs >= (tellings < TELLINGS ? CONFIRM_AFTER_MS : REPEAT_MS) ? [{ key, bytes }] : [],
    )
  }

  untold(): { readonly key: number; readonly bytes: Uint8Array }[] {
    return this.all().filter(({ key }) => this.universes.get(key)!.toldAtMs === Number.NEGATIVE_INFINITY)
  }

  any(): { readonly key: number; readonly bytes: Uint8Array } | null {
    return this.all()[0] ?? null
  }

  all(): { readonly key: number; readonly bytes: Uint8Array }[] {
    return [...this.universes].map(([key, { bytes }]) => ({ key, bytes }))
  }
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
