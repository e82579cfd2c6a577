import { cross, subtract, unit, type V2, type V3 } from './vector.ts'

// A mesh under construction: vertices with texture coordinates and named bone influences, triangles counter-clockwise from
// outside, morph targets as sparse displacements. `finishNormals` fills what no modeller set by hand.

/** Bones a vertex follows, by node name; weights need not be normalised, the writer keeps the four largest. */
export type Influences = readonly (readonly [bone: string, weight: number])[]

export class Mesh {
  readonly positions: V3[] = []
  readonly normals: (V3 | null)[] = []
  readonly uvs: V2[] = []
  readonly influences: Influences[] = []
  readonly triangles: number[] = []
  /** Morph target name → vertex → displacement in metres. */
  readonly morphs = new Map<string, Map<number, V3>>()
  private readonly parts: number[] = []
  private part = 0

  /** Vertices of different parts never share a smoothed normal, even where they touch. */
  beginPart(): void {
    this.part++
  }

  vertex(position: V3, uv: V2, influences: Influences, normal: V3 | null = null): number {
    this.positions.push(position)
    this.normals.push(normal)
    this.uvs.push(uv)
    this.influences.push(influences)
    this.parts.push(this.part)
    return this.positions.length - 1
  }

  triangle(a: number, b: number, c: number): void {
    if (a !== b && b !== c && c !== a) this.triangles.push(a, b, c)
  }

  quad(a: number, b: number, c: number, d: number): void {
    this.triangle(a, b, c)
    this.triangle(a, c, d)
  }

  morph(name: string, vertex: number, displacement: V3): void {
    if (Math.abs(displacement[0]) + Math.abs(displacement[1]) + Math.abs(displacement[2]) < 2e-5) return
    let target = this.morphs.get(name)
    if (!target) {
      target = new Map()
      this.morphs.set(name, target)
    }
    target.set(vertex, displacement)
  }

  /** Area-weighted normals for vertices without one, shared by vertices of a part that lie on the same point. */
  finishNormals(): void {
    const flow = this.flowNormals(0)
    flow.forEach((normal, i) => {
      this.normals[i] ??= normal
    })
  }

  /** Computed normals of the vertices from `first` on, for modellers that blend them; earlier ones must not share a part with them. */
  flowNormals(first: number): V3[] {
    // Vertices of one part on one point share a slot of the sums.
    const slots = new Map<string, number>()
    const slotOf: number[] = []
    for (let i = first; i < this.positions.length; i++) {
      const [x, y, z] = this.positions[i]!
      const key = `${this.parts[i]}:${Math.round(x * 2e5)},${Math.round(y * 2e5)},${Math.round(z * 2e5)}`
      let slot = slots.get(key)
      if (slot === undefined) {
        slot = slots.size
        slots.set(key, slot)
      }
      slotOf.push(slot)
    }
    const sums = new Float64Array(slots.size * 3)
    for (let i = this.triangles.length - 3; i >= 0; i -= 3) {
      const [a, b, c] = [this.triangles[i]!, this.triangles[i + 1]!, this.triangles[i + 2]!]
      // Parts are built one after the other: the first triangle of an earlier one ends the search.
      if (a < first) break
      const normal = cross(subtract(this.positions[b]!, this.positions[a]!), subtract(this.positions[c]!, this.positions[a]!))
      for (const vertex of [a, b, c]) for (let k = 0; k < 3; k++) sums[slotOf[vertex - first]! * 3 + k]! += normal[k as 0 | 1 | 2]
    }
    return slotOf.map((slot) => unit([sums[slot * 3]!, sums[slot * 3 + 1]!, sums[slot * 3 + 2]!]))
  }
}

export interface GridOptions {
  /** Columns run round and meet: a seam column is added. Rings turn counter-clockwise seen from where the rows lead to. */
  readonly closed: boolean
  readonly uv: (row: number, column: number) => V2
  readonly influences: (position: V3, row: number, column: number) => Influences
  /** Close the first or last ring by a fan about its middle. */
  readonly capStart?: boolean
  readonly capEnd?: boolean
  /** Turn the surface inside out. */
  readonly flip?: boolean
}

