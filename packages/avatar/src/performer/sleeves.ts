import { armInfluences } from './body-weights.ts'
import { coatFlatUv, coatUv } from './coat-picture.ts'
import { profile } from './curve.ts'
import { addCord, addGrid, type Mesh, ring } from './mesh.ts'
import { mix, smoothstep, type V2, type V3 } from './vector.ts'

// Sleeves with a little height at the shoulder, and the turned-back cuffs with the shirt cuff inside.

const sleeveCentreY = profile([
  [0.085, 1.327],
  [0.11, 1.322],
  [0.135, 1.319],
  [0.16, 1.321],
  [0.19, 1.327],
  [0.24, 1.332],
  [0.3, 1.335],
  [0.62, 1.335],
])
const sleeveHeight = profile([
  [0.08, 0.036],
  [0.11, 0.047],
  [0.135, 0.0525],
  [0.16, 0.0515],
  [0.19, 0.0465],
  [0.23, 0.0425],
  [0.3, 0.0385],
  [0.386, 0.0365],
  [0.44, 0.0375],
  [0.52, 0.0395],
  [0.61, 0.042],
])
const sleeveDepth = profile([
  [0.08, 0.048],
  [0.11, 0.057],
  [0.135, 0.061],
  [0.16, 0.058],
  [0.19, 0.0515],
  [0.23, 0.046],
  [0.3, 0.0405],
  [0.386, 0.038],
  [0.44, 0.0385],
  [0.52, 0.04],
  [0.61, 0.0425],
])
const sleeveZ = (x: number) =>
  x < 0.386 ? mix(-0.018, -0.024, smoothstep(0.138, 0.386, x)) : mix(-0.024, -0.018, smoothstep(0.386, 0.612, x))

/** Ring of the sleeve at distance x from the middle, for the left (+1) or right arm. */
export function sleeveRing(sign: 1 | -1, x: number, outM: number, count: number): V3[] {
  return ring([sign * x, sleeveCentreY(x), sleeveZ(x)], [0, sleeveHeight(x) + outM, 0], [0, 0, (sleeveDepth(x) + outM) * sign], count, 2.1)
}

const sleeveStations = [
  0.085, 0.1, 0.115, 0.128, 0.14, 0.152, 0.165, 0.18, 0.2, 0.225, 0.255, 0.29, 0.32, 0.345, 0.362, 0.376, 0.386, 0.396, 0.41, 0.428, 0.455,
  0.49, 0.525, 0.56, 0.59,
]

export function addSleeves(mesh: Mesh): void {
  for (const sign of [1, -1] as const) {
    mesh.beginPart()
    const rows = sleeveStations.map((x) => sleeveRing(sign, x, 0, 20))
    addGrid(mesh, rows, { closed: true, uv: (r, c) => coatUv('sleeve', c / 20, r / (rows.length - 1)), influences: armInfluences })
    // The turned-back cuff and the shirt cuff inside it.
    const cuff = (stations: readonly (readonly [x: number, out: number])[], cell: 'lapel' | 'shirt') => {
      mesh.beginPart()
      addGrid(
        mesh,
        stations.map(([x, out]) => sleeveRing(sign, x, out, 20)),
        { closed: true, uv: () => coatFlatUv(cell), influences: armInfluences },
      )
    }
    cuff(
      [
        [0.535, -0.001],
        [0.536, 0.006],
        [0.56, 0.0085],
        [0.6, 0.0105],
        [0.603, 0.009],
        [0.6, -0.006],
        [0.58, -0.012],
      ],
      'lapel',
    )
    cuff(
      [
        [0.585, -0.013],
        [0.61, -0.0125],
        [0.6125, -0.0145],
        [0.606, -0.018],
        [0.59, -0.02],
      ],
      'shirt',
    )
  }
}

/** Piping round a sleeve. */
export function addSleevePiping(mesh: Mesh, uv: V2): void {
  for (const sign of [1, -1] as const) {
    for (const [x, out] of [
      [0.535, 0.0058],
      [0.601, 0.0108],
    ] as const) {
      const points = sleeveRing(sign, x, out, 20)
      addCord(mesh, [...points, points[0]!], { radiusM: 0.0028, sides: 5, loop: true, uv, influences: armInfluences })
    }
  }
}
