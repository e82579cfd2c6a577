import type { BodyProportions } from './body-proportions.ts'
import { minimumJerk, softMax } from './ik.ts'
import { bendLeg, type Leg, legOf, type Side, sides } from './leg.ts'
import type { Pose } from './pose.ts'
import { add, length, type Quaternion, scale, subtract, type Vector3 } from './rotation.ts'

// Feet of a recorded motion on another body. Rotations alone let feet skate and sink, for no two bodies have the same legs. Where a foot is
// planted (low and slow) it is held to one place on the floor by bending its leg, and by lowering the hips where the leg would be too short;
// between two places it goes over the floor, clear of it, to where the recording has it. The floor is where the lower foot is most of the
// time. Worked out once per motion and body, so that a pose stays a function of time.

/** A foot stands from one frame to another; `deltaM` is what brings it to its place, per frame of that span. */
interface Plant {
  readonly from: number
  readonly to: number
  readonly deltaM: readonly Vector3[]
}
export interface FootLock {
  /** Added to the height of the hips, m: the floor of the recording comes to be the floor of the stage. */
  readonly liftM: number
  /** What brings each foot to its place, three metres per frame. */
  readonly deltaM: Readonly<Record<Side, Float32Array>>
}

// Metres and metres per second on a body with hips at 0.95 m.
/** Lower than this over its floor a foot may stand: from when it is slower than the first until it is faster than the second. */
const plantedBelowM = 0.05
const plantedSlowerMs = 0.3
const leftFasterMs = 0.5
/** A foot that travels farther than this while "standing" is meant to glide. */
const glidesBeyondM = 0.22
/** A foot stands on heel and ball while one is not higher over the other than this. */
const flatFootM = 0.015
/** A foot that goes over goes so high over the floor: more than what counts as touching. */
const clearM = 0.028
/** With both feet gliding for longer than this the body is meant to glide, and stays on the floor; s. */
const glidesLongerS = 0.4
const shortestS = 0.1
/** Speeds are read over so long either way, s. */
const speedOverS = 0.025
/** From the floor to clear of it. */
const liftOverS = 0.09
/** Goes over to where the recording has it within this, when it is long in the air. */
const goOverS = 0.25
/** No leg is bent by more than this, and hips sink by no more, m. */
const mostM = 0.18
const sinkM = 0.05

const flatWay = (a: Vector3, b: Vector3): number => Math.hypot(a[0] - b[0], a[2] - b[2])

/**
 * Where the feet of a motion stand on a body.
 *
 * @param poseOf  of a frame of the motion, as the recording has it
 */
export function findFootLock(frames: number, frameMs: number, poseOf: (frame: number) => Pose, body: BodyProportions): FootLock {
  const size = body.hipsHeightM / 0.95
  const legsOf = (liftM: number) => {
    const legs = { left: [] as Leg[], right: [] as Leg[] }
    for (let f = 0; f < frames; f++) {
      const pose = lifted(poseOf(f), liftM)
      for (const side of sides) legs[side].push(legOf(pose, side, body))
    }
    return legs
  }
  const recorded = legsOf(0)
  const recordedFloorM = floorOf(recorded, frameMs / 1000)
  // A body that floats higher than a platform sole is meant to.
  const liftM = Math.abs(recordedFloorM) < 0.12 * size ? -recordedFloorM : 0
  const legs = liftM === 0 ? recorded : legsOf(liftM)
  const floorM = recordedFloorM + liftM
  const frameS = frameMs / 1000
  const plants = { left: plantsOf(legs.left, frameS, floorM, size), right: plantsOf(legs.right, frameS, floorM, size) }
  const glides = glidesOf(legs, plants, frameS, floorM, size)
  const deltaM = {
    left: deltasOf(legs.left, plants.left, glides, frameS, floorM, size),
    right: deltasOf(legs.right, plants.right, glides, frameS, floorM, size),
  }
  return { liftM, deltaM }
}

const lifted = (pose: Pose, liftM: number): Pose =>
  liftM === 0 ? pose : { ...pose, hipsM: [pose.hipsM[0], pose.hipsM[1] + liftM, pose.hipsM[2]] }

