import { armInfluences, torsoInfluences } from './body-weights.ts'
import { profile } from './curve.ts'
import { addCord, addGrid, type Mesh, ring } from './mesh.ts'
import { type PaletteCell, paletteUv } from './palette.ts'
import { mix, smoothstep, type V2, type V3 } from './vector.ts'

// The clothed upper body: waistcoat and cravat in front, the tailcoat's body over it, standing collar, lapels, sleeves, cuffs.
// No skin is built under cloth.

const degrees = Math.PI / 180

const halfWidth = profile([
  [0.86, 0.152],
  [0.905, 0.16],
  [0.955, 0.157],
  [1.0, 0.143],
  [1.045, 0.122],
  [1.085, 0.113],
  [1.13, 0.117],
  [1.18, 0.129],
  [1.22, 0.138],
  [1.27, 0.143],
  [1.31, 0.14],
  [1.338, 0.124],
  [1.356, 0.094],
  [1.37, 0.066],
  [1.385, 0.052],
])
const frontDepth = profile([
  [0.86, 0.078],
  [0.905, 0.084],
  [0.955, 0.086],
  [1.0, 0.084],
  [1.045, 0.081],
  [1.085, 0.08],
  [1.13, 0.088],
  [1.18, 0.106],
  [1.215, 0.117],
  [1.25, 0.108],
  [1.29, 0.088],
  [1.32, 0.07],
  [1.345, 0.053],
  [1.37, 0.038],
  [1.385, 0.03],
])
const backDepth = profile([
  [0.86, 0.098],
  [0.905, 0.112],
  [0.955, 0.107],
  [1.0, 0.094],
  [1.045, 0.08],
  [1.085, 0.073],
  [1.13, 0.078],
  [1.18, 0.088],
  [1.23, 0.099],
  [1.28, 0.105],
  [1.32, 0.102],
  [1.345, 0.095],
  [1.37, 0.084],
  [1.385, 0.075],
])

/** Point of the clothed torso at an angle (0 front, + to her left) and height, `outM` outside the body. */
export function torsoPoint(angle: number, y: number, outM: number): V3 {
  const s = Math.sin(angle)
  const c = Math.cos(angle)
  const power = 2 / 2.35
  const x = Math.sign(s) * Math.abs(s) ** power * (halfWidth(y) + outM)
  const depth = (c > 0 ? frontDepth(y) : backDepth(y)) + outM
  let z = Math.sign(c) * Math.abs(c) ** power * depth
  if (c > 0) {
    const bust = Math.exp(-(((Math.abs(x) - 0.058) / 0.04) ** 2) - ((y - 1.212) / 0.042) ** 2)
    z += (0.012 * bust - 0.003 * Math.exp(-((x / 0.02) ** 2) - ((y - 1.215) / 0.04) ** 2)) * Math.min(1, c * 2)
  }
  return [x, y, z - 0.006]
}

/** Where the coat's front edge runs: the angle from the middle at each height. */
const coatEdge = profile([
  [0.985, 40],
  [1.0, 30],
  [1.03, 14],
  [1.06, 6.5],
  [1.085, 6],
  [1.12, 9],
  [1.2, 22],
  [1.28, 31],
  [1.33, 40],
  [1.372, 58],
])
const coatOut = profile([
  [0.98, 0.019],
  [1.03, 0.013],
  [1.085, 0.011],
  [1.2, 0.011],
  [1.33, 0.01],
  [1.375, 0.012],
])

export const coatHemY = 0.985
const coatTopY = 1.376

