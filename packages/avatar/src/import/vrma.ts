import type { Parsed } from '@ghostlight/timeline'
import { type HumanoidBone, humanoidBones } from '../humanoid.ts'
import type { SampledMotion } from '../motion-clip.ts'
import { add, conjugate, identity, multiply, type Quaternion, rotate, slerp, subtract, type Vector3 } from '../rotation.ts'
import { problem } from './problem.ts'

// VRM Animation (.vrma): a GLB whose extension VRMC_vrm_animation says which node is which humanoid bone. The file's own rest pose
// is taken out of every track, so what is left is normalised humanoid space. Specification: VRMC_vrm_animation 1.0.

interface GltfNode {
  readonly name?: string
  readonly children?: readonly number[]
  readonly rotation?: readonly number[]
  readonly translation?: readonly number[]
}
interface Gltf {
  readonly nodes?: readonly GltfNode[]
  readonly accessors?: readonly { bufferView?: number; byteOffset?: number; count: number; type: string; componentType: number }[]
  readonly bufferViews?: readonly { byteOffset?: number; byteLength: number; byteStride?: number }[]
  readonly animations?: readonly {
    channels: readonly { sampler: number; target: { node?: number; path: string } }[]
    samplers: readonly { input: number; output: number; interpolation?: string }[]
  }[]
  readonly extensions?: { readonly VRMC_vrm_animation?: { readonly humanoid?: { readonly humanBones?: Record<string, { node: number }> } } }
}

/** Samples per second of the result; dense enough for a dance at 200 bpm. */
const hz = 60
const float = 5126

/** A .vrma file → a motion, or everything that is wrong with it. */
export function parseVrma(bytes: Uint8Array): Parsed<SampledMotion> {
  const refuse = (code: string, message: string): Parsed<SampledMotion> => ({ ok: false, issues: [problem(code, message)] })
  const glb = readGlb(bytes)
  if (!glb) return refuse('not-a-glb', 'this is no binary glTF file (a .vrma begins with "glTF")')
  const { json, bin } = glb
  const bones = json.extensions?.VRMC_vrm_animation?.humanoid?.humanBones
  if (!bones) return refuse('no-humanoid', 'the file names no humanoid bones (extension VRMC_vrm_animation is missing)')
  const animation = json.animations?.[0]
  if (!animation) return refuse('no-animation', 'the file holds no animation')
  const nodes = json.nodes ?? []

  const parent = nodes.map(() => -1)
  nodes.forEach((node, i) => {
    for (const child of node.children ?? []) if (child >= 0 && child < nodes.length) parent[child] = i
  })
  const rest = new Map<number, { at: Vector3; turned: Quaternion }>()
  const restOf = (n: number, depth = 0): { at: Vector3; turned: Quaternion } => {
    const known = rest.get(n)
    if (known) return known
    const node = nodes[n]!
    const local: Quaternion = node.rotation?.length === 4 ? (node.rotation as unknown as Quaternion) : identity
    const offset: Vector3 = node.translation?.length === 3 ? (node.translation as unknown as Vector3) : [0, 0, 0]
    const up = parent[n]!
    const above = up >= 0 && depth < nodes.length ? restOf(up, depth + 1) : { at: [0, 0, 0] as Vector3, turned: identity }
    const place = { at: add(above.at, rotate(above.turned, offset)), turned: multiply(above.turned, local) }
    rest.set(n, place)
    return place
  }

  const tracks: { times: Float32Array; values: Float32Array; step: boolean; width: number; cubic: boolean; node: number; path: string }[] =
    []
  for (const channel of animation.channels) {
    const sampler = animation.samplers[channel.sampler]
    if (!sampler || channel.target.node === undefined || (channel.target.path !== 'rotation' && channel.target.path !== 'translation'))
      continue
    const times = readFloats(json, bin, sampler.input)
    const values = readFloats(json, bin, sampler.output)
    const cubic = sampler.interpolation === 'CUBICSPLINE'
    const width = channel.target.path === 'rotation' ? 4 : 3
    if (!times || !values || values.length < times.length * width * (cubic ? 3 : 1) || times.length === 0) {
      return refuse('broken-track', `the track of node ${channel.target.node} points outside the file or is no list of floats`)
    }
    tracks.push({
      times,
      values,
      step: sampler.interpolation === 'STEP',
      width,
      cubic,
      node: channel.target.node,
      path: channel.target.path,
    })
  }
  const lengthS = Math.max(0, ...tracks.map((t) => t.times.at(-1)!))
  if (!Number.isFinite(lengthS) || lengthS > 3600) return refuse('too-long', `the motion lasts ${lengthS} s; at most an hour is taken`)
  const frames = Math.max(1, Math.round(lengthS * hz) + 1)

  const rotations: Partial<Record<HumanoidBone, Float32Array>> = {}
  const hipsM = new Float32Array(frames * 3)
  let hipsHeightM = 0
  const unmapped: string[] = []
  for (const [name, { node }] of Object.entries(bones)) {
    const bone = name as HumanoidBone
    if (!humanoidBones.includes(bone) || !nodes[node]) {
      unmapped.push(name)
      continue
    }
    const own = restOf(node)
    const above = parent[node]! >= 0 ? restOf(parent[node]!) : { at: [0, 0, 0] as Vector3, turned: identity }
    const turn = tracks.find((t) => t.node === node && t.path === 'rotation')
    if (turn) {
      const out = new Float32Array(frames * 4)
      for (let i = 0; i < frames; i++) out.set(multiply(multiply(above.turned, sampleTurn(turn, i / hz)), conjugate(own.turned)), i * 4)
      rotations[bone] = out
    }
    if (bone === 'hips') {
      hipsHeightM = own.at[1]
      const move = tracks.find((t) => t.node === node && t.path === 'translation')
      if (move) {
        for (let i = 0; i < frames; i++) {
          const p = sampleAt(move, i / hz)
          const world = add(above.at, rotate(above.turned, [p[0]!, p[1]!, p[2]!]))
          hipsM.set(subtract(world, own.at), i * 3)
        }
      }
    }
  }
  if (Object.keys(rotations).length === 0) return refuse('no-tracks', 'no humanoid bone moves in this file')
  return { ok: true, value: { frameMs: 1000 / hz, frames, rotations, hipsM, hipsHeightM, unmapped }, issues: [] }
}

type Track = { times: Float32Array; values: Float32Array; step: boolean; width: number; cubic: boolean }

function sampleAt(track: Track, s: number): number[] {
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

function sampleTurn(track: Track, s: number): Quaternion {
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

function readGlb(bytes: Uint8Array): { json: Gltf; bin: Uint8Array } | null {
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

function readFloats(json: Gltf, bin: Uint8Array, index: number): Float32Array | null {
  const accessor = json.accessors?.[index]
  const bufferView = accessor?.bufferView === undefined ? undefined : json.bufferViews?.[accessor.bufferView]
  if (!accessor || !bufferView || accessor.componentType !== float) return null
  const width = { SCALAR: 1, VEC3: 3, VEC4: 4 }[accessor.type]
  if (!width) return null
  const stride = bufferView.byteStride ?? width * 4
  const start = (bufferView.byteOffset ?? 0) + (accessor.byteOffset ?? 0)
  if (start + (accessor.count - 1) * stride + width * 4 > bin.byteLength) return null
  const view = new DataView(bin.buffer, bin.byteOffset, bin.byteLength)
  const out = new Float32Array(accessor.count * width)
  for (let i = 0; i < accessor.count; i++)
    for (let c = 0; c < width; c++) out[i * width + c] = view.getFloat32(start + i * stride + c * 4, true)
  return out
}