/** Where the lower sole rests most of the time, m; 0 where it hardly ever does. */
function floorOf(legs: Readonly<Record<Side, readonly Leg[]>>, frameS: number): number {
  const lower = legs.left.map((left, f) => Math.min(left.soleM, legs.right[f]!.soleM))
  const still = lower.filter((at, f) => Math.abs(at - lower[Math.max(0, f - 1)]!) < 0.1 * frameS).sort((a, b) => a - b)
  return still.length * 5 >= lower.length ? still[Math.floor(still.length / 2)]! : 0
}

function plantsOf(legs: readonly Leg[], frameS: number, floorM: number, size: number): Plant[] {
  const around = Math.max(1, Math.round(speedOverS / frameS))
  let stands = false
  const down = legs.map((leg, f) => {
    const [last, next] = [Math.max(0, f - around), Math.min(legs.length - 1, f + around)]
    const s = frameS * (next - last) || 1
    const speed = Math.min(flatWay(legs[next]!.heel, legs[last]!.heel), flatWay(legs[next]!.ball, legs[last]!.ball)) / s
    stands = leg.soleM - floorM < plantedBelowM * size && speed < (stands ? leftFasterMs : plantedSlowerMs) * size
    return stands
  })
  // One or two frames of doubt do not lift a foot.
  for (let f = 1; f + 2 < down.length; f++) if (down[f - 1] && !down[f] && (down[f + 1] || down[f + 2])) down[f] = true
  const spans: { from: number; to: number }[] = []
  down.forEach((stood, f) => {
    const last = spans.at(-1)
    if (!stood) return
    if (last && last.to === f - 1) last.to = f
    else spans.push({ from: f, to: f })
  })
  const long = spans.filter(({ from, to }) => (to - from + 1) * frameS >= shortestS)
  return long.flatMap(({ from, to }): Plant[] => {
    // It turns about whichever of the points it stands on moves less: that one is held, from frame to frame.
    let [x, z] = [0, 0]
    const drift = legs.slice(from, to + 1).map((leg, k, own): readonly [number, number] => {
      const last = own[Math.max(0, k - 1)]!
      const tilt = leg.heel[1] - leg.ball[1]
      const onBoth = Math.abs(tilt) < flatFootM * size
      const held = (onBoth ? flatWay(leg.ball, last.ball) <= flatWay(leg.heel, last.heel) : tilt > 0) ? 'ball' : 'heel'
      x += last[held][0] - leg[held][0]
      z += last[held][2] - leg[held][2]
      return [x, z]
    })
    const middle = ([0, 1] as const).map((axis) => drift.reduce((sum, way) => sum + way[axis], 0) / drift.length) as [number, number]
    const spread = Math.max(
      ...([0, 1] as const).map((axis) => Math.max(...drift.map((way) => way[axis])) - Math.min(...drift.map((way) => way[axis]))),
    )
    if (spread > glidesBeyondM * size) return []
    const deltaM = drift.map((way, k) => atMost([way[0] - middle[0], floorM - legs[from + k]!.soleM, way[1] - middle[1]], mostM * size))
    return [{ from, to, deltaM }]
  })
}

const atMost = (v: Vector3, most: number): Vector3 => (length(v) > most ? scale(v, most / length(v)) : v)

/** Frames in which neither foot stands and both are low, for long: the whole body glides. */
function glidesOf(
  legs: Readonly<Record<Side, readonly Leg[]>>,
  plants: Readonly<Record<Side, readonly Plant[]>>,
  frameS: number,
  floorM: number,
  size: number,
): boolean[] {
  const glides = legs.left.map((_, f) => sides.every((side) => legs[side][f]!.soleM - floorM < plantedBelowM * size))
  for (const side of sides) for (const { from, to } of plants[side]) glides.fill(false, from, to + 1)
  for (let f = 0; f < glides.length; f++) {
    if (!glides[f]) continue
    let end = f
    while (end < glides.length && glides[end]) end++
    if ((end - f) * frameS < glidesLongerS) glides.fill(false, f, end)
    f = end
  }
  return glides
}

