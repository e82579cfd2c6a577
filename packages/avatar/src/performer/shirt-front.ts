import { torsoInfluences } from './body-weights.ts'
import { coatFlatUv, coatUv, shirtReachM } from './coat-picture.ts'
import { addCord, addGrid, type Mesh, ring } from './mesh.ts'
import { cravatUv, paletteUv } from './palette.ts'
import { torsoPoint } from './torso.ts'
import { mix, smoothstep, type V2, type V3 } from './vector.ts'

// What the open coat shows: shirt, waistcoat and cravat. No skin is built under cloth.

const degrees = Math.PI / 180
const columns = 33
const angleOf = (c: number) => mix(-80, 80, c / (columns - 1))

/** Upper edge of the waistcoat: a V from the shoulders to the breast. */
const vestTop = (angleDeg: number): number => 1.222 + 0.085 * smoothstep(2, 48, Math.abs(angleDeg)) ** 0.9

const sheet = (mesh: Mesh, heightOf: (a: number, share: number) => number, rows: number, out: number, uv: (a: number, y: number) => V2) => {
  mesh.beginPart()
  const place = (r: number, c: number) => [angleOf(c), heightOf(angleOf(c), r / rows)] as const
  addGrid(
    mesh,
    Array.from({ length: rows + 1 }, (_, r) =>
      Array.from({ length: columns }, (_, c) => torsoPoint(place(r, c)[0] * degrees, place(r, c)[1], out)),
    ),
    { closed: false, uv: (r, c) => uv(...place(r, c)), influences: torsoInfluences },
  )
}

export function addWaistcoat(mesh: Mesh): void {
  sheet(
    mesh,
    (a, share) => mix(1.0, vestTop(a), share),
    16,
    0.004,
    () => paletteUv('vest'),
  )
  // Lower edge of the waistcoat: two points over the trousers.
  const pointed = (a: number) => 0.997 - 0.036 * Math.max(0, 1 - Math.abs(Math.abs(a) - 13) / 26)
  sheet(
    mesh,
    (a, share) => mix(pointed(a), 1.003, share),
    2,
    0.0075,
    () => paletteUv('vest'),
  )
}

/** The pleated front, and the collar round the neck that closes the gap to the skin. */
export function addShirt(mesh: Mesh): void {
  const shirtUv = (a: number, y: number) => coatUv('shirt', (a + 80) / 160, (y - shirtReachM[0]) / (shirtReachM[1] - shirtReachM[0]))
  sheet(mesh, (a, share) => mix(vestTop(a) - 0.02, 1.384, share), 14, 0.0005, shirtUv)
  mesh.beginPart()
  addGrid(
    mesh,
    [0, 1, 2, 3].map((r) => collarRing(r, 0)),
    { closed: true, uv: () => coatFlatUv('shirt'), influences: collarInfluences },
  )
}

const collarInfluences = (p: V3) => torsoInfluences([0, p[1] - 0.004, p[2]])
function collarRing(r: number, outM: number): V3[] {
  return ring(
    [0, [1.352, 1.368, 1.386, 1.398][r]!, -0.024 - r * 0.0012],
    [[0.06, 0.053, 0.0465, 0.0475][r]! + outM, 0, 0],
    [0, [0, 0.002, 0.004, 0.006][r]! * -1, -[0.062, 0.058, 0.0535, 0.0545][r]! - outM],
    28,
  )
}

/** A gold edge on the shirt's collar: without it white linen reads as skin in warm light. */
export function addCollarEdge(mesh: Mesh, uv: V2): void {
  const edge = collarRing(3, 0.0004)
  addCord(mesh, [...edge, edge[0]!], { radiusM: 0.0015, sides: 4, loop: true, uv, influences: collarInfluences })
}

/** Gold along the waistcoat's V and its points; buttons down the middle. */
export function addWaistcoatTrim(mesh: Mesh, uv: V2): void {
  const line = (heightOf: (a: number) => number, out: number, reach: number) =>
    addCord(
      mesh,
      Array.from({ length: 41 }, (_, i) => {
        const a = mix(-reach, reach, i / 40)
        return torsoPoint(a * degrees, heightOf(a), out)
      }),
      { radiusM: 0.0017, sides: 4, uv, influences: torsoInfluences },
    )
  line(vestTop, 0.0048, 52)
  line((a) => 0.997 - 0.036 * Math.max(0, 1 - Math.abs(Math.abs(a) - 13) / 26), 0.0078, 40)
  for (const y of [1.195, 1.155, 1.115, 1.035]) {
    mesh.beginPart()
    const at = torsoPoint(0, y, 0.0045)
    const disc = (r: number, dz: number) => ring([at[0], at[1], at[2] + dz], [r, 0, 0], [0, r, 0], 10)
    addGrid(mesh, [disc(0.0072, -0.002), disc(0.0072, 0.0018), disc(0.0045, 0.0034)], {
      closed: true,
      capEnd: true,
      uv: () => uv,
      influences: torsoInfluences,
    })
  }
}

/** The cravat: a knot behind the brooch and two falls of deep folds. */
export function addCravat(mesh: Mesh): void {
  for (const [from, to, wide, out, folds] of [
    [1.354, 1.242, 0.03, 0.013, 2],
    [1.356, 1.288, 0.037, 0.02, 3],
  ] as const) {
    mesh.beginPart()
    const rows = 12
    const width = 25
    const crest = (s: number) => Math.abs(Math.cos(s * Math.PI * folds * 0.5 + (folds === 2 ? 0.4 : 0)))
    addGrid(
      mesh,
      Array.from({ length: rows + 1 }, (_, r) => {
        const t = 1 - r / rows
        const y = mix(from, to, t)
        const half = wide * (0.26 + 0.74 * smoothstep(0, 0.6, t))
        const base = torsoPoint(0, y, out * (0.6 + 0.5 * Math.sin(Math.PI * t * 0.8)))
        return Array.from({ length: width }, (_, c): V3 => {
          const s = (c / (width - 1)) * 2 - 1
          const hem = t ** 3 * (0.014 * crest(s) - 0.012 * Math.abs(s))
          return [s * half * (1 - 0.12 * t * (1 - crest(s))), y - hem, base[2] + 0.007 * crest(s) * smoothstep(0, 0.4, t) - 0.012 * s * s]
        })
      }),
      {
        closed: false,
        uv: (r, c) => cravatUv(mix(0.75, crest((c / (width - 1)) * 2 - 1), smoothstep(0.05, 0.5, 1 - r / rows))),
        influences: torsoInfluences,
      },
    )
  }
}