export function addWaistcoat(mesh: Mesh): void {
  mesh.beginPart()
  const rows = 22
  const columns = 25
  const height = (r: number) => mix(1.0, 1.384, r / rows)
  const cellAt = (r: number): PaletteCell => (height(r) > 1.27 ? 'shirt' : 'vest')
  // Two sheets share the ring at the waistcoat's edge, so that the colour breaks cleanly.
  for (const [from, to, cell] of [
    [0, 15, 'vest'],
    [15, rows, 'shirt'],
  ] as const) {
    addGrid(
      mesh,
      Array.from({ length: to - from + 1 }, (_, r) =>
        Array.from({ length: columns }, (_, c) =>
          torsoPoint(mix(-80, 80, c / (columns - 1)) * degrees, height(from + r), cellAt(from + r) === 'vest' ? 0.0015 : 0),
        ),
      ),
      { closed: false, uv: () => paletteUv(cell), influences: torsoInfluences },
    )
  }
  // Lower edge of the waistcoat: two points over the trousers.
  addGrid(
    mesh,
    [0, 1].map((r) =>
      Array.from({ length: columns }, (_, c) => {
        const angle = mix(-80, 80, c / (columns - 1))
        const point = 0.035 * Math.max(0, 1 - Math.abs(Math.abs(angle) - 13) / 26)
        return torsoPoint(angle * degrees, r === 0 ? 0.995 - point : 1.003, r === 0 ? 0.007 : 0.002)
      }),
    ),
    { closed: false, uv: () => paletteUv('vest'), influences: torsoInfluences },
  )
}

/** The cravat: a fall of three soft folds below a knot. */
export function addCravat(mesh: Mesh): void {
  for (const [from, to, wide, out] of [
    [1.355, 1.262, 0.03, 0.012],
    [1.36, 1.3, 0.036, 0.018],
    [1.368, 1.335, 0.02, 0.02],
  ] as const) {
    mesh.beginPart()
    const rows = 8
    addGrid(
      mesh,
      Array.from({ length: rows + 1 }, (_, r) => {
        const t = r / rows
        const y = mix(to, from, t)
        const half = wide * (1 - 0.72 * t ** 1.4)
        const base = torsoPoint(0, y, out * (0.55 + 0.6 * Math.sin(Math.PI * (1 - t) * 0.8)))
        return Array.from({ length: 9 }, (_, c): V3 => {
          const s = c / 4 - 1
          return [
            s * half,
            y - 0.012 * (1 - Math.abs(s)) * (1 - t),
            base[2] + 0.004 * Math.cos(s * Math.PI * 2.5) * (1 - t) - 0.012 * s * s,
          ]
        })
      }),
      { closed: false, uv: () => paletteUv('cravat'), influences: torsoInfluences },
    )
  }
}

export function addCoatBody(mesh: Mesh, uvOf: (p: V3) => V2): void {
  mesh.beginPart()
  const rows = 30
  const columns = 53
  const heights = Array.from({ length: rows + 1 }, (_, r) => mix(coatHemY, coatTopY, r / rows))
  const sheet = (out: number, hem: number) =>
    heights.map((y, r) =>
      Array.from({ length: columns }, (_, c) => {
        const edge = coatEdge(y)
        const angle = mix(edge, 360 - edge, c / (columns - 1))
        // The hem climbs towards the sides and dips to a point in front.
        const drop = r === 0 ? hem : 0
        return torsoPoint(angle * degrees, y - drop, coatOut(y) + out)
      }),
    )
  addGrid(mesh, sheet(0, 0), { closed: false, uv: (r, c) => uvOf(sheetPoint(heights[r]!, c / (columns - 1))), influences: torsoInfluences })
  // Turned edge at the hem, so that no look from below finds a paper-thin coat.
  addGrid(mesh, [sheet(-0.012, 0)[0]!, sheet(0, 0)[0]!], { closed: false, uv: () => paletteUv('lining'), influences: torsoInfluences })
}

const sheetPoint = (y: number, s: number): V3 => {
  const edge = coatEdge(y)
  return torsoPoint(mix(edge, 360 - edge, s) * degrees, y, coatOut(y))
}

/** The coat's front edge from hem to collar, left (+1) or right (−1). */
export function coatEdgeLine(sign: 1 | -1, outM: number, count: number): V3[] {
  return Array.from({ length: count }, (_, i) => {
    const y = mix(coatHemY, 1.3, i / (count - 1))
    return torsoPoint(sign * coatEdge(y) * degrees, y, coatOut(y) + outM)
  })
}

