import { alongChain } from './body-weights.ts'
import { jointName, type SpringChain } from './chains.ts'
import { path, profile } from './curve.ts'
import { headPoint } from './face-surface.ts'
import { addGrid, type Influences, type Mesh, ring } from './mesh.ts'
import { randomFrom } from './random.ts'
import { add, along, clamp01, cross, mix, scale, smoothstep, subtract, unit, type V2, type V3 } from './vector.ts'

// Hair: a cap close to the skull and, over it, clumps of three sizes laid along a guide surface. The surface is a dome down to
// the ears and a bob below that draws in towards the neck; a place on it is (turn in degrees, way down from the crown in metres).

const degrees = Math.PI / 180
const centre: V3 = [0, 1.574, -0.016]
const domeWay = 0.17

const bobSide = profile([
  [0, 1],
  [0.03, 1.01],
  [0.07, 0.98],
  [0.11, 0.88],
  [0.15, 0.8],
  [0.2, 0.76],
])
const bobBack = profile([
  [0, 1],
  [0.03, 0.985],
  [0.06, 0.92],
  [0.1, 0.76],
  [0.14, 0.64],
  [0.2, 0.6],
])

/** A point of the guide surface. */
function hairPoint(turnDeg: number, way: number): V3 {
  const s = Math.sin(turnDeg * degrees)
  const c = Math.cos(turnDeg * degrees)
  const rz = c > 0 ? 0.111 : 0.127
  const rx = 0.1045
  if (way < domeWay) {
    const angle = (way / domeWay) * (Math.PI / 2)
    const out = Math.sin(angle)
    return [centre[0] + rx * s * out, centre[1] + 0.126 * Math.cos(angle), centre[2] + rz * c * out]
  }
  const down = way - domeWay
  const back = smoothstep(0.1, -0.6, c)
  const taper = mix(bobSide(down), bobBack(down), back)
  return [centre[0] + rx * s * taper, centre[1] - down, centre[2] + rz * c * taper]
}

function hairNormal(turnDeg: number, way: number): V3 {
  const p = hairPoint(turnDeg, way)
  const a = subtract(hairPoint(turnDeg + 1, way), p)
  const b = subtract(hairPoint(turnDeg, way + 0.004), p)
  const n = unit(cross(b, a))
  return n
}

/** One clump of hair. Turns in degrees (+ to her left), ways in metres from the crown. */
export interface Clump {
  readonly from: V2
  readonly to: V2
  /** Greatest half width and half thickness, metres. */
  readonly half: number
  readonly thick: number
  /** Lift off the guide surface at root, belly and tip, metres. */
  readonly lift: readonly [root: number, belly: number, tip: number]
  /** Extra turn at the tip, degrees: the curl of the ends. */
  readonly curl: number
  readonly chain: string | null
  /** How far its own tip goes from the colour of roots (0) to the colour of tips (1). */
  readonly tipShare: number
}

export interface HairCut {
  readonly clumps: readonly Clump[]
  readonly chains: readonly HairChain[]
  /** Strands that stand away, as paths in space with their half width. */
  readonly antennae: readonly { readonly points: readonly V3[]; readonly half: number; readonly chain: string }[]
  /** Hairline of the cap: [turn in degrees 0–180, level of the head surface], left and right alike. */
  readonly hairline: readonly V2[]
}

/** A spring chain down the hair: places on the guide surface from where it starts to bend to its end. */
export interface HairChain {
  readonly name: string
  readonly places: readonly V2[]
  readonly liftM: number
  readonly stiffness: number
}

function clumpPoint(clump: Clump, t: number): { readonly at: V3; readonly normal: V3; readonly way: number } {
  const eased = 1 - (1 - t) ** 1.35
  const turn = mix(clump.from[0], clump.to[0], eased) + clump.curl * t ** 3
  const way = mix(clump.from[1], clump.to[1], t)
  const normal = hairNormal(turn, way)
  const [root, belly, tip] = clump.lift
  const lift = t < 0.5 ? mix(root, belly, smoothstep(0, 0.5, t)) : mix(belly, tip, smoothstep(0.5, 1, t) * t)
  return { at: along(hairPoint(turn, way), normal, lift), normal, way }
}

export function hairChains(cut: HairCut): SpringChain[] {
  const swinging = cut.chains.map(
    (chain): SpringChain => ({
      name: `hair${chain.name}`,
      parent: 'head',
      pointsM: chain.places.map(([turn, way]) => along(hairPoint(turn, way), hairNormal(turn, way), chain.liftM)),
      stiffness: chain.stiffness,
      gravity: 0.12,
      drag: 0.38,
      hitRadiusM: 0.012,
      colliderGroups: ['head', 'torso'],
    }),
  )
  const feelers = cut.antennae.map(({ points, chain }): SpringChain => {
    const line = path(points)
    return {
      name: `hair${chain}`,
      parent: 'head',
      pointsM: [0.08, 0.4, 0.72, 1].map(line),
      stiffness: 1.1,
      gravity: 0,
      drag: 0.3,
      hitRadiusM: 0.005,
      colliderGroups: [],
    }
  })
  return [...swinging, ...feelers]
}

