import { describe, expect, it } from 'vitest'
import { findFootLock, lockFeet } from './foot-lock.ts'
import { motionLengthMs, parseBvh, type SampledMotion, sampleMotion } from './import/index.ts'
import { moves } from './moves/library.ts'
import { measureFeet, solesOf } from './moves/measure-move.ts'
import { figureOfMove } from './moves/sample-move.ts'
import { bodyOf, lookNamed } from './performer/index.ts'
import { type Pose, placeJoints } from './pose.ts'
import { solvePose } from './solve-pose.ts'

const hz = 60
const dancer = bodyOf('akane')
/** Shorter, with legs longer for her height than the dancer's. */
const other = (() => {
  const body = bodyOf({ ...lookNamed('hotaru'), heightM: 1.5 })
  const shin = 0.05
  const lowered = Object.fromEntries(
    Object.entries(body.restM).map(([bone, [x, y, z]]) => [bone, [x, y + (/Foot|Toes/.test(bone) ? 0 : shin), z] as const]),
  ) as typeof body.restM
  return { ...body, restM: lowered, hipsHeightM: body.hipsHeightM + shin, lowerLegM: body.lowerLegM + shin, heightM: body.heightM + shin }
})()

/** A move as a capture of that dancer would have it. */
function recorded(name: string): SampledMotion {
  const move = moves[name]!
  const frames = Math.round(((move.lengthBeats * 60) / move.homeBpm) * hz)
  const poses = Array.from({ length: frames }, (_, f) =>
    solvePose(
      figureOfMove(move, ((f / hz) * move.homeBpm) / 60, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }),
      dancer,
    ),
  )
  const rotations: Record<string, Float32Array> = {}
  for (const bone of Object.keys(poses[0]!.rotations))
    rotations[bone] = Float32Array.from(poses.flatMap((pose) => [...(pose.rotations[bone as 'hips'] ?? [0, 0, 0, 1])]))
  return {
    frameMs: 1000 / hz,
    frames,
    rotations,
    hipsM: Float32Array.from(poses.flatMap((pose) => [...pose.hipsM])),
    hipsHeightM: dancer.hipsHeightM,
    unmapped: [],
  }
}

/** Longest way a foot goes while it is low and slow, and how far the lowest sole comes under the floor; m. */
function onlookedAt(poses: readonly Pose[], body: typeof dancer): { slideM: number; underM: number } {
  let slideM = 0
  let underM = 0
  for (const side of ['left', 'right'] as const) {
    let run = 0
    for (let i = 1; i < poses.length; i++) {
      const [before, now] = [poses[i - 1]!, poses[i]!].map((pose) => solesOf(placeJoints(pose, body), body)[side])
      const way = Math.min(
        ...(['ball', 'heel'] as const).map((at) => Math.hypot(now![at][0] - before![at][0], now![at][2] - before![at][2])),
      )
      const low = Math.min(now!.ball[1], now!.heel[1])
      underM = Math.max(underM, -low)
      run = low < 0.02 && way * hz < 0.3 ? run + way : 0
      slideM = Math.max(slideM, run)
    }
  }
  return { slideM, underM }
}

describe.each(['side-step', 'runway-walk', 'waltz-sway', 'heart-throw'])('a recording of %s on another body', (name) => {
  const motion = recorded(name)
  const film = (body: typeof dancer) =>
    Array.from({ length: Math.floor((motionLengthMs(motion) / 1000) * hz) }, (_, i) =>
      sampleMotion(motion, (i * 1000) / hz, { loop: false, mirror: false, body }),
    )

  it('feet that stand stay where they are within 2 cm, and over the floor within 1.5 cm', () => {
    const { slideM, underM } = onlookedAt(film(other), other)
    expect(slideM).toBeLessThan(0.02)
    expect(underM).toBeLessThan(0.015)
  })

  it('a foot that goes over is clear of the floor: whatever touches it stands', () => {
    expect(measureFeet(film(other), hz, other).slideM).toBeLessThan(0.02)
  })

  it('no joint jumps where a foot is taken or let go', () => {
    const poses = film(other)
    for (let i = 1; i < poses.length; i++)
      for (const bone of ['leftUpperLeg', 'rightUpperLeg', 'leftLowerLeg', 'rightLowerLeg'] as const) {
        const [a, b] = [poses[i - 1]!.rotations[bone]!, poses[i]!.rotations[bone]!]
        const turned = 2 * Math.acos(Math.min(1, Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3])))
        expect(turned * hz, `${bone} at ${i}`).toBeLessThan(30)
      }
  })
})

it('without the lock they would slide: the rule is not kept by itself', () => {
  const motion = recorded('side-step')
  const scaled = { ...motion, hipsM: motion.hipsM.map((x, i) => (i % 3 === 1 ? x : x * 1.35)) }
  const raw = Array.from({ length: motion.frames }, (_, f): Pose => {
    const rotations: Record<string, readonly [number, number, number, number]> = {}
    for (const [bone, q] of Object.entries(scaled.rotations)) rotations[bone] = [q[f * 4]!, q[f * 4 + 1]!, q[f * 4 + 2]!, q[f * 4 + 3]!]
    return { hipsM: [scaled.hipsM[f * 3]!, scaled.hipsM[f * 3 + 1]!, scaled.hipsM[f * 3 + 2]!], rotations, expressions: {} }
  })
  expect(onlookedAt(raw, dancer).slideM).toBeGreaterThan(0.03)
  const lock = findFootLock(raw.length, 1000 / hz, (f) => raw[f]!, dancer)
  const held = raw.map((pose, f) => lockFeet(pose, f, lock, dancer))
  expect(onlookedAt(held, dancer).slideM).toBeLessThan(0.02)
})

