import type { Parsed } from '@ghostlight/timeline'
import { type HumanoidBone, humanoidBones } from '../humanoid.ts'
import type { SampledMotion } from '../motion-clip.ts'
import { add, conjugate, identity, multiply, type Quaternion, rotate, type Vector3 } from '../rotation.ts'
import { bakeMotion } from './bake.ts'
import { jointsByName } from './bone-names.ts'
import { type Gltf, type NodeTrack, parentsOf, readGlb, sampleAt, sampleTurn, tracksOf } from './gltf.ts'
import { orElse, problem, readOrRefuse } from './problem.ts'

// An animation of any binary glTF file with a humanoid in it. The bones are those a VRM extension names, else they are found by their
// names; what the nodes rest in is taken as the rest of the skeleton.

const hz = 60

/** Names of the animations of a .glb, in order; empty when it is none. */
export function takesOfGlb(bytes: Uint8Array): readonly string[] {
  return orElse(() => (readGlb(bytes)?.json.animations ?? []).map((animation, i) => animation.name ?? String(i)), [])
}

/**
 * One animation of a .glb → a motion, or what is wrong with it.
 *
 * @param take  its name; null: the first one that moves a humanoid bone
 */
export const parseGlbMotion = (bytes: Uint8Array, take: string | null): Parsed<SampledMotion> => readOrRefuse(() => readMotion(bytes, take))

function readMotion(bytes: Uint8Array, take: string | null): Parsed<SampledMotion> {
  const refuse = (code: string, message: string): Parsed<SampledMotion> => ({ ok: false, issues: [problem(code, message)] })
  const glb = readGlb(bytes)
  if (!glb) return refuse('not-a-glb', 'this is no binary glTF file (a .glb begins with "glTF")')
  const { json, bin } = glb
  const nodes = json.nodes ?? []
  const names = nodes.map((node, i) => node.name ?? String(i))
  const joint = humanoidOf(json, names)
  if (!joint.has('hips') || !joint.has('leftUpperLeg') || !joint.has('rightUpperLeg')) {
    return refuse('no-humanoid', `no hips with two legs were found among its ${nodes.length} nodes (${names.slice(0, 8).join(', ')} …)`)
  }
  const takes = takesOfGlb(bytes)
  if (takes.length === 0) return refuse('no-animation', 'the file holds no animation')
  if (take !== null && !takes.includes(take)) return refuse('no-take', `it has no animation "${take}"; it has ${takes.join(', ')}`)
  const moving = new Set(joint.values())
  const moves = (tracks: readonly NodeTrack[]) => tracks.some((t) => moving.has(t.node))
  // Without a choice it is the first that moves a body: cameras and lamps are animated too.
  let tracks: readonly NodeTrack[] | null = null
  for (const [i, animation] of (json.animations ?? []).entries()) {
    if (take !== null && takes[i] !== take) continue
    const found = tracksOf(json, bin, animation)
    if (typeof found === 'number')
      return refuse('broken-track', `the track of node ${found} points outside the file or is no list of numbers`)
    tracks = found
    if (take !== null || moves(found)) break
  }
  if (!tracks || !moves(tracks)) return refuse('no-tracks', 'no humanoid bone moves in this animation')
  const lengthS = Math.max(0, ...tracks.map((t) => t.times.at(-1)!))
  if (!Number.isFinite(lengthS) || lengthS > 3600) return refuse('too-long', `the motion lasts ${lengthS} s; at most an hour is taken`)
  const motion = bake(json, joint, tracks, Math.max(1, Math.round(lengthS * hz) + 1), names)
  // Meshes, helpers and IK targets are no bones that somebody would miss.
  return {
    ok: true,
    value: { ...motion, unmapped: names.filter((_, i) => tracks.some((t) => t.node === i) && !moving.has(i)) },
    issues: [],
  }
}

