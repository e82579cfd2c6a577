/**
 * An avatar as a figure of identity colours, drawn by a rasteriser of our own: what of it is seen from where, without a graphics card.
 * The file is loaded by three-vrm as the stage loads it (pictures left out), posed and swung as the stage does.
 */
import { type VRM, VRMLoaderPlugin } from '@pixiv/three-vrm'
import { DoubleSide, type Material, type Object3D, SkinnedMesh, Vector3 } from 'three'
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js'
import { applyPose, settleBones } from '../../apps/stage/src/performer/apply-pose.ts'
import type { Pose } from '../../packages/avatar/src/index.ts'
import { heightPx, IdCanvas, seen, widthPx } from './id-canvas.ts'

interface Part {
  readonly name: string
  readonly mesh: SkinnedMesh
  /** Its inside may be seen: cloth, which has two sides. */
  readonly lined: boolean
  readonly skin: boolean
  /** Its first vertex and triangle among those of the whole figure, and how many are its own. */
  readonly firstVertex: number
  readonly vertices: number
  readonly firstTriangle: number
  readonly triangles: number
}

/** A picture seen from one side: what each pixel shows. */
export interface IdPicture {
  readonly widthPx: number
  readonly heightPx: number
  readonly kinds: Uint8Array
}

export interface Blob {
  readonly kind: 'back face' | 'covered skin'
  readonly part: string
  readonly areaPx: number
  /** Middle of it, px from the left and from above. */
  readonly x: number
  readonly y: number
}

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
  /** Corners of all triangles, three each. */
  readonly #corners: Uint32Array
  /** World positions of this pose, x y z. */
  readonly #at: Float32Array
  /** Per triangle, 1 where it is skin that nothing shows at rest. */
  readonly #covered: Uint8Array
  readonly #partOf: Uint8Array
  readonly #canvas: IdCanvas

  private constructor(vrm: VRM, parts: readonly Part[], corners: Uint32Array) {
    this.#vrm = vrm
    this.#parts = parts
    this.#corners = corners
    const vertices = parts.reduce((sum, part) => sum + part.vertices, 0)
    this.#at = new Float32Array(vertices * 3)
    this.#covered = new Uint8Array(corners.length / 3)
    this.#partOf = new Uint8Array(corners.length / 3)
    for (const [p, part] of parts.entries()) this.#partOf.fill(p, part.firstTriangle, part.firstTriangle + part.triangles)
    const lined = Uint8Array.from(this.#partOf, (p) => (parts[p]!.lined ? 1 : 0))
    this.#canvas = new IdCanvas(vertices, { corners, lined, covered: this.#covered })
  }

  /** @param glb  a VRM file */
  static async of(glb: Uint8Array): Promise<IdFigure> {
    const loader = new GLTFLoader()
    loader.register((parser) => new VRMLoaderPlugin(parser))
    const gltf = await loader.parseAsync(bytesWithoutPictures(glb), '')
    const vrm = gltf.userData['vrm'] as VRM
    const parts: Part[] = []
    const corners: number[] = []
    let firstVertex = 0
    vrm.scene.traverse((object: Object3D) => {
      if (!(object instanceof SkinnedMesh)) return
      // MToon lists a second, outlining material; the first is the surface.
      const material: Material = Array.isArray(object.material) ? object.material[0] : object.material
      if (/outline/i.test(material.name)) return
      const own: ArrayLike<number> = object.geometry.index?.array ?? []
      const vertices = object.geometry.getAttribute('position').count
      parts.push({
        name: object.parent && object.name === '' ? object.parent.name : object.name,
        mesh: object,
        lined: material.side === DoubleSide,
        skin: /skin/i.test(material.name),
        firstVertex,
        vertices,
        firstTriangle: corners.length / 3,
        triangles: own.length / 3,
      })
      for (let i = 0; i < own.length; i++) corners.push(own[i]! + firstVertex)
      firstVertex += vertices
    })
    const figure = new IdFigure(vrm, parts, Uint32Array.from(corners))
    figure.#findCovered()
    return figure
  }

  get triangles(): number {
    return this.#covered.length
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
    for (const part of this.#parts) skinPart(part, this.#at)
  }

  /** @param deg  from where she is seen: 0 the hall, 90 from her left */
  draw(deg: number): IdPicture {
    const kinds = new Uint8Array(widthPx * heightPx)
    const canvas = this.#project(deg, 0)
    canvas.draw()
    canvas.eachShown((pixel, triangle) => {
      kinds[pixel] = canvas.kindOf(triangle)
    })
    return { widthPx, heightPx, kinds }
  }

  /** What should not be seen from there, as connected patches: the same as in the picture, without drawing the rest of it. */
  blobs(deg: number): Blob[] {
    const canvas = this.#project(deg, 0)
    canvas.drawHidden()
    const kinds = new Map<number, number>()
    const parts = new Map<number, number>()
    canvas.eachShown((pixel, triangle) => {
      kinds.set(pixel, canvas.kindOf(triangle))
      parts.set(pixel, this.#partOf[triangle]!)
    })
    const found: Blob[] = []
    const stack: number[] = []
    for (const [start, kind] of kinds) {
      let area = 0
      let sx = 0
      let sy = 0
      kinds.delete(start)
      stack.push(start)
      while (stack.length > 0) {
        const i = stack.pop()!
        area++
        sx += i % widthPx
        sy += Math.floor(i / widthPx)
        for (const j of [i - 1, i + 1, i - widthPx, i + widthPx]) {
          if (kinds.get(j) !== kind) continue
          kinds.delete(j)
          stack.push(j)
        }
      }
      found.push({
        kind: kind === seen.back ? 'back face' : 'covered skin',
        part: this.#parts[parts.get(start)!]!.name,
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
    const shown = new Uint8Array(this.triangles)
    for (let deg = 0; deg < 360; deg += 15) {
      for (const pitch of [-50, -20, 0, 20, 50]) {
        const canvas = this.#project(deg, pitch)
        canvas.drawOnly((triangle) => this.#parts[this.#partOf[triangle]!]!.skin)
        canvas.eachShown((_, triangle) => {
          shown[triangle] = 1
        })
      }
    }
    const grown = this.#grownBy(shown)
    for (const { skin, firstTriangle, triangles } of this.#parts)
      if (skin) for (let t = firstTriangle; t < firstTriangle + triangles; t++) this.#covered[t] = grown[t] === 1 ? 0 : 1
  }

  /** Triangles marked, and those that share a corner with one: the edge of what shows may show a little more. */
  #grownBy(marked: Uint8Array): Uint8Array {
    const corners = this.#corners
    let now = marked
    for (let ring = 0; ring < 3; ring++) {
      const touched = new Uint8Array(this.#at.length / 3)
      for (let t = 0; t < now.length; t++) if (now[t] === 1) for (let i = 0; i < 3; i++) touched[corners[t * 3 + i]!] = 1
      const next = new Uint8Array(now.length)
      for (let t = 0; t < now.length; t++)
        if (touched[corners[t * 3]!] || touched[corners[t * 3 + 1]!] || touched[corners[t * 3 + 2]!]) next[t] = 1
      now = next
    }
    return now
  }

  #project(deg: number, pitchDeg: number): IdCanvas {
    const hips = this.#vrm.humanoid.getNormalizedBoneNode('hips')!.getWorldPosition(new Vector3())
    this.#canvas.project(this.#at, hips, deg, pitchDeg)
    return this.#canvas
  }
}

/** Linear blend skinning, as the graphics card does it. */
function skinPart({ mesh, firstVertex }: Part, at: Float32Array): void {
  const { position, skinIndex, skinWeight } = mesh.geometry.attributes
  mesh.skeleton.update()
  const bones = mesh.skeleton.boneMatrices!
  const p = position!.array as Float32Array
  const si = skinIndex!.array
  const normalised = skinWeight!.normalized === true
  const sw = skinWeight!.array
  const scale = normalised ? 1 / (sw instanceof Uint8Array ? 255 : 65535) : 1
  const count = position!.count
  for (let i = 0, out = firstVertex * 3; i < count; i++, out += 3) {
    const x = p[i * 3]!
    const y = p[i * 3 + 1]!
    const z = p[i * 3 + 2]!
    let ox = 0
    let oy = 0
    let oz = 0
    for (let k = 0; k < 4; k++) {
      const weight = sw[i * 4 + k]! * scale
      if (weight === 0) continue
      const m = si[i * 4 + k]! * 16
      ox += weight * (bones[m]! * x + bones[m + 4]! * y + bones[m + 8]! * z + bones[m + 12]!)
      oy += weight * (bones[m + 1]! * x + bones[m + 5]! * y + bones[m + 9]! * z + bones[m + 13]!)
      oz += weight * (bones[m + 2]! * x + bones[m + 6]! * y + bones[m + 10]! * z + bones[m + 14]!)
    }
    at[out] = ox
    at[out + 1] = oy
    at[out + 2] = oz
  }
}
