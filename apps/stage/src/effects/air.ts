/**
 * What flies about her: fireflies, petals, sparks, snow. Where each one is follows from show time and its own numbers alone, so every
 * screen shows the same. On a gauze all of it stays within `AIR_RADIUS_M` of the line through her; in a hall it fills the room, but never
 * comes between the hall and her. Pure numbers, metres; origin on the floor under her.
 */
import { hashUnit, mix, smoothUnit } from '../ease.ts'
import type { Air } from '../scenery.ts'

/** Nothing of a gauze's air is farther than this from the line through the performer, sideways and in depth; its own size comes on top. */
export const AIR_RADIUS_M = 1.35
/** Largest half of anything that flies. */
export const AIR_SIZE_M = 0.06
/** Half of the hall's stage, how far back its air goes and how high. */
const HALL_HALF_M = 5.4
const HALL_BACK_M = 3.4
const HALL_HIGH_M = 4.8
/** So wide to both sides of her nothing comes to the front above her knees. */
const CLEAR_M = 1.1

export interface AirMoment {
  /** Show time. */
  readonly seconds: number
  /** How much of her is there: while she comes and goes the air is drawn in to her. */
  readonly presenceUnit: number
  readonly heightM: number
  readonly where: 'gauze' | 'hall'
}

/** Numbers of one particle, in this order. */
export const AIR_FLOATS = 8
export const AIR = { x: 0, y: 1, z: 2, size: 3, light: 4, turn: 5, tumble: 6, shape: 7 } as const
/** As the shader tells them apart. */
export const AIR_SHAPES: Readonly<Record<Air, number>> = { fireflies: 0, petals: 1, sparks: 2, snow: 3 }

const SEED = 1109
const TURN = 2 * Math.PI
const fract = (x: number): number => x - Math.floor(x)

/** The numbers a particle keeps for good: four of them, 0–1. */
export function seedsOf(index: number): readonly [number, number, number, number] {
  return [hashUnit(SEED, index, 0), hashUnit(SEED, index, 1), hashUnit(SEED, index, 2), hashUnit(SEED, index, 3)]
}
type Seeds = ReturnType<typeof seedsOf>

interface Flight {
  x: number
  y: number
  z: number
  readonly size: number
  readonly light: number
  readonly turn: number
  readonly tumble: number
}

/** Rising, wandering, pulsing. */
function firefly([a, b, c, d]: Seeds, { seconds, presenceUnit, heightM, where }: AirMoment, roams: boolean): Flight {
  const age = fract(seconds / mix(5, 11, a) + b)
  const angle = TURN * (c + seconds * mix(-0.05, 0.05, d) * (roams ? 0.3 : 1))
  const gathered = mix(1.25, 1, presenceUnit) * mix(1, 0.35, (1 - presenceUnit) * smoothUnit(presenceUnit * 3))
  const wander = 0.09 * Math.sin(seconds * mix(0.7, 1.6, a) + 40 * b)
  const radius = (where === 'hall' && roams ? mix(1.4, HALL_HALF_M, d) : mix(0.28, 1, Math.sqrt(d)) * gathered) + wander
  const blink = 0.35 + 0.65 * (0.5 + 0.5 * Math.sin(seconds * mix(1.4, 3.2, b) + 50 * c)) ** 3
  return {
    x: radius * Math.cos(angle),
    y: age * heightM * (roams ? 1.9 : 1.15) - 0.02,
    z: radius * 0.7 * Math.sin(angle),
    size: mix(0.025, 0.055, c),
    light: smoothUnit(age / 0.12) * smoothUnit((1 - age) / 0.3) * blink,
    turn: 0,
    tumble: 1,
  }
}

