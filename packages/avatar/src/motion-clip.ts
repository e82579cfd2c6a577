import type { BodyProportions } from './body-proportions.ts'
import { type FootLock, findFootLock, lockFeet } from './foot-lock.ts'
import type { HumanoidBone } from './humanoid.ts'
import { mirrorPose, type Pose } from './pose.ts'
import { type Quaternion, slerp } from './rotation.ts'

/**
 * A recorded motion, sampled evenly in normalised humanoid space: what the importers make of VRMA, BVH, GLB and VMD files.
 */
export interface SampledMotion {
  readonly frameMs: number
  /** N ≥ 1. */
  readonly frames: number
  /** Per bone N quaternions x y z w, one after the other. Bones that are missing stay in the T-pose. */
  readonly rotations: Readonly<Partial<Record<HumanoidBone, Float32Array>>>
  /** N × 3: hips relative to their rest, metres of the body it was recorded on. */
  readonly hipsM: Float32Array
  /** Height of those hips at rest: the scale for other bodies. */
  readonly hipsHeightM: number
  /** VRM expression weights 0–1, N each, where the file has any. */
  readonly expressions?: Readonly<Record<string, Float32Array>>
  /** Names in the file that no humanoid bone was found for. */
  readonly unmapped: readonly string[]
}

export const motionLengthMs = (motion: SampledMotion): number => Math.max(0, motion.frames - 1) * motion.frameMs

export interface MotionSampling {
  readonly loop: boolean
  readonly mirror: boolean
  readonly body: BodyProportions
  /** Part of the motion that is played, ms of its own; all of it when left out. */
  readonly span?: { readonly fromMs: number; readonly toMs: number }
}

/** Pose of a recorded motion at a time of its own; outside its length it holds its ends, or starts over when looping. */
export function sampleMotion(motion: SampledMotion, atMs: number, { loop, mirror, body, span }: MotionSampling): Pose {
  const { fromMs, toMs } = span ?? { fromMs: 0, toMs: motionLengthMs(motion) }
  const length = toMs - fromMs
  const wrapped = loop && length > 0 ? atMs - length * Math.floor((atMs - fromMs) / length) : Math.min(toMs, Math.max(fromMs, atMs))
  const place = motion.frameMs > 0 ? Math.min(motion.frames - 1, Math.max(0, wrapped / motion.frameMs)) : 0
  const pose = recordedAt(motion, place, body)
  const lock = footLockOf(motion, body)
  const stands = lock ? lockFeet(pose, place, lock, body) : pose
  return mirror ? mirrorPose(stands) : stands
}

/** The motion as it was recorded, its way over the stage at the size of a body; `place` is a frame with fraction. */
function recordedAt(motion: SampledMotion, place: number, body: BodyProportions): Pose {
  const i = Math.floor(place)
  const j = Math.min(motion.frames - 1, i + 1)
  const t = place - i
  const rotations: Partial<Record<HumanoidBone, Quaternion>> = {}
  for (const [bone, values] of Object.entries(motion.rotations)) {
    rotations[bone as HumanoidBone] = slerp(quaternionAt(values, i), quaternionAt(values, j), t)
  }
  const scale = motion.hipsHeightM > 0 ? body.hipsHeightM / motion.hipsHeightM : 1
  const hips = (k: number) => (motion.hipsM[i * 3 + k]! + (motion.hipsM[j * 3 + k]! - motion.hipsM[i * 3 + k]!) * t) * scale
  const expressions: Record<string, number> = {}
  for (const [name, weights] of Object.entries(motion.expressions ?? {})) expressions[name] = weights[i]! + (weights[j]! - weights[i]!) * t
  return { hipsM: [hips(0), hips(1), hips(2)], rotations, expressions }
}

/** Kept with the motion: the last body it was asked for is nearly always the next one too. */
const footLocks = new WeakMap<SampledMotion, { readonly body: BodyProportions; readonly lock: FootLock | null }>()

function footLockOf(motion: SampledMotion, body: BodyProportions): FootLock | null {
  const known = footLocks.get(motion)
  if (known?.body === body) return known.lock
  const walks = motion.frames > 2 && motion.rotations.leftUpperLeg !== undefined && motion.rotations.rightUpperLeg !== undefined
  const lock = walks ? findFootLock(motion.frames, motion.frameMs, (frame) => recordedAt(motion, frame, body), body) : null
  footLocks.set(motion, { body, lock })
  return lock
}

const quaternionAt = (values: Float32Array, i: number): Quaternion => [
  values[i * 4]!,
  values[i * 4 + 1]!,
  values[i * 4 + 2]!,
  values[i * 4 + 3]!,
]

/** The part of a motion between two times of its own. */
export function trimMotion(motion: SampledMotion, fromMs: number, toMs: number): SampledMotion {
  const from = Math.max(0, Math.round(fromMs / motion.frameMs))
  const to = Math.min(motion.frames - 1, Math.round(toMs / motion.frameMs))
  const frames = Math.max(1, to - from + 1)
  return {
    ...motion,
    frames,
    rotations: Object.fromEntries(
      Object.entries(motion.rotations).map(([bone, values]) => [bone, values.slice(from * 4, (from + frames) * 4)]),
    ),
    hipsM: motion.hipsM.slice(from * 3, (from + frames) * 3),
    expressions: Object.fromEntries(
      Object.entries(motion.expressions ?? {}).map(([name, weights]) => [name, weights.slice(from, from + frames)]),
    ),
  }
}

/**
 * Time in a motion for a beat of the song, so that its own landmarks fall on beats.
 *
 * @param marks  pairs of beat and ms of the motion, ascending in both, at least two; straight lines between and beyond them
 */
export function warpToBeats(marks: readonly (readonly [beat: number, ms: number])[], beat: number): number {
  let i = 0
  while (i < marks.length - 2 && beat >= marks[i + 1]![0]) i++
  const [b0, ms0] = marks[i]!
  const [b1, ms1] = marks[i + 1]!
  return ms0 + ((beat - b0) / (b1 - b0)) * (ms1 - ms0)
}
