/**
 * One shot worked out: from which side, how near, and how the camera moves in it. Pure; goes in small steps, so that the shot to come can be
 * worked out between two pictures of the one that is on.
 */
import { clampUnit, mix, smoothUnit } from '../ease.ts'
import type { View } from './camera.ts'
import { type Axes, axesOf, type Framing, frameScene, type Scene, shownHands } from './framing.ts'
import { type Company, STEP_MS } from './rehearsal.ts'
import type { PlannedShot } from './shots.ts'
import { SIZES, type Size } from './sizes.ts'
import { alongPath } from './smooth-path.ts'
import { add, dot, far, scale, sub, unit, type V } from './vector.ts'

/** Fastest that is pleasant: of the picture's height a second. */
const MOST_ZOOM_PER_S = 0.18
const MOST_PAN_PER_S = 0.15
/** Of a way round her that an author asks for, on the mean of the shot. */
const MOST_ROUND_DEG_PER_S = 9
/** Steps either way in which a movement takes place, from the quickest; then it holds still. */
const REACHES = [9, 12, 16, 22, 30, 45, Number.POSITIVE_INFINITY] as const
/** How much wider a song opens. */
const OPENING = 1.25
/** A wider picture is worth a calmer camera up to this. */
const CALM_WORTH = 1.04
/** A hand this near to the line from the eye to the face lies over it, of her height. */
const OVER_FACE_UNIT = 0.055
/** An arm stretched out within this of the line to the eye looks like a stump. */
const STUMP_DEG = 25
/** A face turned farther from the eye than this is lost. */
const LOST_FACE_DEG = 45
/** Distance of the wall that hangs behind her, metres; with its ring in the middle. */
const WALL_M = 4.6

export interface ShotPlan {
  readonly shot: PlannedShot
  readonly framing: Framing
  /** @param positionMs on the clock of the shot. */
  viewAt(positionMs: number): View
}

export interface ShotAsked {
  readonly shot: PlannedShot
  readonly aspect: number
  /** The camera stands still, for whoever wants less motion. */
  readonly still: boolean
  /** Everybody at a step of the clock. */
  readonly at: (step: number) => Company
}

/** Along a shot: mostly even, with soft ends. */
const gently = (progressUnit: number): number => mix(clampUnit(progressUnit), smoothUnit(progressUnit), 0.5)

interface Course {
  readonly fromDeg: number
  readonly toDeg: number
}

/** Yields between its steps, none of which takes longer than a pose or two. */
export function* planShot({ shot, aspect, still, at }: ShotAsked): Generator<undefined, ShotPlan> {
  const size = SIZES[shot.shot]
  const first = Math.floor(shot.fromMs / STEP_MS)
  const last = Math.max(first + 1, Math.ceil(shot.toMs / STEP_MS))
  const around: Company[] = []
  for (let step = first - 1; step <= last + 1; step++) {
    around.push(at(step))
    yield
  }
  const companies = around.slice(1, -1)
  const shown = shownHands(around)
  const anchorM = middleOf(companies)
  const tallM = Math.max(1, ...companies[0]!.map(({ heightM }) => heightM))
  const progressOf = (step: number) =>
    still ? 0.5 : gently(((first + step) * STEP_MS - shot.fromMs) / Math.max(1, shot.toMs - shot.fromMs))
  const [from, to] = dollyOf(shot)
  const leastM = companies.map((_, step) => {
    const isOpenUnit = shot.opensMs === 0 || still ? 1 : smoothUnit((first + step) / (shot.opensMs / STEP_MS))
    return size.leastUnit * tallM * mix(from, to, progressOf(step)) * mix(OPENING, 1, isOpenUnit)
  })
  const rise = riseOf(shot, size)
  const axesAlong = (course: Course, progress: number): Axes =>
    axesOf(mix(course.fromDeg, course.toDeg, progress), elevationDeg(size, mix(rise[0], rise[1], progress)))
  const sceneOf = (course: Course): Scene => ({
    companies,
    shown,
    axes: companies.map((_, step) => axesAlong(course, progressOf(step))),
    leastM,
    aspect,
    fovDeg: size.fovDeg,
    anchorM,
  })

  let course: Course | null = null
  let lowest = Number.POSITIVE_INFINITY
  for (const candidate of coursesOf(shot, size)) {
    const scene = thinned(sceneOf(candidate))
    const framing = yield* cropped(scene, size, 6, 1)
    const cost = costOf(scene, framing, candidate, shot, size)
    if (cost >= lowest) continue
    lowest = cost
    course = candidate
  }
  const chosen = course!
  const scene = sceneOf(chosen)
  let best: Framing | null = null
  // From the calmest to the quickest: a quicker one must earn it by being nearer.
  for (const reach of still ? [Number.POSITIVE_INFINITY] : [...REACHES].reverse()) {
    const framing = yield* cropped(scene, size, reach, 3)
    if (best && (!isPleasant(framing) || meanOf(best.heightM) < CALM_WORTH * meanOf(framing.heightM))) continue
    best = framing
  }
  const framing = best!
  const halfTan = Math.tan((size.fovDeg * Math.PI) / 360)
  return {
    shot,
    framing,
    viewAt(positionMs) {
      const step = positionMs / STEP_MS - first
      const { right, up, toEye } = axesAlong(chosen, progressOf(step))
      const heightM = alongPath(framing.heightM, step)
      const across = scale(right, alongPath(framing.acrossM, step))
      const lookM = add(add(anchorM, across), scale(up, alongPath(framing.bottomM, step) + heightM / 2))
      const [x, y, z] = add(lookM, scale(toEye, heightM / 2 / halfTan))
      return { eyeM: [x, Math.max(y, size.lowestEyeM), z], lookM, fovDeg: size.fovDeg }
    },
  }
}

