import { armInfluences } from './body-weights.ts'
import { coatFlatUv, coatUv, sleeveReachM } from './coat-picture.ts'
import { profile } from './curve.ts'
import { addCord, addGrid, type Mesh, ring } from './mesh.ts'
import { along, mix, smoothstep, subtract, unit, type V2, type V3 } from './vector.ts'

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
  [0.19, 0.0472],
  [0.23, 0.0435],
  [0.3, 0.0395],
  [0.35, 0.037],
  [0.386, 0.0375],
  [0.43, 0.0395],
  [0.48, 0.0375],
  [0.525, 0.0352],
  [0.61, 0.0362],
])
const sleeveDepth = profile([
  [0.08, 0.048],
  [0.11, 0.057],
  [0.135, 0.061],
  [0.16, 0.058],
  [0.19, 0.0522],
  [0.23, 0.047],
  [0.3, 0.0415],
  [0.35, 0.0385],
  [0.386, 0.039],
  [0.43, 0.0408],
  [0.48, 0.0385],
  [0.525, 0.0365],
  [0.61, 0.0375],
])
const sleeveZ = (x: number) =>
  x < 0.386 ? mix(-0.018, -0.024, smoothstep(0.138, 0.386, x)) : mix(-0.024, -0.018, smoothstep(0.386, 0.612, x))

/** Ring of the sleeve at distance x from the middle, for the left (+1) or right arm. */
function sleeveRing(sign: 1 | -1, x: number, outM: number, count: number): V3[] {
  return ring([sign * x, sleeveCentreY(x), sleeveZ(x)], [0, sleeveHeight(x) + outM, 0], [0, 0, (sleeveDepth(x) + outM) * sign], count, 2.1)
}

const around = 24

/** Where its rings lie: closer where it bends and folds. */
const sleeveStations = [
  0.085,
  0.1,
  0.115,
  0.128,
  0.14,
  0.152,
  ...Array.from({ length: 11 }, (_, i) => 0.164 + i * 0.0165),
  ...Array.from({ length: 18 }, (_, i) => 0.3405 + i * 0.0092),
  0.506,
  0.516,
  0.526,
  0.54,
  0.565,
  0.59,
]

/** How far the cloth lies off its plain round, metres: pulled from the armpit, creased in the elbow's bend, slack over the cuff. */
function slack(angle: number, x: number): number {
  const bell = (at: number, half: number) => Math.exp(-(((x - at) / half) ** 2))
  const inFront = Math.max(0, Math.sin(angle)) ** 1.5
  const behind = Math.max(0, -Math.sin(angle)) ** 1.5
  const elbow =
    inFront *
      (0.0018 * (bell(0.386, 0.006) + bell(0.354, 0.008) + bell(0.42, 0.008)) - 0.0022 * (bell(0.371, 0.006) + bell(0.402, 0.006))) +
    0.0022 * behind * bell(0.386, 0.022)
  const upper = 0.0015 * Math.cos((x - 0.15) * 118 - angle * 1.5) * smoothstep(0.15, 0.19, x) * smoothstep(0.345, 0.29, x)
  const fore = 0.0016 * Math.cos((x - 0.43) * 140 + angle * 2) * smoothstep(0.415, 0.44, x) * smoothstep(0.53, 0.5, x)
  const gathered = 0.0012 * Math.cos(angle * 5 + 1) * smoothstep(0.49, 0.525, x)
  return elbow + upper + fore + gathered
}

function slackRing(sign: 1 | -1, x: number): V3[] {
  const centre: V3 = [sign * x, sleeveCentreY(x), sleeveZ(x)]
  return sleeveRing(sign, x, 0, around).map((p, c) => {
    const turn = (c / around) * 2 * Math.PI
    return along(p, unit(subtract(p, centre)), slack(sign > 0 ? turn : -turn, x))
  })
}

/** a is 0 above, a quarter in front, half below on either arm. */
const sleeveUv = (sign: 1 | -1, x: number, c: number): V2 =>
  coatUv('sleeve', sign > 0 ? c / around : 1 - c / around, (x - sleeveReachM[0]) / (sleeveReachM[1] - sleeveReachM[0]))

export function addSleeves(mesh: Mesh): void {
  for (const sign of [1, -1] as const) {
    mesh.beginPart()
    const rows = sleeveStations.map((x) => slackRing(sign, x))
    addGrid(mesh, rows, { closed: true, uv: (r, c) => sleeveUv(sign, sleeveStations[r]!, c), influences: armInfluences })
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
        [0.6, -0.003],
        [0.58, -0.0065],
      ],
      'lapel',
    )
    cuff(
      [
        [0.585, -0.0075],
        [0.61, -0.007],
        [0.6125, -0.009],
        [0.606, -0.0125],
        [0.59, -0.0145],
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
