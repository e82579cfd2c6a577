/**
 * Hair and cloth on a fixed grid of show time. Springs remember, and memory would make two screens differ. So they advance in whole
 * steps of 1/60 s that lie on multiples of it in show time, with the pose of the very instant of each step, and nothing is remembered
 * for long: every window of two seconds has a course of its own, which started from rest two seconds before it. While a window is shown,
 * the course of the next one runs beside it, and the picture goes over from the one to the other along the window. A page that has
 * watched all along and one that has just opened (or jumped there) therefore compute the same courses, and show the same pose.
 * Measured: courses repeat to 3e-15 with fixed steps; 1/30 s steps differ by 0.44 rad; after two seconds from rest 2e-5 rad are left of
 * another past, after one 0.0065, after a half 0.8.
 */
import type { VRMSpringBoneJoint, VRMSpringBoneManager } from '@pixiv/three-vrm'
import { type Object3D, Quaternion, type Vector3 } from 'three'

export const STEP_MS = 1000 / 60
/** Steps of a window, and of the run-up before it. */
export const WINDOW_STEPS = 120
/** Before the beginning of an unbroken stretch nothing moves: so many steps of it are enough to start from. */
const REST_STEPS = 30
/** How long a picture takes to go over when the show jumps (a GO, a resume): hair swings over rather than being elsewhere at once. */
const JUMP_MS = 250

/** Poses the avatar's bones as they are `agoMs` before the instant being drawn, along the stretch that is playing. */
export type PoseBack = (agoMs: number) => void

/**
 * What a joint remembers. three-vrm keeps it to itself, and without it two courses cannot run on one skeleton.
 * To be dropped when https://github.com/pixiv/three-vrm offers its spring state.
 */
interface JointMemory {
  readonly _currentTail: Vector3
  readonly _prevTail: Vector3
}

/** One course: the state of all joints, run from rest. */
class Course {
  /** Window it is for; it is shown alone at that window's beginning. */
  readonly window: number
  readonly #tails: Float64Array
  readonly turns: readonly Quaternion[]
  #step: number

  constructor(window: number, joints: readonly VRMSpringBoneJoint[], startStep: number) {
    this.window = window
    this.#tails = new Float64Array(joints.length * 6)
    this.turns = joints.map(() => new Quaternion())
    this.#step = startStep
    this.#take(joints)
  }

  get step(): number {
    return this.#step
  }

  /** One step on, with the bones posed for it. */
  advance(manager: VRMSpringBoneManager, joints: readonly VRMSpringBoneJoint[], root: Object3D): void {
    joints.forEach((joint, i) => {
      const { _currentTail, _prevTail } = joint as unknown as JointMemory
      _currentTail.fromArray(this.#tails, i * 6)
      _prevTail.fromArray(this.#tails, i * 6 + 3)
      joint.bone.quaternion.copy(this.turns[i]!)
      joint.bone.updateMatrix()
    })
    // three-vrm measures bones between world matrices of this step and of the last one; the other course must not show through.
    root.updateMatrixWorld(true)
    manager.update(STEP_MS / 1000)
    this.#step++
    this.#take(joints)
  }

  #take(joints: readonly VRMSpringBoneJoint[]): void {
    joints.forEach((joint, i) => {
      const { _currentTail, _prevTail } = joint as unknown as JointMemory
      _currentTail.toArray(this.#tails, i * 6)
      _prevTail.toArray(this.#tails, i * 6 + 3)
      this.turns[i]!.copy(joint.bone.quaternion)
    })
  }
}

export class Springs {
  readonly #manager: VRMSpringBoneManager
  readonly #joints: readonly VRMSpringBoneJoint[]
  readonly #root: Object3D
  #now: Course | null = null
  #next: Course | null = null
  #stretch = ''
  /** How the joints stood when the show jumped, and when that was. */
  readonly #left: readonly Quaternion[]
  #jumpedAtMs = Number.NEGATIVE_INFINITY

  /** @param root  the avatar's own scene: everything that springs and colliders hang on */
  constructor(manager: VRMSpringBoneManager, root: Object3D) {
    this.#manager = manager
    this.#root = root
    this.#joints = [...manager.joints]
    this.#left = this.#joints.map(() => new Quaternion())
  }

  /**
   * Brings the springs to the last grid point at or before `atMs`. Bones have been posed for other instants afterwards: pose them again.
   *
   * @param stretch      names the unbroken stretch of show time (run, and where it was entered); another name starts over
   * @param beganAtMs    show time at which that stretch began; what `poseBack` says before it is one pose that stands
   */
  advance(atMs: number, stretch: string, beganAtMs: number, poseBack: PoseBack): void {
    const step = Math.floor(atMs / STEP_MS)
    const window = Math.floor(step / WINDOW_STEPS)
    if (stretch !== this.#stretch || !this.#now || step < this.#now.step || window > this.#now.window + 1) {
      if (this.#now && step >= this.#now.step && window <= this.#now.window + 1) this.#leave(atMs)
      this.#now = null
      this.#next = null
      this.#stretch = stretch
    }
    const began = Math.floor(beganAtMs / STEP_MS) - REST_STEPS
    const poseAt = (at: number) => poseBack(atMs - at * STEP_MS)
    if (this.#now && window > this.#now.window) {
      if (this.#next) this.#run(this.#next, Math.min(step, window * WINDOW_STEPS), poseAt)
      this.#now = this.#next
      this.#next = null
    }
    this.#now ??= this.#start(window, began, poseAt)
    // Both courses ask for the same poses; the next one begins with the window that is shown.
    this.#next ??= this.#start(window + 1, began, poseAt)
    for (let at = Math.min(this.#now.step, this.#next.step) + 1; at <= step; at++) {
      poseAt(at)
      if (this.#now.step < at) this.#now.advance(this.#manager, this.#joints, this.#root)
      if (this.#next.step < at) this.#next.advance(this.#manager, this.#joints, this.#root)
    }
    this.#show(step - window * WINDOW_STEPS, atMs)
  }

  #start(window: number, began: number, poseAt: (step: number) => void): Course {
    const from = Math.max((window - 1) * WINDOW_STEPS, began)
    poseAt(from)
    this.#root.updateMatrixWorld(true)
    this.#manager.reset()
    return new Course(window, this.#joints, from)
  }

  #run(course: Course, to: number, poseAt: (step: number) => void): void {
    for (let at = course.step + 1; at <= to; at++) {
      poseAt(at)
      course.advance(this.#manager, this.#joints, this.#root)
    }
  }

  #leave(atMs: number): void {
    this.#joints.forEach((joint, i) => {
      this.#left[i]!.copy(joint.bone.quaternion)
    })
    this.#jumpedAtMs = atMs
  }

  /** Along the window from its own course to that of the next. */
  #show(stepsIn: number, atMs: number): void {
    const u = stepsIn / WINDOW_STEPS
    const over = u * u * (3 - 2 * u)
    const since = (atMs - this.#jumpedAtMs) / JUMP_MS
    this.#joints.forEach((joint, i) => {
      joint.bone.quaternion.slerpQuaternions(this.#now!.turns[i]!, this.#next!.turns[i]!, over)
      if (since >= 0 && since < 1) joint.bone.quaternion.slerp(this.#left[i]!, 1 - since)
      // three-vrm takes bones with springs out of three's own updating.
      joint.bone.updateMatrix()
    })
  }
}
