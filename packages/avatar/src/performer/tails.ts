import { alongChain, torsoInfluences } from './body-weights.ts'
import { jointName, type SpringChain } from './chains.ts'
import { coatUv } from './coat-picture.ts'
import { profile } from './curve.ts'
import { addCord, addGrid, type Influences, type Mesh } from './mesh.ts'
import { fireflyUv } from './palette.ts'
import { torsoPoint } from './torso.ts'
import { mirror, mix, smoothstep, type V2, type V3 } from './vector.ts'

// The coat's tails: two wing cases as a firefly carries them, from the waist to the calves, ivory outside, lined inside. Each
// hangs on four spring chains; cloth between two chains follows both.

const degrees = Math.PI / 180

export interface TailCut {
  /** Height of the tip. */
  readonly tipY: number
  /** How far the tails stand off the legs at the tip, metres. */
  readonly flareM: number
}

const topY = 1.032
const outerEdge = profile([
  [0, 36],
  [0.06, 56],
  [0.14, 78],
  [0.26, 96],
  [0.42, 110],
  [0.6, 122],
  [0.78, 134],
  [0.9, 144],
  [1, 156],
])
const innerEdge = profile([
  [0, 180.5],
  [0.15, 180],
  [0.4, 178],
  [0.65, 175],
  [0.82, 171],
  [0.93, 166],
  [1, 160],
])

/** Point of the left tail: s 0 at the outer edge, 1 at the middle of the back; t 0 at the waist, 1 at the tip. */
function tailPoint(cut: TailCut, s: number, t: number, outM: number): V3 {
  const angle = mix(outerEdge(t), innerEdge(t), s) * degrees
  const y = mix(topY, cut.tipY, t) - 0.02 * Math.sin(Math.PI * s) * t * t
  const fold = 0.007 * Math.cos(s * 2.5 * 2 * Math.PI) * smoothstep(0.12, 0.6, t) * (1 - 0.5 * t)
  const off = 0.0125 + 0.02 * smoothstep(0, 0.3, t) + cut.flareM * t ** 1.5 + fold + outM
  const p = torsoPoint(angle, Math.max(y, 0.9), off)
  return [p[0], y, p[2]]
}

/** Where the chains of a tail hang: close enough that a leg finds no gap between two. */
const chainPlaces = [0.06, 0.34, 0.64, 0.93] as const
const chainNames = ['Outer', 'Side', 'Middle', 'Inner'] as const
const jointTs = [0.12, 0.26, 0.4, 0.54, 0.68, 0.83, 0.985] as const

export function tailChains(cut: TailCut): SpringChain[] {
  return (['left', 'right'] as const).flatMap((side) =>
    chainPlaces.map(
      (s, i): SpringChain => ({
        name: `${side}Tail${chainNames[i]}`,
        parent: 'hips',
        pointsM: jointTs.map((t) => {
          const p = tailPoint(cut, s, t, -0.004)
          return side === 'left' ? p : mirror(p)
        }),
        stiffness: 0.85,
        gravity: 0.32,
        drag: 0.42,
        hitRadiusM: 0.03,
        colliderGroups: ['legs'],
      }),
    ),
  )
}

function tailInfluences(side: 'left' | 'right', s: number, t: number, p: V3): Influences {
  const bounds = jointTs.slice(0, -1).map((at, i) => [at, i === 0 ? 0.05 : 0.065] as const)
  const after = chainPlaces.findIndex((place) => place > s)
  const b = after < 0 ? chainPlaces.length - 1 : after
  const a = after < 0 ? b : Math.max(0, after - 1)
  const blend = a === b ? 0 : smoothstep(chainPlaces[a]!, chainPlaces[b]!, s)
  const body = torsoInfluences(p)
  const out: [string, number][] = []
  for (const [chain, weight] of [
    [a, 1 - blend],
    [b, blend],
  ] as const) {
    if (weight === 0) continue
    const names = jointTs.slice(0, -1).map((_, i) => jointName(`${side}Tail${chainNames[chain]}`, i))
    const shares = alongChain(['body', ...names], bounds, t)
    for (const [bone, part] of shares) {
      if (bone !== 'body') out.push([bone, part * weight])
      else for (const [own, w] of body) out.push([own, w * part * weight])
    }
  }
  return out
}

const rows = 26
const columns = 16

