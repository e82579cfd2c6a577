/**
 * An avatar as a figure of identity colours, drawn by a rasteriser of our own: what of it is seen from where, without a graphics card.
 * The file is loaded by three-vrm as the stage loads it (pictures left out), posed and swung as the stage does.
 */
import { type VRM, VRMLoaderPlugin } from '@pixiv/three-vrm'
import { DoubleSide, type Material, type Object3D, SkinnedMesh, Vector3 } from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import { applyPose, settleBones } from '../../apps/stage/src/performer/apply-pose.ts'
import type { Pose } from '../../packages/avatar/src/index.ts'

/** What a pixel shows: nothing, a face as it is meant, the inside of one, skin that lies under hair or cloth at rest. */
export const seen = { nothing: 0, front: 1, back: 2, coveredSkin: 3 } as const

interface Part {
  readonly name: string
  readonly mesh: SkinnedMesh
  readonly indices: ArrayLike<number>
  /** Its inside may be seen: cloth, which has two sides. */
  readonly lined: boolean
  readonly skin: boolean
  /** World positions of this pose, x y z. */
  readonly at: Float32Array
  /** Per triangle, 1 where it is skin that nothing shows at rest. */
  readonly covered: Uint8Array
}

/** A picture seen from one side: what each pixel shows, and which part it belongs to. */
export interface IdPicture {
  readonly widthPx: number
  readonly heightPx: number
  readonly kinds: Uint8Array
  readonly parts: Uint8Array
}

export interface Blob {
  readonly kind: 'back face' | 'covered skin'
  readonly part: string
  readonly areaPx: number
  /** Middle of it, px from the left and from above. */
  readonly x: number
  readonly y: number
}

/** Pixels per metre when a hall of 2.2 m height fills 1080 lines. */
export const pxPerM = 1080 / 2.2
const widthPx = 1200
const heightPx = 1080
const footY = 1040

const bytesWithoutPictures = (glb: Uint8Array): ArrayBuffer => {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const length = view.getUint32(12, true)
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length))) as Record<string, unknown>
  delete json.images
  delete json.textures
  delete json.samplers
  const strip = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      if (/texture$/i.test(key)) delete (value as Record<string, unknown>)[key]
      else strip((value as Record<string, unknown>)[key])
    }
  }
  strip(json.materials)
  const text = new TextEncoder().encode(JSON.stringify(json))
  const padded = (text.length + 3) & ~3
  const rest = glb.subarray(20 + length)
  const out = new Uint8Array(20 + padded + rest.length).fill(32, 20, 20 + padded)
  out.set(glb.subarray(0, 12))
  out.set(text, 20)
  out.set(rest, 20 + padded)
  const head = new DataView(out.buffer)
  head.setUint32(8, out.length, true)
  head.setUint32(12, padded, true)
  head.setUint32(16, 0x4e4f534a, true)
  return out.buffer
}

export class IdFigure {
  readonly #vrm: VRM
  readonly #parts: readonly Part[]
  readonly #depth = new Float32Array(widthPx * heightPx)

  private constructor(vrm: VRM, parts: readonly Part[]) {
    this.#vrm = vrm
    this.#parts = parts
  }

  /** @param glb  a VRM file */
  static async of(glb: Uint8Array): Promise<IdFigure> {
    const loader = new GLTFLoader()
    loader.register((parser) => new VRMLoaderPlugin(parser))
    const gltf = await loader.parseAsync(bytesWithoutPictures(glb), '')
    const vrm = gltf.userData['vrm'] as VRM
    const parts: Part[] = []
    vrm.scene.traverse((object: Object3D) => {
      if (!(object instanceof SkinnedMesh)) return
      // MToon lists a second, outlining material; the first is the surface.
      const material: Material = Array.isArray(object.material) ? object.material[0] : object.material
      if (/outline/i.test(material.name)) return
      const indices = (object.geometry.index?.array ?? []) as ArrayLike<number>
      parts.push({
        name: object.parent && object.name === '' ? object.parent.name : object.name,
        mesh: object,
        indices,
        lined: material.side === DoubleSide,
        skin: /skin/i.test(material.name),
        at: new Float32Array(object.geometry.getAttribute('position').count * 3),
        covered: new Uint8Array(indices.length / 3),
      })
    })
    const figure = new IdFigure(vrm, parts)
    figure.#findCovered()
    return figure
  }

  get triangles(): number {
    return this.#parts.reduce((sum, part) => sum + part.indices.length / 3, 0)
  }

