import { browLift, type ExpressionName, expressionNames, eyeHalfWidthMm, lipsOf, movesLids, movesMouth, restLids } from './face-shape.ts'
import { eyeCentre, faceDepth, mouthCentre, onFace } from './face-surface.ts'
import { eyePath, lidPoint, lipPoint, mouthPath, slide } from './head.ts'
import { addGrid, type Mesh } from './mesh.ts'
import { paletteUv } from './palette.ts'
import { mix, smoothstep, subtract, type V2, type V3 } from './vector.ts'

// What lies in and on the face: eyeballs and irises behind the lids, lashes, brows and the line of the lips in front of the
// skin, and the inside of the mouth.

const head = [['head', 1]] as const

/** Half of the eye picture is the iris (left), half the white of the eye. */
const irisUv = (a: number, b: number): V2 => [0.25 + a * 0.24, 0.5 - b * 0.48]
const whiteUv = (a: number, b: number): V2 => [0.75 + a * 0.2, 0.5 - b * 0.46]

const iris = { x: 0.037, y: 1.5318, halfWidth: 0.0149, halfHeight: 0.0172 }

export function addEyes(mesh: Mesh): void {
  for (const left of [true, false]) {
    const sign = left ? 1 : -1
    mesh.beginPart()
    // The white follows the lids a little beyond their widest opening; it lies deep in the middle and meets the skin beyond
    // the corners, so that no look from the side finds a gap.
    const rows = Array.from({ length: 9 }, (_, r) =>
      Array.from({ length: 17 }, (_, c): V3 => {
        const u = c < 8 ? (c / 8 - 1) * 1.12 : (c / 8 - 1) * 1.2
        const inside = Math.max(-0.5, Math.min(0.5, u))
        const low = restLids.lower(inside) - 1.8
        const high = restLids.upper(inside) + 3.4 * Math.max(0.7, 1 - u * u)
        const x = eyeCentre[0] + (u * eyeHalfWidthMm) / 1000
        const y = eyeCentre[1] + mix(low, high, r / 8) / 1000
        return [sign * x, y, faceDepth(x, y) - mix(0.0054, u < 0 ? 0.0026 : 0.0012, smoothstep(0.7, 1.2, Math.abs(u)))]
      }),
    )
    addGrid(mesh, rows, { closed: false, flip: !left, uv: (r, c) => whiteUv((c / 8 - 1) * sign, r / 4 - 1), influences: () => head })
    mesh.beginPart()
    const bone = [[left ? 'leftEye' : 'rightEye', 1]] as const
    const rings = 5
    const around = 28
    const at = (ring: number, i: number): readonly [V3, V2] => {
      const angle = (i / around) * 2 * Math.PI
      const [a, b] = [(Math.cos(angle) * ring) / rings, (Math.sin(angle) * ring) / rings]
      return [onFace(sign * iris.x + a * iris.halfWidth, iris.y + b * iris.halfHeight, -0.0032), irisUv(a, b)]
    }
    const [middle, middleUv] = at(0, 0)
    let inner = [mesh.vertex(middle, middleUv, bone)]
    for (let ring = 1; ring <= rings; ring++) {
      const outer = Array.from({ length: around }, (_, i) => mesh.vertex(...at(ring, i), bone))
      for (let i = 0; i < around; i++) {
        const j = (i + 1) % around
        if (ring === 1) mesh.triangle(inner[0]!, outer[i]!, outer[j]!)
        else mesh.quad(inner[i]!, outer[i]!, outer[j]!, inner[j]!)
      }
      inner = outer
    }
  }
}

/** A flat stroke on the face: points of its lower and upper edge in the front view, with their morphs. */
function addStroke(
  mesh: Mesh,
  stroke: {
    readonly edges: readonly (readonly [low: V2, high: V2])[]
    readonly liftM: readonly [low: number, high: number]
    readonly uv: V2
    readonly flip: boolean
    readonly moved: (name: ExpressionName, index: number) => readonly [low: V3, high: V3] | null
  },
): void {
  mesh.beginPart()
  const numbers = stroke.edges.map(([low, high], i) => {
    const pair = [
      mesh.vertex(onFace(...low, stroke.liftM[0]), stroke.uv, head),
      mesh.vertex(onFace(...high, stroke.liftM[1]), stroke.uv, head),
    ] as const
    for (const name of expressionNames) {
      const moved = stroke.moved(name, i)
      if (!moved) continue
      mesh.morph(name, pair[0], moved[0])
      mesh.morph(name, pair[1], moved[1])
    }
    return pair
  })
  for (let i = 0; i + 1 < numbers.length; i++) {
    const [a, b] = [numbers[i]!, numbers[i + 1]!]
    if (stroke.flip) mesh.quad(a[0], a[1], b[1], b[0])
    else mesh.quad(a[0], b[0], b[1], a[1])
  }
}

