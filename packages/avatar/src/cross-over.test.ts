import type { Frame, MotionClip, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crossOver } from './cross-over.ts'
import { fittedClip } from './import/index.ts'
import { type SampledMotion, sampleMotion, trimMotion, warpToBeats } from './motion-clip.ts'
import { moves } from './moves/library.ts'
import { measureFeet } from './moves/measure-move.ts'
import { figureOfMove } from './moves/sample-move.ts'
import { bodyOf } from './performer/index.ts'
import { performerPoseAt } from './performer-pose.ts'
import { mirrorPose, type Pose, placeJoints } from './pose.ts'
import { angleBetween, identity, length, type Quaternion, slerp, subtract } from './rotation.ts'
import { solvePose } from './solve-pose.ts'

const body = bodyOf('hotaru')
const hz = 60
const bpm = 120

/** A move as a recording would have it, some beats of it. */
function recorded(name: string, fromBeat: number, beats: number): SampledMotion {
  const move = moves[name]!
  const frames = Math.round(((beats * 60) / bpm) * hz) + 1
  const poses = Array.from({ length: frames }, (_, f) =>
    solvePose(figureOfMove(move, fromBeat + ((f / hz) * bpm) / 60, { mirror: false, energyUnit: move.energyUnit, bpm }), body),
  )
  const rotations: Record<string, Float32Array> = {}
  for (const bone of Object.keys(poses[0]!.rotations))
    rotations[bone] = Float32Array.from(poses.flatMap((pose) => [...(pose.rotations[bone as 'hips'] ?? identity)]))
  const hipsM = Float32Array.from(poses.flatMap((pose) => [...pose.hipsM]))
  return { frameMs: 1000 / hz, frames, rotations, hipsM, hipsHeightM: body.hipsHeightM, unmapped: [] }
}
const motions = { 'a.bvh': recorded('side-step', 0, 5.3), 'b.bvh': recorded('reach-gather', 1, 6) }
const file = (name: 'a.bvh' | 'b.bvh', startBeats: number, lengthBeats: number, more: object = {}): MotionClip =>
  ({ file: name, startBeats, lengthBeats, loop: false, ...more }) as MotionClip
const move = (name: string, startBeats: number, lengthBeats: number): MotionClip => ({ move: name, startBeats, lengthBeats }) as MotionClip

/** A picture of a track, as evaluate would tell of it. */
function told(clips: readonly MotionClip[], beat: number, atMs: number): { frame: Frame; performer: PerformerFrame } {
  const layer = (clip: MotionClip | undefined): MotionLayer | null =>
    clip
      ? ({ clipId: `${clip.startBeats}`, clip, startBeats: clip.startBeats, lengthBeats: clip.lengthBeats } as unknown as MotionLayer)
      : null
  const on = clips.findIndex((clip) => clip.startBeats <= beat && beat < clip.startBeats + clip.lengthBeats)
  const started = clips.filter((clip) => clip.startBeats <= beat).length
  const motion = { current: layer(clips[on]), previous: layer(clips[on >= 0 ? on - 1 : started - 1]), next: layer(clips[started]) }
  const performer: PerformerFrame = { performerId: 'h', motion, expressions: {}, leadTrackId: null, energyUnit: 0.5 }
  const positionMs = (beat * 60_000) / bpm
  const frame = {
    atMs,
    positionMs,
    elapsedMs: positionMs,
    positionBeats: beat,
    bpm,
    heldForMs: null,
    enteredForMs: null,
    idleForMs: 0,
    lyric: null,
    segmentId: 'one',
    before: null,
    pulse: { beatUnit: beat % 1, barUnit: (beat / 4) % 1 },
    performers: { h: performer },
  } as unknown as Frame
  return { frame, performer }
}
const pose = ({ frame, performer }: ReturnType<typeof told>): Pose =>
  performerPoseAt({ performer, frame, mouth: null, seed: 3, body, motions })
const beatAt = (ms: number) => (ms * bpm) / 60_000

/** Fastest way of any joint, m/s. */
function fastest(poses: readonly Pose[]): number {
  const places = poses.map((one) => placeJoints(one, body).atM)
  return Math.max(
    ...places
      .slice(1)
      .flatMap((now, i) =>
        (['head', 'leftHand', 'rightHand', 'leftFoot', 'rightFoot', 'leftLowerLeg', 'hips'] as const).map(
          (bone) => length(subtract(now[bone], places[i]![bone])) * hz,
        ),
      ),
  )
}
/** Two seconds of pictures about an instant of a track. */
const about = (clips: readonly MotionClip[], beat: number): Pose[] =>
  Array.from({ length: 2 * hz }, (_, i) => pose(told(clips, beat + beatAt(((i - hz / 2) * 1000) / hz), 20_000 + (i * 1000) / hz)))

