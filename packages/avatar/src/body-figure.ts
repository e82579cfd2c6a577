import { type BeforeFrame, beats, type Frame, type MotionLayer, ms, type PerformerFrame } from '@ghostlight/timeline'
import { at, type Figure, figureDifference, foot, footSize, reachAt, setReach } from './figure.ts'
import { idleFigure, idleSteps } from './idle.ts'
import { minimumJerk } from './ik.ts'
import { addInertia, type Change, changeBetween, layCrossings } from './inertia.ts'
import { type Footwork, swingHeight } from './moves/footwork.ts'
import { moves } from './moves/library.ts'
import { figureOfMove, type Move, rateAt } from './moves/sample-move.ts'
import { add, dot, length, normalise, scale, type Vector3 } from './rotation.ts'

// The figure of a performer at a frame. The clip under the position is sampled; what the clip before it (or the idle) was doing at the
// change is added as an offset that dies away, computed anew from the times each frame. Over it lie the moves of cues, then how still she
// stands; where the music has jumped, what is left of the pose from which it jumped. Feet go over in steps, never by sliding.

/** How long the previous motion rings in the body and the arms after a change. */
const ringBeats = 0.45
const ringMs = 230
/** From the dance into the idle and back, where a frame does not say how still she stands. */
const stillMs = 600
/** After this long nothing of a jump or a change is left; a frame tells of a jump for 1.5 s. */
const handOverMs = 1450
/** How long the pose before a jump rings: it may be farther off than any move from the next. */
const jumpMs = 560
/** Distance of the two instants from which speeds are read, beats. */
const probeBeats = 1 / 64
/** After this long nothing of a change is left, beats. */
const changeBeats = 4

export interface BodyFigure {
  readonly figure: Figure
  /** 0 she dances, 1 nobody asks anything of her: then eyes and face go their own way. */
  readonly idleUnit: number
}

/** The time that feet have for a change, beats of the song. */
const withinBeats = (bpm: number): number => Math.min(changeBeats, (handOverMs * bpm) / 60_000)

/** How long the ring of a change takes at a tempo. */
export const ringBeatsAt = (bpm: number): number => Math.max(ringBeats, (ringMs * bpm) / 60_000)

/** What she dances, before breath. */
export function bodyFigure(performer: PerformerFrame, frame: Frame, seed: number): BodyFigure {
  const before = frame.before ?? null
  const still = stillUnitOf(frame)
  if (!before || before.sinceMs >= handOverMs)
    return stood(laidOver(dancedFigure(performer, frame, seed, null), performer, frame), performer, frame, still, seed)
  const then = jumpOf(performer, frame, before)
  const own = dancedFigure(performer, frame, seed, then.positionBeats)
  const figure = laidOver(own, performer, frame)
  if (!then.known) return stood(figure, performer, frame, still, seed)
  const was = before.frame.performers[performer.performerId] ?? nobody(performer.performerId)
  const old = bodyFigure(was, before.frame, seed)
  const probeMs = (probeBeats * 60_000) / frame.bpm
  const oldBefore = bodyFigure(was, earlierStill(before.frame, probeMs), seed)
  // A pass of a vamp hands over its dance; whoever stands still is handed over as she stands.
  const handOver = (at: BodyFigure, standing: boolean): BodyFigure => {
    const fresh = (agoMs: number): Figure => {
      const earlier = backInTime(frame, then.playedMs + agoMs, then.sinceMs + agoMs)
      const danced = laidOver(dancedFigure(then.performer, earlier, seed, then.positionBeats), then.performer, earlier)
      return standing ? stood(danced, then.performer, earlier, still, seed).figure : danced.figure
    }
    const change = changeBetween(old.figure, oldBefore.figure, fresh(0), fresh(probeMs), probeBeats)
    const { layer, move } = then
    const steps = layer && move ? footworkOf(layer, move) : idleSteps(frame.atMs - then.sinceMs, seed, 60_000 / frame.bpm)
    const beat0 = layer && move ? moveBeat(layer, move, then.positionBeats, frame.bpm) : 0
    const crossings = layCrossings(steps, beat0, layer && move ? rateAt(move, frame.bpm) : 1, change.offset, withinBeats(frame.bpm))
    const overBeats = Math.max(ringBeatsAt(frame.bpm), (jumpMs * frame.bpm) / 60_000)
    addInertia(at.figure, change, crossings, (then.sinceMs * frame.bpm) / 60_000, overBeats)
    return { figure: at.figure, idleUnit: at.idleUnit + (old.idleUnit - at.idleUnit) * (1 - minimumJerk(then.sinceMs / jumpMs)) }
  }
  if (then.sameRun) return stood(handOver(figure, false), performer, frame, still, seed)
  return handOver(stood(figure, performer, frame, still, seed), true)
}

