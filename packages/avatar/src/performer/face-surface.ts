import { profile } from './curve.ts'
import { clamp01, smoothstep, unit, type V2, type V3 } from './vector.ts'

// The skin of head and neck as one smooth surface P(turn, level): `turn` runs round the head (0 front, ±π/2 the sides, + to her
// left), `level` climbs a drawn list of cross-sections from the collar over the chin to the crown. Everything on the face is
// drawn in the front view (x, y in metres) and laid on this surface by `onFace`.

/** Drawn cross-sections, all in metres of the 1.68 m drawing. */
interface Section {
  /** y and z in front, at the side (with half width x), and behind. */
  readonly front: V2
  readonly side: V3
  readonly back: V2
  /** < 1 flat front with turned cheeks, 1 ellipse, > 1 pointed. */
  readonly point: number
  /** How the level rises from front to side: 1 straight (a V of a chin), 2 late. */
  readonly rise: number
}

const sections: readonly Section[] = [
  { front: [1.335, 0.034], side: [0.056, 1.345, -0.03], back: [1.36, -0.09], point: 1, rise: 2 },
  { front: [1.375, 0.016], side: [0.0375, 1.385, -0.026], back: [1.39, -0.07], point: 1, rise: 2 },
  { front: [1.412, 0.012], side: [0.0352, 1.422, -0.026], back: [1.428, -0.068], point: 1, rise: 2 },
  { front: [1.43, 0.031], side: [0.039, 1.452, -0.026], back: [1.452, -0.075], point: 1, rise: 1.8 },
  { front: [1.4352, 0.054], side: [0.0525, 1.474, -0.018], back: [1.472, -0.087], point: 1.02, rise: 1.45 },
  { front: [1.4365, 0.0705], side: [0.059, 1.489, -0.012], back: [1.49, -0.098], point: 1.08, rise: 1.32 },
  { front: [1.4412, 0.0805], side: [0.064, 1.5, -0.009], back: [1.505, -0.107], point: 1.1, rise: 1.25 },
  { front: [1.4495, 0.0845], side: [0.0685, 1.51, -0.007], back: [1.518, -0.113], point: 1.08, rise: 1.3 },
  { front: [1.46, 0.0845], side: [0.073, 1.52, -0.006], back: [1.53, -0.117], point: 1.04, rise: 1.5 },
  { front: [1.474, 0.0865], side: [0.0775, 1.528, -0.006], back: [1.54, -0.12], point: 1, rise: 1.6 },
  { front: [1.49, 0.0885], side: [0.0818, 1.536, -0.006], back: [1.55, -0.122], point: 0.95, rise: 1.8 },
  { front: [1.512, 0.0885], side: [0.0855, 1.546, -0.008], back: [1.56, -0.124], point: 0.9, rise: 2 },
  { front: [1.534, 0.0885], side: [0.088, 1.558, -0.01], back: [1.57, -0.125], point: 0.88, rise: 2 },
  { front: [1.556, 0.0905], side: [0.0905, 1.572, -0.012], back: [1.58, -0.125], point: 0.88, rise: 2 },
  { front: [1.58, 0.092], side: [0.092, 1.588, -0.014], back: [1.594, -0.123], point: 0.9, rise: 2 },
  { front: [1.604, 0.0895], side: [0.0915, 1.606, -0.016], back: [1.61, -0.12], point: 0.94, rise: 2 },
  { front: [1.63, 0.079], side: [0.086, 1.63, -0.018], back: [1.632, -0.111], point: 1, rise: 2 },
  { front: [1.652, 0.061], side: [0.0735, 1.651, -0.019], back: [1.652, -0.094], point: 1, rise: 2 },
  { front: [1.668, 0.038], side: [0.0545, 1.667, -0.02], back: [1.668, -0.072], point: 1, rise: 2 },
  { front: [1.6775, 0.01], side: [0.0285, 1.677, -0.02], back: [1.6775, -0.047], point: 1, rise: 2 },
  { front: [1.68, -0.019], side: [0.001, 1.68, -0.02], back: [1.68, -0.021], point: 1, rise: 2 },
]

/** Level of the topmost section. */
export const topLevel = sections.length - 1

const dense = 24
const columns = (() => {
  const of = (pick: (section: Section) => number) => {
    const curve = profile(sections.map((section, i) => [i, pick(section)]))
    return Float64Array.from({ length: topLevel * dense + 2 }, (_, i) => curve(Math.min(i / dense, topLevel)))
  }
  return {
    frontY: of((s) => s.front[0]),
    frontZ: of((s) => s.front[1]),
    sideX: of((s) => s.side[0]),
    sideY: of((s) => s.side[1]),
    sideZ: of((s) => s.side[2]),
    backY: of((s) => s.back[0]),
    backZ: of((s) => s.back[1]),
    point: of((s) => s.point),
    rise: of((s) => s.rise),
  }
})()

const read = (table: Float64Array, level: number): number => {
  const x = Math.min(Math.max(level, 0), topLevel) * dense
  const i = Math.floor(x)
  return table[i]! + (table[i + 1]! - table[i]!) * (x - i)
}

/** Where the eyes sit in the front view (her left; mirror x). */
export const eyeCentre: V2 = [0.0375, 1.532]
export const mouthCentre: V2 = [0, 1.473]

const noseProfile = profile([
  [1.4845, 0],
  [1.489, 0.0035],
  [1.4955, 0.0105],
  [1.5, 0.0098],
  [1.512, 0.0052],
  [1.53, 0.002],
  [1.548, 0],
])

