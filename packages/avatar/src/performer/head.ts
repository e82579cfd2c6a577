import { alongChain } from './body-weights.ts'
import {
  type ExpressionName,
  expressionNames,
  eyeHalfWidthMm,
  lidsOf,
  lipsOf,
  movesLids,
  movesMouth,
  restLids,
  restLips,
} from './face-shape.ts'
import { eyeCentre, faceCoordinates, faceDepth, headPoint, mouthCentre, smoothNormal, topLevel } from './face-surface.ts'
import type { Influences, Mesh } from './mesh.ts'
import { add, mix, mix3, scale, smoothstep, subtract, unit, type V2, type V3 } from './vector.ts'

// The skin of head and neck: a grid round the head in which the rectangles about eyes and mouth are replaced by loops that
// run from the grid to the edge of the lids and lips, so that they open and close like skin and not like paper.

const degrees = Math.PI / 180
const turns = (() => {
  const half = [...Array.from({ length: 17 }, (_, i) => i * 4), 70, 76, 83, 90, 100, 112, 126, 142, 160, 180]
  return [
    ...half
      .slice(1)
      .reverse()
      .map((d) => -d),
    ...half,
  ].map((d) => d * degrees)
})()
const middleColumn = turns.indexOf(0)

/** Level whose middle front lies at height y, for y on the face. */
function levelAt(y: number): number {
  let low = 5
  let high = topLevel
  for (let i = 0; i < 40; i++) {
    const level = (low + high) / 2
    const [, at] = headPoint(0, level)
    if (at < y) low = level
    else high = level
  }
  return (low + high) / 2
}
const lowLevels = Array.from({ length: 13 }, (_, i) => i * 0.5)
const faceRows = 41
const levels = [
  ...lowLevels,
  ...Array.from({ length: faceRows }, (_, k) => levelAt(1.4435 + k * 0.00395)),
  15.5,
  16,
  16.5,
  17,
  17.5,
  18,
  18.5,
  19,
  19.5,
  19.85,
  20,
]
const faceRow = (k: number) => lowLevels.length + k

interface Hole {
  readonly rows: readonly [low: number, high: number]
  readonly columns: readonly [from: number, to: number]
}
const eyeRows: readonly [number, number] = [faceRow(16), faceRow(30)]
const holes: { readonly left: Hole; readonly right: Hole; readonly mouth: Hole } = {
  left: { rows: eyeRows, columns: [middleColumn + 1, middleColumn + 13] },
  right: { rows: eyeRows, columns: [middleColumn - 13, middleColumn - 1] },
  mouth: { rows: [faceRow(2), faceRow(10)], columns: [middleColumn - 5, middleColumn + 5] },
}

/** Vertices of one lid or lip path between its corners, as u from −1 to 1. */
const pathOf = (edges: number) => Array.from({ length: edges + 1 }, (_, i) => -Math.cos((i / edges) * Math.PI))
export const eyePath = pathOf(26)
export const mouthPath = pathOf(18)

/** Point of the lid edge in the front view, metres. */
export function lidPoint(u: number, edge: 'upper' | 'lower', expression: ExpressionName | null, left: boolean): V2 {
  const lids = expression ? lidsOf(expression, left) : restLids
  const x = eyeCentre[0] + (u * eyeHalfWidthMm) / 1000
  return [left ? x : -x, eyeCentre[1] + lids[edge](u) / 1000]
}

/** Point of the lip edge in the front view, and how far it pouts; metres. */
export function lipPoint(
  u: number,
  edge: 'upper' | 'lower',
  expression: ExpressionName | null,
): readonly [x: number, y: number, pout: number] {
  const lips = expression ? lipsOf(expression) : restLips
  return [mouthCentre[0] + (u * lips.halfWidth) / 1000, mouthCentre[1] + lips[edge](u) / 1000, (lips.pout * (1 - u * u * 0.5)) / 1000]
}

/** How the dropping jaw draws the skin at p along. */
function jawPull(p: V3, expression: ExpressionName): V3 {
  const jaw = lipsOf(expression).jaw / 1000
  if (jaw === 0) return [0, 0, 0]
  const share =
    smoothstep(mouthCentre[1] + 0.004, mouthCentre[1] - 0.016, p[1]) *
    smoothstep(0.02, 0.055, p[2]) *
    (1 - smoothstep(0.02, 0.06, Math.abs(p[0])))
  return [0, -jaw * share, -jaw * 0.25 * share]
}

function headInfluences(level: number): Influences {
  return alongChain(
    ['upperChest', 'neck', 'head'],
    [
      [0.45, 0.35],
      [2.1, 1.1],
    ],
    level,
  )
}

/** Texture coordinates of the skin picture: the front view from (−0.1, 1.41) to (0.1, 1.61). */
function skinUv([x, y, z]: V3): V2 {
  const side = z < 0 ? Math.sign(x) * Math.max(Math.abs(x), 0.097) : x
  return [Math.min(0.985, Math.max(0.015, 0.5 + side / 0.2)), Math.min(0.985, Math.max(0.015, (1.61 - y) / 0.2))]
}

