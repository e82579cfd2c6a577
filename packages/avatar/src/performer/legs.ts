import { legInfluences } from './body-weights.ts'
import { coatUv, legReachM, pelvisReachM } from './coat-picture.ts'
import { profile } from './curve.ts'
import { addCord, addGrid, type Mesh, ring } from './mesh.ts'
import { paletteUv } from './palette.ts'
import { torsoPoint } from './torso.ts'
import { mirror, mix, mix3, smoothstep, unit, type V2, type V3 } from './vector.ts'

// Trousers as one skin that forks at the crotch, boots with heel and sole, and their piping.

const around = 24

const legRx = profile([
  [0.3, 0.04],
  [0.36, 0.043],
  [0.42, 0.0445],
  [0.47, 0.0445],
  [0.505, 0.0455],
  [0.55, 0.0485],
  [0.62, 0.0545],
  [0.7, 0.0615],
  [0.78, 0.0685],
  [0.86, 0.0745],
])
const legRz = profile([
  [0.3, 0.045],
  [0.36, 0.05],
  [0.42, 0.052],
  [0.47, 0.0505],
  [0.505, 0.051],
  [0.55, 0.0545],
  [0.62, 0.0625],
  [0.7, 0.0715],
  [0.78, 0.08],
  [0.86, 0.087],
])
const legX = profile([
  [0.3, 0.0875],
  [0.505, 0.085],
  [0.7, 0.08],
  [0.86, 0.0765],
])
const legZ = profile([
  [0.3, -0.014],
  [0.42, -0.01],
  [0.505, 0.002],
  [0.62, 0.004],
  [0.75, -0.001],
  [0.86, -0.008],
])

/** Point of the left trouser leg: angle 0 in front, + outward. */
function legPoint(angle: number, y: number, outM: number): V3 {
  return [legX(y) + Math.sin(angle) * (legRx(y) + outM), y, legZ(y) + Math.cos(angle) * (legRz(y) + outM)]
}

const share = ([from, to]: readonly [number, number], y: number) => (y - from) / (to - from)

export function addTrousers(mesh: Mesh): void {
  mesh.beginPart()
  const forkY = 0.893
  const pelvis = [1.045, 1.02, 0.995, 0.97, 0.945, 0.92, forkY].map((y) =>
    Array.from({ length: around }, (_, c) => torsoPoint((c / around) * 2 * Math.PI, y, 0.0005)),
  )
  // Rows lead upwards so that the rings turn counter-clockwise about them.
  addGrid(mesh, [...pelvis].reverse(), {
    closed: true,
    uv: (r, c) => coatUv('pelvis', c / around, share(pelvisReachM, pelvis[pelvis.length - 1 - r]![0]![1])),
    influences: legInfluences,
  })
  const fork = pelvis[pelvis.length - 1]!
  const heights = [0.862, 0.835, 0.8, 0.76, 0.715, 0.67, 0.625, 0.585, 0.555, 0.53, 0.505, 0.48, 0.455, 0.425, 0.39, 0.36, 0.325]
  const half = around / 2
  const top: V3[] = [
    ...fork.slice(0, half + 1),
    ...Array.from({ length: half - 1 }, (_, i): V3 => {
      const t = (i + 1) / half
      const from = fork[half]!
      const to = fork[0]!
      return [0, forkY - 0.047 * Math.sin(Math.PI * t) ** 0.7, mix(from[2], to[2], t)]
    }),
  ]
  const rows = [
    top,
    // The first rings still remember the pelvis.
    ...heights.map((y, r) =>
      Array.from({ length: around }, (_, c) =>
        mix3(legPoint((c / around) * 2 * Math.PI, y, 0), top[c]!, [0.42, 0.18, 0.06, 0.015][r] ?? 0),
      ),
    ),
  ]
  const first = mesh.positions.length
  for (const left of [true, false]) {
    const sided = left ? rows : rows.map((row) => row.map(mirror))
    addGrid(mesh, [...sided].reverse(), {
      closed: true,
      flip: !left,
      uv: (r, c) => coatUv('leg', c / around, share(legReachM, sided[sided.length - 1 - r]![c % around]![1])),
      influences: legInfluences,
    })
  }
  // The fold of the crotch shades as the front and back it joins, not as the ceiling it is.
  mesh.flowNormals(first).forEach((normal, i) => {
    const [x, y] = mesh.positions[first + i]!
    const fold = smoothstep(0.05, 0.02, Math.abs(x)) * smoothstep(0.82, 0.845, y)
    if (fold > 0)
      mesh.normals[first + i] = unit([
        normal[0] * (1 - fold),
        normal[1] * (1 - fold * 0.9),
        normal[2] + (normal[2] < 0 ? -0.4 : 0.4) * fold,
      ])
  })
}

