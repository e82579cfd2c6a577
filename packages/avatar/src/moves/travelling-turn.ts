import type { HipsKey, Key, Step } from './move.ts'

// A chain turn: three steps to the left while the body turns once, and the same way back to the right. Feet never pass through
// each other because every step goes on past the standing foot. Stage metres; the outward places of the feet follow from the rest
// width of 0.092 m either side.

const width = 0.092
const travelM = 0.6

/** Beats at which the four steps of one turn land. */
export interface TurnTimes {
  readonly lands: readonly [number, number, number, number]
  /** Length of one turn with its pause; the way back begins there. */
  readonly halfBeats: number
  /** Beats a foot is in the air. */
  readonly swing: number
}

/** Footsteps out and back, twice `halfBeats` long. */
export function turnSteps({ lands: [a, b, c, d], halfBeats, swing }: TurnTimes): Step[] {
  const oneWay: Step[] = [
    { foot: 'left', lift: a - swing, land: a, x: 0.3 - width, z: 0, yaw: 80, height: 0.055 },
    { foot: 'left', lift: a + 0.08, land: b, yaw: 200, height: 0 },
    { foot: 'right', lift: a - swing * 0.3, land: b - swing - 0.02, yaw: -70, height: 0 },
    { foot: 'right', lift: b - swing, land: b, x: -0.5 - width, z: -0.196, yaw: -180, height: 0.06, through: [0, 0.12] },
    { foot: 'right', lift: b + 0.08, land: c, yaw: -310, height: 0 },
    { foot: 'left', lift: c - swing, land: c, x: 0.7 - width, z: 0, yaw: 370, height: 0.06, through: [0, -0.1] },
    { foot: 'right', lift: d - swing * 0.9, land: d, x: -0.5 - width, z: 0, yaw: -350, height: 0.055 },
  ]
  const back = oneWay.map((step): Step => {
    const foot = step.foot === 'left' ? 'right' : 'left'
    // In the mirror, seen from the far end: outward x of one foot becomes that of the other, less the way travelled.
    const x = step.x === undefined ? {} : { x: step.x - travelM * (foot === 'right' ? 1 : -1) }
    const yaw = (step.yaw ?? 0) + (foot === 'right' ? -360 : 360)
    return { ...step, foot, lift: step.lift + halfBeats, land: step.land + halfBeats, yaw, ...x }
  })
  return [...oneWay, ...back].map(tidy)
}

/** Sums of decimals leave dust that the test for coming home would see. */
const tidy = (step: Step): Step => ({ ...step, ...(step.x === undefined ? {} : { x: Math.round(step.x * 1e6) / 1e6 }) })

/** Hips for the steps above; `sinkM` is how far they drop while turning. */
export function turnHips({ lands: [a, b, c, d], halfBeats }: TurnTimes, sinkM: number): Key<HipsKey>[] {
  const out: Key<HipsKey>[] = [
    [0, { x: 0.03, y: -sinkM, yaw: -12, tilt: -1 }],
    [a, { x: 0.22, y: -sinkM * 0.6, yaw: 70, tilt: 2 }],
    [(a + b) / 2, { x: 0.33, y: -sinkM * 0.2, yaw: 135 }],
    [b, { x: 0.42, y: -sinkM * 0.4, yaw: 205 }],
    [(b + c) / 2, { x: 0.52, y: -sinkM * 0.2, yaw: 285 }],
    [c, { x: 0.64, y: -sinkM * 0.7, yaw: 352, tilt: 3 }],
    [d, { x: 0.63, y: -sinkM, yaw: 364, tilt: 4 }, 'hit'],
  ]
  const back = out.map(([beat, k, ease]): Key<HipsKey> => {
    const key = { ...k, x: travelM - (k.x ?? 0), yaw: 360 - (k.yaw ?? 0), tilt: -(k.tilt ?? 0) }
    return ease ? [beat + halfBeats, key, ease] : [beat + halfBeats, key]
  })
  return [...out, ...back]
}