/** Something that comes down, or goes up, along a slanting, swaying way. `reachM` holds all of it. */
function drifting(
  [a, b, c, d]: Seeds,
  { seconds, where, heightM }: AirMoment,
  how: { readonly mps: number; readonly swayM: number; readonly swayHz: number; readonly driftM: number; readonly up: boolean },
): { x: number; y: number; z: number; age: number } {
  const high = where === 'hall' ? HALL_HIGH_M : heightM * 1.2
  const perS = (how.mps * mix(0.75, 1.3, a)) / high
  const age = fract(seconds * perS + b)
  const sway = how.swayM * Math.sin(TURN * (seconds * how.swayHz * mix(0.7, 1.3, d) + c))
  const drift = how.driftM * (age - 0.5)
  const y = how.up ? age * high : (1 - age) * high
  // A new place for every fall, so that nothing comes down the same way twice.
  const round = Math.floor(seconds * perS + b)
  const place = fract(c + round * 0.618034)
  const deep = fract(d + round * 0.754878)
  if (where === 'hall') return { x: mix(-1, 1, place) * HALL_HALF_M + sway + drift, y, z: mix(-HALL_BACK_M, 1.9, deep) + 0.5 * sway, age }
  const radius = Math.sqrt(deep) * (AIR_RADIUS_M - how.swayM - how.driftM / 2)
  return { x: radius * Math.cos(TURN * place) + sway + drift, y, z: radius * 0.7 * Math.sin(TURN * place), age }
}

function petal(seeds: Seeds, moment: AirMoment): Flight {
  const [a, b, c, d] = seeds
  const { x, y, z, age } = drifting(seeds, moment, { mps: 0.42, swayM: 0.2, swayHz: 0.21, driftM: 0.5, up: false })
  const { seconds } = moment
  return {
    x,
    y: Math.max(0.02, y),
    z,
    size: mix(0.03, 0.055, c),
    light: smoothUnit(age / 0.06) * smoothUnit((1 - age) / 0.05) * mix(0.65, 1, d),
    // It rocks as it sways, and now and then turns over.
    turn: TURN * (c + 0.18 * Math.sin(TURN * (seconds * 0.27 * mix(0.7, 1.4, b) + d)) + seconds * mix(-0.12, 0.12, a)),
    tumble: Math.cos(TURN * (seconds * mix(0.18, 0.5, b) + a)),
  }
}

/** Out of a fire: up fast, jittering, burning down. */
function spark(seeds: Seeds, moment: AirMoment): Flight {
  const [a, b, c, d] = seeds
  const { x, y, z, age } = drifting(seeds, moment, { mps: 1.05, swayM: 0.15, swayHz: 0.6, driftM: 0.3, up: true })
  const { seconds } = moment
  const flicker = 0.6 + 0.4 * Math.sin(seconds * mix(9, 17, a) + 60 * b)
  return {
    x,
    y,
    z,
    size: mix(0.02, 0.045, c * c),
    light: smoothUnit(age / 0.05) * (1 - age) ** 1.4 * flicker,
    turn: 0.35 * Math.sin(seconds * 2.1 + 20 * d),
    tumble: mix(0.3, 0.75, b),
  }
}

function flake(seeds: Seeds, moment: AirMoment): Flight {
  const [, b, c, d] = seeds
  const { x, y, z, age } = drifting(seeds, moment, { mps: 0.28, swayM: 0.16, swayHz: 0.12, driftM: 0.2, up: false })
  const light = smoothUnit(age / 0.06) * smoothUnit((1 - age) / 0.06) * mix(0.4, 0.85, d)
  return { x, y, z, size: mix(0.012, 0.032, c), light, turn: 0, tumble: b }
}

function flightOf(kind: Air, seeds: Seeds, moment: AirMoment, roams: boolean): Flight {
  switch (kind) {
    case 'fireflies':
      return firefly(seeds, moment, roams)
    case 'petals':
      return petal(seeds, moment)
    case 'sparks':
      return spark(seeds, moment)
    case 'snow':
      return flake(seeds, moment)
  }
}

/** Writes `AIR_FLOATS` numbers from index `at`. @param roams  in a hall: far from her rather than about her. */
export function writeFlight(kind: Air, seeds: Seeds, moment: AirMoment, roams: boolean, out: Float32Array, at: number): void {
  const flight = flightOf(kind, seeds, moment, roams)
  // None before her: only those about her feet come to the front.
  if (flight.y > 0.3 && flight.z > -0.15 && Math.abs(flight.x) < (moment.where === 'hall' ? CLEAR_M : AIR_RADIUS_M + 1))
    flight.z = -Math.abs(flight.z) - 0.15
  out[at + AIR.x] = flight.x
  out[at + AIR.y] = flight.y
  out[at + AIR.z] = flight.z
  out[at + AIR.size] = flight.size
  out[at + AIR.light] = flight.light
  out[at + AIR.turn] = flight.turn
  out[at + AIR.tumble] = flight.tumble
  out[at + AIR.shape] = AIR_SHAPES[kind]
}
