import type { BodyProportions } from './body-proportions.ts'
import { minimumJerk, softMax, solveTwoBones } from './ik.ts'
import type { Pose } from './pose.ts'
import {
  add,
  conjugate,
  identity,
  length,
  mirrorPoint,
  multiply,
  type Quaternion,
  rotate,
  scale,
  shortestArc,
  subtract,
  type Vector3,
} from './rotation.ts'

// Feet of a recorded motion on another body. Rotations alone let feet skate and sink, for no two bodies have the same legs. Where a foot is
// planted (low and slow) it is held to one place on the floor by bending its leg; before and after it goes over to where the recording has it.
// The floor is where the lower foot is most of the time. Worked out once per motion and body, so that a pose stays a function of time.

type Side = 'left' | 'right'
const sides = ['left', 'right'] as const

interface Leg {
  readonly hip: Vector3
  readonly knee: Vector3
  readonly ankle: Vector3
  readonly ball: Vector3
  /** Of the sole, under heel and ball; m over the floor. */
  readonly soleM: number
  readonly turned: { readonly upper: Quaternion; readonly lower: Quaternion; readonly foot: Quaternion }
}

/** A foot stands from one frame to another; `deltaM` is what brings it to its place, per frame of that span. */
interface Plant {
  readonly from: number
  readonly to: number
  readonly deltaM: readonly Vector3[]
  /** Frames it takes to go over before and after. */
  readonly before: number
  readonly after: number
}
export interface FootLock {
  /** Added to the height of the hips, m: the floor of the recording comes to be the floor of the stage. */
  readonly liftM: number
  readonly plants: Readonly<Record<Side, readonly Plant[]>>
}

/** Lower than this over its floor and slower than this, a foot stands; metres and metres per second on a body with hips at 0.95 m. */
const plantedBelowM = 0.05
const plantedSlowerMs = 0.6
/** A foot that travels farther than this while "standing" is meant to glide, m. */
const glidesBeyondM = 0.35
const shortestS = 0.12
const goOverS = 0.14
/** No leg is bent by more than this, m. */
const mostM = 0.18

function legOf(pose: Pose, side: Side, body: BodyProportions): Leg {
  const { restM } = body
  const turn = (bone: keyof Pose['rotations']) => pose.rotations[bone] ?? identity
  const hipsTurned = turn('hips')
  const hipsAt = add(restM.hips, pose.hipsM)
  const upper = multiply(hipsTurned, turn(`${side}UpperLeg`))
  const lower = multiply(upper, turn(`${side}LowerLeg`))
  const foot = multiply(lower, turn(`${side}Foot`))
  const hip = add(hipsAt, rotate(hipsTurned, subtract(restM[`${side}UpperLeg`], restM.hips)))
  const knee = add(hip, rotate(upper, subtract(restM[`${side}LowerLeg`], restM[`${side}UpperLeg`])))
  const ankle = add(knee, rotate(lower, subtract(restM[`${side}Foot`], restM[`${side}LowerLeg`])))
  const ball = add(ankle, rotate(foot, subtract(restM[`${side}Toes`], restM[`${side}Foot`])))
  const under = (p: Vector3) => ankle[1] + rotate(foot, subtract(side === 'left' ? p : mirrorPoint(p), restM[`${side}Foot`]))[1]
  return { hip, knee, ankle, ball, soleM: Math.min(under(body.heelM), under(body.ballM)), turned: { upper, lower, foot } }
}

const flatWay = (a: Vector3, b: Vector3): number => Math.hypot(a[0] - b[0], a[2] - b[2])

/**
 * Where the feet of a motion stand on a body.
 *
 * @param poseOf  of a frame of the motion, as the recording has it
 */
export function findFootLock(frames: number, frameMs: number, poseOf: (frame: number) => Pose, body: BodyProportions): FootLock {
  const legs = { left: [] as Leg[], right: [] as Leg[] }
  for (let f = 0; f < frames; f++) {
    const pose = poseOf(f)
    for (const side of sides) legs[side].push(legOf(pose, side, body))
  }
  const floorM = floorOf(legs, frameMs / 1000)
  const size = body.hipsHeightM / 0.95
  const plants = Object.fromEntries(
    sides.map((side) => [side, plantsOf(legs[side], frameMs / 1000, floorM, size)]),
  ) as unknown as FootLock['plants']
  // A body that floats higher than a platform sole is meant to.
  return { liftM: Math.abs(floorM) < 0.12 * size ? -floorM : 0, plants }
}

/** Where the lower sole rests most of the time, m; 0 where it hardly ever does. */
function floorOf(legs: Readonly<Record<Side, readonly Leg[]>>, frameS: number): number {
  const lower = legs.left.map((left, f) => Math.min(left.soleM, legs.right[f]!.soleM))
  const still = lower.filter((at, f) => Math.abs(at - lower[Math.max(0, f - 1)]!) < 0.1 * frameS).sort((a, b) => a - b)
  return still.length * 5 >= lower.length ? still[Math.floor(still.length / 2)]! : 0
}

