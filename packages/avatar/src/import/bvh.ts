import type { Parsed } from '@ghostlight/timeline'
import type { SampledMotion } from '../motion-clip.ts'
import { aboutX, aboutY, aboutZ, add, degToRad, identity, multiply, type Quaternion, rotate, type Vector3 } from '../rotation.ts'
import { bakeMotion } from './bake.ts'
import { jointsByName } from './bone-names.ts'
import { problem } from './problem.ts'

// BVH (Biovision hierarchy): joints with offsets, then one line of channel values per frame. Its rest pose is what the offsets draw.
// The file's unit does not matter: hips are scaled by their height.

interface Joint {
  readonly name: string
  readonly parent: number
  readonly offset: Vector3
  readonly channels: string[]
}

/** A file in which fewer bones are found is of an animal, a hand or a thing. */
const fewestBones = 2

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
      // A name may have blanks in it: it ends where the brace begins.
      const from = at + 1
      while (at + 1 < words.length && words[at + 1] !== '{') at++
      joints.push({ name: words.slice(from, at + 1).join(' '), parent: stack.at(-1) ?? -1, offset: [0, 0, 0], channels: [] })
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
  const bones = jointsByName(joints.map((joint) => joint.name))
  if (bones.size < fewestBones) {
    const some = joints.slice(0, 8).map((joint) => joint.name)
    const found =
      bones.size === 0
        ? 'none of its joints is named as a bone of a body is'
        : `only ${[...bones.keys()].join(', ')} could be found among its joints`
    return refuse('no-bones', `${found}: ${some.join(', ')}${joints.length > 8 ? ' …' : ''}`)
  }
  return { ok: true, value: bake(joints, values, frames, perFrame, frameS * 1000), issues: [] }
}

function bake(joints: readonly Joint[], values: readonly number[], frames: number, perFrame: number, frameMs: number): SampledMotion {
  const names = joints.map((j) => j.name)
  const isPlaced = placedJoints(joints, values)
  const restAt: Vector3[] = []
  joints.forEach((j, i) => {
    restAt[i] = j.parent < 0 ? [0, 0, 0] : add(restAt[j.parent]!, j.offset)
  })
  const place = (frame: number, turned: Quaternion[], placed: Vector3[]) => {
    let at = frame * perFrame
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
      placed[i] = j.parent < 0 ? moved : add(placed[j.parent]!, rotate(turned[j.parent]!, isPlaced[i] ? moved : j.offset))
    })
  }
  return bakeMotion({ names, joint: jointsByName(names), restAt, place }, frames, frameMs)
}

/** Which joints the frames give a place: some files list a position for every joint and leave it at nought where the offset stands. */
function placedJoints(joints: readonly Joint[], values: readonly number[]): boolean[] {
  const owners = joints.flatMap((joint, i) => joint.channels.map((channel) => (channel.endsWith('position') ? i : -1)))
  const placed = joints.map(() => false)
  for (let k = 0; k < values.length; k++) if (values[k] !== 0 && owners[k % owners.length]! >= 0) placed[owners[k % owners.length]!] = true
  return placed
}