interface Jump {
  /** The same run went on elsewhere (a vamp); otherwise another run began. */
  readonly sameRun: boolean
  readonly sinceMs: number
  /** How much of the music has gone by since. */
  readonly playedMs: number
  /** Where the music came in. */
  readonly positionBeats: number
  /** What she was asked for there; not known when two clips have begun since. */
  readonly performer: PerformerFrame
  readonly known: boolean
  readonly layer: MotionLayer | null
  readonly move: Move | null
}

function jumpOf(performer: PerformerFrame, frame: Frame, before: BeforeFrame): Jump {
  const sameRun = before.frame.segmentId === frame.segmentId && Math.abs(before.frame.elapsedMs + before.sinceMs - frame.elapsedMs) < 0.5
  const playedMs = sameRun ? before.sinceMs : Math.min(before.sinceMs, frame.elapsedMs)
  const positionBeats = (frame.positionBeats as number) - (playedMs * frame.bpm) / 60_000
  const { current, previous } = performer.motion
  const begun = (layer: MotionLayer | null) => layer !== null && layer.startBeats <= positionBeats + 1e-6
  const earlier = begun(current) ? current : previous
  const layer = begun(earlier) && earlier && endOf(earlier) > positionBeats ? earlier : null
  return {
    sameRun,
    sinceMs: before.sinceMs,
    playedMs,
    positionBeats,
    performer: { ...performer, motion: { current: layer, previous: null, next: null } },
    known: earlier === null || begun(earlier),
    layer,
    move: moveOf(layer),
  }
}

/** The frame a little earlier in the same stretch of music and show; holds and levels as they are. */
function backInTime(frame: Frame, playedMs: number, agoMs = playedMs): Frame {
  return {
    ...frame,
    atMs: ms(frame.atMs - agoMs),
    positionMs: ms(frame.positionMs - playedMs),
    elapsedMs: ms(frame.elapsedMs - playedMs),
    positionBeats: beats(frame.positionBeats - (playedMs * frame.bpm) / 60_000),
    before: null,
  }
}

/** The frame a little earlier, still on its way from a jump that was recent then. */
function earlierStill(frame: Frame, agoMs: number): Frame {
  const { before } = frame
  const back = backInTime(frame, agoMs)
  return before && before.sinceMs > agoMs ? { ...back, before: { ...before, sinceMs: ms(before.sinceMs - agoMs) } } : back
}

const nobody = (performerId: string): PerformerFrame => ({
  performerId,
  motion: { current: null, previous: null, next: null },
  expressions: {},
  leadTrackId: null,
  energyUnit: 0.2,
})

/** How far she stands still, 0–1. */
export function stillUnitOf(frame: Pick<Frame, 'stillUnit' | 'heldForMs' | 'enteredForMs' | 'idleForMs'>): number {
  if (frame.stillUnit !== undefined) return frame.stillUnit
  if (frame.heldForMs !== null) return Math.min(1, frame.heldForMs / stillMs)
  return frame.enteredForMs == null ? Math.min(1, frame.idleForMs / stillMs) : Math.max(0, 1 - frame.enteredForMs / stillMs)
}

/**
 * What the song asks for: the clip under the position, and what is left of the change into it.
 *
 * @param cameInBeats  where the music has just come in: changes up to there were never danced
 */
function dancedFigure(performer: PerformerFrame, frame: Frame, seed: number, cameInBeats: number | null): BodyFigure {
  const { current, previous } = performer.motion
  const beat = frame.positionBeats as number
  const danced = moveOf(current)
  const figure = current && danced ? layerFigure(current, danced, beat, frame.bpm) : idleFigure(frame.atMs, seed)
  const changedAtBeats = current && danced ? current.startBeats : previous ? endOf(previous) : null
  // After the end of the music the change into the idle goes on.
  const since =
    changedAtBeats === null ? Number.POSITIVE_INFINITY : beat - changedAtBeats + (danced ? 0 : (frame.idleForMs * frame.bpm) / 60_000)
  // A vamp that has come round began its first clip without a predecessor: its loop is seamless by itself.
  const cameRound = previous === null && frame.elapsedMs > frame.positionMs + 1
  const enteredBeats = cameInBeats ?? (frame.enteredForMs == null ? null : beat - (frame.enteredForMs * frame.bpm) / 60_000)
  const lived = changedAtBeats !== null && (enteredBeats === null || changedAtBeats > enteredBeats + 1e-6) && !cameRound
  if (changedAtBeats !== null && lived && since < changeBeats) {
    const { offset, crossings } = changeAt(changedAtBeats, current, previous, frame, seed)
    addInertia(figure, offset, crossings, since, ringBeatsAt(frame.bpm))
  }
  return { figure, idleUnit: current && danced ? 0 : minimumJerk(since) }
}

