import { type HumanoidBone, humanoidParent } from '../humanoid.ts'
import type { SampledMotion } from '../motion-clip.ts'
import {
  aboutY,
  aboutZ,
  conjugate,
  cross,
  dot,
  identity,
  length,
  multiply,
  normalise,
  type Quaternion,
  rotate,
  subtract,
  type Vector3,
} from '../rotation.ts'

// From the skeleton of a motion file to normalised humanoid space: what it rests in is taken out, it is turned to face the hall, limbs
// that rest otherwise than in the T-pose are turned by the difference, and heights count from the floor its feet come down to.

/** Where limbs point in the T-pose; the others are taken as they rest. */
const tPose: Readonly<Partial<Record<string, Vector3>>> = {
  UpperArm: [1, 0, 0],
  LowerArm: [1, 0, 0],
  UpperLeg: [0, -1, 0],
  LowerLeg: [0, -1, 0],
}

/** A skeleton as its file has it. */
export interface Skeleton {
  /** One name per joint. */
  readonly names: readonly string[]
  /** Which joint moves a bone. */
  readonly joint: ReadonlyMap<HumanoidBone, number>
  /** Rest position of each joint, in the file's unit. */
  readonly restAt: readonly Vector3[]
  /** Writes, for one frame, how far each joint is turned from its rest and where it is, in the file's space. */
  readonly place: (frame: number, turned: Quaternion[], at: Vector3[]) => void
}

