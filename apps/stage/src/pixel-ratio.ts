/** Keeps the picture fluent by giving up pixels: down quickly when pictures come late, up slowly when there is room. */
import type { FrameMeter } from './frame-meter.ts'

/** Slower than 40 pictures a second looks like stutter beside music; faster than 55 leaves room. */
const TOO_SLOW_MS = 25
const ROOM_MS = 18.2
const DOWN_AFTER_MS = 1500
const UP_AFTER_MS = 8000

/** @returns a function to ask before every picture. */
export function createPixelRatio(meter: FrameMeter, { least, most }: { readonly least: number; readonly most: number }): () => number {
  let ratio = most
  let changedMs = performance.now()
  return () => {
    const gap = meter.gapMs
    const since = performance.now() - changedMs
    if (gap === null) return ratio
    if (gap > TOO_SLOW_MS && ratio > least && since > DOWN_AFTER_MS) {
      ratio = Math.max(least, ratio * 0.8)
      changedMs = performance.now()
    } else if (gap < ROOM_MS && ratio < most && since > UP_AFTER_MS) {
      ratio = Math.min(most, ratio * 1.15)
      changedMs = performance.now()
    }
    return ratio
  }
}
