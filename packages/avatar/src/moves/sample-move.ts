import { at, type Figure, figureSize, foot, hand, mirrorFigure } from '../figure.ts'
import { handShapes } from '../hands.ts'
import { smoothstep } from '../ik.ts'
import type { Vector3 } from '../rotation.ts'
import { turnForPalm } from '../solve-pose.ts'
import { carry, thrown } from './carriage.ts'
import { type Footwork, layFootwork, placeFeet } from './footwork.ts'
import { type CurveKey, createKeyCurve, type KeyCurve } from './key-curve.ts'
import type { Groove, HandKey, HipsKey, Key, MoveSheet, TurnKey } from './move.ts'

/** A move ready to be asked. */
export interface Move extends MoveSheet {
  readonly curves: {
    readonly hips: KeyCurve
    readonly chest: KeyCurve
    readonly head: KeyCurve
    readonly leftHand: KeyCurve
    readonly rightHand: KeyCurve
    readonly leftHeel: KeyCurve
    readonly rightHeel: KeyCurve
  }
  readonly footwork: Footwork
  /** Where each hand is on the average of its keys, arm lengths: quiet dancing stays nearer to there. */
  readonly middle: { readonly left: Vector3; readonly right: Vector3 }
}

/** Milliseconds by which chest and head follow the hips. */
const lagMs = { chest: 35, head: 70 } as const
/** Milliseconds by which the joints of an arm follow its shoulder where a move does not say otherwise: they arrive one after the other. */
export const armFollowsMs = { elbow: 34, wrist: 82, fingers: 115 } as const

const hipsValues = (k: HipsKey) => [k.x ?? 0, k.y ?? 0, k.z ?? 0, k.yaw ?? 0, k.pitch ?? 0, k.tilt ?? 0]
const turnValues = (k: TurnKey) => [k.yaw ?? 0, k.pitch ?? 0, k.tilt ?? 0]

/** The wrist from the shoulder, arm lengths: outward, up, forward. */
export function reachOf(key: HandKey): Vector3 {
  const azimuth = (key.azimuth * Math.PI) / 180
  const elevation = (key.elevation * Math.PI) / 180
  const flat = Math.cos(elevation) * key.reach
  return [Math.sin(azimuth) * flat, Math.sin(elevation) * key.reach, Math.cos(azimuth) * flat]
}

/** Channels of one hand: direction of the reach (3), its length, then the block of `figure.ts` from `pole` on. */
function handValues(key: HandKey): number[] {
  const v = reachOf(key)
  const pole: Vector3 = key.elbow ?? [0, 0, 0]
  const turn = key.palm ? turnForPalm(v, pole, key.palm) : 0
  const shape = handShapes[key.shape ?? 'relaxed']
  return [
    v[0] / key.reach,
    v[1] / key.reach,
    v[2] / key.reach,
    key.reach,
    ...pole,
    turn,
    key.flex ?? 0,
    key.dev ?? 0,
    key.shrug ?? 0,
    key.press ?? 0,
    ...shape,
    key.onHips ? 1 : 0,
  ]
}

/** Writes a hand that is still into the block that begins at `c`. */
export function writeHand(figure: Figure, c: number, key: HandKey): void {
  const [x, y, z, reach, ...rest] = handValues(key) as [number, number, number, number, ...number[]]
  figure.set([x * reach, y * reach, z * reach, ...rest], c)
}

function curveOf<T>(keys: readonly Key<T>[], values: (value: T) => number[], sheet: MoveSheet, gained: readonly number[] | null): KeyCurve {
  const list: CurveKey[] = keys.map(([beat, value, ease]) => ({ beat, values: values(value), ease: ease ?? 'flow' }))
  return createKeyCurve(list, sheet.lengthBeats, gained)
}

/** @throws RangeError when the sheet contradicts itself (feet that do not come home). */
export function createMove(sheet: MoveSheet): Move {
  const turns = (sheet.turns ?? 0) * 360
  const zero: readonly Key<number>[] = [[0, 0]]
  return {
    ...sheet,
    curves: {
      hips: curveOf(sheet.hips, hipsValues, sheet, turns === 0 ? null : [0, 0, 0, turns, 0, 0]),
      chest: curveOf(sheet.chest, turnValues, sheet, null),
      head: curveOf(sheet.head, turnValues, sheet, null),
      leftHand: curveOf(sheet.leftHand, handValues, sheet, null),
      rightHand: curveOf(sheet.rightHand, handValues, sheet, null),
      leftHeel: curveOf(sheet.leftHeel ?? zero, (x) => [x], sheet, null),
      rightHeel: curveOf(sheet.rightHeel ?? zero, (x) => [x], sheet, null),
    },
    footwork: layFootwork(sheet),
    middle: { left: middleOf(sheet.leftHand), right: middleOf(sheet.rightHand) },
  }
}