/** What brings a foot to its place, frame by frame: held while it stands, clear of the floor while it goes over. */
function deltasOf(
  legs: readonly Leg[],
  plants: readonly Plant[],
  glides: readonly boolean[],
  frameS: number,
  floorM: number,
  size: number,
): Float32Array {
  const out = new Float32Array(legs.length * 3)
  for (const { from, deltaM } of plants) for (const [i, d] of deltaM.entries()) out.set(d, (from + i) * 3)
  for (let n = 0; n <= plants.length; n++) {
    const [before, after] = [plants[n - 1], plants[n]]
    const from = before ? before.to : 0
    const to = after ? after.from : legs.length - 1
    const [left, comes] = [before?.deltaM.at(-1) ?? null, after?.deltaM[0] ?? null]
    const goOver = Math.max(1, Math.min(to - from, goOverS / frameS))
    const farM = flatWay(legs[from]!.ball, legs[to]!.ball) + length(subtract(left ?? [0, 0, 0], comes ?? [0, 0, 0]))
    for (let f = before ? from + 1 : 0; f < (after ? to : legs.length); f++) {
      const [gone, due] = [f - from, to - f]
      const held: Vector3 = add(
        left ? scale(left, 1 - minimumJerk(gone / goOver)) : [0, 0, 0],
        comes ? scale(comes, 1 - minimumJerk(due / goOver)) : [0, 0, 0],
      )
      // Off the floor at once, down on it in the last moment.
      const near = Math.min(before ? gone : Number.POSITIVE_INFINITY, after ? due : Number.POSITIVE_INFINITY) * frameS
      const up = minimumJerk(near / Math.min(liftOverS, Math.max(frameS, ((to - from) * frameS) / 2)))
      const clear = glides[f] ? 0 : Math.min(clearM * size, farM) * up
      const soleM = legs[f]!.soleM - floorM + held[1]
      const over = up < 1e-6 ? Math.max(soleM, 0) : softMax(soleM, clear, 0.02 * size * up)
      out.set([held[0], held[1] + over - soleM, held[2]], f * 3)
    }
  }
  return out
}

/** What brings a foot to its place at a frame (any number), m. */
function deltaAt(deltas: Float32Array, frame: number): Vector3 {
  const last = deltas.length / 3 - 1
  const i = Math.max(0, Math.min(last, Math.floor(frame)))
  const j = Math.min(last, i + 1)
  const t = Math.min(1, Math.max(0, frame - i))
  const at = (k: number) => deltas[i * 3 + k]! + (deltas[j * 3 + k]! - deltas[i * 3 + k]!) * t
  return [at(0), at(1), at(2)]
}

/** How far hips must come down for a leg to reach, m; 0 where it does. */
function sinkFor(hip: Vector3, target: Vector3, reachM: number): number {
  const flat = flatWay(hip, target)
  return flat >= reachM ? 0 : Math.max(0, hip[1] - target[1] - Math.sqrt(reachM * reachM - flat * flat))
}

/** The pose with its feet held to the floor; `frame` is the place in the motion it was taken from. */
export function lockFeet(pose: Pose, frame: number, lock: FootLock, body: BodyProportions): Pose {
  const stands = lifted(pose, lock.liftM)
  const rotations: Record<string, Quaternion> = { ...stands.rotations }
  const legs = { left: legOf(stands, 'left', body), right: legOf(stands, 'right', body) }
  const moved = { left: deltaAt(lock.deltaM.left, frame), right: deltaAt(lock.deltaM.right, frame) }
  const reachM = (body.upperLegM + body.lowerLegM) * 0.9985
  // Only as far as a foot is led: a leg that nobody leads is as long as it is.
  const sinks = sides.map((side) =>
    length(moved[side]) < 1e-5
      ? 0
      : sinkFor(legs[side].hip, add(legs[side].ankle, moved[side]), reachM) - sinkFor(legs[side].hip, legs[side].ankle, reachM),
  )
  const sinksM = Math.min(sinkM * (body.hipsHeightM / 0.95), Math.max(0, ...sinks))
  for (const side of sides) {
    const own = legs[side]
    bendLeg(rotations, own, side, subtract(own.hip, [0, sinksM, 0]), add(own.ankle, moved[side]), body)
  }
  return { ...stands, hipsM: [stands.hipsM[0], stands.hipsM[1] - sinksM, stands.hipsM[2]], rotations }
}
