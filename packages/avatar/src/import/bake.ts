import { type HumanoidBone, humanoidParent } from '../humanoid.ts'
import { type SampledMotion, trimMotion } from '../motion-clip.ts'
import {
  aboutX,
  aboutY,
  angleBetween,
  conjugate,
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
import { between, type Joints, restTurns, standingFrame, topOfTrunk } from './rest-pose.ts'
import { turnsFromMotion } from './turns-from-motion.ts'

// From the skeleton of a motion file to normalised humanoid space: what it rests in is taken out, up is made +Y, it is turned to face the
// hall, and heights count from the floor its feet come down to.

/** A skeleton as its file has it. */
export interface Skeleton {
  /** One name per joint. */
  readonly names: readonly string[]
  /** Which joint moves a bone. */
  readonly joint: Joints
  /** Rest position of each joint, in the file's unit. */
  readonly restAt: readonly Vector3[]
  /** Writes, for one frame, how far each joint is turned from its rest and where it is, in the file's space. */
  readonly place: (frame: number, turned: Quaternion[], at: Vector3[]) => void
}

/** So many frames, spread over the motion, tell how it stands. */
const telling = 240

/** @param frames  N ≥ 1, `frameMs` apart */
export function bakeMotion({ names, joint, restAt, place }: Skeleton, frames: number, frameMs: number): SampledMotion {
  const instants = Array.from({ length: Math.min(frames, telling) }, (_, i, all = Math.min(frames, telling)) => {
    const turned: Quaternion[] = names.map(() => identity)
    const at: Vector3[] = names.map(() => [0, 0, 0])
    place(Math.floor((i * frames) / all), turned, at)
    return { turned, at }
  })
  const standing = standingFrame(joint, restAt)
  const stage = stageOf(
    joint,
    standing,
    instants.map(({ at }) => at),
    legLength(joint, restAt),
  )
  const upright = instants.map(({ turned, at }) => ({ turned: turned.map((q) => multiply(stage, q)), at: at.map((p) => rotate(stage, p)) }))
  const turns = standing ? restTurns(joint, restAt, standing) : turnsFromMotion(joint, upright)
  const hips = joint.get('hips') ?? 0
  const hipsHeight = hipsHeightOf(joint, standing ? restAt.map((p) => rotate(standing, p)) : null, legLength(joint, restAt))
  const feet = (['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const).map((f) => joint.get(f)).filter((i) => i !== undefined)
  const rotations: Partial<Record<HumanoidBone, Float32Array>> = {}
  for (const bone of joint.keys()) rotations[bone] = new Float32Array(frames * 4)
  const hipsM = new Float32Array(frames * 3)
  const turned: Quaternion[] = names.map(() => identity)
  const at: Vector3[] = names.map(() => [0, 0, 0])
  const world = new Map<HumanoidBone, Quaternion>()
  for (let f = 0; f < frames; f++) {
    place(f, turned, at)
    hipsM.set(rotate(stage, at[hips]!), f * 3)
    world.clear()
    for (const [bone, i] of joint) world.set(bone, multiply(multiply(stage, turned[i]!), turns.get(bone) ?? identity))
    for (const [bone, q] of world) {
      let above = humanoidParent[bone]
      while (above && !world.has(above)) above = humanoidParent[above]
      rotations[bone]!.set(above ? multiply(conjugate(world.get(above)!), q) : q, f * 4)
    }
  }
  faceTheHall(rotations, hipsM, frameMs)
  // Heights count from the floor under the feet; a frame in which the capture lost them does not move it.
  const lowest = upright.map((one) => Math.min(...feet.map((i) => one.at[i]![1]))).sort((a, b) => a - b)
  const floor = feet.length > 0 ? lowest[Math.floor(lowest.length * 0.03)]! : 0
  if (hipsHeight === 0) hipsM.fill(0)
  else for (let f = 0; f < frames; f++) hipsM[f * 3 + 1] = hipsM[f * 3 + 1]! - floor - hipsHeight
  const taken = new Set(joint.values())
  const unmapped = names.filter((_, i) => !taken.has(i))
  return fromItsMiddle(withoutItsRest({ frameMs, frames, rotations, hipsM, hipsHeightM: hipsHeight, unmapped }))
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0

/**
 * From the file's space to the stage: +Y up, and the rest pose facing +Z where there is one. Up is what the trunk mostly points along; a
 * file in which someone lies down is not mistaken for one whose z is up, for then the hips are as high as legs are long along y.
 */
function stageOf(joint: Joints, standing: Quaternion | null, places: readonly (readonly Vector3[])[], legs: number): Quaternion {
  const drawn = standing ?? identity
  const top = topOfTrunk(joint)
  const [left, right, hips] = [joint.get('leftUpperLeg'), joint.get('rightUpperLeg'), joint.get('hips')]
  if (top === undefined || left === undefined || right === undefined || hips === undefined) return drawn
  const trunks = places.map((at) => normalise(subtract(at[top]!, between(at[left]!, at[right]!)), [0, 1, 0]))
  const [alongY, alongZ] = [median(trunks.map((t) => t[1])), median(trunks.map((t) => t[2]))]
  const drawnUp = rotate(conjugate(drawn), [0, 1, 0])
  const high = (axis: 1 | 2) => median(places.map((at) => at[hips]![axis])) / Math.max(legs, 1e-9)
  const zIsUp = drawnUp[2] > 0.9 ? alongZ > alongY : alongZ > 0.8 && alongY < 0.4 && high(2) > 0.6 && high(2) < 1.8 && high(1) < 0.5
  const up: Vector3 = zIsUp ? [0, 0, 1] : [0, 1, 0]
  if (standing && dot(drawnUp, up) > 0.9) return drawn
  return zIsUp ? aboutX(-Math.PI / 2) : identity
}

/** How far from the hall she may look as she begins without being turned round, and how much of one mind the motion must be, 0–1. */
const sidelongRad = Math.PI / 3
const oneMind = 0.5

/**
 * Turns a motion that was captured facing anywhere, as a whole: so that she faces the hall on average, or as she begins where she goes
 * round in circles. One that begins towards the hall is left as it is.
 */
function faceTheHall(rotations: SampledMotion['rotations'], hipsM: Float32Array, frameMs: number): void {
  const turns = rotations.hips
  if (!turns || !rotations.leftUpperLeg) return
  const frames = turns.length / 4
  const heading = (from: number, to: number): Vector3 => {
    let [x, z] = [0, 0]
    for (let f = from; f < to; f++) {
      const ahead = rotate([turns[f * 4]!, turns[f * 4 + 1]!, turns[f * 4 + 2]!, turns[f * 4 + 3]!], [0, 0, 1])
      x += ahead[0]
      z += ahead[2]
    }
    return [x / (to - from), 0, z / (to - from)]
  }
  const begins = heading(0, Math.max(1, Math.min(frames, Math.round(500 / frameMs))))
  if (Math.abs(Math.atan2(begins[0], begins[2])) < sidelongRad) return
  const mean = heading(0, frames)
  const [x, , z] = length(mean) > oneMind ? mean : begins
  const back = aboutY(-Math.atan2(x, z))
  for (let f = 0; f < frames; f++) {
    turns.set(multiply(back, [turns[f * 4]!, turns[f * 4 + 1]!, turns[f * 4 + 2]!, turns[f * 4 + 3]!]), f * 4)
    hipsM.set(rotate(back, [hipsM[f * 3]!, hipsM[f * 3 + 1]!, hipsM[f * 3 + 2]!]), f * 3)
  }
}

/** Many captures begin with one frame of their rest pose. It is no part of the dance: nobody gets from it to the second frame in time. */
function withoutItsRest(motion: SampledMotion): SampledMotion {
  if (motion.frames < 8) return motion
  const jump = (f: number): number =>
    Math.max(
      0,
      ...Object.values(motion.rotations).map((q) =>
        angleBetween(
          [q[f * 4]!, q[f * 4 + 1]!, q[f * 4 + 2]!, q[f * 4 + 3]!],
          [q[f * 4 + 4]!, q[f * 4 + 5]!, q[f * 4 + 6]!, q[f * 4 + 7]!],
        ),
      ),
    )
  const first = jump(0)
  return first > 0.5 && first > 3 * Math.max(jump(1), jump(2), jump(3))
    ? trimMotion(motion, motion.frameMs, (motion.frames - 1) * motion.frameMs)
    : motion
}

/** The way over the stage begins at its middle. */
function fromItsMiddle(motion: SampledMotion): SampledMotion {
  const { hipsM, frames } = motion
  const [startX, , startZ] = hipsM as unknown as Vector3
  for (let f = 0; f < frames; f++) {
    hipsM[f * 3] = hipsM[f * 3]! - startX
    hipsM[f * 3 + 2] = hipsM[f * 3 + 2]! - startZ
  }
  return motion
}

/** From hip to ankle along the bones, the longer leg; 0 without legs. */
function legLength(joint: Joints, restAt: readonly Vector3[]): number {
  return Math.max(
    ...(['left', 'right'] as const).map((side) => {
      const chain = (['UpperLeg', 'LowerLeg', 'Foot'] as const).map((part) => joint.get(`${side}${part}`))
      if (chain.some((i) => i === undefined)) return 0
      const [a, b, c] = chain.map((i) => restAt[i!]!) as [Vector3, Vector3, Vector3]
      return length(subtract(b, a)) + length(subtract(c, b))
    }),
  )
}

/**
 * How high the hips stand over the soles at rest: by the rest pose where it stands on its legs, else by the length of the legs. 0 without
 * legs: such a motion has no way over the stage.
 */
function hipsHeightOf(joint: Joints, restAt: readonly Vector3[] | null, legs: number): number {
  const low = (['leftFoot', 'rightFoot', 'leftToes', 'rightToes'] as const).flatMap((bone) => {
    const i = joint.get(bone)
    return i === undefined || !restAt ? [] : [restAt[i]![1]]
  })
  const drawn = low.length > 0 ? restAt![joint.get('hips') ?? 0]![1] - Math.min(...low) : 0
  // An ankle is a tenth of a leg over the floor, hips a tenth over the joints of the thighs.
  return drawn > 0.7 * legs && drawn > 0 ? drawn : legs * 1.15
}