const towards = (p: V2, dx: number, dy: number): V2 => [p[0] + dx, p[1] + dy]

export function addLines(mesh: Mesh): void {
  for (const left of [true, false]) {
    const sign = left ? 1 : -1
    addLashes(mesh, left, sign)
    addBrow(mesh, left, sign)
  }
  addLipLines(mesh)
}

function addLashes(mesh: Mesh, left: boolean, sign: number): void {
  // Upper lashes: a band that swells outward and ends in a wing.
  const us = [...eyePath, 1.1, 1.22]
  const wing = (u: number): V2 => {
    const corner = lidPoint(1, 'upper', null, left)
    return u <= 1 ? lidPoint(u, 'upper', null, left) : towards(corner, sign * (u - 1) * 0.024, (u - 1) * 0.012)
  }
  const thickness = (u: number) =>
    0.001 * (1 + 2.4 * smoothstep(-1, -0.35, u) + 1.7 * smoothstep(0.1, 0.95, u) - 4.5 * smoothstep(0.98, 1.22, u))
  const edges = us.map((u): readonly [V2, V2] => {
    const p = wing(u)
    const t = Math.max(0.0001, thickness(u))
    return [towards(p, 0, -0.0007), towards(p, sign * t * 0.45 * smoothstep(0.2, 1, u), t)]
  })
  const lidMove = (name: ExpressionName, u: number, edge: 'upper' | 'lower'): V3 | null => {
    if (!movesLids(name, left)) return null
    const inside = Math.min(u, 1)
    return slide(lidPoint(inside, edge, null, left), lidPoint(inside, edge, name, left))
  }
  addStroke(mesh, {
    edges,
    liftM: [0.0008, 0.0022],
    uv: paletteUv('lash'),
    flip: !left,
    moved: (name, i) => {
      const move = lidMove(name, us[i]!, 'upper')
      return move && [move, move]
    },
  })
  // Lower lashes: the outer half only, thin.
  const lower = eyePath.filter((u) => u > -0.9)
  addStroke(mesh, {
    edges: lower.map((u): readonly [V2, V2] => {
      const p = lidPoint(u, 'lower', null, left)
      const t = 0.00045 + 0.0009 * smoothstep(-0.1, 0.7, u)
      return [towards(p, 0, -t), towards(p, 0, 0.0002)]
    }),
    liftM: [0.0008, 0.0008],
    uv: paletteUv('lashSoft'),
    flip: !left,
    moved: (name, i) => {
      const move = lidMove(name, lower[i]!, 'lower')
      return move && [move, move]
    },
  })
  // The crease of the lid, following half of what the lid does.
  const crease = eyePath.filter((u) => u > -0.72 && u < 0.97)
  addStroke(mesh, {
    edges: crease.map((u): readonly [V2, V2] => {
      const p = towards(lidPoint(u, 'upper', null, left), 0, 0.0052 + 0.0006 * u)
      const t = 0.00075 * Math.sqrt(Math.max(0.05, 1 - u * u))
      return [p, towards(p, 0, t)]
    }),
    liftM: [0.0006, 0.0006],
    uv: paletteUv('skinLine'),
    flip: !left,
    moved: (name, i) => {
      const u = crease[i]!
      const move = lidMove(name, u, 'upper')
      if (!move) return null
      const part: V3 = [move[0] * 0.45, move[1] * 0.45, 0]
      const p = towards(lidPoint(u, 'upper', null, left), 0, 0.0052)
      const settled = slide(p, towards(p, part[0], part[1]))
      return [settled, settled]
    },
  })
}

