import { at, type Figure, foot } from '../figure.ts'
import { smoothstep } from '../ik.ts'

// How she bears her weight, whatever a move asks of her: where the weight goes over to one leg, that hip comes up and out, the shoulders
// tilt against it and the head against them, the other heel leaves the floor and its knee gives and turns. Keys say where the weight is;
// this is what a body does with it. It depends on nothing but where hips and feet are, so it is continuous wherever they are.

/** What weight on one leg does at its full; degrees. */
export interface Carriage {
  /** The hip that bears comes up. */
  readonly hipDeg: number
  /** Shoulders go down on that side. */
  readonly chestDeg: number
  /** The head leans back over it. */
  readonly headDeg: number
  /** The heel of the free foot comes up. */
  readonly heelDeg: number
  /** The free foot turns about its ball, outwards; negative brings the knee in. */
  readonly kneeDeg: number
  /** By how much half a shift of the weight is made whole, 0–1. */
  readonly shiftUnit: number
}

/** Fast and bright: hips that are thrown, a knee that comes in. */
export const thrown: Carriage = { hipDeg: 7, chestDeg: 6, headDeg: 4, heelDeg: 32, kneeDeg: -26, shiftUnit: 0.35 }
/** In three: the free leg opens. */
export const lilting: Carriage = { hipDeg: 6, chestDeg: 6, headDeg: 5, heelDeg: 28, kneeDeg: 24, shiftUnit: 0.25 }
/** Restrained: knees stay together, a long line from hip to ear. */
export const gathered: Carriage = { hipDeg: 5, chestDeg: 4, headDeg: 6, heelDeg: 22, kneeDeg: -18, shiftUnit: 0.35 }
/** Talking, waiting. */
export const easy: Carriage = { hipDeg: 5, chestDeg: 5, headDeg: 3, heelDeg: 18, kneeDeg: 16, shiftUnit: 0.35 }
/** Turning, the body stays over its axis. */
export const axial: Carriage = { hipDeg: 2, chestDeg: 2, headDeg: 0, heelDeg: 0, kneeDeg: 0, shiftUnit: 0 }

/** Half the distance of the feet at rest, m. */
const restHalfM = 0.092
/** Feet nearer to each other than this bear together. */
const leastApartM = 0.2

/** Places of hips and balls of the feet on the floor: to her left, forward; m. */
interface Base {
  readonly middle: readonly [number, number]
  /** From the right foot to the left one. */
  readonly across: readonly [number, number]
  readonly apartM: number
}

function baseOf(figure: Figure): Base {
  const left = [restHalfM + figure[at.leftFoot + foot.x]!, figure[at.leftFoot + foot.z]!] as const
  const right = [-restHalfM - figure[at.rightFoot + foot.x]!, figure[at.rightFoot + foot.z]!] as const
  const across = [left[0] - right[0], left[1] - right[1]] as const
  return { middle: [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2], across, apartM: Math.hypot(...across) }
}

/** Where the weight is: 1 over the left foot, −1 over the right one, beyond where the hips are beyond. */
function weightAt(x: number, z: number, { middle, across, apartM }: Base): number {
  const long = Math.max(apartM, leastApartM)
  return (2 * ((x - middle[0]) * across[0] + (z - middle[1]) * across[1])) / (Math.max(apartM, 1e-6) * long)
}

/** −1 all on the right, 1 all on the left; half and half bears on both. */
const leaning = (weight: number): number => Math.sign(weight) * smoothstep(0.12, 0.95, Math.abs(weight))

/**
 * Lays it over a figure whose hips, chest, head and feet are placed, in place.
 *
 * @param lagged  where the hips were when chest and head set out: [x, z] each, m
 */
export function carry(figure: Figure, by: Carriage, size: number, lagged?: { chest: ArrayLike<number>; head: ArrayLike<number> }): void {
  const base = baseOf(figure)
  const weight = weightAt(figure[0]!, figure[2]!, base)
  const grows = 0.6 + 0.4 * size
  const lean = (place: ArrayLike<number> | undefined) => (place ? leaning(weightAt(place[0]!, place[2]!, base)) : leaning(weight))
  figure[5] = figure[5]! + by.hipDeg * grows * leaning(weight)
  figure[8] = figure[8]! - by.chestDeg * grows * lean(lagged?.chest)
  figure[11] = figure[11]! + by.headDeg * grows * lean(lagged?.head)
  // Whoever puts weight on a leg stands over it: half measures are made whole, and nobody leans out beyond her foot.
  const most = Math.min(1, Math.abs(weight))
  const farther = weight * by.shiftUnit * (1 - most * most) * Math.min(base.apartM, 0.5) * 0.5
  figure[0] = figure[0]! + (farther * base.across[0]) / Math.max(base.apartM, 0.05)
  figure[2] = figure[2]! + (farther * base.across[1]) / Math.max(base.apartM, 0.05)
  free(figure, at.leftFoot, smoothstep(0.3, 0.95, -weight), by, grows)
  free(figure, at.rightFoot, smoothstep(0.3, 0.95, weight), by, grows)
}

/** A foot that bears nothing; one that comes down heel first is about to. */
function free(figure: Figure, c: number, unit: number, by: Carriage, grows: number): void {
  const heel = figure[c + foot.heel]!
  const loose = unit * grows * (1 - smoothstep(0, 8, figure[c + foot.toe]!))
  figure[c + foot.heel] = heel + by.heelDeg * loose * (1 - smoothstep(0, 44, heel))
  figure[c + foot.yaw] = figure[c + foot.yaw]! + by.kneeDeg * loose
}