function chainInfluences(cut: HairCut, name: string | null, way: number): Influences {
  const chain = cut.chains.find((c) => c.name === name)
  if (!chain) return [['head', 1]]
  const joints = chain.places.slice(0, -1)
  return alongChain(
    ['head', ...joints.map((_, i) => jointName(`hair${chain.name}`, i))],
    joints.map(([, at], i) => {
      const next = chain.places[i + 1]![1]
      const before = i === 0 ? at - (next - at) : chain.places[i - 1]![1]
      return [at, Math.max(0.004, Math.min(next - at, at - before) * 0.48)] as const
    }),
    way,
  )
}

const sections = 14
const sides = 10

export function addHair(mesh: Mesh, cut: HairCut, seed: number): void {
  addCap(mesh, cut)
  const random = randomFrom(seed)
  for (const clump of cut.clumps) {
    const jag = (random() - 0.5) * 0.16
    mesh.beginPart()
    const rows: V3[][] = []
    const spine: { at: V3; normal: V3; way: number; t: number }[] = []
    for (let i = 0; i <= sections; i++) {
      const t = (i / sections) ** 0.92
      const here = clumpPoint(clump, t)
      const before = clumpPoint(clump, Math.max(0, t - 0.02)).at
      const after = clumpPoint(clump, Math.min(1, t + 0.02)).at
      const tangent = unit(subtract(after, before))
      const side = unit(cross(tangent, here.normal))
      const outward = unit(cross(side, tangent))
      const width = clump.half * (0.45 + 0.55 * smoothstep(0, 0.4, t)) * Math.max(0.015, (1 - t ** 2.6) ** 0.85)
      const depth = clump.thick * (0.5 + 0.5 * smoothstep(0, 0.35, t)) * Math.max(0.02, (1 - t ** 2.4) ** 0.7)
      spine.push({ ...here, t })
      rows.push(ring(here.at, scale(side, -width), scale(outward, depth), sides, 1.75))
    }
    const first = mesh.positions.length
    addGrid(mesh, rows, {
      closed: true,
      capStart: true,
      capEnd: true,
      uv: (r, c) => {
        const across = Math.abs(Math.cos((c / sides) * 2 * Math.PI))
        const { way, t } = spine[r]!
        return [clamp01((way - 0.03) / 0.17 + jag + 0.1 * (across - 0.5)) * 0.96 + 0.02, clamp01(t * clump.tipShare) * 0.96 + 0.02]
      },
      influences: (_, r) => chainInfluences(cut, clump.chain, spine[r]!.way),
    })
    softenNormals(mesh, first, (i) => spine[Math.min(sections, Math.floor(i / (sides + 1)))]!.normal)
  }
  for (const antenna of cut.antennae) addAntenna(mesh, antenna)
}

/** Half the normal is the head's: clumps shade as one head of hair. */
function softenNormals(mesh: Mesh, first: number, smooth: (index: number) => V3): void {
  mesh.flowNormals(first).forEach((normal, i) => {
    mesh.normals[first + i] = unit(add(scale(normal, 0.5), scale(smooth(i), 0.5)))
  })
}

function addCap(mesh: Mesh, cut: HairCut): void {
  mesh.beginPart()
  const hairline = profile(cut.hairline)
  const columns = 48
  const steps = 12
  const rows = Array.from({ length: steps + 1 }, (_, r) =>
    Array.from({ length: columns }, (_, c): V3 => {
      const turn = ((c / columns) * 2 - 1) * Math.PI
      const level = mix(hairline(Math.abs(turn) / degrees), 19.97, (r / steps) ** 0.9)
      const p = headPoint(turn, level)
      const out = unit([p[0], (p[1] - 1.56) * 0.8, p[2] + 0.016])
      return along(p, out, 0.0015 + 0.006 * smoothstep(0, 0.3, r / steps) + 0.0095 * smoothstep(0.45, 0.95, r / steps))
    }),
  )
  addGrid(mesh, rows, {
    closed: true,
    capStart: true,
    capEnd: true,
    uv: (r) => [0.02, 0.05 + 0.2 * (1 - r / steps)],
    influences: () => [['head', 1]],
  })
}

function addAntenna(mesh: Mesh, { points, half, chain }: HairCut['antennae'][number]): void {
  mesh.beginPart()
  const line = path(points)
  const count = 14
  let side: V3 = [1, 0, 0]
  const rows = Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count
    const tangent = unit(subtract(line(Math.min(1, t + 0.02)), line(Math.max(0, t - 0.02))))
    const third = unit(cross(tangent, side))
    side = unit(cross(third, tangent))
    const wide = half * (0.5 + 0.5 * smoothstep(0, 0.25, t)) * Math.max(0.08, 1 - t ** 2)
    return ring(line(t), scale(side, wide), scale(third, wide * 0.55), 6)
  })
  addGrid(mesh, rows, {
    closed: true,
    capStart: true,
    capEnd: true,
    uv: (r) => [0.02, 0.05 + (0.93 * r) / count],
    influences: (_, r) =>
      alongChain(
        ['head', ...[0, 1, 2].map((i) => jointName(`hair${chain}`, i))],
        [
          [0.08, 0.07],
          [0.4, 0.15],
          [0.72, 0.15],
        ],
        r / count,
      ),
  })
}
