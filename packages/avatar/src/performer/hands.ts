import type { BodyBone, Vector3M } from '../body-proportions.ts'
import { sideOf } from './body-weights.ts'
import { path, profile } from './curve.ts'
import { addGrid, type Influences, type Mesh, ring } from './mesh.ts'
import { drawnRestM } from './skeleton.ts'
import { cross, mirror, scale, smoothstep, subtract, unit, type V2, type V3 } from './vector.ts'

// Hands: a palm, four fingers and a thumb, each finger with three rings at every joint so that it bends without pinching.

const fingers = [
  { name: 'Index', tip: [0.7815, 1.333, 0.019], radius: 0.0083 },
  { name: 'Middle', tip: [0.794, 1.335, -0.008], radius: 0.0085 },
  { name: 'Ring', tip: [0.7815, 1.333, -0.034], radius: 0.008 },
  { name: 'Little', tip: [0.7535, 1.329, -0.056], radius: 0.007 },
] as const

const rest = (bone: string): Vector3M => drawnRestM[bone as BodyBone]

export function addHands(mesh: Mesh, uv: V2): void {
  for (const left of [true, false]) {
    const sided = (points: V3[]) => (left ? points : points.map(mirror))
    const side = left ? 'left' : 'right'
    mesh.beginPart()
    const stations: readonly (readonly [x: number, y: number, z: number, ry: number, rz: number])[] = [
      [0.575, 1.335, -0.018, 0.0185, 0.024],
      [0.6, 1.335, -0.018, 0.0172, 0.0235],
      [0.615, 1.335, -0.0175, 0.0165, 0.0238],
      [0.632, 1.335, -0.0165, 0.0165, 0.028],
      [0.648, 1.335, -0.016, 0.0165, 0.0338],
      [0.664, 1.3355, -0.016, 0.0158, 0.0372],
      [0.68, 1.336, -0.0162, 0.0145, 0.0388],
      [0.6935, 1.336, -0.0164, 0.0125, 0.0385],
      [0.702, 1.336, -0.0164, 0.0092, 0.0365],
      [0.706, 1.336, -0.0164, 0.004, 0.032],
    ]
    addGrid(
      mesh,
      stations.map(([x, y, z, ry, rz]) => sided(ring([x, y, z], [0, ry, 0], [0, 0, rz], 16, 2.5))),
      {
        closed: true,
        capEnd: true,
        flip: !left,
        uv: () => uv,
        influences: (p) => {
          const hand = smoothstep(0.592, 0.626, Math.abs(p[0]))
          return [
            [`${sideOf(p[0])}LowerArm`, 1 - hand],
            [`${sideOf(p[0])}Hand`, hand],
          ]
        },
      },
    )
    for (const { name, tip, radius } of fingers) {
      const bones = [`${side}Hand`, `left${name}Proximal`, `left${name}Intermediate`, `left${name}Distal`]
      const [p, i, d] = [rest(bones[1]!), rest(bones[2]!), rest(bones[3]!)]
      const root: V3 = [p[0] - 0.016, p[1] - 0.001, p[2] * 0.9 - 0.0016]
      addFinger(
        mesh,
        left,
        [root, p, i, d, tip],
        ['Hand', `${name}Proximal`, `${name}Intermediate`, `${name}Distal`],
        [1.06, 1.05, 0.97, 0.87, 0.72].map((k) => k * radius),
        uv,
      )
    }
    addFinger(
      mesh,
      left,
      [[0.628, 1.331, -0.004], rest('leftThumbMetacarpal'), rest('leftThumbProximal'), rest('leftThumbDistal'), [0.713, 1.309, 0.07]],
      ['Hand', 'ThumbMetacarpal', 'ThumbProximal', 'ThumbDistal'],
      [0.0135, 0.0142, 0.0104, 0.0095, 0.0075],
      uv,
    )
  }
}

/** A finger along five points (root inside the palm, three joints, tip). */
function addFinger(mesh: Mesh, left: boolean, points: readonly V3[], bones: readonly string[], radii: readonly number[], uv: V2): void {
  mesh.beginPart()
  const line = path(points)
  const thickness = profile(radii.map((r, i) => [i, r]))
  const ts = [0, 0.5, 0.82, 1, 1.18, 1.5, 1.82, 2, 2.18, 2.55, 2.85, 3, 3.15, 3.45, 3.68, 3.85, 3.95]
  const rows = ts.map((t) => {
    const centre = line(t / 4)
    const tangent = unit(subtract(line(Math.min(1, t / 4 + 0.02)), line(Math.max(0, t / 4 - 0.02))))
    const across = unit(cross(tangent, [0, 1, 0]))
    const up = cross(across, tangent)
    const blunt = t > 3.4 ? Math.sqrt(Math.max(0.02, 1 - ((t - 3.4) / 0.6) ** 2.4)) : 1
    const r = thickness(t) * blunt
    return ring(centre, scale(up, r * 0.92), scale(across, -r), 10, 2.1)
  })
  const side = left ? 'left' : 'right'
  const influences = (_: V3, row: number): Influences => {
    const t = ts[Math.min(row, ts.length - 1)]!
    const shares = [1, 2, 3].map((joint) => smoothstep(joint - 0.32, joint + 0.32, t))
    return bones.map((bone, i) => [`${side}${bone}`, (i === 0 ? 1 : shares[i - 1]!) - (shares[i] ?? 0)])
  }
  addGrid(mesh, left ? rows : rows.map((row) => row.map(mirror)), { closed: true, capEnd: true, flip: left, uv: () => uv, influences })
}