/** @param frames  N ≥ 1, `frameMs` apart */
export function bakeMotion({ names, joint, restAt, place }: Skeleton, frames: number, frameMs: number): SampledMotion {
  const left = joint.get('leftUpperLeg')
  const right = joint.get('rightUpperLeg')
  const acrossHips: Vector3 = left !== undefined && right !== undefined ? subtract(restAt[left]!, restAt[right]!) : [1, 0, 0]
  const facing = aboutY(Math.atan2(acrossHips[2], acrossHips[0]))
  const align = alignments(joint, restAt, facing)
  const feet = (['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const).map((f) => joint.get(f)).filter((i) => i !== undefined)
  const hips = joint.get('hips') ?? 0
  const hipsHeight = hipsHeightOf(joint, restAt)
  const rotations: Partial<Record<HumanoidBone, Float32Array>> = {}
  for (const bone of joint.keys()) rotations[bone] = new Float32Array(frames * 4)
  const hipsM = new Float32Array(frames * 3)
  const turned: Quaternion[] = names.map(() => identity)
  const at: Vector3[] = names.map(() => [0, 0, 0])
  const world = new Map<HumanoidBone, Quaternion>()
  // The floor is where the lowest foot comes to in the whole motion.
  let floor = Number.POSITIVE_INFINITY
  for (let f = 0; f < frames; f++) {
    place(f, turned, at)
    hipsM.set(rotate(facing, at[hips]!), f * 3)
    for (const i of feet) floor = Math.min(floor, at[i]![1])
    world.clear()
    for (const [bone, i] of joint) {
      const q = multiply(multiply(facing, turned[i]!), conjugate(facing))
      const fix = align.get(bone)
      world.set(bone, fix ? multiply(q, fix) : q)
    }
    for (const [bone, q] of world) {
      let above = humanoidParent[bone]
      while (above && !world.has(above)) above = humanoidParent[above]
      rotations[bone]!.set(above ? multiply(conjugate(world.get(above)!), q) : q, f * 4)
    }
  }
  // The way over the stage begins at its middle; heights count from the rest.
  if (hipsHeight === 0) hipsM.fill(0)
  const [startX, , startZ] = hipsM as unknown as Vector3
  const restHips = (Number.isFinite(floor) ? floor : 0) + hipsHeight
  for (let f = 0; f < frames; f++) {
    hipsM[f * 3] = hipsM[f * 3]! - startX
    hipsM[f * 3 + 1] = hipsHeight === 0 ? 0 : hipsM[f * 3 + 1]! - restHips
    hipsM[f * 3 + 2] = hipsM[f * 3 + 2]! - startZ
  }
  const taken = new Set(joint.values())
  return { frameMs, frames, rotations, hipsM, hipsHeightM: hipsHeight, unmapped: names.filter((_, i) => !taken.has(i)) }
}

/**
 * How high the hips stand over the soles at rest: by the rest pose where it stands on its legs, else by the length of the legs (files whose
 * zero is no pose at all: legs to the side, or folded up). 0 without legs: such a motion has no way over the stage.
 */
function hipsHeightOf(joint: ReadonlyMap<HumanoidBone, number>, restAt: readonly Vector3[]): number {
  const hips = restAt[joint.get('hips') ?? 0]!
  const legs = (['left', 'right'] as const).map((side) => {
    const chain = (['UpperLeg', 'LowerLeg', 'Foot'] as const).map((part) => joint.get(`${side}${part}`))
    if (chain.some((i) => i === undefined)) return 0
    const [a, b, c] = chain.map((i) => restAt[i!]!) as [Vector3, Vector3, Vector3]
    return length(subtract(b, a)) + length(subtract(c, b))
  })
  const longest = Math.max(...legs)
  const low = (['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const).flatMap((bone) => {
    const i = joint.get(bone)
    return i === undefined ? [] : [restAt[i]![1]]
  })
  const drawn = low.length > 0 ? hips[1] - Math.min(...low) : 0
  // An ankle is a tenth of a leg over the floor, hips a tenth over the joints of the thighs.
  return drawn > 0.7 * longest && drawn > 0 ? drawn : longest * 1.15
}

/** From the T-pose direction of each limb to the one it rests in. Hands and fingers follow their forearm. */
function alignments(
  joint: ReadonlyMap<HumanoidBone, number>,
  restAt: readonly Vector3[],
  facing: Quaternion,
): Map<HumanoidBone, Quaternion> {
  const align = new Map<HumanoidBone, Quaternion>()
  for (const side of ['left', 'right'] as const) {
    for (const [part, child] of [
      ['UpperArm', 'LowerArm'],
      ['LowerArm', 'Hand'],
      ['UpperLeg', 'LowerLeg'],
      ['LowerLeg', 'Foot'],
    ] as const) {
      const a = joint.get(`${side}${part}`)
      const b = joint.get(`${side}${child}`)
      if (a === undefined || b === undefined) continue
      const ideal = tPose[part]!
      const wanted: Vector3 = side === 'left' ? ideal : [-ideal[0], ideal[1], ideal[2]]
      align.set(`${side}${part}`, shortestArc(wanted, rotate(facing, subtract(restAt[b]!, restAt[a]!))))
    }
    const forearm = align.get(`${side}LowerArm`)
    if (!forearm) continue
    for (const bone of joint.keys()) if (bone.startsWith(side) && /Hand|Thumb|Index|Middle|Ring|Little/.test(bone)) align.set(bone, forearm)
  }
  return align
}

/** Which joint has each bone: of two that claim one, the first, nearer the root; "shoulder" is the upper arm where there is no arm. */
export function jointsOf(names: readonly string[], boneOf: (name: string) => HumanoidBone | null): Map<HumanoidBone, number> {
  const joint = new Map<HumanoidBone, number>()
  names.forEach((name, i) => {
    const bone = boneOf(name)
    if (bone && !joint.has(bone)) joint.set(bone, i)
  })
  for (const side of ['left', 'right'] as const) {
    const shoulder = joint.get(`${side}Shoulder`)
    if (shoulder !== undefined && !joint.has(`${side}UpperArm`)) {
      joint.set(`${side}UpperArm`, shoulder)
      joint.delete(`${side}Shoulder`)
    }
  }
  // A chest above a spine that is missing is the spine.
  const parents = [...joint.keys()].filter((bone) => bone !== 'hips')
  if (!parents.includes('spine') && joint.has('chest')) {
    joint.set('spine', joint.get('chest')!)
    joint.delete('chest')
  }
  return new Map([...joint].sort(([a], [b]) => order(a) - order(b)))
}

const bones = Object.keys(humanoidParent)
const order = (bone: HumanoidBone): number => bones.indexOf(bone)

/** The smallest turn that takes one direction into another. */
export function shortestArc(from: Vector3, to: Vector3): Quaternion {
  if (length(to) < 1e-9) return identity
  const b = normalise(to, from)
  const c = cross(from, b)
  const w = 1 + dot(from, b)
  if (w < 1e-6) return aboutZ(Math.PI)
  const l = Math.hypot(c[0], c[1], c[2], w)
  return [c[0] / l, c[1] / l, c[2] / l, w / l]
}