/** Braid along the outer seam of a leg, waist to boot. */
export function sideSeam(outM: number): V3[] {
  return [
    ...[1.0, 0.97, 0.94, 0.91].map((y) => torsoPoint(Math.PI / 2, y, outM)),
    ...[0.8, 0.74, 0.68, 0.62, 0.57, 0.53, 0.505, 0.48, 0.45, 0.41, 0.38].map((y) => legPoint(Math.PI / 2, y, outM)),
  ]
}

interface BootRing {
  /** y, z of the front (instep) and back (heel, sole) of the ring. */
  readonly front: V2
  readonly back: V2
  readonly half: number
}
const bootRings: readonly BootRing[] = [
  { front: [0.418, 0.058], back: [0.392, -0.071], half: 0.0565 },
  { front: [0.405, 0.055], back: [0.378, -0.07], half: 0.0545 },
  { front: [0.36, 0.052], back: [0.345, -0.071], half: 0.0535 },
  { front: [0.3, 0.044], back: [0.295, -0.071], half: 0.0505 },
  { front: [0.245, 0.04], back: [0.24, -0.067], half: 0.0455 },
  { front: [0.195, 0.033], back: [0.19, -0.058], half: 0.0395 },
  { front: [0.162, 0.032], back: [0.152, -0.053], half: 0.0372 },
  { front: [0.142, 0.04], back: [0.122, -0.052], half: 0.0355 },
  { front: [0.128, 0.053], back: [0.095, -0.055], half: 0.0352 },
  { front: [0.117, 0.066], back: [0.068, -0.059], half: 0.0355 },
  { front: [0.107, 0.078], back: [0.046, -0.06], half: 0.0352 },
  { front: [0.098, 0.089], back: [0.037, -0.045], half: 0.0345 },
  { front: [0.089, 0.1], back: [0.034, -0.018], half: 0.034 },
  { front: [0.078, 0.112], back: [0.026, 0.018], half: 0.0355 },
  { front: [0.067, 0.124], back: [0.016, 0.05], half: 0.0385 },
  { front: [0.058, 0.137], back: [0.011, 0.08], half: 0.0405 },
  { front: [0.05, 0.15], back: [0.01, 0.108], half: 0.0405 },
  { front: [0.0415, 0.162], back: [0.01, 0.134], half: 0.037 },
  { front: [0.032, 0.171], back: [0.0105, 0.155], half: 0.0295 },
  { front: [0.023, 0.176], back: [0.012, 0.169], half: 0.017 },
]

/** From this ring on the toe wears its cap. */
const toeCap = 15

const bootX = (z: number) => 0.0885 + (0.004 * Math.max(0, z)) / 0.17

function bootRing({ front, back, half }: BootRing, outM: number): V3[] {
  const middle: V2 = [(front[0] + back[0]) / 2, (front[1] + back[1]) / 2]
  const toFront: V3 = [0, (front[0] - back[0]) / 2, (front[1] - back[1]) / 2]
  const l = Math.hypot(toFront[1], toFront[2])
  const grown = (l + outM) / l
  return ring([bootX(middle[1]), middle[0], middle[1]], [0, toFront[1] * grown, toFront[2] * grown], [half + outM, 0, 0], 20, 2.15)
}

export function addBoots(mesh: Mesh): void {
  for (const left of [true, false]) {
    const side = (points: V3[]) => (left ? points : points.map(mirror))
    const influences = legInfluences
    mesh.beginPart()
    addGrid(
      mesh,
      bootRings.slice(0, toeCap + 1).map((r) => side(bootRing(r, 0))),
      { closed: true, flip: left, uv: () => paletteUv('boots'), influences },
    )
    addGrid(
      mesh,
      bootRings.slice(toeCap).map((r) => side(bootRing(r, 0))),
      { closed: true, flip: left, capEnd: true, uv: () => paletteUv('bootCuff'), influences },
    )
    // Inside of the shaft's rim, down to the trousers.
    addGrid(mesh, [side(bootRing(bootRings[1]!, -0.011)), side(bootRing(bootRings[0]!, -0.004)), side(bootRing(bootRings[0]!, 0))], {
      closed: true,
      flip: left,
      uv: () => paletteUv('bootCuff'),
      influences,
    })
    // Cuff of the boot: a turned band with a point in front.
    mesh.beginPart()
    const cuffTop = { ...bootRings[0]!, front: [0.424, 0.06] as V2 }
    const cuffLow = { front: [0.346, 0.055] as V2, back: [0.362, -0.073] as V2, half: 0.0555 }
    addGrid(
      mesh,
      [side(bootRing(cuffTop, 0.001)), side(bootRing(cuffTop, 0.0045)), side(bootRing(cuffLow, 0.0035)), side(bootRing(cuffLow, -0.003))],
      {
        closed: true,
        flip: left,
        uv: () => paletteUv('bootCuff'),
        influences,
      },
    )
    addSole(mesh, left)
  }
}

