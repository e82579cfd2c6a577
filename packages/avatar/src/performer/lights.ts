import { legInfluences, torsoInfluences } from './body-weights.ts'
import { coatEdgeLine, epauletteInfluences, epaulettePoint, onCoat } from './coat.ts'
import { addBootFrontLine, addBootPiping, sideSeam } from './legs.ts'
import { addCord, addGrid, type Influences, type Mesh, ring } from './mesh.ts'
import { lanternUv, paletteUv } from './palette.ts'
import { addSleevePiping } from './sleeves.ts'
import { addTailGlow, addTailPiping, type TailCut, tailTip } from './tails.ts'
import { torsoPoint } from './torso.ts'
import { add, mirror, scale, unit, type V3 } from './vector.ts'

// Everything that shines by itself: firefly lanterns and luminous piping (material `lights`), and the metal that holds them
// (material `coatTrim`).

/** A lantern: a paper-light body swelling between two caps. */
interface Lantern {
  /** Middle of its upper cap. */
  readonly at: V3
  readonly heightM: number
  readonly radiusM: number
  readonly bone: string
}

export function lanterns(cut: TailCut): Lantern[] {
  return [
    ...(['left', 'right'] as const).map((side): Lantern => {
      const tip = tailTip(cut, side)
      return { at: add(tip.at, [0, -0.012, 0]), heightM: 0.052, radiusM: 0.0165, bone: tip.bone }
    }),
    { at: [0.1045, 1.573, 0.028], heightM: 0.046, radiusM: 0.0145, bone: 'head' },
  ]
}

const bodyShape: readonly (readonly [t: number, k: number])[] = [
  [0, 0.42],
  [0.12, 0.72],
  [0.3, 0.95],
  [0.5, 1],
  [0.7, 0.93],
  [0.88, 0.7],
  [1, 0.42],
]

export function addLanternBodies(mesh: Mesh, cut: TailCut): void {
  for (const { at, heightM, radiusM, bone } of lanterns(cut)) {
    mesh.beginPart()
    const rows = [...bodyShape]
      .reverse()
      .map(([t, k]) => ring([at[0], at[1] - t * heightM, at[2]], [0, 0, radiusM * k], [radiusM * k, 0, 0], 12))
    addGrid(mesh, rows, {
      closed: true,
      capStart: true,
      capEnd: true,
      uv: (r) => lanternUv(0.15 + 0.85 * Math.sin((Math.PI * r) / (rows.length - 1)) ** 1.5),
      influences: () => [[bone, 1]],
    })
  }
}

export function addLanternMetal(mesh: Mesh, cut: TailCut): void {
  for (const { at, heightM, radiusM, bone } of lanterns(cut)) {
    const influences = (): Influences => [[bone, 1]]
    const turned = (profileOf: readonly (readonly [dy: number, k: number])[]) => {
      mesh.beginPart()
      const rows = profileOf.map(([dy, k]) => ring([at[0], at[1] + dy, at[2]], [0, 0, radiusM * k], [radiusM * k, 0, 0], 12))
      addGrid(mesh, rows, { closed: true, capStart: true, capEnd: true, uv: () => paletteUv('trim'), influences })
    }
    turned([
      [-0.005, 0.62],
      [-0.003, 0.7],
      [0.001, 0.66],
      [0.006, 0.3],
      [0.012, 0.16],
      [0.016, 0.12],
    ])
    turned([
      [-heightM - 0.009, 0.1],
      [-heightM - 0.005, 0.3],
      [-heightM, 0.62],
      [-heightM + 0.005, 0.7],
      [-heightM + 0.006, 0.5],
    ])
    for (let i = 0; i < 4; i++) {
      const a = ((i + 0.5) / 4) * 2 * Math.PI
      const rib = bodyShape.map(
        ([t, k]): V3 => [at[0] + Math.sin(a) * radiusM * (k + 0.04), at[1] - t * heightM, at[2] + Math.cos(a) * radiusM * (k + 0.04)],
      )
      addCord(mesh, rib, { radiusM: 0.001, sides: 4, uv: paletteUv('trim'), influences })
    }
  }
}

export function addPiping(mesh: Mesh, cut: TailCut): void {
  const uv = paletteUv('glow')
  addSleevePiping(mesh, uv)
  addBootPiping(mesh, uv)
  addBootFrontLine(mesh, uv)
  addTailPiping(mesh, cut, uv)
  addTailGlow(mesh, cut)
  for (const sign of [1, -1] as const) {
    const front = Array.from({ length: 15 }, (_, i) => epaulettePoint(sign, -1, i / 14, 0.001))
    const back = Array.from({ length: 15 }, (_, i) => epaulettePoint(sign, 1, 1 - i / 14, 0.001))
    addCord(mesh, [...front, ...back], { radiusM: 0.0026, sides: 5, uv, influences: epauletteInfluences })
  }
  for (const sign of [1, -1] as const)
    addCord(mesh, coatEdgeLine(sign, 0.0012, 30), { radiusM: 0.003, sides: 6, uv, influences: torsoInfluences })
  for (const left of [true, false]) {
    const seam = sideSeam(0.0016)
    addCord(mesh, left ? seam : seam.map(mirror), { radiusM: 0.0032, sides: 5, uv, influences: legInfluences })
  }
}