  /** Poses bones; `swing` steps hair and cloth on by 1/60 s. */
  pose(pose: Pose, swing: boolean): void {
    applyPose(this.#vrm, pose)
    settleBones(this.#vrm)
    this.#vrm.scene.updateMatrixWorld(true)
    if (swing) this.#vrm.springBoneManager?.update(1 / 60)
  }
  /** Hair and cloth come to rest where they are. */
  settle(): void {
    this.#vrm.springBoneManager?.reset()
  }

  /** Puts the meshes on the bones; before `draw`. */
  skin(): void {
    this.#vrm.scene.updateMatrixWorld(true)
    for (const part of this.#parts) skinPart(part)
  }

  /** @param deg  from where she is seen: 0 the hall, 90 from her left */
  draw(deg: number): IdPicture {
    const kinds = new Uint8Array(widthPx * heightPx)
    const parts = new Uint8Array(widthPx * heightPx)
    this.#raster(deg, (pixel, part, triangle, back) => {
      const own = this.#parts[part]!
      parts[pixel] = part
      kinds[pixel] = back && !own.lined ? seen.back : own.covered[triangle] === 1 ? seen.coveredSkin : seen.front
    })
    return { widthPx, heightPx, kinds, parts }
  }

  /** What should not be seen in a picture, as connected patches. */
  blobs(picture: IdPicture): Blob[] {
    const found: Blob[] = []
    const { kinds } = picture
    const done = new Uint8Array(kinds.length)
    const stack: number[] = []
    for (let start = 0; start < kinds.length; start++) {
      const kind = kinds[start]!
      if (kind < seen.back || done[start] === 1) continue
      let area = 0
      let sx = 0
      let sy = 0
      done[start] = 1
      stack.push(start)
      while (stack.length > 0) {
        const i = stack.pop()!
        area++
        sx += i % widthPx
        sy += Math.floor(i / widthPx)
        for (const j of [i - 1, i + 1, i - widthPx, i + widthPx]) {
          if (j < 0 || j >= kinds.length || done[j] === 1 || kinds[j] !== kind) continue
          done[j] = 1
          stack.push(j)
        }
      }
      found.push({
        kind: kind === seen.back ? 'back face' : 'covered skin',
        part: this.#parts[picture.parts[start]!]!.name,
        areaPx: area,
        x: Math.round(sx / area),
        y: Math.round(sy / area),
      })
    }
    return found
  }

  /** Skin that shows from nowhere while she stands in the T-pose: what comes out of there later should have stayed under. */
  #findCovered(): void {
    this.pose({ hipsM: [0, 0, 0], rotations: {}, expressions: {} }, false)
    this.settle()
    this.skin()
    const shown = this.#parts.map((part) => new Uint8Array(part.indices.length / 3))
    for (let deg = 0; deg < 360; deg += 15)
      for (const pitch of [-50, -20, 0, 20, 50])
        this.#raster(
          deg,
          (_, part, triangle) => {
            shown[part]![triangle] = 1
          },
          pitch,
        )
    this.#parts.forEach((part, p) => {
      if (!part.skin) return
      const share = grownBy(part, shown[p]!)
      for (let t = 0; t < part.covered.length; t++) part.covered[t] = share[t] === 1 ? 0 : 1
    })
  }

  #raster(deg: number, put: (pixel: number, part: number, triangle: number, back: boolean) => void, pitchDeg = 0): void {
    const depth = this.#depth.fill(Number.NEGATIVE_INFINITY)
    const winner = new Int32Array(depth.length).fill(-1)
    const [sin, cos] = [Math.sin((deg * Math.PI) / 180), Math.cos((deg * Math.PI) / 180)]
    const [ps, pc] = [Math.sin((pitchDeg * Math.PI) / 180), Math.cos((pitchDeg * Math.PI) / 180)]
    const hips = this.#vrm.humanoid.getNormalizedBoneNode('hips')!.getWorldPosition(new Vector3())
    const firsts: number[] = []
    const backs: Uint8Array[] = []
    let first = 0
    this.#parts.forEach((part) => {
      const count = part.at.length / 3
      const x = new Float32Array(count)
      const y = new Float32Array(count)
      const z = new Float32Array(count)
      for (let i = 0; i < count; i++) {
        const [wx, wy, wz] = [part.at[i * 3]! - hips.x, part.at[i * 3 + 1]!, part.at[i * 3 + 2]! - hips.z]
        const across = wx * cos - wz * sin
        const near = wx * sin + wz * cos
        const up = (wy - 0.95) * pc - near * ps
        x[i] = widthPx / 2 + across * pxPerM
        y[i] = footY - (up + 0.95) * pxPerM
        z[i] = near * pc + (wy - 0.95) * ps
      }
      const back = new Uint8Array(part.indices.length / 3)
      rasterPart(part.indices, { x, y, z }, back, depth, winner, first)
      firsts.push(first)
      backs.push(back)
      first += part.indices.length / 3
    })
    for (let pixel = 0; pixel < winner.length; pixel++) {
      const triangle = winner[pixel]!
      if (triangle < 0) continue
      let part = firsts.length - 1
      while (firsts[part]! > triangle) part--
      const own = triangle - firsts[part]!
      put(pixel, part, own, backs[part]![own] === 1)
    }
  }
}

