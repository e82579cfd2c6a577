import { performerPoseAt, placeJoints } from '@ghostlight/avatar'
import { bodyOf } from '@ghostlight/avatar/performer'
import { evaluate, type Moment, momentAt, ms, type Performance } from '@ghostlight/timeline'
import { VRMSpringBoneCollider, VRMSpringBoneColliderShapeSphere, VRMSpringBoneJoint, VRMSpringBoneManager } from '@pixiv/three-vrm'
import { Group, Object3D, type Quaternion, Vector3 } from 'three'
import { describe, expect, it } from 'vitest'
import { danceEdition, go, perform } from '../testing-edition.ts'
import { momentBack, stretchOf } from './momentary.ts'
import { Springs, STEP_MS, WINDOW_STEPS } from './springs.ts'

const body = bodyOf('hotaru')
const edition = danceEdition()

/** Hair and a coat tail as they hang on her: soft and stiff chains on head and hips, a ball they come to rest on. */
class Rig {
  readonly bones: Object3D[] = []
  readonly springs: Springs
  readonly #carriers = { head: new Group(), hips: new Group() }

  constructor(resets: { count: number } | null = null) {
    const manager = new VRMSpringBoneManager()
    const scene = new Group()
    scene.add(this.#carriers.head, this.#carriers.hips)
    const ball = new VRMSpringBoneCollider(new VRMSpringBoneColliderShapeSphere({ offset: new Vector3(0, -0.1, 0), radius: 0.09 }))
    this.#carriers.hips.add(ball)
    for (const [carrier, xM, lengthM, settings] of [
      ['head', 0.1, 0.05, { stiffness: 0.9, gravityPower: 0.1, dragForce: 0.4, hitRadius: 0.01 }],
      ['head', -0.1, 0.12, { stiffness: 0.3, gravityPower: 0.2, dragForce: 0.25, hitRadius: 0.01 }],
      ['hips', 0.08, 0.16, { stiffness: 0.25, gravityPower: 0.35, dragForce: 0.35, hitRadius: 0.02 }],
    ] as const) {
      let parent: Object3D = this.#carriers[carrier]
      const chain: Object3D[] = []
      for (let i = 0; i < 5; i++) {
        const bone = new Object3D()
        bone.position.set(i === 0 ? xM : 0, i === 0 ? 0 : -lengthM, i === 0 ? -0.1 : 0)
        parent.add(bone)
        chain.push(bone)
        parent = bone
      }
      scene.updateMatrixWorld(true)
      for (let i = 0; i < 4; i++) {
        const joint = new VRMSpringBoneJoint(chain[i]!, chain[i + 1]!, settings, [{ colliders: [ball] } as never])
        manager.addJoint(joint)
        this.bones.push(chain[i]!)
      }
    }
    manager.setInitState()
    if (resets) {
      const reset = manager.reset.bind(manager)
      manager.reset = () => {
        resets.count++
        reset()
      }
    }
    this.springs = new Springs(manager, scene)
  }

  /** As the stage does for one picture. */
  draw(performance: Performance, atMs: number): Quaternion[] {
    const moment = momentAt(edition, performance, ms(atMs))
    const { stretch, beganAtMs } = stretchOf(moment)
    this.springs.advance(atMs, stretch, beganAtMs, (agoMs) => this.#pose(momentBack(moment, agoMs, edition)))
    return this.bones.map((bone) => bone.quaternion.clone())
  }

  #pose(moment: Moment): void {
    const frame = evaluate(edition, moment)
    const pose = performerPoseAt({ performer: frame.performers['h']!, frame, mouth: null, seed: 1, body })
    const { atM, turned } = placeJoints(pose, body)
    for (const bone of ['head', 'hips'] as const) {
      this.#carriers[bone].position.set(...atM[bone])
      this.#carriers[bone].quaternion.set(...turned[bone])
      this.#carriers[bone].updateMatrixWorld(true)
    }
  }
}

const farthest = (a: readonly Quaternion[], b: readonly Quaternion[]) => Math.max(...a.map((q, i) => q.angleTo(b[i]!)))
/** Draws every 1/hz s from one instant to another and returns the last picture. */
function watch(rig: Rig, performance: Performance, fromMs: number, toMs: number, hz: number): Quaternion[] {
  for (let at = fromMs; at < toMs; at += 1000 / hz) rig.draw(performance, at)
  return rig.draw(performance, toMs)
}

describe('hair and cloth', () => {
  const played = perform(edition, [[0, 100, go('a', 'r1')]])

  it.each([2, 2.7, 5.9, 6.01, 9.3])('at %f s stand the same for a page that watched and one that has just opened, within 1e-3 rad', (s) => {
    const watched = watch(new Rig(), played, 200, s * 1000, 30)
    expect(farthest(watched, new Rig().draw(played, s * 1000))).toBeLessThan(1e-3)
  })

  it('stand the same however many pictures a second are drawn', () => {
    expect(farthest(watch(new Rig(), played, 200, 4500, 60), watch(new Rig(), played, 200, 4500, 23))).toBeLessThan(1e-3)
  })

  it('stand the same after looking elsewhere in the show and coming back', () => {
    const rig = new Rig()
    watch(rig, played, 200, 3000, 30)
    rig.draw(played, 9000)
    watch(rig, played, 4000, 5000, 30)
    expect(farthest(watch(rig, played, 5000, 6000, 30), new Rig().draw(played, 6000))).toBeLessThan(1e-3)
  })

  it('during a hold, and past its beginning, too', () => {
    const held = perform(edition, [
      [0, 100, go('a', 'r1')],
      [4000, 4000, { kind: 'hold' }],
    ])
    for (const at of [4300, 5200, 7000]) expect(farthest(watch(new Rig(), held, 200, at, 30), new Rig().draw(held, at))).toBeLessThan(1e-3)
  })

  it('during a hold right after the beginning, too', () => {
    const held = perform(edition, [
      [0, 100, go('a', 'r1')],
      [250, 250, { kind: 'hold' }],
    ])
    for (const at of [2050, 2300, 4100]) expect(farthest(watch(new Rig(), held, 200, at, 30), new Rig().draw(held, at))).toBeLessThan(1e-3)
  })

  it('in a vamp that has come round, too', () => {
    const vamp = perform(edition, [[0, 100, go('b', 'r1')]])
    for (const at of [4500, 6300]) expect(farthest(watch(new Rig(), vamp, 200, at, 30), new Rig().draw(vamp, at))).toBeLessThan(1e-3)
  })

  it('move on without a jump where a window ends', () => {
    const rig = new Rig()
    const edgeMs = WINDOW_STEPS * 2 * STEP_MS
    const pictures = Array.from({ length: 17 }, (_, i) => rig.draw(played, edgeMs + (i - 8) * STEP_MS + 1))
    const steps = pictures.slice(1).map((picture, i) => farthest(pictures[i]!, picture))
    // The eighth step leads over the edge.
    expect(steps[7]).toBeLessThan(1.2 * Math.max(...steps.slice(0, 6), ...steps.slice(9)) + 0.002)
  })

  it('swing', () => {
    const poses = [2000, 2300, 2600, 2900].map((at) => new Rig().draw(played, at))
    expect(farthest(poses[0]!, poses[2]!)).toBeGreaterThan(0.05)
  })

  it('start anew once per window, not with every picture', () => {
    const resets = { count: 0 }
    watch(new Rig(resets), played, 200, 8200, 30)
    expect(resets.count).toBeLessThanOrEqual(6)
  })
})
