import { type Quaternion, slerp } from '../rotation.ts'

// As much of binary glTF as motions need.

export interface GltfNode {
  readonly name?: string
  readonly scale?: readonly number[]
  readonly children?: readonly number[]
  readonly rotation?: readonly number[]
  readonly translation?: readonly number[]
}
export interface Gltf {
  readonly nodes?: readonly GltfNode[]
  readonly accessors?: readonly { bufferView?: number; byteOffset?: number; count: number; type: string; componentType: number }[]
  readonly bufferViews?: readonly { byteOffset?: number; byteLength: number; byteStride?: number }[]
  readonly animations?: readonly {
    name?: string
    channels: readonly { sampler: number; target: { node?: number; path: string } }[]
    samplers: readonly { input: number; output: number; interpolation?: string }[]
  }[]
  readonly extensions?: {
    readonly VRMC_vrm_animation?: {
      readonly humanoid?: { readonly humanBones?: Record<string, { node: number }> }
      readonly expressions?: Readonly<Record<'preset' | 'custom', Readonly<Record<string, { node: number }>>>>
    }
    readonly VRMC_vrm?: { readonly humanoid?: { readonly humanBones?: Record<string, { node: number }> } }
    readonly VRM?: { readonly humanoid?: { readonly humanBones?: readonly { bone: string; node: number }[] } }
  }
}

/** Component types (glTF 2.0, 3.6.2.2); whole numbers in animations are always normalised. */
const kinds: Readonly<Record<number, { readonly bytes: number; readonly read: (view: DataView, at: number) => number }>> = {
  5126: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  5120: { bytes: 1, read: (view, at) => Math.max(-1, view.getInt8(at) / 127) },
  5121: { bytes: 1, read: (view, at) => view.getUint8(at) / 255 },
  5122: { bytes: 2, read: (view, at) => Math.max(-1, view.getInt16(at, true) / 32_767) },
  5123: { bytes: 2, read: (view, at) => view.getUint16(at, true) / 65_535 },
}

/** One channel of an animation. */
export interface NodeTrack extends Track {
  readonly node: number
  readonly path: 'rotation' | 'translation'
}

/** The rotations and translations of an animation, or the number of the node whose track is broken. */
export function tracksOf(json: Gltf, bin: Uint8Array, animation: NonNullable<Gltf['animations']>[number]): NodeTrack[] | number {
  const tracks: NodeTrack[] = []
  for (const channel of animation.channels) {
    const sampler = animation.samplers[channel.sampler]
    const { node, path } = channel.target
    if (!sampler || node === undefined || (path !== 'rotation' && path !== 'translation')) continue
    const times = readFloats(json, bin, sampler.input)
    const values = readFloats(json, bin, sampler.output)
    const cubic = sampler.interpolation === 'CUBICSPLINE'
    const width = path === 'rotation' ? 4 : 3
    if (!times || !values || values.length < times.length * width * (cubic ? 3 : 1) || times.length === 0) return node
    tracks.push({ times, values, step: sampler.interpolation === 'STEP', width, cubic, node, path })
  }
  return tracks
}

/** Which node each node hangs on; −1 at the top. */
export function parentsOf(nodes: readonly GltfNode[]): number[] {
  const parent = nodes.map(() => -1)
  nodes.forEach((node, i) => {
    for (const child of node.children ?? []) if (child >= 0 && child < nodes.length) parent[child] = i
  })
  return parent
}

/** Times and values of one thing that moves. */
export type Track = { times: Float32Array; values: Float32Array; step: boolean; width: number; cubic: boolean }

