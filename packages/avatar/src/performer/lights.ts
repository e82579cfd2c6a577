import { legInfluences, torsoInfluences } from './body-weights.ts'
import { coatEdgeLine, epauletteInfluences, epaulettePoint, onCoat } from './coat.ts'
import { addBootPiping, sideSeam } from './legs.ts'
import { addCord, addGrid, type Influences, type Mesh, ring } from './mesh.ts'
import { paletteUv } from './palette.ts'
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
    addGrid(mesh, rows, { closed: true, capStart: true, capEnd: true, uv: () => paletteUv('lantern'), influences: () => [[bone, 1]] })
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
  addTailPiping(mesh, cut, uv)
  addTailGlow(mesh, cut, paletteUv('glowSoft'))
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
      uv: () => paletteUv('lantern'),
      influences,
    })
  else
    addGrid(mesh, [disc(0.0145, -0.004), disc(0.0145, 0.001), disc(0.0125, 0.0042), disc(0.0102, 0.003)], {
      closed: true,
      uv: () => paletteUv('trim'),
      influences,
    })
}

/** Cord that hangs from her left epaulette to the waist button, and what it hangs on; metal. */
export function addCords(mesh: Mesh): void {
  const uv = paletteUv('trim')
  const from = epaulettePoint(1, -0.9, 0.35, 0.004)
  for (const [sag, end] of [
    [0.055, onCoat(26, 1.19, 0.02)],
    [0.1, onCoat(24, 1.2, 0.02)],
  ] as const) {
    const points = Array.from({ length: 19 }, (_, i): V3 => {
      const t = i / 18
      const y = from[1] + (end[1] - from[1]) * t - sag * 4 * t * (1 - t) * 0.6
      const x = from[0] + (end[0] - from[0]) * t + 0.02 * Math.sin(Math.PI * t)
      const angle = (Math.atan2(x, 0.11) * 180) / Math.PI
      return i === 0
        ? from
        : i === 18
          ? end
          : [x, y, Math.max(onCoat(angle, Math.min(y, 1.33), 0.021)[2], from[2] + (end[2] - from[2]) * t)]
    })
    addCord(mesh, points, { radiusM: 0.0026, sides: 5, uv, influences: torsoInfluences })
  }
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
