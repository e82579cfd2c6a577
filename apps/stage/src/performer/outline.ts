/**
 * How an outline is drawn at a distance. Its width is given in metres; seen from far it would fall under a pixel and break into dots, so
 * it never gets thinner than a pixel and a quarter, and where that would make it coarse it takes on the colour of what it surrounds and is
 * left out altogether: a small figure needs no drawing, a large one no dots.
 */
const LEAST_PX = 1.25
/** From this width on (metres on her body) an outline gives way, and from this one on it is gone. */
const COARSE_M = 0.0034
const GONE_M = 0.0055

export interface OutlineLook {
  readonly widthM: number
  /** 1 as the avatar's author drew it, 0 not there. */
  readonly shownUnit: number
}

export function outlineAt(authoredM: number, metresPerPx: number): OutlineLook {
  const leastM = LEAST_PX * metresPerPx
  const t = Math.min(1, Math.max(0, (leastM - COARSE_M) / (GONE_M - COARSE_M)))
  return { widthM: Math.max(authoredM, Math.min(leastM, GONE_M)), shownUnit: 1 - t * t * (3 - 2 * t) }
}

/**
 * Size of a pixel at a distance, metres.
 *
 * @param projection  element [5] of the camera's projection matrix: 1 / tan of half the vertical angle, or 2 / height for a parallel one
 * @param parallel    element [15] is 1: distance does not count
 * @param heightPx    of the drawing buffer
 */
export function metresPerPixel(projection: number, parallel: boolean, distanceM: number, heightPx: number): number {
  return (2 * (parallel ? 1 : Math.max(0.05, distanceM))) / (Math.abs(projection) * Math.max(1, heightPx))
}