export function addTails(mesh: Mesh, cut: TailCut): void {
  for (const side of ['left', 'right'] as const) {
    const sided = (p: V3) => (side === 'left' ? p : mirror(p))
    const at = (r: number) => (r / rows) ** 1.05
    const sheet = (out: number) =>
      Array.from({ length: rows + 1 }, (_, r) =>
        Array.from({ length: columns + 1 }, (_, c) => sided(tailPoint(cut, c / columns, at(r), out))),
      )
    const influences = (p: V3, r: number, c: number) => tailInfluences(side, c / columns, at(r), p)
    const left = side === 'left'
    mesh.beginPart()
    const outside = sheet(0)
    addGrid(mesh, outside, { closed: false, flip: left, uv: (r, c) => coatUv('tail', c / columns, at(r)), influences })
    mesh.beginPart()
    addGrid(mesh, sheet(-0.006), { closed: false, flip: !left, uv: (r, c) => coatUv('lining', c / columns, at(r)), influences })
  }
}

/** Edge of a tail from the waist along the outer side round the tip and up to the vent, with the places of its points. */
function tailEdge(cut: TailCut, side: 'left' | 'right', outM: number): { readonly at: V3; readonly s: number; readonly t: number }[] {
  const places: [number, number][] = []
  for (let i = 0; i <= 26; i++) places.push([0, 0.02 + 0.98 * (i / 26)])
  for (let i = 1; i <= 3; i++) places.push([i / 3, 1])
  for (let i = 25; i >= 3; i--) places.push([1, i / 26])
  return places.map(([s, t]) => {
    const p = tailPoint(cut, s, t, outM)
    return { at: side === 'left' ? p : mirror(p), s, t }
  })
}

export function addTailPiping(mesh: Mesh, cut: TailCut, uv: V2): void {
  for (const side of ['left', 'right'] as const) {
    const edge = tailEdge(cut, side, -0.003)
    addCord(
      mesh,
      edge.map((e) => e.at),
      { radiusM: 0.0036, sides: 6, uv, influences: (p, i) => tailInfluences(side, edge[i]!.s, edge[i]!.t, p) },
    )
  }
}

/** The firefly's own light: a drop-shaped inlay above each tip, on both sides of the cloth. */
export function addTailGlow(mesh: Mesh, cut: TailCut): void {
  drops((side, out, places, sided, flip) => {
    mesh.beginPart()
    addGrid(
      mesh,
      places.map((row) => row.map(({ s, t }) => sided(tailPoint(cut, s, t, out)))),
      {
        closed: false,
        flip,
        uv: (r, c) => fireflyUv(Math.max(0, 1 - Math.abs(c / 3 - 1)) ** 0.7 * Math.sin((Math.PI * r) / 12)),
        influences: (p, r, c) => tailInfluences(side, places[r]![c]!.s, places[r]![c]!.t, p),
      },
    )
  })
}

/** Gold round the inlays. */
export function addTailGlowRims(mesh: Mesh, cut: TailCut, uv: V2): void {
  drops((side, out, places, sided) => {
    const rim = [...places.map((row) => row[0]!), ...[...places].reverse().map((row) => row[row.length - 1]!)]
    const loop = [...rim, rim[0]!]
    addCord(
      mesh,
      loop.map(({ s, t }) => sided(tailPoint(cut, s, t, out))),
      { radiusM: 0.0018, sides: 4, loop: true, uv, influences: (p, i) => tailInfluences(side, loop[i]!.s, loop[i]!.t, p) },
    )
  })
}

type Place = { readonly s: number; readonly t: number }

function drops(
  build: (side: 'left' | 'right', outM: number, places: readonly (readonly Place[])[], sided: (p: V3) => V3, flip: boolean) => void,
): void {
  const places = Array.from({ length: 13 }, (_, r) => {
    const f = r / 12
    const half = 0.21 * Math.sin(Math.PI * f ** 0.8) ** 0.8 * (0.45 + 0.55 * f) + 0.004
    return Array.from({ length: 7 }, (_, c): Place => ({ s: 0.5 + (c / 3 - 1) * half, t: mix(0.66, 0.95, f) }))
  })
  for (const side of ['left', 'right'] as const) {
    const sided = (p: V3) => (side === 'left' ? p : mirror(p))
    build(side, 0.0022, places, sided, side === 'left')
    build(side, -0.0082, places, sided, side !== 'left')
  }
}

/** Where the lantern of a tail hangs: its tip, and the bones it follows. */
export function tailTip(cut: TailCut, side: 'left' | 'right'): { readonly at: V3; readonly bone: string } {
  const p = tailPoint(cut, 0.5, 1, -0.003)
  return { at: side === 'left' ? p : mirror(p), bone: jointName(`${side}TailMiddle`, jointTs.length - 2) }
}
