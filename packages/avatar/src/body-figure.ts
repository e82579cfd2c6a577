import type { Frame, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import { at, type Figure, foot } from './figure.ts'
import { idleFigure, idleSteps } from './idle.ts'
import { minimumJerk } from './ik.ts'
import { addInertia, type Change, changeBetween, layCrossings } from './inertia.ts'
import type { Footwork } from './moves/footwork.ts'
import { moves } from './moves/library.ts'
import { figureOfMove, type Move, rateAt } from './moves/sample-move.ts'

// The figure of a performer at a frame. The clip under the position is sampled; what the clip before it (or the idle) was doing at the
// change is added as an offset that dies away, computed anew from the times each frame. A hold is such a change too, from the dance that
// stands still to the idle where she stands, and going on is the change back: feet go over in steps, never by sliding.

/** How long the previous motion rings in the body and the arms after a change. */
const ringBeats = 0.45
const ringMs = 230
/** How long she takes from the dance into the idle when the music is held, and back when it goes on. */
const holdMs = 620
const enterMs = 450
/** Unit of her two steps home on a hold: each takes half of it. */
const homeStepMs = 680
/** Distance of the two instants from which speeds are read, beats. */
const probeBeats = 1 / 64
/** After this long nothing of a change is left, beats. */
const changeBeats = 4

export interface BodyFigure {
  readonly figure: Figure
  /** 0 she dances, 1 nobody asks anything of her: then eyes and face go their own way. */
  readonly idleUnit: number
}

/** How long the ring of a change takes at a tempo. */
export const ringBeatsAt = (bpm: number): number => Math.max(ringBeats, (ringMs * bpm) / 60_000)

/** What she dances, before breath. */
export function bodyFigure(performer: PerformerFrame, frame: Frame, seed: number): BodyFigure {
  const { current, previous } = performer.motion
  const stillMs = (frame.heldForMs ?? 0) + frame.idleForMs
  const beat = frame.positionBeats as number
  const danced = moveOf(current)
  const figure = current && danced ? layerFigure(current, danced, beat, frame.bpm) : idleFigure(frame.atMs, seed)
  const changedAtBeats = current && danced ? current.startBeats : previous ? endOf(previous) : null

  // Time since the change goes on while the position stands.
  const since = changedAtBeats === null ? Number.POSITIVE_INFINITY : beat - changedAtBeats + (danced ? 0 : (stillMs * frame.bpm) / 60_000)
  // A vamp that has come round began its first clip without a predecessor: its loop is seamless by itself.
  const cameRound = previous === null && frame.elapsedMs > frame.positionMs + 1
  if (changedAtBeats !== null && since < changeBeats && !cameRound) {
    const { offset, crossings } = changeAt(changedAtBeats, current, previous, frame, seed)
    addInertia(figure, offset, crossings, since, ringBeatsAt(frame.bpm))
  }
  if (!current || !danced) return { figure, idleUnit: minimumJerk(since) }
  if (stillMs > 0) return { figure: held(figure, frame.atMs, stillMs, seed), idleUnit: minimumJerk(stillMs / holdMs) }
  const enteredMs = frame.enteredForMs ?? Number.POSITIVE_INFINITY
  if ((enteredMs * frame.bpm) / 60_000 >= changeBeats) return { figure, idleUnit: 0 }
  goOn(figure, performer, frame, enteredMs, seed)
  return { figure, idleUnit: 1 - minimumJerk(enteredMs / enterMs) }
}

/** The idle where a dancer stands: between her feet, facing the hall. */
function idleAround(figure: Figure, atMs: number, seed: number): Figure {
  const idle = idleFigure(atMs, seed)
  const asideM = (figure[at.leftFoot + foot.x]! - figure[at.rightFoot + foot.x]!) / 2
  const aheadM = (figure[at.leftFoot + foot.z]! + figure[at.rightFoot + foot.z]!) / 2
  idle[0] = idle[0]! + asideM
  idle[2] = idle[2]! + aheadM
  idle[at.leftFoot + foot.x] = idle[at.leftFoot + foot.x]! + asideM
  idle[at.rightFoot + foot.x] = idle[at.rightFoot + foot.x]! - asideM
  for (const c of [at.leftFoot, at.rightFoot]) idle[c + foot.z] = idle[c + foot.z]! + aheadM
  return idle
}

/** From the dance, which stands, to the idle: as if the idle had begun with the hold. */
function held(danced: Figure, atMs: number, stillMs: number, seed: number): Figure {
  const units = stillMs / homeStepMs
  const goal = idleAround(danced, atMs, seed)
  if (units >= changeBeats) return goal
  const began = idleAround(danced, atMs - stillMs, seed)
  const change = changeBetween(danced, danced, began, idleAround(danced, atMs - stillMs - homeStepMs * probeBeats, seed), probeBeats)
  addInertia(goal, change, layCrossings(idleSteps(atMs - stillMs, seed, homeStepMs), 0, change.offset), units, holdMs / homeStepMs)
  return goal
}

/** Out of the idle into the dance that goes on: the clip that was on when the music came in again is danced towards. */
function goOn(figure: Figure, performer: PerformerFrame, frame: Frame, enteredMs: number, seed: number): void {
  const { current, previous } = performer.motion
  const since = (enteredMs * frame.bpm) / 60_000
  const entered = (frame.positionBeats as number) - since
  const layer = current && current.startBeats <= entered + 1e-6 ? current : (previous ?? current)
  const move = moveOf(layer)
  if (!layer || !move) return
  const danced = (b: number) => layerFigure(layer, move, b, frame.bpm)
  const then = danced(entered)
  const enteredAtMs = frame.atMs - enteredMs
  const rest = idleAround(then, enteredAtMs, seed)
  const before = idleAround(then, enteredAtMs - (probeBeats * 60_000) / frame.bpm, seed)
  const change = changeBetween(rest, before, then, danced(entered - probeBeats), probeBeats)
  const crossings = layCrossings(footworkOf(layer, move), moveBeat(layer, move, entered, frame.bpm), change.offset)
  addInertia(figure, change, crossings, since, Math.max(ringBeatsAt(frame.bpm), (enterMs * frame.bpm) / 60_000))
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
  const fresh = (b: number): Figure =>
    current && danced ? layerFigure(current, danced, b, frame.bpm) : idleFigure(idleAtMs(frame, b), seed)
  const old = (b: number): Figure =>
    joined && previous && before ? layerFigure(previous, before, b, frame.bpm) : idleFigure(idleAtMs(frame, b), seed)
  const offset = changeBetween(old(change), old(change - probeBeats), fresh(change), fresh(change - probeBeats), probeBeats)
  const crossings =
    current && danced
      ? layCrossings(footworkOf(current, danced), moveBeat(current, danced, change, frame.bpm), offset.offset)
      : layCrossings(idleSteps(idleAtMs(frame, change), seed, 60_000 / frame.bpm), 0, offset.offset)
  if (joined && current && danced) changeovers.set(current.clip, { offset, crossings, previous: previous.clip, bpm: frame.bpm })
  return { offset, crossings }
}

/** Changes from clip to clip do not depend on the frame: kept with the clip, so that a picture does not work them out again. */
const changeovers = new WeakMap<MotionLayer['clip'], Changeover & { readonly previous: MotionLayer['clip']; readonly bpm: number }>()

const footworkOf = (layer: MotionLayer, move: Move): Footwork =>
  layer.clip.mirror ? { ...move.footwork, left: move.footwork.right, right: move.footwork.left } : move.footwork

/** Beat at which a clip is over. */
export const endOf = (layer: MotionLayer): number => layer.startBeats + layer.lengthBeats

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

/** Show time at another position of the song, by the time that lies between. */
function idleAtMs(frame: Frame, beat: number): number {
  const stillMs = (frame.heldForMs ?? 0) + frame.idleForMs
  return frame.atMs - stillMs + ((beat - frame.positionBeats) * 60_000) / frame.bpm
}
