import { torsoInfluences } from './body-weights.ts'
import { coatEdge, lapelReach } from './coat-cut.ts'
import { coatFlatUv, coatUv } from './coat-picture.ts'
import { profile } from './curve.ts'
import { addGrid, type Mesh } from './mesh.ts'
import { torsoPoint } from './torso.ts'
import { mix, smoothstep, type V3 } from './vector.ts'

// The body of the tailcoat: cut away in front, peaked lapels, a standing collar that is higher behind.

const degrees = Math.PI / 180

const coatOut = profile([
  [0.98, 0.019],
  [1.03, 0.013],
  [1.085, 0.011],
  [1.2, 0.011],
  [1.33, 0.01],
  [1.375, 0.012],
])

const coatHemY = 0.985
const coatTopY = 1.376

export function addCoatBody(mesh: Mesh): void {
  mesh.beginPart()
  const rows = 30
  const columns = 53
  const heights = Array.from({ length: rows + 1 }, (_, r) => mix(coatHemY, coatTopY, r / rows))
  const sheet = (out: number) =>
    heights.map((y) =>
      Array.from({ length: columns }, (_, c) => {
        const edge = coatEdge(y)
        return torsoPoint(mix(edge, 360 - edge, c / (columns - 1)) * degrees, y, coatOut(y) + out)
      }),
    )
  addGrid(mesh, sheet(0), {
    closed: false,
    uv: (r, c) => {
      const edge = coatEdge(heights[r]!)
      return coatUv('body', mix(edge, 360 - edge, c / (columns - 1)) / 360, r / rows)
    },
    influences: torsoInfluences,
  })
  // Turned edge at the hem, so that no look from below finds a paper-thin coat.
  addGrid(mesh, [sheet(-0.012)[0]!, sheet(0)[0]!], { closed: false, uv: () => coatFlatUv('lining'), influences: torsoInfluences })
}

/** A point on the coat, `outM` off the cloth: angle in degrees from the front, + to her left. */
export const onCoat = (angleDeg: number, y: number, outM: number): V3 => torsoPoint(angleDeg * degrees, y, coatOut(y) + outM)

/** The coat's front edge from hem to collar, left (+1) or right (−1). */
export function coatEdgeLine(sign: 1 | -1, outM: number, count: number): V3[] {
  return Array.from({ length: count }, (_, i) => {
    const y = mix(coatHemY, 1.368, i / (count - 1))
    return torsoPoint(sign * coatEdge(y) * degrees, y, coatOut(y) + outM)
  })
}

const lapelRise = profile([
  [0, 0],
  [0.5, 0],
  [0.7, 0.011],
  [0.735, 0.013],
  [0.765, 0.002],
  [1, 0],
])

/** Lapels: a peaked leaf on each side, from the button to the collar. Returns their outer edges. */
export function addLapels(mesh: Mesh): readonly (readonly V3[])[] {
  return ([1, -1] as const).map((sign) => {
    mesh.beginPart()
    const ts = [...Array.from({ length: 21 }, (_, i) => i * 0.035), 0.72, 0.735, 0.75, 0.765, 0.8, 0.85, 0.9, 0.95, 1, 1.03, 1.06]
    const outer: V3[] = []
    const sheet = ts.map((t) => {
      const y = mix(1.092, 1.354, t)
      const inner = coatEdge(y) - 1
      return Array.from({ length: 7 }, (_, c) => {
        const s = c / 6
        const lift = 0.004 + 0.0075 * Math.sin(Math.PI * Math.min(1, s * 0.85 + 0.1)) * smoothstep(0, 0.3, t) + 0.002 * s
        const p = torsoPoint(sign * (inner + lapelReach(t) * s) * degrees, y + lapelRise(t) * s, coatOut(y) + lift)
        if (c === 6) outer.push(p)
        return p
      })
    })
    addGrid(mesh, sheet, { closed: false, flip: sign < 0, uv: () => coatFlatUv('lapel'), influences: torsoInfluences })
    // A thin return to the coat closes the lapel's outer edge.
    const sunk = outer.map((p): V3 => [p[0] * 0.985, p[1], p[2] - 0.008])
    addGrid(mesh, [outer, sunk], { closed: false, flip: sign > 0, uv: () => coatFlatUv('lapel'), influences: torsoInfluences })
    return outer
  })
}