/** Half as fast again as the fastest hand of what is gone between; a cut is several times as fast. */
const boundMs =
  1.5 *
  Math.max(
    ...[move('burst', 0, 16), file('a.bvh', 0, 16), file('b.bvh', 0, 16)].map((clip) =>
      Math.max(fastest(about([clip], 3)), fastest(about([clip], 5))),
    ),
  )

describe.each<readonly [string, readonly MotionClip[], number]>([
  ['from a move into a file', [move('burst', 0, 4), file('a.bvh', 4, 8)], 4],
  ['from a file into a move', [file('a.bvh', 0, 4), move('burst', 4, 8)], 4],
  ['from a file into another', [file('a.bvh', 0, 4), file('b.bvh', 4, 8)], 4],
  ['from a file into another, mirrored', [file('a.bvh', 0, 4, { mirror: true }), file('b.bvh', 4, 8, { mirror: true })], 4],
  ['from a file into another after a short gap', [file('a.bvh', 0, 4), file('b.bvh', 4.5, 8)], 4.4],
  ['where a file starts over', [file('a.bvh', 0, 24, { loop: true })], 10.6],
  ['where a part of a file starts over', [file('b.bvh', 0, 24, { loop: true, fromMs: 700, toMs: 2100 })], 5.6],
])('%s', (_, clips, beat) => {
  it('nothing jumps', () => {
    expect(fastest(about(clips, beat))).toBeLessThan(boundMs)
  })
  it('feet that stand do not slide', () => {
    expect(measureFeet(about(clips, beat), hz, body).slideM).toBeLessThan(0.02)
  })
})

describe.each<readonly [string, readonly MotionClip[], number, number]>([
  ['into the middle of a file', [move('burst', 0, 8), file('b.bvh', 8, 8)], 3, 11],
  ['out of the middle of a file', [move('burst', 0, 8), file('b.bvh', 8, 8)], 11, 3],
  ['from one file into another', [file('a.bvh', 0, 8), file('b.bvh', 8, 8)], 2, 11],
  ['within one file', [file('b.bvh', 0, 12)], 2, 8],
])('when the music jumps %s', (_, clips, from, to) => {
  const around = (sinceMs: number): Pose => {
    if (sinceMs < 0) return pose(told(clips, from + beatAt(sinceMs), 20_000 + sinceMs))
    const now = told(clips, to + beatAt(sinceMs), 20_000 + sinceMs)
    const before = sinceMs < 1500 ? { sinceMs, frame: { ...told(clips, from, 20_000).frame, segmentId: 'one' } } : null
    return pose({ ...now, frame: { ...now.frame, segmentId: 'two', before } as unknown as Frame })
  }
  const film = Array.from({ length: 2 * hz }, (__, i) => around(((i - 20) * 1000) / hz))

  it('nothing jumps', () => expect(fastest(film)).toBeLessThan(boundMs))
  it('feet that stand do not slide', () => expect(measureFeet(film, hz, body).slideM).toBeLessThan(0.02))
})

it('going over, one foot stands while the other steps', () => {
  const [from, to] = [0, 0.16].map((aside): Pose => ({ hipsM: [aside, -0.06, 0], rotations: {}, expressions: {} })) as [Pose, Pose]
  const feetOf = (one: Pose) => placeJoints(one, body).atM
  const settled = [from, to].map((one) => feetOf(crossOver(one, one, 1, body)))
  for (let unit = 0.05; unit < 1; unit += 0.05) {
    const now = feetOf(crossOver(from, to, unit, body))
    const off = (['leftFoot', 'rightFoot'] as const).map((foot) =>
      Math.min(...settled.map((place) => length(subtract(now[foot], place[foot])))),
    )
    expect(Math.min(...off), `at ${unit.toFixed(2)}`).toBeLessThan(0.02)
  }
})

/** The slow and obvious way: cut the frames out, repeat them, read between two of them. */
function slowly(
  motion: SampledMotion,
  atMs: number,
  { loop, mirror, fromMs, toMs }: { loop: boolean; mirror: boolean; fromMs: number; toMs: number },
): Pose {
  let at = atMs
  if (loop) while (at >= toMs) at -= toMs - fromMs
  at = Math.min(toMs, Math.max(fromMs, at))
  const place = Math.min(motion.frames - 1, at / motion.frameMs)
  const i = Math.min(motion.frames - 2, Math.floor(place))
  const read = (q: Float32Array, k: number): Quaternion => [q[k * 4]!, q[k * 4 + 1]!, q[k * 4 + 2]!, q[k * 4 + 3]!]
  const rotations = Object.fromEntries(
    Object.entries(motion.rotations).map(([bone, q]) => [bone, slerp(read(q, i), read(q, i + 1), place - i)]),
  )
  const out: Pose = { hipsM: [0, 0, 0], rotations, expressions: {} }
  return mirror ? mirrorPose(out) : out
}