/** Value of a track at a time. */
export function sampleAt(track: Track, s: number): number[] {
  const { times, width } = track
  let i = 0
  while (i < times.length - 2 && times[i + 1]! <= s) i++
  const j = Math.min(times.length - 1, i + 1)
  const span = times[j]! - times[i]!
  const t = span > 0 ? Math.min(1, Math.max(0, (s - times[i]!) / span)) : 0
  const value = (k: number, c: number) => track.values[track.cubic ? (k * 3 + 1) * width + c : k * width + c]!
  const tangent = (k: number, c: number, out: boolean) => track.values[(k * 3 + (out ? 2 : 0)) * width + c]!
  return Array.from({ length: width }, (_, c) => {
    const a = value(i, c)
    const b = value(j, c)
    if (track.step) return t >= 1 ? b : a
    if (!track.cubic) return a + (b - a) * t
    const u = t * t
    const v = u * t
    return (
      (2 * v - 3 * u + 1) * a + (v - 2 * u + t) * span * tangent(i, c, true) + (-2 * v + 3 * u) * b + (v - u) * span * tangent(j, c, false)
    )
  })
}

/** Rotation of a track at a time. */
export function sampleTurn(track: Track, s: number): Quaternion {
  if (!track.cubic && !track.step) {
    const { times, values } = track
    let i = 0
    while (i < times.length - 2 && times[i + 1]! <= s) i++
    const j = Math.min(times.length - 1, i + 1)
    const span = times[j]! - times[i]!
    const q = (k: number): Quaternion => [values[k * 4]!, values[k * 4 + 1]!, values[k * 4 + 2]!, values[k * 4 + 3]!]
    return slerp(q(i), q(j), span > 0 ? Math.min(1, Math.max(0, (s - times[i]!) / span)) : 0)
  }
  const [x = 0, y = 0, z = 0, w = 1] = sampleAt(track, s)
  const l = Math.hypot(x, y, z, w) || 1
  return [x / l, y / l, z / l, w / l]
}

/** The two chunks of a binary glTF file, or null. */
export function readGlb(bytes: Uint8Array): { json: Gltf; bin: Uint8Array } | null {
  if (bytes.byteLength < 20) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0, true) !== 0x46546c67) return null
  let json: Gltf | null = null
  let bin: Uint8Array = new Uint8Array(0)
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const length = view.getUint32(at, true)
    const kind = view.getUint32(at + 4, true)
    const end = Math.min(bytes.byteLength, at + 8 + length)
    const chunk = bytes.subarray(at + 8, end)
    if (kind === 0x4e4f534a) json = parseJson(chunk)
    else if (kind === 0x004e4942) bin = chunk
    at = end
  }
  return json ? { json, bin } : null
}

function parseJson(chunk: Uint8Array): Gltf | null {
  // UTF-8 by hand: the pure packages know no TextDecoder.
  let text = ''
  for (let i = 0; i < chunk.length; i += 8192) text += String.fromCharCode(...chunk.subarray(i, i + 8192))
  try {
    return JSON.parse(decodeURIComponent(text.replace(/[%\x80-\xff]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`))) as Gltf
  } catch {
    return null
  }
}

/** An accessor as floats (whole numbers that are normalised become fractions), or null when it points outside the file. */
function readFloats(json: Gltf, bin: Uint8Array, index: number): Float32Array | null {
  const accessor = json.accessors?.[index]
  const bufferView = accessor?.bufferView === undefined ? undefined : json.bufferViews?.[accessor.bufferView]
  const kind = accessor ? kinds[accessor.componentType] : undefined
  if (!accessor || !bufferView || !kind) return null
  const width = { SCALAR: 1, VEC3: 3, VEC4: 4 }[accessor.type]
  if (!width) return null
  const stride = bufferView.byteStride ?? width * kind.bytes
  const start = (bufferView.byteOffset ?? 0) + (accessor.byteOffset ?? 0)
  if (start + (accessor.count - 1) * stride + width * kind.bytes > bin.byteLength) return null
  const view = new DataView(bin.buffer, bin.byteOffset, bin.byteLength)
  const out = new Float32Array(accessor.count * width)
  for (let i = 0; i < accessor.count; i++)
    for (let c = 0; c < width; c++) out[i * width + c] = kind.read(view, start + i * stride + c * kind.bytes)
  return out
}