/** Moves that cues lay over it, each by its eased weight; feet go over in steps. */
function laidOver(danced: BodyFigure, performer: PerformerFrame, frame: Frame): BodyFigure {
  let { figure, idleUnit } = danced
  for (const { layer, weightUnit } of performer.overrides ?? []) {
    const move = moveOf(layer)
    if (!move || weightUnit <= 0) continue
    figure = goneOver(figure, layerFigure(layer, move, frame.positionBeats, frame.bpm), weightUnit, true)
    idleUnit *= 1 - minimumJerk(weightUnit)
  }
  return { figure, idleUnit }
}

/**
 * From the dance to standing still where the music stands, by `still` alone: a hold that is let go of at once goes back the way it came.
 */
function stood(danced: BodyFigure, performer: PerformerFrame, frame: Frame, still: number, seed: number): BodyFigure {
  const { current, previous } = performer.motion
  const move = moveOf(current)
  if (still <= 0 || (!move && frame.idleForMs > 0)) return danced
  const beat = frame.positionBeats as number
  const stoodBeats = frame.heldForMs === null && frame.enteredForMs != null ? beat - (frame.enteredForMs * frame.bpm) / 60_000 : beat
  const layer = current && current.startBeats > stoodBeats + 1e-6 ? previous : current
  const stoodMove = moveOf(layer)
  const anchor = layer && stoodMove ? layerFigure(layer, stoodMove, stoodBeats, frame.bpm) : null
  const goal = anchor ? idleAround(anchor, frame.atMs, seed) : idleFigure(frame.atMs, seed)
  const leftFirst = anchor === null || anchor[at.leftFoot + foot.up]! >= anchor[at.rightFoot + foot.up]!
  return {
    figure: goneOver(danced.figure, goal, still, leftFirst),
    idleUnit: danced.idleUnit + (1 - danced.idleUnit) * minimumJerk(still),
  }
}

/** Part of the way from one figure to another: the body eased, one foot after the other in a step of its own. */
function goneOver(from: Figure, to: Figure, unit: number, leftFirst: boolean): Figure {
  const t = minimumJerk(unit)
  const apart = figureDifference(from, to)
  const out = apart.map((x, c) => from[c]! + x * t)
  for (const c of [at.leftHand, at.rightHand]) setReach(out, c, roundAbout(reachAt(from, c), reachAt(to, c), t))
  const order = leftFirst ? [at.leftFoot, at.rightFoot] : [at.rightFoot, at.leftFoot]
  order.forEach((c, i) => {
    const u = Math.min(1, Math.max(0, unit * 2 - i))
    const w = minimumJerk((u - 0.1) / 0.8)
    for (let k = 0; k < footSize; k++) out[c + k] = from[c + k]! + apart[c + k]! * w
    const farM = Math.hypot(to[c + foot.x]! - from[c + foot.x]!, to[c + foot.z]! - from[c + foot.z]!)
    const bump = u > 0 && u < 1 ? swingHeight(u) : 0
    out[c + foot.up] = out[c + foot.up]! + Math.min(0.055, 0.016 + farM * 0.2) * bump
    out[c + foot.heel] = out[c + foot.heel]! * (1 - 0.8 * bump) + 6 * bump
  })
  return out
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

/**
 * Between two reaches that may both be moving: the wider the way, the more it goes round outside and before her. Continuous in both, which
 * the choice of an arc between two places (`slantBetween`) is not.
 */
function roundAbout(a: Vector3, b: Vector3, t: number): Vector3 {
  const u = normalise(a, [0, -1, 0])
  const v = normalise(b, [0, -1, 0])
  const wide = 1 - dot(u, v)
  const middle = normalise(add(add(u, v), scale([0.7, -0.2, 0.7], wide)), [0.7, -0.2, 0.7])
  const way = add(add(scale(u, (1 - t) ** 2), scale(middle, 2 * t * (1 - t))), scale(v, t * t))
  return scale(normalise(way, middle), length(a) + (length(b) - length(a)) * t)
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
      ? layCrossings(
          footworkOf(current, danced),
          moveBeat(current, danced, change, frame.bpm),
          rateAt(danced, frame.bpm),
          offset.offset,
          withinBeats(frame.bpm),
        )
      : layCrossings(idleSteps(idleAtMs(frame, change), seed, 60_000 / frame.bpm), 0, 1, offset.offset, withinBeats(frame.bpm))
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
  const standsMs = (frame.heldForMs ?? 0) + frame.idleForMs
  return frame.atMs - standsMs + ((beat - frame.positionBeats) * 60_000) / frame.bpm
}