interface Seen {
  readonly x: Float32Array
  readonly y: Float32Array
  readonly z: Float32Array
}

function rasterPart(
  indices: ArrayLike<number>,
  { x, y, z }: Seen,
  back: Uint8Array,
  depth: Float32Array,
  winner: Int32Array,
  first: number,
): void {
  for (let t = 0, k = 0; k < indices.length; t++, k += 3) {
    const [a, b, c] = [indices[k]!, indices[k + 1]!, indices[k + 2]!]
    const [ax, ay, bx, by, cx, cy] = [x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!]
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if (area === 0) continue
    // y goes down: a triangle that turns anticlockwise for the onlooker has a negative area.
    if (area > 0) back[t] = 1
    const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5))
    const x1 = Math.min(widthPx - 1, Math.floor(Math.max(ax, bx, cx) - 0.5))
    const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5))
    const y1 = Math.min(heightPx - 1, Math.floor(Math.max(ay, by, cy) - 0.5))
    for (let py = y0; py <= y1; py++) {
      for (let px = x0; px <= x1; px++) {
        const [fx, fy] = [px + 0.5, py + 0.5]
        const u = ((bx - fx) * (cy - fy) - (by - fy) * (cx - fx)) / area
        const v = ((cx - fx) * (ay - fy) - (cy - fy) * (ax - fx)) / area
        const w = 1 - u - v
        if (u < 0 || v < 0 || w < 0) continue
        const near = u * z[a]! + v * z[b]! + w * z[c]!
        const pixel = py * widthPx + px
        if (near > depth[pixel]!) {
          depth[pixel] = near
          winner[pixel] = first + t
        }
      }
    }
  }
}

/** Triangles marked, and those that share a corner with one: the edge of what shows may show a little more. */
function grownBy(part: Part, marked: Uint8Array): Uint8Array {
  let now = marked
  for (let ring = 0; ring < 3; ring++) {
    const corners = new Uint8Array(part.at.length / 3)
    for (let t = 0; t < now.length; t++) if (now[t] === 1) for (let i = 0; i < 3; i++) corners[part.indices[t * 3 + i]!] = 1
    const next = new Uint8Array(now.length)
    for (let t = 0; t < now.length; t++)
      if (corners[part.indices[t * 3]!] || corners[part.indices[t * 3 + 1]!] || corners[part.indices[t * 3 + 2]!]) next[t] = 1
    now = next
  }
  return now
}

/** Linear blend skinning, as the graphics card does it. */
function skinPart({ mesh, at }: Part): void {
  const { position, skinIndex, skinWeight } = mesh.geometry.attributes
  mesh.skeleton.update()
  const bones = mesh.skeleton.boneMatrices!
  const p = position!.array as Float32Array
  const si = skinIndex!.array
  const normalised = skinWeight!.normalized === true
  const sw = skinWeight!.array
  const scale = normalised ? 1 / (sw instanceof Uint8Array ? 255 : 65535) : 1
  const count = position!.count
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [p[i * 3]!, p[i * 3 + 1]!, p[i * 3 + 2]!]
    let [ox, oy, oz] = [0, 0, 0]
    for (let k = 0; k < 4; k++) {
      const weight = sw[i * 4 + k]! * scale
      if (weight === 0) continue
      const m = si[i * 4 + k]! * 16
      ox += weight * (bones[m]! * x + bones[m + 4]! * y + bones[m + 8]! * z + bones[m + 12]!)
      oy += weight * (bones[m + 1]! * x + bones[m + 5]! * y + bones[m + 9]! * z + bones[m + 13]!)
      oz += weight * (bones[m + 2]! * x + bones[m + 6]! * y + bones[m + 10]! * z + bones[m + 14]!)
    }
    at[i * 3] = ox
    at[i * 3 + 1] = oy
    at[i * 3 + 2] = oz
  }
}