function middleOf(keys: readonly Key<HandKey>[]): Vector3 {
  const reaches = keys.map(([, key]) => reachOf(key))
  return [0, 1, 2].map((i) => reaches.reduce((sum, v) => sum + v[i]!, 0) / Math.max(1, reaches.length)) as unknown as Vector3
}

/** Half or double time when the tempo is outside the window: beats of the move per beat of the song. */
export function rateAt(move: Pick<MoveSheet, 'homeBpm' | 'windowBpm'>, bpm: number): number {
  if (bpm >= move.windowBpm[0] && bpm <= move.windowBpm[1]) return 1
  return 2 ** Math.round(Math.log2(move.homeBpm / bpm))
}

export interface MoveOptions {
  readonly mirror: boolean
  /** 0–1; the move's own energy gives it as written. */
  readonly energyUnit: number
  /** Tempo of the song there: turns lags in milliseconds into beats. */
  readonly bpm: number
}

const scratch = new Float64Array(24)

/** The figure of a move at a beat of its own (any number; it repeats every `lengthBeats`). */
export function figureOfMove(move: Move, beat: number, options: MoveOptions): Figure {
  const figure = new Float64Array(figureSize)
  const perMs = options.bpm / 60_000
  // A quiet section is danced smaller, a loud one larger, by as much as it is louder than the move was written for.
  const size = 1 + 0.95 * (options.energyUnit - move.energyUnit)
  move.curves.hips.sample(beat, figure, at.hips)
  move.curves.chest.sample(beat - lagMs.chest * perMs, figure, at.chest)
  move.curves.head.sample(beat - lagMs.head * perMs, figure, at.head)
  sampleHand(move.curves.leftHand, beat, perMs, move.followsMs ?? armFollowsMs, size, figure, at.leftHand)
  sampleHand(move.curves.rightHand, beat, perMs, move.followsMs ?? armFollowsMs, size, figure, at.rightHand)
  placeFeet(move.footwork, beat, figure)
  addHeel(move.curves.leftHeel, beat, figure, at.leftFoot)
  addHeel(move.curves.rightHeel, beat, figure, at.rightFoot)
  for (const c of [1, 4, 5, 6, 7, 8, 10, 11]) figure[c] = figure[c]! * size
  holdBack(figure, at.leftHand, move.middle.left, size)
  holdBack(figure, at.rightHand, move.middle.right, size)
  carry(figure, move.carriage ?? thrown, size, {
    chest: hipsAt(move, beat - lagMs.chest * perMs, chestThen),
    head: hipsAt(move, beat - lagMs.head * perMs, headThen),
  })
  addGroove(move, beat, perMs, size, figure)
  addJumps(move, beat, size, figure)
  return options.mirror ? mirrorFigure(figure) : figure
}

/** Hands of a quiet section go only part of their way; a hand on the hip stays there. */
function holdBack(figure: Figure, c: number, middle: Vector3, size: number): void {
  if (size >= 1) return
  const whole = 1 - (1 - Math.max(0.55, 0.3 + 0.7 * size)) * (1 - figure[c + hand.onHips]!)
  for (let i = 0; i < 3; i++) {
    figure[c + hand.reach + i] = middle[i]! + (figure[c + hand.reach + i]! - middle[i]!) * whole
    figure[c + hand.drag + i] = figure[c + hand.drag + i]! * whole
  }
}

const chestThen = new Float64Array(6)
const headThen = new Float64Array(6)

function hipsAt(move: Move, beat: number, out: Float64Array): Float64Array {
  move.curves.hips.sample(beat, out, 0)
  return out
}

function addHeel(curve: KeyCurve, beat: number, figure: Figure, c: number): void {
  curve.sample(beat, scratch, 0)
  figure[c + foot.heel] = figure[c + foot.heel]! + scratch[0]!
}