/** The gem at her throat. */
export function addBrooch(mesh: Mesh, part: 'gem' | 'setting'): void {
  mesh.beginPart()
  const base = torsoPoint(0, 1.362, 0.024)
  const at: V3 = [base[0], 1.357, base[2] + 0.002]
  const disc = (radius: number, dz: number) => ring([at[0], at[1], at[2] + dz], [radius, 0, 0], [0, radius * 1.15, 0], 16)
  const influences = (): Influences => torsoInfluences([0, 1.36, 0])
  if (part === 'gem')
    addGrid(mesh, [disc(0.0105, 0.002), disc(0.0095, 0.006), disc(0.006, 0.0085)], {
      closed: true,
      capEnd: true,
      uv: (r) => lanternUv(r / 2),
      influences,
    })
  else
    addGrid(mesh, [disc(0.0145, -0.004), disc(0.0145, 0.001), disc(0.0125, 0.0042), disc(0.0102, 0.003)], {
      closed: true,
      uv: () => paletteUv('trim'),
      influences,
    })
}

/** A firefly on her left lapel: two gold wing cases, and its light below them. */
export function addFireflyPin(mesh: Mesh, part: 'wings' | 'light'): void {
  const at = onCoat(37, 1.258, 0.0175)
  const outward = unit([at[0] * 0.6, 0, at[2]])
  const across = unit([outward[2], 0, -outward[0]])
  const point = (a: number, b: number, lift: number): V3 => add(add(add(at, scale(across, a)), [0, b, 0]), scale(outward, lift))
  const influences = (p: V3) => torsoInfluences(p)
  if (part === 'light') {
    mesh.beginPart()
    const drop = (k: number, lift: number) =>
      Array.from({ length: 12 }, (_, i) => {
        const a = (i / 12) * 2 * Math.PI
        return point(Math.cos(a) * 0.0062 * k, -0.012 + Math.sin(a) * 0.0095 * k, lift)
      })
    addGrid(mesh, [drop(1, -0.001), drop(0.95, 0.002), drop(0.5, 0.0045)], {
      closed: true,
      capEnd: true,
      uv: (r) => lanternUv(r / 2),
      influences,
    })
    return
  }
  for (const side of [1, -1]) {
    mesh.beginPart()
    const wing = (k: number, lift: number) =>
      Array.from({ length: 14 }, (_, i) => {
        const a = (i / 14) * 2 * Math.PI
        const along = Math.cos(a) * 0.0155 * k
        const wide = Math.sin(a) * 0.0058 * k * (1 - 0.3 * Math.cos(a))
        const turn = 0.62
        return point(
          side * (0.0088 + along * Math.sin(turn) * -1 + wide * Math.cos(turn)),
          0.003 + along * Math.cos(turn) + wide * Math.sin(turn),
          lift,
        )
      })
    addGrid(mesh, [wing(1, -0.001), wing(1, 0.0022), wing(0.55, 0.004)], {
      closed: true,
      capEnd: true,
      flip: side > 0,
      uv: () => paletteUv('trim'),
      influences,
    })
  }
}

/** Buttons of coat and half belt. */
export function addButtons(mesh: Mesh): void {
  const uv = paletteUv('trim')
  for (const angle of [6.5, -6.5]) {
    mesh.beginPart()
    const at = onCoat(angle, 1.078, 0.001)
    const disc = (r: number, dz: number) => ring([at[0], at[1], at[2] + dz], [r, 0, 0], [0, r, 0], 12)
    addGrid(mesh, [disc(0.0105, -0.003), disc(0.0105, 0.002), disc(0.0065, 0.0045)], {
      closed: true,
      capEnd: true,
      uv: () => uv,
      influences: torsoInfluences,
    })
  }
  for (const angle of [126, 234]) {
    mesh.beginPart()
    const at = onCoat(angle, 1.074, 0.004)
    const out = unit([at[0], 0, at[2]])
    const side: V3 = [-out[2], 0, out[0]]
    const disc = (r: number, lift: number) => ring(add(at, scale(out, lift)), scale(side, -r), [0, r, 0], 10)
    addGrid(mesh, [disc(0.0085, -0.001), disc(0.0085, 0.002), disc(0.005, 0.004)], {
      closed: true,
      capEnd: true,
      uv: () => uv,
      influences: torsoInfluences,
    })
  }
}

/** Luminous line along the collar. */
export function addCollarPiping(mesh: Mesh, edge: readonly V3[]): void {
  addCord(mesh, edge, {
    radiusM: 0.0026,
    sides: 5,
    uv: paletteUv('glow'),
    influences: (p) => torsoInfluences([p[0] * 0.3, Math.min(p[1], 1.378), p[2]]),
  })
}