function humanoidOf(json: Gltf, names: readonly string[]): Map<HumanoidBone, number> {
  const named = json.extensions?.VRMC_vrm?.humanoid?.humanBones
  const old = json.extensions?.VRM?.humanoid?.humanBones
  const listed = named
    ? Object.entries(named).map(([bone, { node }]) => [bone, node] as const)
    : (old ?? []).map((b) => [b.bone, b.node] as const)
  if (listed.length === 0) return jointsByName(withoutHelpers(json, names), depths(parentsOf(json.nodes ?? [])))
  return new Map(
    listed.filter(([bone, node]) => (humanoidBones as readonly string[]).includes(bone) && json.nodes?.[node]) as [HumanoidBone, number][],
  )
}

/** Names with those emptied that no skeleton carries: IK helpers claim to be feet and elbows. */
const withoutHelpers = (json: Gltf, names: readonly string[]): string[] =>
  names.map((name, i) => (/ik|control|pole|target|slot|roll/i.test(name) || json.nodes?.[i] === undefined ? '' : name))

function bake(
  json: Gltf,
  joint: ReadonlyMap<HumanoidBone, number>,
  tracks: readonly NodeTrack[],
  frames: number,
  names: readonly string[],
): SampledMotion {
  const nodes = json.nodes ?? []
  const parent = parentsOf(nodes)
  const inOrder = parentsFirst(parent)
  const restTurn = nodes.map((n): Quaternion => (n.rotation?.length === 4 ? (n.rotation as unknown as Quaternion) : identity))
  const restStep = nodes.map((n): Vector3 => (n.translation?.length === 3 ? (n.translation as unknown as Vector3) : [0, 0, 0]))
  // Scales of animated skeletons are uniform in practice; the first number stands for all.
  const grows = nodes.map((n) => n.scale?.[0] ?? 1)
  const turnTrack = nodes.map((_, i) => tracks.find((t) => t.node === i && t.path === 'rotation') ?? null)
  const stepTrack = nodes.map((_, i) => tracks.find((t) => t.node === i && t.path === 'translation') ?? null)
  const scale: number[] = []
  const world = (turn: (i: number) => Quaternion, step: (i: number) => Vector3, turned: Quaternion[], at: Vector3[]) => {
    for (const i of inOrder) {
      const up = parent[i]!
      const [x, y, z] = step(i)
      const k = up < 0 ? 1 : scale[up]!
      scale[i] = k * grows[i]!
      turned[i] = up < 0 ? turn(i) : multiply(turned[up]!, turn(i))
      at[i] = up < 0 ? [x, y, z] : add(at[up]!, rotate(turned[up]!, [x * k, y * k, z * k]))
    }
  }
  const restTurned: Quaternion[] = []
  const restAt: Vector3[] = []
  world(
    (i) => restTurn[i]!,
    (i) => restStep[i]!,
    restTurned,
    restAt,
  )
  const own: Quaternion[] = []
  const place = (frame: number, turned: Quaternion[], at: Vector3[]) => {
    const s = frame / hz
    world(
      (i) => (turnTrack[i] ? sampleTurn(turnTrack[i], s) : restTurn[i]!),
      (i) => (stepTrack[i] ? (sampleAt(stepTrack[i], s) as unknown as Vector3) : restStep[i]!),
      own,
      at,
    )
    for (const i of inOrder) turned[i] = multiply(own[i]!, conjugate(restTurned[i]!))
  }
  return bakeMotion({ names, joint, restAt, place }, frames, 1000 / hz)
}

/** How many nodes each hangs under, itself counted; −1 in a ring. */
const depths = (parent: readonly number[]): number[] =>
  parent.map((_, i) => {
    let n = 0
    for (let up = i; up >= 0; up = parent[up]!) if (n++ > parent.length) return -1
    return n
  })

/** Every node after the one it hangs on; what hangs on itself is left out. */
const parentsFirst = (parent: readonly number[]): number[] =>
  depths(parent)
    .map((depth, i) => ({ i, depth }))
    .filter((node) => node.depth > 0)
    .sort((a, b) => a.depth - b.depth)
    .map(({ i }) => i)
