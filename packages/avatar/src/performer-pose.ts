import type { Frame, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import { blendPoses } from './blend.ts'
import type { BodyProportions } from './body-proportions.ts'
import { faceOf, gazeDeg, type MouthShape } from './face.ts'
import { at, blendFigures, type Figure, foot, hand, wrapDeg } from './figure.ts'
import { breathUnit, idleFigure } from './idle.ts'
import { minimumJerk, softLimit } from './ik.ts'
import { addInertia, type Change, changeBetween, layCrossings } from './inertia.ts'
import { type SampledMotion, sampleMotion } from './motion-clip.ts'
import type { Footwork } from './moves/footwork.ts'
import { moves } from './moves/library.ts'
import { figureOfMove, type Move, rateAt } from './moves/sample-move.ts'
import { wander } from './noise.ts'
import type { Pose } from './pose.ts'
import { solvePose } from './solve-pose.ts'

// A performer at a frame. The clip under the position is sampled; what the clip before it (or the idle) was doing at the change is
// added as an offset that dies away, computed anew from the times each frame; a hold goes over to the idle; breath and sway lie
// on top; then the figure is solved on the body. No pose depends on the frame before.

/** How long the previous motion rings in the body and the arms after a change. */
const ringBeats = 0.45
const ringMs = 230
/** How long she takes from the dance into the idle when the music is held. */
const holdMs = 600
/** And back, when it goes on. */
const enterMs = 450
/** Distance of the two instants from which speeds are read, beats. */
const probeBeats = 1 / 64

export interface PerformerPoseInput {
  readonly performer: PerformerFrame
  readonly frame: Frame
  /** Of the voice that leads her mouth, at this position; null closes it. */
  readonly mouth: MouthShape | null
  /** Of the performance; the same seed blinks and wanders alike everywhere. */
  readonly seed: number
  readonly body: BodyProportions
  /** Recorded motions by the path clips name them with (`MotionClip.file`), as far as they are loaded. */
  readonly motions?: Readonly<Record<string, SampledMotion>>
}

/** Pose of a performer at a frame; pure, and cheap enough for every picture. */
export function performerPoseAt(input: PerformerPoseInput): Pose {
  const danced = dancedPose(input)
  const { current, previous } = input.performer.motion
  const beat = input.frame.positionBeats
  const overBeats = Math.max(ringBeats, (ringMs * input.frame.bpm) / 60_000)
  const recorded = recordedPose(current, input)
  if (recorded && current) {
    const still = minimumJerk(((input.frame.heldForMs ?? 0) + input.frame.idleForMs) / holdMs)
    const w = minimumJerk((beat - current.startBeats) / overBeats) * (1 - still)
    return { ...blendPoses(danced, recorded, w), expressions: danced.expressions }
  }
  // Out of a recorded motion: it holds its last pose while what follows takes over.
  const left = previous ? recordedPose(previous, input) : null
  const since = previous ? beat - endOf(previous) : Number.POSITIVE_INFINITY
  if (left && since < overBeats) return { ...blendPoses(left, danced, minimumJerk(since / overBeats)), expressions: danced.expressions }
  return danced
}

/** Pose of a clip's recorded motion, or null when it names none that is loaded. */
function recordedPose(layer: MotionLayer | null, { motions, frame, body }: PerformerPoseInput): Pose | null {
  const file = layer?.clip.file
  const motion = layer && file !== undefined ? motions?.[file] : undefined
  if (!layer || !motion) return null
  const into = Math.min(frame.positionBeats - layer.startBeats, layer.lengthBeats) + (layer.clip.phaseBeats ?? 0)
  return sampleMotion(motion, (into * 60_000) / frame.bpm, { loop: true, mirror: layer.clip.mirror ?? false, body })
}

function dancedPose({ performer, frame, mouth, seed, body }: PerformerPoseInput): Pose {
  const figure = bodyFigure(performer, frame, seed)
  breathe(figure, frame.atMs, seed)
  const { hipsM, rotations } = solvePose(figure, body)
  // Eyes stay with the hall as far as the head lets them.
  const gaze = gazeDeg(frame.atMs, seed)
  return {
    hipsM,
    rotations,
    expressions: faceOf(performer, frame, mouth, seed),
    lookAt: { yawDeg: softLimit(gaze.yawDeg - figure[9]! * 0.6, 28), pitchDeg: softLimit(gaze.pitchDeg - figure[10]! * 0.5, 18) },
  }
}

/** What she dances, before breath: exported for tests and drawing. */
export function bodyFigure(performer: PerformerFrame, frame: Frame, seed: number): Figure {
  const { current, previous } = performer.motion
  const stillMs = (frame.heldForMs ?? 0) + frame.idleForMs
  const beat = frame.positionBeats as number
  const danced = moveOf(current)
  const idle = idleFigure(frame.atMs, seed)
  let figure: Figure
  let changedAtBeats: number | null = null
  if (current && danced) {
    figure = layerFigure(current, danced, beat, frame.bpm)
    changedAtBeats = current.startBeats
  } else {
    figure = idle
    if (previous) changedAtBeats = endOf(previous)
  }

  // Time since the change goes on while the position stands.
  const since = changedAtBeats === null ? Number.POSITIVE_INFINITY : beat - changedAtBeats + (danced ? 0 : (stillMs * frame.bpm) / 60_000)
  // A vamp that has come round began its first clip without a predecessor: its loop is seamless by itself.
  const cameRound = previous === null && frame.elapsedMs > frame.positionMs + 1
  if (changedAtBeats !== null && since < 4 && !cameRound) {
    const { offset, crossings } = changeAt(changedAtBeats, current, previous, frame, seed)
    addInertia(figure, offset, crossings, since, Math.max(ringBeats, (ringMs * frame.bpm) / 60_000))
  }
  if (!danced) return figure
  if (stillMs > 0) return settle(figure, idle, minimumJerk(stillMs / holdMs))
  const enteredMs = frame.enteredForMs ?? Number.POSITIVE_INFINITY
  return enteredMs < enterMs ? settle(figure, idle, 1 - minimumJerk(enteredMs / enterMs)) : figure
}

interface Changeover {
  readonly offset: Change
  readonly crossings: ReturnType<typeof layCrossings>
}

/** What the change into `current` (or into the idle) leaves to die away. */
function changeAt(change: number, current: MotionLayer | null, previous: MotionLayer | null, frame: Frame, seed: number): Changeover {
  const danced = moveOf(current)
  const before = moveOf(previous)
  // A clip that ended a while before the change has gone over into the idle by then.
  const joined = previous !== null && before !== null && change - endOf(previous) < 1e-3
  const known = joined && current && danced ? changeovers.get(current.clip) : undefined
  if (known && known.previous === previous?.clip && known.bpm === frame.bpm) return known
  const fresh = (b: number): Figure => (current && danced ? layerFigure(current, danced, b, frame.bpm) : idleAt(frame, b, seed))
  const old = (b: number): Figure => (joined && previous && before ? layerFigure(previous, before, b, frame.bpm) : idleAt(frame, b, seed))
  const offset = changeBetween(old(change), old(change - probeBeats), fresh(change), fresh(change - probeBeats), probeBeats)
  const crossings =
    current && danced
      ? layCrossings(footworkOf(current, danced), moveBeat(current, danced, change, frame.bpm), offset.offset)
      : layCrossings(null, 0, offset.offset)
  if (joined && current && danced) changeovers.set(current.clip, { offset, crossings, previous: previous.clip, bpm: frame.bpm })
  return { offset, crossings }
}

/** Changes from clip to clip do not depend on the frame: kept with the clip, so that a picture does not work them out again. */
const changeovers = new WeakMap<MotionLayer['clip'], Changeover & { readonly previous: MotionLayer['clip']; readonly bpm: number }>()

/** Between the dance (w = 0) and the idle (1): planted feet stay where they are, a raised one comes down where it is. */
function settle(figure: Figure, idle: Figure, w: number): Figure {
  const goal = Float64Array.from(idle)
  const leftX = figure[at.leftFoot + foot.x]!
  const rightX = figure[at.rightFoot + foot.x]!
  const homeX = idle[at.leftFoot + foot.x]! - idle[at.rightFoot + foot.x]!
  goal[0] = goal[0]! + (leftX - rightX - homeX) / 2
  goal[2] = goal[2]! + (figure[at.leftFoot + foot.z]! + figure[at.rightFoot + foot.z]!) / 2 - idle[at.leftFoot + foot.z]!
  const facing = wrapDeg(figure[at.leftFoot + foot.yaw]! - figure[at.rightFoot + foot.yaw]!) / 2
  goal[3] = goal[3]! + facing
  for (const c of [at.leftFoot, at.rightFoot]) {
    goal[c + foot.x] = figure[c + foot.x]!
    goal[c + foot.z] = figure[c + foot.z]!
    goal[c + foot.yaw] = figure[c + foot.yaw]!
  }
  return blendFigures(figure, goal, w)
}

const footworkOf = (layer: MotionLayer, move: Move): Footwork =>
  layer.clip.mirror ? { ...move.footwork, left: move.footwork.right, right: move.footwork.left } : move.footwork

const endOf = (layer: MotionLayer): number => layer.startBeats + layer.lengthBeats

function moveOf(layer: MotionLayer | null): Move | null {
  const name = layer?.clip.move
  return name !== undefined && Object.hasOwn(moves, name) ? (moves[name] ?? null) : null
}

function moveBeat(layer: MotionLayer, move: Move, beat: number, bpm: number): number {
  return (beat - layer.startBeats) * rateAt(move, bpm) + (layer.clip.phaseBeats ?? 0)
}

function layerFigure(layer: MotionLayer, move: Move, beat: number, bpm: number): Figure {
  return figureOfMove(move, moveBeat(layer, move, beat, bpm), {
    mirror: layer.clip.mirror ?? false,
    energyUnit: layer.clip.energyUnit ?? move.energyUnit,
    bpm: bpm * rateAt(move, bpm),
  })
}

/** The idle at another position of the song, by the time that lies between. */
function idleAt(frame: Frame, beat: number, seed: number): Figure {
  const stillMs = (frame.heldForMs ?? 0) + frame.idleForMs
  return idleFigure(frame.atMs - stillMs + ((beat - frame.positionBeats) * 60_000) / frame.bpm, seed)
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