/** Adds head and neck, the skull whole: between strands one sees it. */
export function addHead(mesh: Mesh): void {
  mesh.beginPart()
  const points = levels.map((level) => turns.map((turn) => headPoint(turn, level)))
  const inside = (hole: Hole, r: number, c: number, margin: 0 | 1) =>
    r >= hole.rows[0] + margin && r < hole.rows[1] && c >= hole.columns[0] + margin && c < hole.columns[1]
  const all = Object.values(holes)
  const used = new Map<number, number>()
  const columns = turns.length
  const vertexAt = (r: number, c: number): number => {
    const key = r * columns + c
    let number = used.get(key)
    if (number === undefined) {
      number = mesh.vertex(points[r]![c]!, skinUv(points[r]![c]!), headInfluences(levels[r]!))
      used.set(key, number)
    }
    return number
  }
  for (let r = 0; r + 1 < levels.length; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      if (all.some((hole) => inside(hole, r, c, 0))) continue
      mesh.quad(vertexAt(r, c), vertexAt(r, c + 1), vertexAt(r + 1, c + 1), vertexAt(r + 1, c))
    }
  }
  for (const [key, number] of used) {
    const p = points[Math.floor(key / columns)]![key % columns]!
    for (const name of expressionNames) mesh.morph(name, number, jawPull(p, name))
  }

  for (const left of [true, false]) {
    addLoops(
      mesh,
      left ? holes.left : holes.right,
      eyePath,
      !left,
      vertexAt,
      6,
      socketM,
      (u, edge) => lidPoint(u, edge, null, left),
      (u, edge, name) => {
        if (!movesLids(name, left)) return null
        const [x, y] = lidPoint(u, edge, name, left)
        return [x, y, 0]
      },
    )
  }
  addLoops(
    mesh,
    holes.mouth,
    mouthPath,
    false,
    vertexAt,
    5,
    0,
    (u, edge) => {
      const [x, y] = lipPoint(u, edge, null)
      return [x, y]
    },
    (u, edge, name) => (movesMouth(name) ? lipPoint(u, edge, name) : null),
  )
  shade(mesh)
}

/** How deep the rim of an eye goes in behind the lids: nobody looks past the eye into the head. */
const socketM = 0.009

/** @param deepM  a rim of this depth behind the innermost loop; 0 for none */
function addLoops(
  mesh: Mesh,
  hole: Hole,
  us: readonly number[],
  mirrored: boolean,
  vertexAt: (r: number, c: number) => number,
  loops: number,
  deepM: number,
  rest: (u: number, edge: 'upper' | 'lower') => V2,
  moved: (u: number, edge: 'upper' | 'lower', name: ExpressionName) => readonly [x: number, y: number, pout: number] | null,
): void {
  const [low, high] = hole.rows
  const [from, to] = mirrored ? [hole.columns[1], hole.columns[0]] : hole.columns
  const step = mirrored ? -1 : 1
  const middle = (low + high) / 2
  const border: [number, number][] = []
  for (let r = middle; r < high; r++) border.push([r, from])
  for (let c = from; c !== to; c += step) border.push([high, c])
  for (let r = high; r > low; r--) border.push([r, to])
  for (let c = to; c !== from; c -= step) border.push([low, c])
  for (let r = low; r < middle; r++) border.push([r, from])
  const half = us.length - 1
  const previous = border.map(([r, c]) => vertexAt(r, c))
  const targets = border.map((_, i) => {
    const edge: 'upper' | 'lower' = i <= half ? 'upper' : 'lower'
    const u = us[i <= half ? i : 2 * half - i]!
    const [x, y] = rest(u, edge)
    return { u, edge, x, y, at: faceCoordinates(x, y) }
  })
  for (let k = 1; k <= loops + (deepM > 0 ? 1 : 0); k++) {
    const linear = Math.min(1, k / loops)
    const t = linear ** 0.8
    const ringNow = border.map(([r, c], i) => {
      const target = targets[i]!
      const turn = mix(turns[c]!, target.at[0], t)
      const level = mix(levels[r]!, target.at[1], t)
      const edge: V3 = [target.x, target.y, faceDepth(target.x, target.y) - (k > loops ? deepM : 0)]
      const p: V3 = k >= loops ? edge : headPoint(turn, level)
      const number = mesh.vertex(p, skinUv(p), headInfluences(level))
      const share = t * t * (3 - 2 * t)
      for (const name of expressionNames) {
        const pull = jawPull(p, name)
        const goal = moved(target.u, target.edge, name)
        if (!goal) {
          mesh.morph(name, number, scale(pull, 1 - share))
          continue
        }
        const [gx, gy, pout] = goal
        const edgeMove: V3 = [gx - target.x, gy - target.y, faceDepth(gx, gy) - faceDepth(target.x, target.y) + pout]
        mesh.morph(name, number, mix3(pull, edgeMove, share))
      }
      return number
    })
    for (let i = 0; i < ringNow.length; i++) {
      const j = (i + 1) % ringNow.length
      if (mirrored) mesh.quad(previous[i]!, previous[j]!, ringNow[j]!, ringNow[i]!)
      else mesh.quad(previous[i]!, ringNow[i]!, ringNow[j]!, previous[j]!)
    }
    previous.splice(0, previous.length, ...ringNow)
  }
}

/** The face takes its normals from an ellipsoid; below the jaw, behind the ears and a little at the nose the true ones show. */
function shade(mesh: Mesh): void {
  const flow = mesh.flowNormals(0)
  flow.forEach((normal, i) => {
    const p = mesh.positions[i]!
    if (mesh.normals[i]) return
    const face = smoothstep(1.425, 1.455, p[1] + Math.max(0, 0.03 - p[2]) * -0.6) * smoothstep(-0.06, 0.02, p[2])
    const nose = 0.55 * Math.exp(-((p[0] / 0.009) ** 2) - ((p[1] - 1.495) / 0.009) ** 2)
    mesh.normals[i] = unit(add(scale(smoothNormal(p), face * (1 - nose)), scale(normal, 1 - face * (1 - nose))))
  })
}

/** Displacement of a point drawn at (x, y) that moves to (x2, y2) on the face. */
export function slide(from: V2, to: V2): V3 {
  return subtract([to[0], to[1], faceDepth(to[0], to[1])], [from[0], from[1], faceDepth(from[0], from[1])])
}