/** The narrowest crop that holds what it must. */
function* cropped(scene: Scene, size: Size, reach: number, rounds: number): Generator<undefined, Framing> {
  let framing: Framing | null = null
  for (const crop of size.crops) {
    framing = frameScene(scene, crop, reach, rounds)
    yield
    if (framing.fits) break
  }
  return framing!
}

/** Every other step: enough to choose by. */
function thinned(scene: Scene): Scene {
  const half = <T>(values: readonly T[]) => values.filter((_, at) => at % 2 === 0)
  return { ...scene, companies: half(scene.companies), shown: half(scene.shown), axes: half(scene.axes), leastM: half(scene.leastM) }
}

/** Where they are in the middle of a shot, on the floor. */
function middleOf(companies: readonly Company[]): V {
  const places = companies.flatMap((company) => company.map(({ hipsM }) => hipsM))
  const sum = places.reduce<V>(add, [0, 0, 0])
  return [sum[0] / places.length, 0, sum[2] / places.length]
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** How near it begins and ends: it comes in where the music is inward, goes out where it opens. */
function dollyOf({ shot, energyUnit, order }: PlannedShot): readonly [number, number] {
  const way = 0.05 + 0.05 * energyUnit
  const isOut = shot === 'wide' ? energyUnit > 0.55 : energyUnit > 0.7 && order % 3 === 2
  return isOut ? [1, 1 + way] : [1 + way, 1]
}

/** How the eye rises or sinks, in her heights. */
function riseOf({ shot, energyUnit, order }: PlannedShot, { eyeUnit }: Size): readonly [number, number] {
  const way = (shot === 'close' ? 0.02 : 0.05) + 0.1 * energyUnit * (shot === 'close' || shot === 'crowd' ? 0.2 : 1)
  if (shot === 'low') return [eyeUnit, eyeUnit + 0.5 * way]
  return order % 2 === 0 ? [eyeUnit - way / 2, eyeUnit + way / 2] : [eyeUnit + way / 2, eyeUnit - way / 2]
}

/** How steeply the eye looks, degrees over the level, negative from below. */
function elevationDeg({ crops, leastUnit, fovDeg }: Size, riseUnit: number): number {
  const awayUnit = leastUnit / 2 / Math.tan((fovDeg * Math.PI) / 360)
  const overUnit = crops[0] === 'feet' ? riseUnit - 0.345 * leastUnit : riseUnit
  return (Math.asin(Math.max(-0.6, Math.min(0.6, overUnit / awayUnit))) * 180) / Math.PI
}

/** Ways round her that may be taken. An author's is the only one. */
function coursesOf(shot: PlannedShot, { sidesDeg }: Size): readonly Course[] {
  const seconds = (shot.toMs - shot.fromMs) / 1000
  if (shot.fromDeg !== null) {
    const middle = (shot.fromDeg + (shot.toDeg ?? shot.fromDeg)) / 2
    const most = (MOST_ROUND_DEG_PER_S * seconds) / 2
    const half = Math.max(-most, Math.min(most, ((shot.toDeg ?? shot.fromDeg) - shot.fromDeg) / 2))
    return [{ fromDeg: middle - half, toDeg: middle + half }]
  }
  if (shot.shot === 'orbit') {
    const half = Math.min(26, (seconds * mix(4, 6.5, shot.energyUnit)) / 2)
    return [-1, 1].map((side) => ({ fromDeg: -side * half, toDeg: side * half }))
  }
  const quick = shot.shot === 'close' ? 0.6 : shot.shot === 'wide' || shot.shot === 'crowd' ? 0.8 : 1
  const half = Math.min(8, (seconds * quick * mix(0.8, 2.6, shot.energyUnit)) / 2)
  return sidesDeg.flatMap((deg) =>
    [-1, 1].flatMap((side) => {
      const towards = { fromDeg: side * (deg + half), toDeg: side * (deg - half) }
      return shot.order % 2 === 0 ? [towards] : [{ fromDeg: towards.toDeg, toDeg: towards.fromDeg }]
    }),
  )
}

/** What speaks against a way round her: nothing is free, the lowest is taken. */
function costOf(scene: Scene, framing: Framing, course: Course, shot: PlannedShot, size: Size): number {
  let [covered, stump, lost, looks] = [0, 0, 0, 0]
  scene.companies.forEach((company, step) => {
    const { toEye } = scene.axes[step]!
    company.forEach((stance, who) => {
      looks++
      stance.hands.forEach((hand, side) => {
        if (isOverFace(stance.faceM, [hand.wristM, hand.tipM], toEye, stance.heightM)) covered++
        const arm = sub(hand.tipM, hand.shoulderM)
        const length = far(hand.tipM, hand.shoulderM)
        const isOut = scene.shown[step]![who]![side] && length > 0.3 * stance.heightM
        if (isOut && dot(arm, toEye) / length > Math.cos((STUMP_DEG * Math.PI) / 180)) stump++
      })
      const flat = unit([stance.faceAhead[0], 0, stance.faceAhead[2]])
      const flatEye = unit([toEye[0], 0, toEye[2]])
      if (dot(flat, flatEye) < Math.cos((LOST_FACE_DEG * Math.PI) / 180)) lost++
    })
  })
  const middleDeg = (course.fromDeg + course.toDeg) / 2
  const ringM = Math.abs(scene.anchorM[0] - Math.tan((middleDeg * Math.PI) / 180) * WALL_M)
  const nearness = Math.log2(meanOf(framing.heightM) / meanOf(scene.leastM))
  // Shots change sides, so that a cut is one.
  const wish = (shot.order % 2 === 0 ? 1 : -1) * size.sidesDeg[size.sidesDeg.length >> 1]!
  return (
    1.2 * nearness +
    10 * (covered / looks) +
    1.2 * (stump / looks) +
    1.5 * (lost / looks) +
    0.12 * ringM +
    0.006 * Math.abs(middleDeg - wish) +
    (framing.fits ? 0 : 0.5)
  )
}

/** Whether a hand lies between a face and the eye. */
export function isOverFace(faceM: V, handM: readonly [V, V], toEye: V, heightM: number): boolean {
  const middle = scale(add(handM[0], handM[1]), 0.5)
  return [...handM, middle].some((at) => {
    const from = sub(at, faceM)
    const before = dot(from, toEye)
    const beside = Math.sqrt(Math.max(0, dot(from, from) - before * before))
    return before > 0.01 && beside < OVER_FACE_UNIT * heightM
  })
}

function isPleasant({ heightM, acrossM, bottomM }: Framing): boolean {
  for (let step = 1; step < heightM.length; step++) {
    const [before, now] = [heightM[step - 1]!, heightM[step]!]
    const perS = 1000 / STEP_MS / now
    if (Math.abs(now - before) * perS > MOST_ZOOM_PER_S) return false
    const up = bottomM[step]! + now / 2 - bottomM[step - 1]! - before / 2
    if (Math.hypot(acrossM[step]! - acrossM[step - 1]!, up) * perS > MOST_PAN_PER_S) return false
  }
  return true
}