function addBrow(mesh: Mesh, left: boolean, sign: number): void {
  const count = 15
  const points = Array.from({ length: count }, (_, i) => {
    const t = i / (count - 1)
    const x = mix(-16.5, 23.5, t)
    const y = 24.9 + 4.6 * Math.sin(Math.PI * Math.min(1, t * 0.86 + 0.02)) - 1.2 * t
    const half = (0.5 + 1.9 * Math.sin(Math.PI * (0.16 + 0.72 * (1 - t)))) * (t > 0.97 ? 0.35 : 1)
    return { t, p: [sign * (eyeCentre[0] + x / 1000), eyeCentre[1] + y / 1000] as V2, half: half / 1000 }
  })
  addStroke(mesh, {
    edges: points.map(({ p, half }): readonly [V2, V2] => [towards(p, 0, -half), towards(p, 0, half)]),
    liftM: [0.0016, 0.0016],
    uv: paletteUv('brow'),
    flip: !left,
    moved: (name, i) => {
      const [inner, middle, outer] = browLift(name)
      if (inner === 0 && middle === 0 && outer === 0) return null
      const { t, p } = points[i]!
      const lift = t < 0.5 ? mix(inner, middle, smoothstep(0, 0.5, t)) : mix(middle, outer, smoothstep(0.5, 1, t))
      const narrow = name === 'sad' || name === 'angry' || name === 'browWorry' || name === 'fierce' ? -sign * 0.0012 * (1 - t) : 0
      const move = slide(p, towards(p, narrow, lift / 1000))
      return [move, move]
    },
  })
}

function addLipLines(mesh: Mesh): void {
  for (const edge of ['upper', 'lower'] as const) {
    const up = edge === 'upper' ? 1 : -1
    addStroke(mesh, {
      edges: mouthPath.map((u): readonly [V2, V2] => {
        const [x, y] = lipPoint(u, edge, null)
        const t = (edge === 'upper' ? 0.0004 + 0.0007 * (1 - Math.abs(u)) + 0.0007 * smoothstep(0.82, 1, Math.abs(u)) : 0.0003) * up
        return edge === 'upper'
          ? [
              [x, y - 0.0002],
              [x, y + t],
            ]
          : [
              [x, y + t],
              [x, y + 0.0002],
            ]
      }),
      liftM: [0.0007, 0.0007],
      uv: paletteUv('lipLine'),
      flip: false,
      moved: (name, i) => {
        if (!movesMouth(name)) return null
        const u = mouthPath[i]!
        const [x, y] = lipPoint(u, edge, null)
        const [gx, gy, pout] = lipPoint(u, edge, name)
        const [sx, sy, sz] = slide([x, y], [gx, gy])
        const move: V3 = [sx, sy, sz + pout]
        return [move, move]
      },
    })
  }
  // A short stroke below the lower lip stands for its fullness.
  const us = [-1, -0.6, -0.2, 0.2, 0.6, 1]
  addStroke(mesh, {
    edges: us.map((u): readonly [V2, V2] => {
      const p: V2 = [u * 0.0052, mouthCentre[1] - 0.0082 + 0.0006 * u * u]
      return [towards(p, 0, -0.00045 * (1.05 - u * u)), towards(p, 0, 0.00045 * (1.05 - u * u))]
    }),
    liftM: [0.0006, 0.0006],
    uv: paletteUv('skinLine'),
    flip: false,
    moved: (name) => {
      if (!movesMouth(name)) return null
      const lips = lipsOf(name)
      const drop = (lips.lower(0) - -0.5) / 1000
      const p: V2 = [0, mouthCentre[1] - 0.0082]
      const [x, y, z] = slide(p, towards(p, 0, drop * 0.8))
      const move: V3 = [x, y, z + lips.pout / 1000]
      return [move, move]
    },
  })
}

export function addMouth(mesh: Mesh): void {
  // The pouch behind the lips: the lip edge carried backwards.
  mesh.beginPart()
  const half = mouthPath.length - 1
  const round = Array.from({ length: 2 * half }, (_, i) => ({
    u: mouthPath[i <= half ? i : 2 * half - i]!,
    edge: (i <= half ? 'upper' : 'lower') as 'upper' | 'lower',
  }))
  const depths = [0.0002, 0.004, 0.014, 0.026]
  const rings = depths.map((depth, k) =>
    round.map(({ u, edge }) => {
      const [x, y] = lipPoint(u, edge, null)
      const number = mesh.vertex([x * (1 - 0.06 * k), y, faceDepth(x, y) - depth], paletteUv(k < 2 ? 'mouthEdge' : 'mouthDeep'), head)
      for (const name of expressionNames) {
        if (!movesMouth(name)) continue
        const [gx, gy, pout] = lipPoint(u, edge, name)
        mesh.morph(name, number, [(gx - x) * (1 - 0.06 * k), gy - y, (k === 0 ? faceDepth(gx, gy) - faceDepth(x, y) : 0) + pout])
      }
      return number
    }),
  )
  for (let k = 0; k + 1 < rings.length; k++) {
    for (let i = 0; i < round.length; i++) {
      const j = (i + 1) % round.length
      mesh.quad(rings[k]![i]!, rings[k + 1]![i]!, rings[k + 1]![j]!, rings[k]![j]!)
    }
  }
  const last = rings[rings.length - 1]!
  const below = (i: number) => last[(round.length - i) % round.length]!
  for (let i = 0; i < half; i++) mesh.quad(last[i]!, below(i), below(i + 1), last[i + 1]!)
  addTeeth(mesh)
  addTongue(mesh)
}

