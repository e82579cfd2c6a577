import type { Mesh } from './mesh.ts'
import type { V3 } from './vector.ts'

// Writes meshes, skeleton and pictures as GLB (glTF 2.0 binary). One skin serves all meshes; every bone rests without rotation,
// so a bone's inverse bind matrix is a mere translation. Morph targets are sparse accessors.

export interface Bone {
  readonly name: string
  readonly parent: string | null
  /** World position at rest, metres. */
  readonly restM: V3
}

export interface Part {
  /** Name of mesh and node. */
  readonly name: string
  /** Index into `materials`. */
  readonly material: number
  readonly mesh: Mesh
}

export interface Figure {
  readonly name: string
  /** Parents before children; the root has parent null. */
  readonly bones: readonly Bone[]
  readonly parts: readonly Part[]
  /** PNG files. */
  readonly pictures: readonly { readonly name: string; readonly png: Uint8Array }[]
  /** glTF material objects; texture index = picture index. */
  readonly materials: readonly object[]
  readonly extensionsUsed: readonly string[]
  /** Root-level extension objects, made once node numbers are known. */
  readonly extensions: (nodeOf: (name: string) => number) => Record<string, object>
  /** Extensions of single bone nodes. */
  readonly boneExtensions: (nodeOf: (name: string) => number) => ReadonlyMap<string, Record<string, object>>
}

const FLOAT = 5126
const UNSIGNED_BYTE = 5121
const UNSIGNED_SHORT = 5123
const UNSIGNED_INT = 5125

/** 1/65536 m: below sight, and it hides the last-bit differences of Math.sin between engines. */
const grid = (x: number): number => {
  const rounded = Math.round(x * 65536) / 65536
  return rounded === 0 ? 0 : rounded
}