/** The arm points where the hand is to go; it stretches or folds, and wrist and fingers turn, a little later each; drag from how the path has changed. */
function sampleHand(
  curve: KeyCurve,
  beat: number,
  perMs: number,
  follows: NonNullable<MoveSheet['followsMs']>,
  size: number,
  figure: Figure,
  c: number,
): void {
  curve.sample(beat - follows.elbow * perMs, scratch, 0)
  const folded = scratch[3]!
  curve.sample(beat, scratch, 0)
  scratch[3] = folded
  const now = reachAt(size)
  for (let i = 0; i < 3; i++) figure[c + hand.reach + i] = now[i]!
  for (let i = 0; i < 3; i++) figure[c + hand.pole + i] = scratch[4 + i]!
  figure[c + hand.shrug] = scratch[10]! * size
  figure[c + hand.press] = scratch[11]! * size
  figure[c + hand.onHips] = scratch[18]!
  curve.sample(beat - follows.wrist * perMs, scratch, 0)
  figure[c + hand.turn] = scratch[7]!
  figure[c + hand.flex] = scratch[8]!
  figure[c + hand.dev] = scratch[9]!
  const then = reachAt(size)
  for (let i = 0; i < 3; i++) figure[c + hand.drag + i] = then[i]! - now[i]!
  curve.sample(beat - follows.fingers * perMs, scratch, 0)
  for (let i = 0; i < 6; i++) figure[c + hand.curls + i] = Math.max(0, scratch[12 + i]!)
}

/** Reach of the sampled hand; energy opens or closes it a little. */
function reachAt(size: number): Vector3 {
  const l = Math.hypot(scratch[0]!, scratch[1]!, scratch[2]!)
  const reach = Math.min(0.985, scratch[3]! * (0.75 + 0.25 * size)) / Math.max(l, 0.2)
  return [scratch[0]! * reach, scratch[1]! * reach, scratch[2]! * reach]
}

/** 1 at the lowest point of the groove, 0 at its highest. */
const grooveLow = (groove: Groove, beat: number): number =>
  (0.5 + 0.5 * Math.cos((2 * Math.PI * (beat - groove.lowBeat)) / groove.periodBeats)) ** (groove.sharp ?? 1)

function addGroove(move: Move, beat: number, perMs: number, size: number, figure: Figure): void {
  const groove = move.groove
  if (!groove) return
  const low = (b: number) => grooveLow(groove, b)
  const hips = low(beat)
  const chest = low(beat - lagMs.chest * perMs)
  figure[1] = figure[1]! - groove.dipM * size * hips
  figure[0] = figure[0]! + (groove.swayM ?? 0) * Math.cos((Math.PI * (beat - groove.lowBeat)) / groove.periodBeats)
  figure[7] = figure[7]! + (groove.chestDeg ?? 0) * size * chest
  figure[10] = figure[10]! + (groove.nodDeg ?? 0) * size * low(beat - lagMs.head * perMs)
  const ride = (groove.handUnit ?? 0) * size * low(beat - 60 * perMs)
  for (const c of [at.leftHand, at.rightHand]) {
    figure[c + hand.shrug] = figure[c + hand.shrug]! + (groove.shrugDeg ?? 0) * size * chest
    figure[c + hand.reach + 1] = figure[c + hand.reach + 1]! - ride
  }
}

const gravity = 9.81

/** Height of the hips by keys and groove. */
function hipsHeight(move: Move, beat: number, size: number): number {
  move.curves.hips.sample(beat, scratch, 0)
  return scratch[1]! * size - (move.groove ? move.groove.dipM * size * grooveLow(move.groove, beat) : 0)
}

function addJumps(move: Move, beat: number, size: number, figure: Figure): void {
  for (const jump of move.jumps ?? []) {
    const local = beat - move.lengthBeats * Math.floor(beat / move.lengthBeats)
    const airS = ((jump.land - jump.lift) * 60) / move.homeBpm
    const u = (local - jump.lift) / (jump.land - jump.lift)
    // Ballistic from toe-off to touch-down, whatever the keys say meanwhile; feet tuck a little more than the body rises.
    if (u <= 0 || u >= 1) continue
    const height = (gravity * airS * airS * u * (1 - u)) / 2
    const from = hipsHeight(move, jump.lift, size)
    figure[1] = from + (hipsHeight(move, jump.land, size) - from) * u + height
    for (const c of [at.leftFoot, at.rightFoot]) {
      figure[c + foot.up] = figure[c + foot.up]! + height
      figure[c + foot.heel] = figure[c + foot.heel]! + 30 * smoothstep(0, 0.3, u) * (1 - smoothstep(0.75, 1, u))
    }
    if (!jump.tuck) continue
    const tucked = Math.sin(Math.PI * u) ** 2
    const c = jump.tuck.foot === 'left' ? at.leftFoot : at.rightFoot
    figure[c + foot.up] = figure[c + foot.up]! + jump.tuck.up * tucked
    figure[c + foot.z] = figure[c + foot.z]! - jump.tuck.back * tucked
  }
}