function addTeeth(mesh: Mesh): void {
  mesh.beginPart()
  const columns = 11
  const rows = [0.0078, 0.0044, 0.0014].map((dy) =>
    Array.from({ length: columns }, (_, c): V3 => {
      const s = (c / (columns - 1)) * 2 - 1
      const x = s * 0.0125
      return [x, mouthCentre[1] + dy + 0.0034 * s * s, faceDepth(x * 0.9, mouthCentre[1] + 0.001) - 0.0062]
    }),
  )
  const numbers = addGrid(mesh, rows, { closed: false, flip: true, uv: () => paletteUv('teeth'), influences: () => head })
  const lift: Partial<Record<ExpressionName, number>> = { ou: 0.0042, oh: 0.003, surprised: 0.003 }
  for (const [name, up] of Object.entries(lift)) for (const number of numbers.flat()) mesh.morph(name, number, [0, up, 0])
}

function addTongue(mesh: Mesh): void {
  mesh.beginPart()
  const rows = Array.from({ length: 5 }, (_, r) =>
    Array.from({ length: 9 }, (_, c): V3 => {
      const a = (c / 8) * Math.PI
      const t = r / 4
      const halfWidth = mix(0.0085, 0.011, t) * (r === 0 ? 0.72 : 1)
      return [
        -Math.cos(a) * halfWidth,
        mouthCentre[1] - 0.0125 + Math.sin(a) * 0.005 * (r === 0 ? 0.5 : 1) + t * 0.002,
        faceDepth(0, mouthCentre[1] - 0.004) - 0.0085 - t * 0.016,
      ]
    }),
  )
  const numbers = addGrid(mesh, rows, { closed: false, flip: true, uv: () => paletteUv('tongue'), influences: () => head })
  const moves: Partial<Record<ExpressionName, V3>> = {
    ee: [0, 0.004, 0],
    ih: [0, 0.0045, 0],
    aa: [0, -0.0015, 0.001],
    oh: [0, -0.0005, -0.003],
    ou: [0, 0.002, -0.006],
  }
  for (const [name, move] of Object.entries(moves)) for (const number of numbers.flat()) mesh.morph(name, number, move)
}

/** Ears, mostly under the hair: a leaf that leans back from the head, its rim turned outward. */
export function addEars(mesh: Mesh, uv: V2): void {
  for (const sign of [1, -1]) {
    mesh.beginPart()
    const base: V3 = [sign * 0.084, 1.531, -0.014]
    // Along the ear (up), across it (back and out), and off the head.
    const across: V3 = [sign * 0.42, 0.1, -0.9]
    const off: V3 = [sign * 0.92, 0, 0.4]
    const outline = (size: number, depth: number): V3[] =>
      Array.from({ length: 18 }, (_, i) => {
        const a = (i / 18) * 2 * Math.PI
        const high = Math.sin(a)
        const wide = Math.cos(a) * (0.0135 + 0.0035 * high) * size + 0.009
        const up = high * 0.0275 * size
        return [base[0] + across[0] * wide + off[0] * depth, base[1] + up + across[1] * wide, base[2] + across[2] * wide + off[2] * depth]
      })
    const rows = [
      outline(0.5, -0.01),
      outline(0.92, -0.003),
      outline(1, 0.0015),
      outline(0.9, 0.0034),
      outline(0.74, 0.001),
      outline(0.4, -0.001),
    ]
    addGrid(mesh, rows, { closed: true, capStart: true, capEnd: true, flip: sign < 0, uv: () => uv, influences: () => head })
  }
}

/** Distance between points, for callers that space things along the face. */
export const gap = (a: V3, b: V3): number => Math.hypot(...subtract(a, b))