/** Lapels: a peaked leaf on each side, from the button to the collar. */
export function addLapels(mesh: Mesh): { readonly edges: readonly (readonly V3[])[] } {
  const edges: V3[][] = []
  for (const sign of [1, -1] as const) {
    mesh.beginPart()
    const rows = 14
    const outer: V3[] = []
    const sheet = Array.from({ length: rows + 1 }, (_, r) => {
      const t = r / rows
      const y = mix(1.095, 1.352, t)
      const inner = coatEdge(y) - 1
      const wide = 27 * smoothstep(0, 0.62, t) * (t > 0.72 ? mix(1, 0.42, (t - 0.72) / 0.28) : 1) + (t > 0.58 && t <= 0.72 ? 7 : 0)
      const peak = t > 0.58 && t <= 0.72 ? 0.012 : 0
      return Array.from({ length: 6 }, (_, c) => {
        const s = c / 5
        const lift = 0.0055 + 0.006 * s * (1 - s) * 4 * 0.6 + 0.003 * s
        const p = torsoPoint(sign * (inner + wide * s) * degrees, y + peak * s, coatOut(y) + lift)
        if (c === 5) outer.push(p)
        return p
      })
    })
    edges.push(outer)
    addGrid(mesh, sheet, { closed: false, flip: sign < 0, uv: () => paletteUv('lapel'), influences: torsoInfluences })
    // A thin return to the coat closes the lapel's outer edge.
    addGrid(
      mesh,
      [outer, outer.map((p): V3 => [p[0] * 0.985, p[1], p[2] - 0.008])].map((line) => line),
      { closed: false, flip: sign > 0, uv: () => paletteUv('lapel'), influences: torsoInfluences },
    )
  }
  return { edges }
}

/** Standing collar, open in front, higher behind; outer side coat, inner side lining. */
export function addCollar(mesh: Mesh): { readonly edge: readonly V3[] } {
  const columns = 29
  const point = (s: number, t: number, out: number): V3 => {
    const angle = mix(46, 314, s) * degrees
    const back = smoothstep(0.1, 0.5, Math.min(s, 1 - s))
    const y0 = mix(1.356, 1.37, back)
    const high = mix(0.04, 0.062, back)
    const flare = 0.01 * t * t + 0.004 * t
    const rx = 0.066 + flare * 1.3 + out
    const rz = 0.066 + flare + out
    return [Math.sin(angle) * rx, y0 + high * t, Math.cos(angle) * rz - 0.024 - 0.004 * t]
  }
  const sheet = (out: number) =>
    Array.from({ length: 6 }, (_, r) => Array.from({ length: columns }, (_, c) => point(c / (columns - 1), r / 5, out)))
  const influences = (p: V3) => torsoInfluences([p[0] * 0.3, Math.min(p[1], 1.378), p[2]])
  mesh.beginPart()
  addGrid(mesh, sheet(0.003), { closed: false, uv: () => paletteUv('coat'), influences })
  mesh.beginPart()
  addGrid(mesh, sheet(-0.001), { closed: false, flip: true, uv: () => paletteUv('lining'), influences })
  return { edge: Array.from({ length: columns }, (_, c) => point(c / (columns - 1), 1, 0.001)) }
}

/** Shirt collar round the neck, closing the gap to the skin. */
export function addShirtCollar(mesh: Mesh): void {
  mesh.beginPart()
  const rows = [1.352, 1.368, 1.386, 1.398].map((y, r) =>
    ring(
      [0, y, -0.024 - r * 0.0012],
      [[0.062, 0.057, 0.052, 0.0535][r]!, 0, 0],
      [0, [0, 0.002, 0.004, 0.006][r]! * -1, -[0.062, 0.058, 0.0535, 0.0545][r]!],
      28,
    ),
  )
  addGrid(mesh, rows, { closed: true, uv: () => paletteUv('shirt'), influences: (p) => torsoInfluences([0, p[1] - 0.004, p[2]]) })
}

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

export function addSleeves(mesh: Mesh, uvOf: (p: V3) => V2): void {
  for (const sign of [1, -1] as const) {
    mesh.beginPart()
    const rows = sleeveStations.map((x) => sleeveRing(sign, x, 0, 20))
    addGrid(mesh, rows, { closed: true, uv: (r, c) => uvOf(rows[r]![c % 20]!), influences: armInfluences })
    // The turned-back cuff and the shirt cuff inside it.
    const cuff = (stations: readonly (readonly [x: number, out: number])[], cell: PaletteCell) => {
      mesh.beginPart()
      addGrid(
        mesh,
        stations.map(([x, out]) => sleeveRing(sign, x, out, 20)),
        { closed: true, uv: () => paletteUv(cell), influences: armInfluences },
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