export function writeGlb(figure: Figure): Uint8Array {
  const views: { buffer: 0; byteOffset: number; byteLength: number; target?: number }[] = []
  const accessors: object[] = []
  const blobs: Uint8Array[] = []
  let size = 0

  const view = (bytes: Uint8Array, target: number | null): number => {
    blobs.push(bytes)
    views.push({ buffer: 0, byteOffset: size, byteLength: bytes.length, ...(target === null ? {} : { target }) })
    size += (bytes.length + 3) & ~3
    return views.length - 1
  }
  const bytesOf = (array: Float32Array | Uint16Array | Uint32Array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  const bounds = (points: Float32Array) => {
    const min = [Infinity, Infinity, Infinity]
    const max = [-Infinity, -Infinity, -Infinity]
    for (let i = 0; i < points.length; i++) {
      const value = points[i]!
      if (value < min[i % 3]!) min[i % 3] = value
      if (value > max[i % 3]!) max[i % 3] = value
    }
    return { min, max }
  }
  const accessor = (body: object): number => {
    accessors.push(body)
    return accessors.length - 1
  }

  const boneNumber = new Map(figure.bones.map((bone, i) => [bone.name, i]))
  const restOf = new Map(figure.bones.map((bone) => [bone.name, bone.restM.map(grid) as unknown as V3]))

  const meshes = figure.parts.map(({ name, material, mesh }) => {
    const count = mesh.positions.length
    const positions = packed(mesh.positions, 3)
    const normals = packed(mesh.normals, 3)
    for (let i = 0; i < count; i++) {
      const l = Math.hypot(normals[i * 3]!, normals[i * 3 + 1]!, normals[i * 3 + 2]!)
      for (let k = 0; k < 3; k++) normals[i * 3 + k] = normals[i * 3 + k]! / l
    }
    const uvs = packed(mesh.uvs, 2)
    const joints = new Uint8Array(count * 4)
    const weights = new Uint8Array(count * 4)
    mesh.influences.forEach((influences, i) => {
      const merged = new Map<number, number>()
      for (const [bone, weight] of influences) {
        const number = boneNumber.get(bone)
        if (number === undefined) throw new RangeError(`${name} follows “${bone}”, which is no bone`)
        if (weight > 0) merged.set(number, (merged.get(number) ?? 0) + weight)
      }
      const kept = [...merged].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 4)
      const total = kept.reduce((sum, [, weight]) => sum + weight, 0)
      let left = 255
      kept.forEach(([bone, weight], k) => {
        const byte = k === kept.length - 1 ? left : Math.min(left, Math.round((weight / total) * 255))
        left -= byte
        if (byte === 0) return
        joints[i * 4 + k] = bone
        weights[i * 4 + k] = byte
      })
    })
    const indices = count > 65535 ? new Uint32Array(mesh.triangles) : new Uint16Array(mesh.triangles)
    const attributes = {
      POSITION: accessor({ bufferView: view(bytesOf(positions), 34962), componentType: FLOAT, count, type: 'VEC3', ...bounds(positions) }),
      NORMAL: accessor({ bufferView: view(bytesOf(normals), 34962), componentType: FLOAT, count, type: 'VEC3' }),
      TEXCOORD_0: accessor({ bufferView: view(bytesOf(uvs), 34962), componentType: FLOAT, count, type: 'VEC2' }),
      JOINTS_0: accessor({ bufferView: view(joints, 34962), componentType: UNSIGNED_BYTE, count, type: 'VEC4' }),
      WEIGHTS_0: accessor({ bufferView: view(weights, 34962), componentType: UNSIGNED_BYTE, normalized: true, count, type: 'VEC4' }),
    }
    const targetNames = [...mesh.morphs.keys()]
    const targets = [...mesh.morphs.values()].map((target) => {
      const moved = [...target.keys()].sort((a, b) => a - b)
      const values = packed(
        moved.map((vertex) => target.get(vertex)!),
        3,
      )
      const { min, max } = bounds(values)
      const whole = moved.length === count
      return {
        POSITION: accessor({
          componentType: FLOAT,
          count,
          type: 'VEC3',
          min: whole ? min : min.map((v) => Math.min(v, 0)),
          max: whole ? max : max.map((v) => Math.max(v, 0)),
          sparse: {
            count: moved.length,
            indices: { bufferView: view(bytesOf(new Uint16Array(moved)), null), componentType: UNSIGNED_SHORT },
            values: { bufferView: view(bytesOf(values), null) },
          },
        }),
      }
    })
    return {
      name,
      primitives: [
        {
          attributes,
          indices: accessor({
            bufferView: view(bytesOf(indices), 34963),
            componentType: count > 65535 ? UNSIGNED_INT : UNSIGNED_SHORT,
            count: indices.length,
            type: 'SCALAR',
          }),
          material,
          ...(targets.length > 0 ? { targets } : {}),
        },
      ],
      ...(targets.length > 0 ? { extras: { targetNames } } : {}),
    }
  })

  const inverseBind = new Float32Array(figure.bones.length * 16)
  figure.bones.forEach((bone, i) => {
    const [x, y, z] = restOf.get(bone.name)!
    inverseBind.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1], i * 16)
  })
  const skin = {
    name: figure.name,
    joints: figure.bones.map((_, i) => i),
    inverseBindMatrices: accessor({
      bufferView: view(bytesOf(inverseBind), null),
      componentType: FLOAT,
      count: figure.bones.length,
      type: 'MAT4',
    }),
  }

  const firstMeshNode = figure.bones.length
  const nodeOf = (name: string): number => {
    const bone = boneNumber.get(name)
    if (bone !== undefined) return bone
    const part = figure.parts.findIndex((p) => p.name === name)
    if (part < 0) throw new RangeError(`no node “${name}”`)
    return firstMeshNode + part
  }
  const boneExtensions = figure.boneExtensions(nodeOf)
  const boneNodes = figure.bones.map((bone) => {
    const [x, y, z] = restOf.get(bone.name)!
    const [px, py, pz] = bone.parent === null ? [0, 0, 0] : restOf.get(bone.parent)!
    const children = figure.bones.flatMap((other, i) => (other.parent === bone.name ? [i] : []))
    const extensions = boneExtensions.get(bone.name)
    return {
      name: bone.name,
      translation: [x - px, y - py, z - pz],
      ...(children.length > 0 ? { children } : {}),
      ...(extensions ? { extensions } : {}),
    }
  })
  const meshNodes = figure.parts.map((part, i) => ({ name: part.name, mesh: i, skin: 0 }))
  const images = figure.pictures.map(({ name, png }) => ({ name, mimeType: 'image/png', bufferView: view(png, null) }))

  const document = {
    asset: { version: '2.0', generator: 'Ghostlight' },
    extensionsUsed: figure.extensionsUsed,
    scene: 0,
    scenes: [
      {
        name: figure.name,
        nodes: [...figure.bones.flatMap((bone, i) => (bone.parent === null ? [i] : [])), ...meshNodes.map((_, i) => firstMeshNode + i)],
      },
    ],
    nodes: [...boneNodes, ...meshNodes],
    meshes,
    skins: [skin],
    materials: figure.materials,
    textures: images.map((_, i) => ({ source: i, sampler: 0 })),
    samplers: [{ magFilter: 9729, minFilter: 9987, wrapS: 33071, wrapT: 33071 }],
    images,
    accessors,
    bufferViews: views,
    buffers: [{ byteLength: size }],
    extensions: figure.extensions(nodeOf),
  }
  return pack(document, blobs, size)
}

/** Rows of numbers one after the other, on the grid; a missing row stands for +Y. */
function packed(rows: readonly (readonly number[] | null)[], width: number): Float32Array {
  const out = new Float32Array(rows.length * width)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]
    if (!row) out[i * width + 1] = 1
    else for (let k = 0; k < width; k++) out[i * width + k] = grid(row[k]!)
  }
  return out
}

function pack(document: object, blobs: readonly Uint8Array[], size: number): Uint8Array {
  const json = utf8(JSON.stringify(document))
  const jsonSize = (json.length + 3) & ~3
  const out = new Uint8Array(12 + 8 + jsonSize + 8 + size)
  const view = new DataView(out.buffer)
  view.setUint32(0, 0x46546c67, true)
  view.setUint32(4, 2, true)
  view.setUint32(8, out.length, true)
  view.setUint32(12, jsonSize, true)
  view.setUint32(16, 0x4e4f534a, true)
  out.set(json, 20)
  out.fill(0x20, 20 + json.length, 20 + jsonSize)
  view.setUint32(20 + jsonSize, size, true)
  view.setUint32(24 + jsonSize, 0x004e4942, true)
  let at = 28 + jsonSize
  for (const blob of blobs) {
    out.set(blob, at)
    at += (blob.length + 3) & ~3
  }
  return out
}

/** UTF-8 without TextEncoder, which is neither in the language nor in the pure packages' library. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return Uint8Array.from(bytes)
}
