import { smoothstep, type V2 } from './vector.ts'

// Creases as a draughtsman sets them: a wedge that swells from both ends and bends a little, in one tone with a crisp edge.

export interface Fold {
  /** Where it opens, the way it runs (a unit vector) and how far, metres on the cloth laid flat. */
  readonly from: V2
  readonly way: V2
  readonly length: number
  /** Half width where it is widest, metres. */
  readonly half: number
  /** How far its middle leaves the straight line, metres, to the left of the way. */
  readonly bow: number
}

/** A fold from (x0, y0), where it is open, to (x1, y1), where it runs out thin. */
export function fold(x0: number, y0: number, x1: number, y1: number, half: number, bow = 0): Fold {
  const length = Math.sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
  return { from: [x0, y0], way: [(x1 - x0) / length, (y1 - y0) / length], length, half, bow }
}

/** How sharp its edge is, metres: about a pixel of the picture. */
const edgeM = 0.0009

/** 1 within one of the folds, 0 outside, soft at the edge. */
export function foldAt(folds: readonly Fold[], x: number, y: number): number {
  let most = 0
  for (const { from, way, length, half, bow } of folds) {
    const px = x - from[0]
    const py = y - from[1]
    const t = (px * way[0] + py * way[1]) / length
    if (t <= 0 || t >= 1) continue
    const off = Math.abs(px * way[1] - py * way[0] - bow * 4 * t * (1 - t))
    const widest = half * 1.25
    if (off > widest + edgeM) continue
    const wide = widest * Math.min(1, 0.35 + t * 4) * (1 - t) ** 0.7
    if (off < wide + edgeM) most = Math.max(most, smoothstep(wide + edgeM, wide - edgeM, off))
  }
  return most
}

/** 1 on a line of that half width, soft at its edge. */
export const lineAt = (distance: number, half: number): number => smoothstep(half * 1.8, half * 0.6, Math.abs(distance))
