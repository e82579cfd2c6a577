/**
 * Hair and cloth on a fixed grid of show time. Springs remember, and memory would make two screens differ; so they advance in whole
 * steps of 1/60 s that lie on multiples of it in show time, with the pose of the very instant of each step, and start over
 * (reset, one second of pre-roll) whenever show time jumps.
 * Measured: repeats to 3e-15 with fixed steps; 1/30 s steps differ by 0.44 rad; one second of pre-roll leaves 0.0065 rad.
 */
import type { VRMSpringBoneManager } from '@pixiv/three-vrm'

export const STEP_MS = 1000 / 60
const PRE_ROLL_STEPS = 60
/** A page that was asleep for longer starts over rather than catching up step by step. */
const MAX_CATCH_UP_STEPS = 30

/** Poses the avatar's bones as they are `agoMs` before the instant being drawn, along the stretch that is playing. */
export type PoseBack = (agoMs: number) => void

export class Springs {
  readonly #manager: VRMSpringBoneManager
  #step: number | null = null
  #stretch = ''

  constructor(manager: VRMSpringBoneManager) {
    this.#manager = manager
  }

  /**
   * Brings the springs to the last grid point at or before `atMs`.
   *
   * @param stretch  names the unbroken stretch of show time (segment run, anchor, pass); another name starts over.
   * @returns whether bones were posed for another instant than `atMs`, so that the caller must pose them again.
   */
  advance(atMs: number, stretch: string, poseBack: PoseBack): boolean {
    const step = Math.floor(atMs / STEP_MS)
    const behind = this.#step === null ? Number.POSITIVE_INFINITY : step - this.#step
    if (stretch !== this.#stretch || behind < 0 || behind > MAX_CATCH_UP_STEPS) {
      poseBack(atMs - (step - PRE_ROLL_STEPS) * STEP_MS)
      this.#manager.reset()
      for (let k = step - PRE_ROLL_STEPS + 1; k <= step; k++) this.#advanceTo(k, atMs, poseBack)
    } else {
      if (behind === 0) return false
      for (let k = step - behind + 1; k <= step; k++) this.#advanceTo(k, atMs, poseBack)
    }
    this.#step = step
    this.#stretch = stretch
    return true
  }

  #advanceTo(step: number, atMs: number, poseBack: PoseBack): void {
    poseBack(atMs - step * STEP_MS)
    this.#manager.update(STEP_MS / 1000)
  }
}
