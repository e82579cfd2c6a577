import type { BodyProportions } from '../body-proportions.ts'
import { humanoidBones } from '../humanoid.ts'
import { type JointPlaces, type Pose, placeJoints } from '../pose.ts'
import { add, angleBetween, identity, length, rotate, subtract, type Vector3 } from '../rotation.ts'

// What an onlooker with a ruler sees of a sequence of poses: contacts found from soles near the floor and not from what a move
// declares, slides, speeds. For tests, for refusing motion files with their numbers, and for the move sheet.

export interface SolePoints {
  readonly heel: Vector3
  readonly ball: Vector3
  readonly toe: Vector3
}
export type Sides<T> = Readonly<Record<'left' | 'right', T>>

/** Contact points of both soles, stage metres. */
export function solesOf(joints: JointPlaces, body: BodyProportions): Sides<SolePoints> {
  const sole = (side: 'left' | 'right'): SolePoints => {
    const own = (v: Vector3): Vector3 => (side === 'left' ? v : [-v[0], v[1], v[2]])
    const from = (bone: 'Foot' | 'Toes', p: Vector3): Vector3 =>
      add(joints.atM[`${side}${bone}`], rotate(joints.turned[`${side}${bone}`], subtract(own(p), body.restM[`${side}${bone}`])))
    // The ball lies under the joint of the toes: on a raised heel it stays where the toes are.
    return { heel: from('Foot', body.heelM), ball: from('Toes', body.ballM), toe: from('Toes', body.toeM) }
  }
  return { left: sole('left'), right: sole('right') }
}

export interface FootMeasure {
  /** Longest way a sole slid while it was down, m: the slowest of its touching points counts, so pivots are no slides. */
  readonly slideM: number
  /** Lowest point of any sole, m. */
  readonly lowestM: number
  /** Indices of poses in which no foot touches. */
  readonly airborne: readonly number[]
}

/**
 * @param poses  evenly spaced, `hz` per second
 * A foot is down where a point of its sole is under 2 cm and rises or falls slower than 0.1 m/s.
 */
export function measureFeet(poses: readonly Pose[], hz: number, body: BodyProportions): FootMeasure {
  const soles = poses.map((pose) => solesOf(placeJoints(pose, body), body))
  let slideM = 0
  let lowestM = Number.POSITIVE_INFINITY
  const down = { left: poses.map(() => false), right: poses.map(() => false) }
  for (const side of ['left', 'right'] as const) {
    let run = 0
    for (let i = 0; i < soles.length; i++) {
      const now = soles[i]![side]
      const before = soles[Math.max(0, i - 1)]![side]
      let slowest = Number.POSITIVE_INFINITY
      for (const point of ['heel', 'ball', 'toe'] as const) {
        lowestM = Math.min(lowestM, now[point][1])
        const rise = Math.abs(now[point][1] - before[point][1]) * hz
        if (now[point][1] < 0.02 && rise < 0.1)
          slowest = Math.min(slowest, Math.hypot(now[point][0] - before[point][0], now[point][2] - before[point][2]))
      }
      down[side][i] = slowest < Number.POSITIVE_INFINITY
      run = down[side][i] ? run + slowest : 0
      slideM = Math.max(slideM, run)
    }
  }
  const airborne = poses.map((_, i) => i).filter((i) => !down.left[i] && !down.right[i])
  return { slideM, lowestM, airborne }
}

/** Largest turn of any joint between two poses, radians. */
export function largestTurn(a: Pose, b: Pose): { bone: string; rad: number } {
  let worst = { bone: '', rad: 0 }
  for (const bone of humanoidBones) {
    const rad = angleBetween(a.rotations[bone] ?? identity, b.rotations[bone] ?? identity)
    if (rad > worst.rad) worst = { bone, rad }
  }
  return worst
}

/** Joints by which two moves are told apart. */
const telling = [
  'head',
  'leftLowerArm',
  'leftHand',
  'rightLowerArm',
  'rightHand',
  'leftFoot',
  'rightFoot',
  'leftLowerLeg',
  'rightLowerLeg',
  'hips',
] as const

/** Root mean square distance of two poses' telling joints, m. */
export function poseDistanceM(a: JointPlaces, b: JointPlaces): number {
  let sum = 0
  for (const bone of telling) sum += length(subtract(a.atM[bone], b.atM[bone])) ** 2
  return Math.sqrt(sum / telling.length)
}