describe('trimmed, looped, mirrored and warped is what the slow and obvious way gives', () => {
  /** Arms only: legs are led by the floor. */
  const arms: SampledMotion = {
    ...motions['b.bvh'],
    rotations: Object.fromEntries(Object.entries(motions['b.bvh'].rotations).filter(([bone]) => /Arm|spine|head/.test(bone))),
  }
  const longMs = (arms.frames - 1) * arms.frameMs
  const same = (a: Pose, b: Pose) => {
    for (const bone of Object.keys(arms.rotations) as 'head'[])
      expect(angleBetween(a.rotations[bone] ?? identity, b.rotations[bone] ?? identity), bone).toBeLessThan(2e-3)
  }
  it('at any time, for any span (100 cases, seed 11)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.8, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 4, noNaN: true }),
        fc.boolean(),
        fc.boolean(),
        (begin, share, passes, loop, mirror) => {
          const fromMs = begin * longMs
          const toMs = Math.min(longMs, fromMs + Math.max(120, share * (longMs - fromMs)))
          const atMs = fromMs + passes * (toMs - fromMs) + 0.37
          same(sampleMotion(arms, atMs, { loop, mirror, body, span: { fromMs, toMs } }), slowly(arms, atMs, { loop, mirror, fromMs, toMs }))
        },
      ),
      { numRuns: 100, seed: 11 },
    )
  })

  it('a cut motion is the span of the whole one', () => {
    const cut = trimMotion(arms, 20 * arms.frameMs, 80 * arms.frameMs)
    for (let ms = 0; ms < 900; ms += 77)
      same(
        sampleMotion(cut, ms, { loop: false, mirror: false, body }),
        sampleMotion(arms, ms + 20 * arms.frameMs, { loop: false, mirror: false, body }),
      )
  })

  it('marks are straight lines between their neighbours, found by walking along them (100 cases, seed 12)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0.1, max: 4, noNaN: true }), fc.double({ min: 10, max: 3000, noNaN: true })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.double({ min: -2, max: 40, noNaN: true }),
        (steps, beat) => {
          const marks: [number, number][] = [[0, 50]]
          for (const [b, ms] of steps) marks.push([marks.at(-1)![0] + b, marks.at(-1)![1] + ms])
          let [a, z] = [marks[0]!, marks[1]!]
          for (let i = 1; i + 1 < marks.length; i++) if (beat >= marks[i]![0]) [a, z] = [marks[i]!, marks[i + 1]!]
          const t = (beat - a[0]) / (z[0] - a[0])
          expect(warpToBeats(marks, beat)).toBeCloseTo(a[1] * (1 - t) + z[1] * t, 6)
        },
      ),
      { numRuns: 100, seed: 12 },
    )
  })

  it('the upper body of a file over the legs of a move: arms are the file’s, legs are the move’s (40 cases, seed 13)', () => {
    fc.assert(
      fc.property(fc.constantFrom('side-step', 'waltz-sway', 'burst'), fc.double({ min: 2, max: 9, noNaN: true }), (name, beat) => {
        const layered = pose(told([file('b.bvh', 0, 12, { part: 'upperBody', move: name })], beat, 9000))
        const whole = pose(told([file('b.bvh', 0, 12)], beat, 9000))
        const danced = pose(told([move(name, 0, 12)], beat, 9000))
        for (const bone of ['leftUpperArm', 'rightLowerArm', 'head', 'chest'] as const)
          expect(angleBetween(layered.rotations[bone]!, whole.rotations[bone]!), bone).toBeLessThan(1e-3)
        for (const bone of ['leftUpperLeg', 'rightLowerLeg', 'hips'] as const)
          expect(angleBetween(layered.rotations[bone]!, danced.rotations[bone]!), bone).toBeLessThan(1e-3)
        expect(length(subtract(layered.hipsM, danced.hipsM))).toBeLessThan(1e-6)
      }),
      { numRuns: 40, seed: 13 },
    )
  })
})

it('a fitted clip says no more than it must', () => {
  const whole = { fromMs: 0, toMs: 4000, times: 1, mirror: false, legs: null }
  expect(fittedClip('a.bvh', null, 4000, whole, { startBeats: 2, lengthBeats: 8, marks: null })).toEqual({
    startBeats: 2,
    lengthBeats: 8,
    file: 'a.bvh',
    loop: false,
  })
  const fitted = { fromMs: 500, toMs: 2500, times: 2, mirror: true, legs: 'burst' }
  expect(
    fittedClip('a.glb', 'Walk', 4000, fitted, {
      startBeats: 0,
      lengthBeats: 16,
      marks: [
        [0, 500],
        [8, 2500],
      ],
    }),
  ).toEqual({
    startBeats: 0,
    lengthBeats: 16,
    file: 'a.glb',
    take: 'Walk',
    part: 'upperBody',
    move: 'burst',
    fromMs: 500,
    toMs: 2500,
    loop: true,
    mirror: true,
    marks: [
      [0, 500],
      [8, 2500],
    ],
  })
})
