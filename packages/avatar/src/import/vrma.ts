import type { Parsed } from '@ghostlight/timeline'
import { type HumanoidBone, humanoidBones } from '../humanoid.ts'
import type { SampledMotion } from '../motion-clip.ts'
import { add, conjugate, identity, multiply, type Quaternion, rotate, scale, subtract, type Vector3 } from '../rotation.ts'
import { parentsOf, readGlb, sampleAt, sampleTurn, tracksOf } from './gltf.ts'
import { problem, readOrRefuse } from './problem.ts'

// VRM Animation (.vrma): a GLB whose extension VRMC_vrm_animation says which node is which humanoid bone. The file's own rest pose
// is taken out of every track, so what is left is normalised humanoid space. Specification: VRMC_vrm_animation 1.0.

/** Samples per second of the result; dense enough for a dance at 200 bpm. */
const hz = 60

/** A .vrma file → a motion, or everything that is wrong with it. */
export const parseVrma = (bytes: Uint8Array): Parsed<SampledMotion> => readOrRefuse(() => readVrma(bytes))

function readVrma(bytes: Uint8Array): Parsed<SampledMotion> {
  const refuse = (code: string, message: string): Parsed<SampledMotion> => ({ ok: false, issues: [problem(code, message)] })
  const glb = readGlb(bytes)
  if (!glb) return refuse('not-a-glb', 'this is no binary glTF file (a .vrma begins with "glTF")')
  const { json, bin } = glb
  const bones = json.extensions?.VRMC_vrm_animation?.humanoid?.humanBones
  if (!bones) return refuse('no-humanoid', 'the file names no humanoid bones (extension VRMC_vrm_animation is missing)')
  const animation = json.animations?.[0]
  if (!animation) return refuse('no-animation', 'the file holds no animation')
  const nodes = json.nodes ?? []

  const parent = parentsOf(nodes)
  /** Where a node rests; scales of animated skeletons are uniform in practice, and the first number stands for all. */
  interface Rest {
    readonly at: Vector3
    readonly turned: Quaternion
    readonly size: number
  }
  const top: Rest = { at: [0, 0, 0], turned: identity, size: 1 }
  const rest = new Map<number, Rest>()
  const restOf = (n: number, depth = 0): Rest => {
    const known = rest.get(n)
    if (known) return known
    const node = nodes[n]!
    const local: Quaternion = node.rotation?.length === 4 ? (node.rotation as unknown as Quaternion) : identity
    const offset: Vector3 = node.translation?.length === 3 ? (node.translation as unknown as Vector3) : [0, 0, 0]
    const up = parent[n]!
    const above = up >= 0 && depth < nodes.length ? restOf(up, depth + 1) : top
    const place: Rest = {
      at: add(above.at, rotate(above.turned, scale(offset, above.size))),
      turned: multiply(above.turned, local),
      size: above.size * (node.scale?.[0] ?? 1),
    }
    rest.set(n, place)
    return place
  }

  const tracks = tracksOf(json, bin, animation)
  if (typeof tracks === 'number')
    return refuse('broken-track', `the track of node ${tracks} points outside the file or is no list of floats`)
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
    const above = parent[node]! >= 0 ? restOf(parent[node]!) : top
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
          const world = add(above.at, rotate(above.turned, scale([p[0]!, p[1]!, p[2]!], above.size)))
          hipsM.set(subtract(world, own.at), i * 3)
        }
      }
    }
  }
  if (Object.keys(rotations).length === 0) return refuse('no-tracks', 'no humanoid bone moves in this file')
  const expressions: Record<string, Float32Array> = {}
  const faces = json.extensions?.VRMC_vrm_animation?.expressions
  for (const [name, { node }] of Object.entries({ ...faces?.custom, ...faces?.preset })) {
    // The weight is the x of the node's translation (specification of VRMC_vrm_animation, "expressions").
    const track = tracks.find((t) => t.node === node && t.path === 'translation')
    if (track) expressions[name] = Float32Array.from({ length: frames }, (_, i) => Math.min(1, Math.max(0, sampleAt(track, i / hz)[0]!)))
  }
  return { ok: true, value: { frameMs: 1000 / hz, frames, rotations, hipsM, hipsHeightM, expressions, unmapped }, issues: [] }
}
