import type { Frame, MotionClip, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import { blendPoses, layerPose } from './blend.ts'
import { bodyFigure, endOf, ringBeatsAt } from './body-figure.ts'
import type { BodyProportions } from './body-proportions.ts'
import { crossOver, crossOverMs } from './cross-over.ts'
import { curtainCall } from './curtain-call.ts'
import { faceOf, gazeDeg, type MouthShape } from './face.ts'
import { at, type Figure, hand } from './figure.ts'
import { type HumanoidBone, humanoidBones } from './humanoid.ts'
import { breathUnit, glanceAt } from './idle.ts'
import { minimumJerk, softLimit } from './ik.ts'
import { motionLengthMs, type SampledMotion, sampleMotion, warpToBeats } from './motion-clip.ts'
import { wander } from './noise.ts'
import type { Pose } from './pose.ts'
import { angleBetween, identity } from './rotation.ts'
import { solvePose } from './solve-pose.ts'

// A performer at a frame: her figure (`body-figure.ts`) with breath and sway on top, solved on the body, a recorded motion where a clip
// names one, and her face. No pose depends on the frame before.

/** How long she takes from a recorded motion into the idle when the music is held. */
const holdMs = 600

export interface PerformerPoseInput {
  readonly performer: PerformerFrame
  readonly frame: Frame
  /** Of the voice that leads her mouth, at this position; null closes it. */
  readonly mouth: MouthShape | null
  /** Of the performance; the same seed blinks and wanders alike everywhere. */
  readonly seed: number
  readonly body: BodyProportions
  /** Recorded motions by what `motionKeyOf` makes of their clips, as far as they are loaded. */
  readonly motions?: Readonly<Record<string, SampledMotion>>
  /** Since the last song of the concert ended: she bows and waves; null or left out while there is more to come. */
  readonly closedForMs?: number | null
}

/** Pose of a performer at a frame; pure, and cheap enough for every picture. */
export function performerPoseAt(input: PerformerPoseInput): Pose {
  const closedForMs = input.closedForMs ?? null
  const call = closedForMs === null ? null : curtainCall(input.performer, input.frame, closedForMs)
  return poseOf(call ? { ...input, ...call } : input)
}

/** How the music's last jump is gone over where a recorded motion is on one side of it; moves do it by their figures. */
function poseOf(input: PerformerPoseInput): Pose {
  const pose = playedPose(input)
  const before = input.frame.before
  if (!before || before.sinceMs >= crossOverMs) return pose
  const was = before.frame.performers[input.performer.performerId]
  if (!was) return pose
  const old = { ...input, performer: was, frame: before.frame }
  if (!playsFile(input) && !playsFile(old)) return pose
  return crossOver(poseOf(old), pose, before.sinceMs / crossOverMs, input.body)
}

const playsFile = (input: PerformerPoseInput): boolean => {
  const { current, previous } = input.performer.motion
  return recordedPose(current, input) !== null || recordedPose(previous, input) !== null
}

function playedPose(input: PerformerPoseInput): Pose {
  const { current, previous } = input.performer.motion
  const { frame, body } = input
  const sings = input.mouth !== null
  const danced = dancedPose(input)
  const beat = frame.positionBeats
  const overBeats = Math.max(ringBeatsAt(frame.bpm), (crossOverMs * frame.bpm) / 60_000)
  const recorded = recordedPose(current, input)
  // Out of a recorded motion: it holds its last pose while what follows takes over.
  const left = previous ? recordedPose(previous, input) : null
  const since = previous ? (recorded && current ? current.startBeats : beat) - endOf(previous) : Number.POSITIVE_INFINITY
  const base =
    left && previous && since < overBeats ? crossOver(over(danced, left, previous.clip, 1, sings), danced, since / overBeats, body) : danced
  if (!recorded || !current) return base
  const still = minimumJerk(((frame.heldForMs ?? 0) + frame.idleForMs) / holdMs)
  const played = crossOver(base, over(danced, recorded, current.clip, 1, sings), (beat - current.startBeats) / overBeats, body)
  return crossOver(played, danced, still, body)
}

const upperBones: ReadonlySet<HumanoidBone> = new Set(humanoidBones.filter((bone) => bone !== 'hips' && !/Leg|Foot|Toes|Eye/.test(bone)))
const vowels: ReadonlySet<string> = new Set(['aa', 'ih', 'ou', 'ee', 'oh'])

/** A recorded motion over what she would dance, at a weight; her own mouth and blinks go before those of the file. */
function over(danced: Pose, recorded: Pose, clip: MotionClip, weightUnit: number, sings: boolean): Pose {
  const fingers = Object.entries(danced.rotations).filter(([bone]) => /Thumb|Index|Middle|Ring|Little/.test(bone))
  // Most files know no fingers: a hand that nobody moves stays as relaxed as it was.
  const whole = { ...recorded, rotations: { ...Object.fromEntries(fingers), ...recorded.rotations } }
  const pose = clip.part === 'upperBody' ? layerPose(danced, whole, upperBones, weightUnit) : blendPoses(danced, whole, weightUnit)
  const expressions = { ...danced.expressions }
  for (const [name, weight] of Object.entries(recorded.expressions)) {
    if (!sings || !vowels.has(name)) expressions[name] = Math.max(expressions[name] ?? 0, weight * weightUnit)
  }
  return { ...pose, expressions }
}

/** By which name the motion of a clip is found among those loaded: its file, and which animation of it. */
export const motionKeyOf = (clip: Pick<MotionClip, 'file' | 'take'>): string | null =>
  clip.file === undefined ? null : clip.take === undefined ? clip.file : `${clip.file}#${clip.take}`

/** Pose of a clip's recorded motion, or null when it names none that is loaded. */
function recordedPose(layer: MotionLayer | null, { motions, frame, body }: PerformerPoseInput): Pose | null {
  const key = layer && motionKeyOf(layer.clip)
  const motion = key ? motions?.[key] : undefined
  if (!layer || !motion) return null
  const { clip } = layer
  const into = Math.min(frame.positionBeats - layer.startBeats, layer.lengthBeats) + (clip.phaseBeats ?? 0)
  const fromMs = clip.fromMs ?? 0
  const atMs = clip.marks ? warpToBeats(clip.marks, into) : fromMs + (into * 60_000) / frame.bpm
  const span = { fromMs, toMs: Math.min(clip.toMs ?? Number.POSITIVE_INFINITY, motionLengthMs(motion)) }
  const sampling = { loop: clip.loop ?? true, mirror: clip.mirror ?? false, body, span }
  const pose = sampleMotion(motion, atMs, sampling)
  // Where it starts over she goes over from its end, unless the file itself comes round.
  const lengthMs = span.toMs - fromMs
  const goneMs = lengthMs > 0 ? (atMs - fromMs) % lengthMs : 0
  const overMs = Math.min(crossOverMs, lengthMs / 2)
  if (!sampling.loop || atMs - fromMs < lengthMs || goneMs >= overMs) return pose
  const ends = sampleMotion(motion, span.toMs, { ...sampling, loop: false })
  return comesRound(ends, sampleMotion(motion, fromMs, sampling)) ? pose : crossOver(ends, pose, goneMs / overMs, body)
}

/** Whether the end of a motion is its beginning, as near as an eye can tell. */
const comesRound = (end: Pose, start: Pose): boolean =>
  Math.hypot(end.hipsM[0] - start.hipsM[0], end.hipsM[1] - start.hipsM[1], end.hipsM[2] - start.hipsM[2]) < 0.02 &&
  Object.entries(end.rotations).every(([bone, q]) => angleBetween(q, start.rotations[bone as HumanoidBone] ?? identity) < 0.08)

function dancedPose({ performer, frame, mouth, seed, body }: PerformerPoseInput): Pose {
  const { figure, idleUnit } = bodyFigure(performer, frame, seed)
  breathe(figure, frame.atMs, seed)
  const { hipsM, rotations } = solvePose(figure, body)
  const expressions = faceOf(performer, frame, mouth, seed, idleUnit)
  return { hipsM, rotations, expressions, lookAt: eyesOf(figure, frame.atMs, seed, idleUnit, expressions) }
}

/** Dancing, eyes stay with the hall as far as the head lets them; idle, they go first where the head will follow. */
function eyesOf(
  figure: Figure,
  atMs: number,
  seed: number,
  idleUnit: number,
  face: Readonly<Record<string, number>>,
): { yawDeg: number; pitchDeg: number } {
  const gaze = gazeDeg(atMs, seed, face)
  const { eyes } = glanceAt(atMs, seed)
  const mix = (danced: number, idle: number) => danced + (idle - danced) * idleUnit
  return {
    yawDeg: softLimit(mix(gaze.yawDeg - figure[9]! * 0.6, eyes.yawDeg - figure[9]!), 28),
    pitchDeg: softLimit(mix(gaze.pitchDeg - figure[10]! * 0.5, eyes.pitchDeg - figure[10]! * 0.8), 18),
  }
}

/** Breath in chest, shoulders and arms, and a sway of the size of a finger's breadth: no picture is like the one before. */
function breathe(figure: Figure, atMs: number, seed: number): void {
  const breath = breathUnit(atMs) - 0.4
  figure[7] = figure[7]! - 1.4 * breath
  figure[0] = figure[0]! + 0.004 * wander(seed + 51, atMs / 700)
  figure[2] = figure[2]! + 0.004 * wander(seed + 52, atMs / 800)
  figure[6] = figure[6]! + 0.8 * wander(seed + 53, atMs / 600)
  figure[9] = figure[9]! + 1.2 * wander(seed + 54, atMs / 750)
  figure[11] = figure[11]! + 0.9 * wander(seed + 55, atMs / 850)
  for (const c of [at.leftHand, at.rightHand]) {
    figure[c + hand.shrug] = figure[c + hand.shrug]! + 1.6 * breath
    figure[c + hand.reach + 1] = figure[c + hand.reach + 1]! + 0.004 * wander(seed + 56 + c, atMs / 650)
    figure[c + hand.flex] = figure[c + hand.flex]! + 1.5 * wander(seed + 57 + c, atMs / 550)
  }
}