/** A sheet or tube of rows × columns. Returns vertex numbers [row][column]. */
export function addGrid(mesh: Mesh, rows: readonly (readonly V3[])[], options: GridOptions): number[][] {
  const numbers = rows.map((row, r) => {
    const points = options.closed ? [...row, row[0]!] : row
    return points.map((point, c) => mesh.vertex(point, options.uv(r, c), options.influences(point, r, c)))
  })
  const face = (a: number, b: number, c: number, d: number) => (options.flip ? mesh.quad(a, d, c, b) : mesh.quad(a, b, c, d))
  for (let r = 0; r + 1 < numbers.length; r++) {
    const [low, high] = [numbers[r]!, numbers[r + 1]!]
    for (let c = 0; c + 1 < low.length; c++) face(low[c]!, low[c + 1]!, high[c + 1]!, high[c]!)
  }
  const cap = (r: number, up: boolean) => {
    const ring = rows[r]!
    const middle = ring.reduce<V3>(
      (sum, p) => [sum[0] + p[0] / ring.length, sum[1] + p[1] / ring.length, sum[2] + p[2] / ring.length],
      [0, 0, 0],
    )
    const hub = mesh.vertex(middle, options.uv(r, 0), options.influences(middle, r, 0))
    const numbersOfRing = numbers[r]!
    for (let c = 0; c + 1 < numbersOfRing.length; c++) {
      const [a, b] = [numbersOfRing[c]!, numbersOfRing[c + 1]!]
      if (up !== (options.flip ?? false)) mesh.triangle(hub, a, b)
      else mesh.triangle(hub, b, a)
    }
  }
  if (options.capStart) cap(0, false)
  if (options.capEnd) cap(rows.length - 1, true)
  return numbers
}

/**
 * Points of an oval ring: `x` and `y` are its half axes as vectors; `squareness` 2 is an ellipse, larger is boxier.
 * The ring turns from +x over +y, counter-clockwise seen from x × y.
 */
export function ring(centre: V3, x: V3, y: V3, count: number, squareness = 2): V3[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    const power = 2 / squareness
    const cx = Math.sign(c) * Math.abs(c) ** power
    const sy = Math.sign(s) * Math.abs(s) ** power
    return [centre[0] + x[0] * cx + y[0] * sy, centre[1] + x[1] * cx + y[1] * sy, centre[2] + x[2] * cx + y[2] * sy]
  })
}

/** A round cord along points (piping, lantern straps). */
export function addCord(
  mesh: Mesh,
  points: readonly V3[],
  options: { radiusM: number; sides: number; loop?: boolean; uv: V2; influences: (position: V3, index: number) => Influences },
): void {
  mesh.beginPart()
  const n = points.length
  let side: V3 = [0, 0, 0]
  const rows = points.map((point, i) => {
    const before = points[i - 1] ?? (options.loop ? points[n - 2]! : point)
    const after = points[i + 1] ?? (options.loop ? points[1]! : point)
    const tangent = unit(subtract(after, before))
    // Carry the side vector along instead of choosing it anew, so that the cord never twists.
    const reference: V3 = i === 0 ? (Math.abs(tangent[1]) > 0.8 ? [1, 0, 0] : [0, 1, 0]) : side
    const third = unit(cross(tangent, reference))
    side = unit(cross(third, tangent))
    const r = options.radiusM
    return ring(point, [side[0] * r, side[1] * r, side[2] * r], [-third[0] * r, -third[1] * r, -third[2] * r], options.sides).reverse()
  })
  addGrid(mesh, rows, {
    closed: true,
    uv: () => options.uv,
    influences: (_, r) => options.influences(points[r]!, r),
    ...(options.loop ? {} : { capStart: true, capEnd: true }),
  })
}
