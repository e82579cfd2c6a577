import type { Parsed } from '@ghostlight/timeline'
import { type HumanoidBone, humanoidParent } from '../humanoid.ts'
import type { SampledMotion } from '../motion-clip.ts'
import {
  aboutX,
  aboutY,
  aboutZ,
  add,
  conjugate,
  cross,
  degToRad,
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
import { problem } from './problem.ts'

// BVH (Biovision hierarchy): joints with offsets, then one line of channel values per frame. Its rest pose is what the offsets draw,
// facing wherever its left leg says; limbs that rest differently from the T-pose are turned by the difference. The file's unit does
// not matter: hips are scaled by their height.

interface Joint {
  readonly name: string
  readonly parent: number
  readonly offset: Vector3
  readonly channels: string[]
}

/** Names that capture systems give their joints, without prefix, in lower case → humanoid bones (left side; right is the same). */
const sided: Readonly<Record<string, string>> = {
  collar: 'Shoulder',
  clavicle: 'Shoulder',
  shoulder: 'Shoulder',
  arm: 'UpperArm',
  uparm: 'UpperArm',
  upperarm: 'UpperArm',
  forearm: 'LowerArm',
  lowarm: 'LowerArm',
  lowerarm: 'LowerArm',
  elbow: 'LowerArm',
  hand: 'Hand',
  wrist: 'Hand',
  upleg: 'UpperLeg',
  upperleg: 'UpperLeg',
  thigh: 'UpperLeg',
  hip: 'UpperLeg',
  leg: 'LowerLeg',
  lowleg: 'LowerLeg',
  lowerleg: 'LowerLeg',
  shin: 'LowerLeg',
  knee: 'LowerLeg',
  foot: 'Foot',
  ankle: 'Foot',
  toebase: 'Toes',
  toe: 'Toes',
  toes: 'Toes',
}
const middle: Readonly<Record<string, HumanoidBone>> = {
  hips: 'hips',
  hip: 'hips',
  pelvis: 'hips',
  spine: 'spine',
  abdomen: 'spine',
  lowerback: 'spine',
  spine1: 'chest',
  chest: 'chest',
  spine2: 'upperChest',
  chest2: 'upperChest',
  upperchest: 'upperChest',
  neck: 'neck',
  head: 'head',
}

/** Where limbs point in the T-pose; the others are taken as they rest. */
const tPose: Readonly<Partial<Record<string, Vector3>>> = {
  UpperArm: [1, 0, 0],
  LowerArm: [1, 0, 0],
  UpperLeg: [0, -1, 0],
  LowerLeg: [0, -1, 0],
}

function boneOf(name: string): HumanoidBone | null {
  const plain = name
    .replace(/^.*:/, '')
    .toLowerCase()
    .replace(/[\s_.-]/g, '')
  if (Object.hasOwn(middle, plain)) return middle[plain]!
  const match = /^(left|right|l|r)(.+)$/.exec(plain) ?? /^(.+?)(left|right)$/.exec(plain)?.map((_, i, all) => [all[0], all[2], all[1]][i]!)
  if (!match) return null
  const side = match[1]!.startsWith('l') ? 'left' : 'right'
  const part = sided[match[2]!]
  return part ? (`${side}${part}` as HumanoidBone) : null
}

/** A .bvh file's text → a motion, or what is wrong with it. */
export function parseBvh(text: string): Parsed<SampledMotion> {
  const refuse = (code: string, message: string): Parsed<SampledMotion> => ({ ok: false, issues: [problem(code, message)] })
  const words = text.split(/\s+/).filter((w) => w !== '')
  if (words[0]?.toUpperCase() !== 'HIERARCHY') return refuse('not-a-bvh', 'a BVH file begins with HIERARCHY')
  const joints: Joint[] = []
  const stack: number[] = []
  let at = 1
  let endSite = 0
  let offset: Vector3 | null = null
  for (; at < words.length && words[at]!.toUpperCase() !== 'MOTION'; at++) {
    const word = words[at]!.toUpperCase()
    if (word === 'ROOT' || word === 'JOINT') {
      if (joints.length >= 512) return refuse('too-many-joints', 'more than 512 joints')
      joints.push({ name: words[++at] ?? '', parent: stack.at(-1) ?? -1, offset: [0, 0, 0], channels: [] })
    } else if (word === 'END') {
      at++
      endSite++
    } else if (word === '{') {
      if (endSite === 0) stack.push(joints.length - 1)
    } else if (word === '}') {
      if (endSite > 0) endSite--
      else stack.pop()
    } else if (word === 'OFFSET') {
      offset = [Number(words[++at]), Number(words[++at]), Number(words[++at])]
      if (!offset.every(Number.isFinite)) return refuse('bad-offset', `the offset of ${joints.at(-1)?.name} is no three numbers`)
      if (endSite === 0 && joints.length > 0) joints[joints.length - 1] = { ...joints.at(-1)!, offset }
    } else if (word === 'CHANNELS') {
      const count = Number(words[++at])
      for (let i = 0; i < count && i < 6; i++) joints.at(-1)?.channels.push((words[++at] ?? '').toLowerCase())
    }
  }
  const frames = Number(words[at + 2])
  const frameS = Number(words[at + 5])
  if (joints.length === 0 || words[at]?.toUpperCase() !== 'MOTION' || !(frames >= 1) || !(frameS > 0)) {
    return refuse('no-motion', 'after the hierarchy there must be MOTION, Frames: and Frame Time:')
  }
  const perFrame = joints.reduce((sum, j) => sum + j.channels.length, 0)
  const values = words.slice(at + 6, at + 6 + frames * perFrame).map(Number)
  if (values.length < frames * perFrame || !values.every(Number.isFinite)) {
    return refuse('short-motion', `${frames} frames of ${perFrame} numbers were announced, ${values.length} numbers are there`)
  }
  return { ok: true, value: bake(joints, values, frames, perFrame, frameS * 1000), issues: [] }
}

function bake(joints: readonly Joint[], values: readonly number[], frames: number, perFrame: number, frameMs: number): SampledMotion {
  const bones = joints.map((j) => boneOf(j.name))
  // Of two joints that claim a bone the first, nearer the root, has it; "shoulder" is the upper arm where there is no arm.
  const joint = new Map<HumanoidBone, number>()
  bones.forEach((bone, i) => {
    if (bone && !joint.has(bone)) joint.set(bone, i)
  })
  for (const side of ['left', 'right'] as const) {
    const shoulder = joint.get(`${side}Shoulder`)
    if (shoulder !== undefined && !joint.has(`${side}UpperArm`)) {
      joint.set(`${side}UpperArm`, shoulder)
      joint.delete(`${side}Shoulder`)
    }
  }
  const restAt: Vector3[] = []
  joints.forEach((j, i) => {
    restAt[i] = j.parent < 0 ? [0, 0, 0] : add(restAt[j.parent]!, j.offset)
  })
  const left = joint.get('leftUpperLeg')
  const right = joint.get('rightUpperLeg')
  const acrossHips: Vector3 = left !== undefined && right !== undefined ? subtract(restAt[left]!, restAt[right]!) : [1, 0, 0]
  const facing = aboutY(Math.atan2(acrossHips[2], acrossHips[0]))

  // From the T-pose direction of a limb to the one the offsets draw.
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
  }

  const feet = ['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const
  const hips = joint.get('hips') ?? 0
  const hipsHeight = restAt[hips]![1] - Math.min(...feet.map((f) => (joint.has(f) ? restAt[joint.get(f)!]![1] : 0)), -1e-6)
  const rotations: Partial<Record<HumanoidBone, Float32Array>> = {}
  for (const bone of joint.keys()) rotations[bone] = new Float32Array(frames * 4)
  const hipsM = new Float32Array(frames * 3)
  const turned: Quaternion[] = []
  const world = new Map<HumanoidBone, Quaternion>()
  // The floor is where the lowest foot comes to in the whole motion.
  const soles = feet.map((f) => joint.get(f)).filter((i) => i !== undefined)
  const placed: Vector3[] = []
  let floor = Number.POSITIVE_INFINITY
  for (let f = 0; f < frames; f++) {
    let at = f * perFrame
    joints.forEach((j, i) => {
      let q: Quaternion = identity
      const moved: [number, number, number] = [0, 0, 0]
      for (const channel of j.channels) {
        const v = values[at++]!
        if (channel === 'xposition') moved[0] = v
        else if (channel === 'yposition') moved[1] = v
        else if (channel === 'zposition') moved[2] = v
        else q = multiply(q, (channel === 'xrotation' ? aboutX : channel === 'yrotation' ? aboutY : aboutZ)(v * degToRad))
      }
      turned[i] = j.parent < 0 ? q : multiply(turned[j.parent]!, q)
      placed[i] = j.parent < 0 ? moved : add(placed[j.parent]!, rotate(turned[j.parent]!, j.offset))
      if (i === hips && j.channels.includes('yposition')) {
        const p = rotate(facing, moved)
        hipsM.set([p[0], p[1], p[2]], f * 3)
      }
    })
    for (const i of soles) floor = Math.min(floor, placed[i]![1])
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
  const startX = hipsM[0]!
  const startZ = hipsM[2]!
  const restHips = (Number.isFinite(floor) ? floor : 0) + hipsHeight
  for (let f = 0; f < frames; f++) {
    hipsM[f * 3] = hipsM[f * 3]! - startX
    hipsM[f * 3 + 1] = hipsM[f * 3 + 1]! - restHips
    hipsM[f * 3 + 2] = hipsM[f * 3 + 2]! - startZ
  }
  const taken = new Set(joint.values())
  return { frameMs, frames, rotations, hipsM, hipsHeightM: hipsHeight, unmapped: joints.filter((_, i) => !taken.has(i)).map((j) => j.name) }
}

function shortestArc(from: Vector3, to: Vector3): Quaternion {
  if (length(to) < 1e-9) return identity
  const b = normalise(to, from)
  const c = cross(from, b)
  const w = 1 + dot(from, b)
  if (w < 1e-6) return aboutZ(Math.PI)
  const l = Math.hypot(c[0], c[1], c[2], w)
  return [c[0] / l, c[1] / l, c[2] / l, w / l]
}