/** Standing collar, open in front, higher behind; outer side coat, inner side lining. Returns its upper edge. */
export function addCollar(mesh: Mesh): readonly V3[] {
  const columns = 33
  const point = (s: number, t: number, out: number): V3 => {
    const angle = mix(44, 316, s) * degrees
    const back = smoothstep(0.02, 0.5, Math.min(s, 1 - s))
    // Its edge falls in one slope from the nape to the lapels.
    const high = mix(0.008, 0.068, smoothstep(0, 0.48, Math.min(s, 1 - s)))
    const flare = (0.011 * t * t + 0.004 * t) * smoothstep(-0.05, 0.16, Math.min(s, 1 - s))
    const rx = 0.067 + flare * 1.3 + out
    const rz = 0.0665 + flare + out
    return [Math.sin(angle) * rx, mix(1.35, 1.368, back) + high * t, Math.cos(angle) * rz - 0.024 - 0.005 * t]
  }
  const line = (t: number, out: number) => Array.from({ length: columns }, (_, c) => point(c / (columns - 1), t, out))
  const influences = (p: V3) => torsoInfluences([p[0] * 0.3, Math.min(p[1], 1.378), p[2]])
  const steps = [0, 0.2, 0.4, 0.6, 0.8, 0.95]
  mesh.beginPart()
  addGrid(mesh, [...steps.map((t) => line(t, 0.003)), line(1, 0.001)], { closed: false, uv: () => coatFlatUv('coat'), influences })
  mesh.beginPart()
  addGrid(mesh, [...steps.map((t) => line(t, -0.001)), line(1, 0.001)], {
    closed: false,
    flip: true,
    uv: () => coatFlatUv('collar'),
    influences,
  })
  // The two ends in front.
  for (const [s, flip] of [
    [0, true],
    [1, false],
  ] as const) {
    const end = (out: number) => [...steps.map((t) => point(s, t, out)), point(s, 1, 0.001)]
    addGrid(mesh, [end(-0.001), end(0.003)], { closed: false, flip, uv: () => coatFlatUv('coat'), influences })
  }
  return line(1, 0.001)
}

/** Half belt across the back of the waist. */
export function addHalfBelt(mesh: Mesh): void {
  mesh.beginPart()
  const columns = 27
  const rows = [
    [-0.0135, 0.001],
    [-0.013, 0.005],
    [0.013, 0.005],
    [0.0135, 0.001],
  ] as const
  addGrid(
    mesh,
    rows.map(([dy, out]) =>
      Array.from({ length: columns }, (_, c) => {
        const s = (c / (columns - 1)) * 2 - 1
        const narrow = Math.abs(s) > 0.96 ? 0.55 : 1
        return onCoat(180 + s * 62, 1.072 + dy * narrow + 0.006 * s * s, out)
      }),
    ),
    { closed: false, uv: () => coatFlatUv('lapel'), influences: torsoInfluences },
  )
}

/** Wing-case epaulettes: two shells over the shoulders, as a beetle folds them. */
export function epaulettePoint(sign: 1 | -1, u: number, v: number, outM: number): V3 {
  // v from the collar outward, u across from front (−1) to back (+1). A leaf that follows the slope and falls over the arm.
  const x = mix(0.071, 0.181, v) - 0.012 * u * u * v
  const half = 0.05 * Math.sin(Math.PI * (0.2 + 0.55 * v)) * (v > 0.72 ? Math.sqrt(Math.max(0, 1 - ((v - 0.72) / 0.28) ** 2)) : 1) + 0.0005
  const top = 1.385 - 0.003 * v - 0.009 * smoothstep(0.62, 1.05, v)
  return [sign * x, top - 0.024 * (u * half * 20) ** 2 + outM, -0.02 + u * half]
}

export function addEpaulettes(mesh: Mesh): void {
  for (const sign of [1, -1] as const) {
    const sheet = (out: number) =>
      Array.from({ length: 15 }, (_, r) => Array.from({ length: 13 }, (_, c) => epaulettePoint(sign, c / 6 - 1, r / 14, out)))
    mesh.beginPart()
    addGrid(mesh, sheet(0.003), { closed: false, flip: sign < 0, uv: () => coatFlatUv('lapel'), influences: epauletteInfluences })
    mesh.beginPart()
    addGrid(mesh, sheet(-0.001), { closed: false, flip: sign > 0, uv: () => coatFlatUv('lining'), influences: epauletteInfluences })
  }
}

/** Epaulettes ride on the shoulder and lean with the arm. */
export function epauletteInfluences(p: V3): readonly (readonly [string, number])[] {
  const side = p[0] < 0 ? 'right' : 'left'
  const t = smoothstep(0.06, 0.19, Math.abs(p[0]))
  return [
    ['upperChest', 0.45 * (1 - t)],
    [`${side}Shoulder`, 0.55],
    [`${side}HalfShoulder`, 0.45 * t],
  ]
}