/** Outline of the sole seen from below: heel to toe, as [z, half width]. */
const soleOutline: readonly V2[] = [
  [0.012, 0.026],
  [0.03, 0.0315],
  [0.06, 0.0375],
  [0.09, 0.0405],
  [0.12, 0.0395],
  [0.145, 0.034],
  [0.163, 0.0255],
  [0.176, 0.012],
]
const heelOutline: readonly V2[] = [
  [-0.064, 0.012],
  [-0.058, 0.0225],
  [-0.042, 0.0275],
  [-0.02, 0.027],
  [-0.008, 0.0245],
]

function addSole(mesh: Mesh, left: boolean): void {
  const loopOf = (outline: readonly V2[], y: (z: number) => number, grow: number): V3[] => {
    const points: V3[] = [
      ...outline.map(([z, half]): V3 => [bootX(z) + half + grow, y(z), z]),
      ...[...outline].reverse().map(([z, half]): V3 => [bootX(z) - half - grow, y(z), z]),
    ]
    return left ? points : points.map(mirror)
  }
  const layers: readonly (readonly [readonly V2[], readonly ((z: number) => number)[]])[] = [
    [soleOutline, [() => 0, () => 0.002, (z) => 0.011 + Math.max(0, 0.06 - z) * 0.12, (z) => 0.017 + Math.max(0, 0.06 - z) * 0.24]],
    [heelOutline, [() => 0, () => 0.003, () => 0.03, () => 0.047]],
  ]
  for (const [outline, heights] of layers) {
    mesh.beginPart()
    const rows = heights.map((height, i) => loopOf(outline, height, [-0.002, 0.0005, 0.001, 0.0015][i]!))
    addGrid(mesh, rows, { closed: true, capStart: true, capEnd: true, flip: left, uv: () => paletteUv('sole'), influences: legInfluences })
  }
}

/** Luminous lines of the boots: rim of the cuff and welt of the sole. */
export function addBootPiping(mesh: Mesh, uv: V2): void {
  for (const left of [true, false]) {
    const side = (points: V3[]) => (left ? points : points.map(mirror))
    const lines = [
      bootRing({ ...bootRings[0]!, front: [0.424, 0.06] }, 0.004),
      bootRing({ front: [0.346, 0.055], back: [0.362, -0.073], half: 0.0555 }, 0.0035),
    ]
    for (const line of lines) {
      const points = side(line)
      addCord(mesh, [...points, points[0]!], { radiusM: 0.0027, sides: 5, loop: true, uv, influences: legInfluences })
    }
  }
}

/** Straps over the instep with their buckles, and gold round the toe cap. */
export function addBootTrim(mesh: Mesh, uv: V2): void {
  for (const left of [true, false]) {
    const side = (points: V3[]) => (left ? points : points.map(mirror))
    for (const [index, out, radius] of [
      [7, 0.003, 0.0042],
      [toeCap, 0.0006, 0.0018],
    ] as const) {
      const points = side(bootRing(bootRings[index]!, out))
      addCord(mesh, [...points, points[0]!], { radiusM: radius, sides: 5, loop: true, uv, influences: legInfluences })
    }
  }
}

/** Luminous line down the front of the shaft, from the cuff to the instep. */
export function addBootFrontLine(mesh: Mesh, uv: V2): void {
  for (const left of [true, false]) {
    const line = bootRings.slice(2, 8).map((r): V3 => bootRing(r, 0.0012)[0]!)
    addCord(mesh, left ? line : line.map(mirror), { radiusM: 0.0024, sides: 5, uv, influences: legInfluences })
  }
}