it('a foot goes over to its place and back in steps, never from one picture to the next', () => {
  const motion = recorded('runway-walk')
  const raw = Array.from({ length: motion.frames }, (_, f): Pose => {
    const rotations: Record<string, readonly [number, number, number, number]> = {}
    for (const [bone, q] of Object.entries(motion.rotations)) rotations[bone] = [q[f * 4]!, q[f * 4 + 1]!, q[f * 4 + 2]!, q[f * 4 + 3]!]
    // A way that is a third too long, as on a body with shorter legs.
    const at = (axis: 0 | 1 | 2) => motion.hipsM[f * 3 + axis]! * (axis === 1 ? 1 : 1.35)
    return { hipsM: [at(0), at(1), at(2)], rotations, expressions: {} }
  })
  const lock = findFootLock(raw.length, 1000 / hz, (f) => raw[f]!, dancer)
  for (const foot of ['leftFoot', 'rightFoot'] as const) {
    const brought = raw.map((pose, f) => {
      const [from, to] = [pose, lockFeet(pose, f, lock, dancer)].map((p) => placeJoints(p, dancer).atM[foot])
      return [to![0] - from![0], to![2] - from![2]] as const
    })
    const steps = brought.slice(1).map((now, i) => Math.hypot(now[0] - brought[i]![0], now[1] - brought[i]![1]))
    const most = Math.max(...brought.map((d) => Math.hypot(...d)))
    expect(most, foot).toBeGreaterThan(0.02)
    expect(Math.max(...steps), foot).toBeLessThan(0.4 * most)
  }
})

it('toes bend before they go into the floor, and on a foot in the air they are as they were', () => {
  const bow = (heightM: number): Pose => {
    const tipped = [Math.sin(0.35), 0, 0, Math.cos(0.35)] as const
    return { hipsM: [0, heightM, 0], rotations: { leftFoot: tipped, rightFoot: tipped }, expressions: {} }
  }
  const poses = Array.from({ length: 30 }, (_, f) => bow(f < 15 ? 0.03 : 0.5))
  const lock = findFootLock(poses.length, 1000 / hz, (f) => poses[f]!, dancer)
  const low = lockFeet(poses[5]!, 5, lock, dancer)
  const { left } = solesOf(placeJoints(low, dancer), dancer)
  expect(Math.abs(left.toe[1] - left.ball[1])).toBeLessThan(0.003)
  const high = solesOf(placeJoints(lockFeet(poses[28]!, 28, lock, dancer), dancer), dancer).left
  expect(high.toe[1]).toBeLessThan(high.ball[1] - 0.03)
})

it('where a leg is too short for where its foot stands, the hips come down', () => {
  // She stands; for a moment the recording takes her hips up by 3 cm.
  const poses = Array.from({ length: 100 }, (_, f): Pose => {
    const up = f > 60 && f < 80 ? 0.03 * Math.sin(((f - 60) / 20) * Math.PI) : 0
    return { hipsM: [0, up, 0], rotations: {}, expressions: {} }
  })
  const lock = findFootLock(poses.length, 1000 / hz, (f) => poses[f]!, dancer)
  const film = poses.map((pose, f) => lockFeet(pose, f, lock, dancer))
  for (const pose of film) expect(Math.abs(solesOf(placeJoints(pose, dancer), dancer).left.ball[1])).toBeLessThan(0.004)
})

describe('the size of a skeleton whose rest pose is no pose', () => {
  const bvh = (legs: string) => `HIERARCHY
ROOT Hips
{ OFFSET 0 0 0 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Spine { OFFSET 0 10 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 10 0 } }
${legs}
}
MOTION
Frames: 2
Frame Time: 0.033
${`0 90 0 ${'0 '.repeat(legs === '' ? 6 : 24)}\n`.repeat(2)}`
  const leg = (side: string, x: number) => `  JOINT ${side}UpLeg { OFFSET ${x} 0 0 CHANNELS 3 Zrotation Xrotation Yrotation
    JOINT ${side}Leg { OFFSET ${x} 40 0 CHANNELS 3 Zrotation Xrotation Yrotation
      JOINT ${side}Foot { OFFSET ${x} 40 0 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 0 10 } } } }`

  it('is taken from the length of its legs', () => {
    const parsed = parseBvh(bvh(`${leg('Left', 10)}\n${leg('Right', -10)}`))
    if (!parsed.ok) throw new Error(parsed.issues.map((issue) => issue.message).join())
    expect(parsed.value.hipsHeightM).toBeGreaterThan(80)
    expect(parsed.value.hipsHeightM).toBeLessThan(110)
  })

  it('and without legs she stays where she stands', () => {
    const parsed = parseBvh(bvh(''))
    if (!parsed.ok) throw new Error(parsed.issues.map((issue) => issue.message).join())
    expect(sampleMotion(parsed.value, 10, { loop: false, mirror: false, body: dancer }).hipsM).toEqual([0, 0, 0])
  })
})