function plantsOf(legs: readonly Leg[], frameS: number, floorM: number, size: number): Plant[] {
  const slow = legs.map((leg, f) => {
    const near = legs[Math.min(legs.length - 1, f + 1)]!
    const last = legs[Math.max(0, f - 1)]!
    const s = frameS * (Math.min(legs.length - 1, f + 1) - Math.max(0, f - 1)) || 1
    const speed = Math.min(flatWay(near.ankle, last.ankle), flatWay(near.ball, last.ball)) / s
    return leg.soleM - floorM < plantedBelowM * size && speed < plantedSlowerMs * size
  })
  // One or two frames of doubt do not lift a foot.
  for (let f = 1; f + 2 < slow.length; f++) if (slow[f - 1] && !slow[f] && (slow[f + 1] || slow[f + 2])) slow[f] = true
  const spans: { from: number; to: number }[] = []
  slow.forEach((down, f) => {
    const last = spans.at(-1)
    if (!down) return
    if (last && last.to === f - 1) last.to = f
    else spans.push({ from: f, to: f })
  })
  const long = spans.filter(({ from, to }) => (to - from + 1) * frameS >= shortestS)
  const goOver = Math.max(1, goOverS / frameS)
  return long.flatMap(({ from, to }, i): Plant[] => {
    const own = legs.slice(from, to + 1)
    const way = (point: 'ankle' | 'ball') => own.slice(1).reduce((sum, leg, k) => sum + flatWay(leg[point], own[k]![point]), 0)
    const held = way('ball') <= way('ankle') ? 'ball' : 'ankle'
    const xs = own.map((leg) => leg[held])
    const spread = Math.max(...[0, 2].map((axis) => Math.max(...xs.map((p) => p[axis]!)) - Math.min(...xs.map((p) => p[axis]!))))
    if (spread > glidesBeyondM * size) return []
    const mean = scale(
      xs.reduce((sum, p) => add(sum, p), [0, 0, 0] as Vector3),
      1 / xs.length,
    )
    const deltaM = own.map((leg): Vector3 => {
      const p = leg[held]
      const d: Vector3 = [mean[0] - p[0], floorM - leg.soleM, mean[2] - p[2]]
      const far = length(d)
      return far > mostM * size ? scale(d, (mostM * size) / far) : d
    })
    const previous = long[i - 1]
    const next = long[i + 1]
    return [
      {
        from,
        to,
        deltaM,
        before: Math.min(goOver, previous ? (from - previous.to) / 2 : goOver),
        after: Math.min(goOver, next ? (next.from - to) / 2 : goOver),
      },
    ]
  })
}

/** What brings a foot to its place at a frame (any number), m. */
function deltaAt(plants: readonly Plant[], frame: number): Vector3 | null {
  for (const { from, to, deltaM, before, after } of plants) {
    if (frame < from - before || frame > to + after) continue
    if (frame < from) return scale(deltaM[0]!, minimumJerk(1 - (from - frame) / before))
    if (frame > to) return scale(deltaM.at(-1)!, minimumJerk(1 - (frame - to) / after))
    const i = Math.min(deltaM.length - 1, Math.floor(frame - from))
    const [a, b] = [deltaM[i]!, deltaM[Math.min(deltaM.length - 1, i + 1)]!]
    return add(scale(a, 1 - (frame - from - i)), scale(b, frame - from - i))
  }
  return null
}

/** The pose with its feet held to the floor; `frame` is the place in the motion it was taken from. */
export function lockFeet(pose: Pose, frame: number, lock: FootLock, body: BodyProportions): Pose {
  const lifted: Pose = lock.liftM === 0 ? pose : { ...pose, hipsM: [pose.hipsM[0], pose.hipsM[1] + lock.liftM, pose.hipsM[2]] }
  const rotations = { ...lifted.rotations }
  for (const side of sides) {
    const leg = legOf(lifted, side, body)
    const held = deltaAt(lock.plants[side], frame)
    // A foot in the air goes over the floor, not through it.
    const over = softMax(leg.soleM + (held?.[1] ?? 0), 0, 0.02 * body.hipsHeightM) - leg.soleM
    const delta: Vector3 = [held?.[0] ?? 0, over, held?.[2] ?? 0]
    if (length(delta) < 1e-5) continue
    const target = add(leg.ankle, delta)
    const middle = scale(add(leg.hip, leg.ankle), 0.5)
    const outward = subtract(leg.knee, middle)
    // A straight leg bends where its hinge lets it: forward of thigh and foot.
    const pole = length(outward) > 0.02 ? outward : rotate(leg.turned.foot, [0, 0, 1])
    const bones = solveTwoBones(leg.hip, target, pole, { upperM: body.upperLegM, lowerM: body.lowerLegM })
    const knee = add(leg.hip, scale(bones.upper, body.upperLegM))
    const upper = multiply(shortestArc(unit(subtract(leg.knee, leg.hip)), unit(subtract(knee, leg.hip))), leg.turned.upper)
    const lower = multiply(shortestArc(unit(subtract(leg.ankle, leg.knee)), unit(subtract(bones.end, knee))), leg.turned.lower)
    const hipsTurned = rotations.hips ?? identity
    rotations[`${side}UpperLeg`] = multiply(conjugate(hipsTurned), upper)
    rotations[`${side}LowerLeg`] = multiply(conjugate(upper), lower)
    rotations[`${side}Foot`] = multiply(conjugate(lower), leg.turned.foot)
  }
  return { ...lifted, rotations }
}

const unit = (v: Vector3): Vector3 => scale(v, 1 / Math.max(1e-9, length(v)))