function relief(x: number, y: number): number {
  const bell = (dx: number, dy: number) => Math.exp(-dx * dx - dy * dy)
  const ax = Math.abs(x)
  const socket = -0.0065 * bell((ax - eyeCentre[0] + 0.002) / 0.021, (y - eyeCentre[1] - 0.002) / 0.0155)
  const width = 0.0052 + 0.004 * smoothstep(1.505, 1.54, y) + 0.0015 * smoothstep(1.5, 1.49, y)
  const nose = noseProfile(y) * Math.exp(-(x * x) / (width * width))
  const lips =
    0.0016 * bell(x / 0.014, (y - mouthCentre[1] - 0.0005) / 0.0075) - 0.0012 * bell(x / 0.012, (y - mouthCentre[1] + 0.0115) / 0.004)
  const cheek = 0.0018 * bell((ax - 0.047) / 0.016, (y - 1.503) / 0.014)
  return socket + nose + lips + cheek
}

/** A point of the skin. */
export function headPoint(turn: number, level: number): V3 {
  const s = Math.sin(Math.abs(turn))
  const c = Math.cos(turn)
  const sideX = read(columns.sideX, level)
  const sideY = read(columns.sideY, level)
  const sideZ = read(columns.sideZ, level)
  const sign = turn < 0 ? -1 : 1
  if (c < 0) {
    const back = read(columns.backZ, level)
    return [sign * sideX * s, sideY + (read(columns.backY, level) - sideY) * c * c, sideZ - (back - sideZ) * c]
  }
  const power = read(columns.point, level)
  const x = sideX * s ** power
  const frontY = read(columns.frontY, level)
  const y = frontY + (sideY - frontY) * s ** read(columns.rise, level)
  const z = sideZ + (read(columns.frontZ, level) - sideZ) * c ** power
  return [sign * x, y, z + relief(x, y) * smoothstep(0.1, 0.5, c)]
}

/** Turn and level of the skin in front of (x, y), |x| ≤ 0.08. */
export function faceCoordinates(x: number, y: number): readonly [turn: number, level: number] {
  const ax = Math.abs(x)
  let turn = Math.asin(clamp01(ax / 0.09))
  let level = 8
  for (let i = 0; i < 14; i++) {
    const p = headPoint(turn, level)
    const dx = ax - p[0]
    const dy = y - p[1]
    if (Math.abs(dx) + Math.abs(dy) < 1e-6) break
    const h = 1e-3
    const a = headPoint(turn + h, level)
    const b = headPoint(turn, level + h)
    const [xt, yt, xl, yl] = [(a[0] - p[0]) / h, (a[1] - p[1]) / h, (b[0] - p[0]) / h, (b[1] - p[1]) / h]
    const det = xt * yl - xl * yt
    if (Math.abs(det) < 1e-9) break
    const clampStep = (v: number, limit: number) => Math.max(-limit, Math.min(limit, v))
    turn += clampStep((dx * yl - dy * xl) / det, 0.25)
    level += clampStep((dy * xt - dx * yt) / det, 2)
    turn = Math.max(1e-4, Math.min(1.45, turn))
    level = Math.max(4, Math.min(topLevel - 2, level))
  }
  return [x < 0 ? -turn : turn, level]
}

// Depth of the face over a fine raster, so that a thousand points of lids, lips and lashes cost nothing.
const cell = 0.0015
const rasterFrom: V2 = [0, 1.425]
const rasterSize = [52, 128] as const
let depths: Float64Array | null = null

/** Skin depth z in front of (x, y). */
export function faceDepth(x: number, y: number): number {
  if (!depths) {
    depths = new Float64Array(rasterSize[0] * rasterSize[1])
    for (let j = 0; j < rasterSize[1]; j++) {
      for (let i = 0; i < rasterSize[0]; i++) {
        const [turn, level] = faceCoordinates(rasterFrom[0] + i * cell, rasterFrom[1] + j * cell)
        depths[j * rasterSize[0] + i] = headPoint(turn, level)[2]
      }
    }
  }
  const fx = Math.min(Math.abs(x) / cell, rasterSize[0] - 1.001)
  const fy = Math.min(Math.max((y - rasterFrom[1]) / cell, 0), rasterSize[1] - 1.001)
  const i = Math.floor(fx)
  const j = Math.floor(fy)
  const at = (a: number, b: number) => depths![b * rasterSize[0] + a]!
  const top = at(i, j + 1) + (at(i + 1, j + 1) - at(i, j + 1)) * (fx - i)
  const low = at(i, j) + (at(i + 1, j) - at(i, j)) * (fx - i)
  return low + (top - low) * (fy - j)
}

/** The point of the skin in front of (x, y), lifted off it by `liftM` along the smooth normal. */
export function onFace(x: number, y: number, liftM = 0): V3 {
  const z = faceDepth(x, y)
  if (liftM === 0) return [x, y, z]
  const n = smoothNormal([x, y, z])
  return [x + n[0] * liftM, y + n[1] * liftM, z + n[2] * liftM]
}

/** Normal of the ellipsoid that shades the face: no nose, no sockets, one clean edge between light and shade. */
export function smoothNormal([x, y, z]: V3): V3 {
  return unit([x / 0.092 ** 2, (y - 1.55) / 0.14 ** 2, (z + 0.01) / 0.105 ** 2])
}
