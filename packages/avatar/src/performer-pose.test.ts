import type { Frame, MotionClip, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import type { MouthShape } from './face.ts'
import { humanoidBones } from './humanoid.ts'
import { moveNames, moves } from './moves/library.ts'
import { largestTurn, measureFeet } from './moves/measure-move.ts'
import { hashUnit } from './noise.ts'
import { bodyOf } from './performer/index.ts'
import { performerPoseAt } from './performer-pose.ts'
import { type Pose, placeJoints } from './pose.ts'
import { angleBetween, length, subtract } from './rotation.ts'

const body = bodyOf('hotaru')
const silent = null
interface At {
  readonly ms: number
  readonly bpm: number
  readonly heldForMs?: number
  readonly idleForMs?: number
  readonly atMs?: number
  readonly enteredForMs?: number
}

/** A frame with these clips on the motion track, as evaluate would give it. */
function frameAt(
  clips: readonly MotionClip[],
  { ms, bpm, heldForMs, idleForMs = 0, atMs, enteredForMs }: At,
): { frame: Frame; performer: PerformerFrame } {
  const positionBeats = (ms * bpm) / 60_000
  const layer = (clip: MotionClip | undefined): MotionLayer | null =>
    clip
      ? ({
          clipId: `${clip.startBeats}`,
          clip,
          startBeats: clip.startBeats,
          lengthBeats: clip.lengthBeats,
          phaseBeats: positionBeats - clip.startBeats + (clip.phaseBeats ?? 0),
        } as MotionLayer)
      : null
  const on = clips.findIndex((c) => c.startBeats <= positionBeats && positionBeats < c.startBeats + c.lengthBeats)
  const started = clips.filter((c) => c.startBeats <= positionBeats).length
  const performer = {
    performerId: 'hotaru',
    motion: { current: layer(clips[on]), previous: layer(clips[on >= 0 ? on - 1 : started - 1]), next: layer(clips[started]) },
    expressions: {},
    leadTrackId: null,
    energyUnit: 0.5,
  } satisfies PerformerFrame
  const frame = {
    atMs: atMs ?? ms + (heldForMs ?? 0) + idleForMs,
    positionMs: ms,
    elapsedMs: ms,
    positionBeats,
    bpm,
    heldForMs: heldForMs ?? null,
    enteredForMs: enteredForMs ?? null,
    idleForMs,
    lyric: null,
    pulse: { beatUnit: positionBeats % 1, barUnit: (positionBeats / 4) % 1 },
    performers: { hotaru: performer },
  } as unknown as Frame
  return { frame, performer }
}
const clip = (move: string, startBeats: number, lengthBeats: number, more: Partial<MotionClip> = {}): MotionClip =>
  ({ move, startBeats, lengthBeats, ...more }) as MotionClip
const poseAt = (clips: readonly MotionClip[], at: At, mouth: MouthShape | null = silent): Pose =>
  performerPoseAt({ ...frameAt(clips, at), mouth, seed: 7, body })

function film(clips: readonly MotionClip[], fromMs: number, toMs: number, hz: number, at: (ms: number) => At): Pose[] {
  return Array.from({ length: Math.ceil(((toMs - fromMs) * hz) / 1000) }, (_, i) => poseAt(clips, at(fromMs + (i * 1000) / hz)))
}
/** Fastest turn of any joint, rad/s. */
function fastest(poses: readonly Pose[], hz: number): { bone: string; rad: number; i: number } {
  let worst = { bone: '', rad: 0, i: 0 }
  for (let i = 1; i < poses.length; i++) {
    const turn = largestTurn(poses[i - 1]!, poses[i]!)
    if (turn.rad * hz > worst.rad) worst = { bone: turn.bone, rad: turn.rad * hz, i }
  }
  return worst
}

describe('a change of moves', () => {
  const sameMetre = (a: string, b: string) => moves[a]!.metre === moves[b]!.metre && !['bow', 'talk'].includes(moves[b]!.kind)
  const pairs = moveNames.flatMap((a, i) =>
    moveNames.filter((b, j) => a !== b && sameMetre(a, b) && (i * 7 + j * 3) % 5 === 0).map((b) => [a, b] as const),
  )

  it.each(pairs)('from %s to %s has no jump: no joint faster than 45 rad/s, no hips faster than 3.4 m/s', (a, b) => {
    const bpm = moves[b]!.homeBpm
    const bars = moves[a]!.lengthBeats
    const clips = [clip(a, 0, bars), clip(b, bars, moves[b]!.lengthBeats, { mirror: true })]
    const change = (bars * 60_000) / bpm
    const hz = 120
    const poses = film(clips, change - 100, change + 1500, hz, (ms) => ({ ms, bpm }))
    const worst = fastest(poses, hz)
    expect(worst.rad, `${worst.bone} ${(worst.i * 1000) / hz - 100} ms after the change`).toBeLessThan(45)
    const hips = poses.map((p) => p.hipsM)
    for (let i = 1; i < hips.length; i++) expect(length(subtract(hips[i]!, hips[i - 1]!)) * hz).toBeLessThan(3.4)
  })

  it.each(pairs)('from %s to %s keeps planted feet where they are (slide under 2 cm), and one foot down unless jumping', (a, b) => {
    const bpm = moves[b]!.homeBpm
    const bars = moves[a]!.lengthBeats
    const clips = [clip(a, 0, bars), clip(b, bars, moves[b]!.lengthBeats)]
    const change = (bars * 60_000) / bpm
    const feet = measureFeet(
      film(clips, change - 100, change + 2000, 60, (ms) => ({ ms, bpm })),
      60,
      body,
    )
    expect(feet.slideM).toBeLessThan(0.02)
    expect(feet.lowestM).toBeGreaterThan(-0.012)
    // From one foot to the other within two pictures is a step.
    const flown = feet.airborne.filter((i) => feet.airborne.includes(i - 1) && feet.airborne.includes(i - 2))
    if (!moves[a]!.jumps && !moves[b]!.jumps) expect(flown).toEqual([])
  })

  it('the pose is continuous to the microsecond at the change itself', () => {
    const clips = [clip('side-step', 0, 8), clip('burst', 8, 8)]
    const change = (8 * 60_000) / 132
    expect(largestTurn(poseAt(clips, { ms: change - 1e-3, bpm: 132 }), poseAt(clips, { ms: change + 1e-3, bpm: 132 })).rad).toBeLessThan(
      1e-3,
    )
  })
})

it('a clip longer than its move goes round: she never stands still for half a second', () => {
  const clips = [clip('side-step', 0, 24)]
  const places = film(clips, 0, (24 * 60_000) / 132, 30, (ms) => ({ ms, bpm: 132 })).map((pose) => placeJoints(pose, body).atM)
  for (let i = 0; i + 15 < places.length; i++) {
    const moved = (['leftHand', 'rightHand', 'hips'] as const).map((bone) => length(subtract(places[i + 15]![bone], places[i]![bone])))
    expect(Math.max(...moved), `at ${i / 30} s`).toBeGreaterThan(0.02)
  }
})

describe('a performer on hold', () => {
  const clips = [clip('light-sway', 0, 32)]
  const held = (heldForMs: number): At => ({ ms: 2700, bpm: 132, heldForMs })

  it('goes over into the idle in 0.6 s without a jump and never stands still', () => {
    const hz = 60
    const poses = Array.from({ length: 5 * hz }, (_, i) => poseAt(clips, held((i * 1000) / hz)))
    const worst = fastest(poses, hz)
    expect(worst.rad, `${worst.bone} at picture ${worst.i}`).toBeLessThan(14)
    expect(measureFeet(poses, hz, body).slideM).toBeLessThan(0.02)
    const places = poses.map((p) => placeJoints(p, body).atM)
    for (let i = 0; i + 30 < places.length; i++) {
      const moved = (['leftHand', 'rightHand', 'head', 'upperChest'] as const).map((bone) =>
        length(subtract(places[i + 30]![bone], places[i]![bone])),
      )
      expect(Math.max(...moved)).toBeGreaterThan(0.0015)
    }
    // Arms that were overhead have come down.
    expect(places[0]!.leftHand[1]).toBeGreaterThan(1.5)
    expect(Math.max(places[60]!.leftHand[1], places[60]!.rightHand[1])).toBeLessThan(1.3)
  })

  it('comes out of the idle without a jump when the music goes on', () => {
    const last = poseAt(clips, { ...held(4000), atMs: 10_000 })
    const first = poseAt(clips, { ms: 2700, bpm: 132, atMs: 10_000, enteredForMs: 0 })
    expect(largestTurn(last, first).rad).toBeLessThan(1e-6)
    const hz = 120
    const going = (i: number): At => ({ ms: 2700 + (i * 1000) / hz, bpm: 132, atMs: 10_000 + (i * 1000) / hz })
    const poses = Array.from({ length: 2 * hz }, (_, i) => poseAt(clips, { ...going(i), enteredForMs: (i * 1000) / hz }))
    const worst = fastest(poses, hz)
    expect(worst.rad, `${worst.bone} after ${(worst.i * 1000) / hz} ms`).toBeLessThan(30)
    expect(measureFeet(poses, hz, body).slideM).toBeLessThan(0.02)
    expect(largestTurn(poses.at(-1)!, poseAt(clips, going(2 * hz - 1))).rad).toBeLessThan(1e-6)
  })

  it('begins exactly where the dance was', () => {
    expect(largestTurn(poseAt(clips, held(0)), poseAt(clips, { ms: 2700, bpm: 132 })).rad).toBeLessThan(1e-6)
  })
})

describe('a performer without a clip', () => {
  it('idles with both feet on the floor, breathing, blinking within 8 s', () => {
    const poses = film([], 0, 12_000, 30, (ms) => ({ ms, bpm: 120 }))
    expect(measureFeet(poses, 30, body).airborne).toEqual([])
    expect(Math.max(...poses.slice(0, 240).map((p) => p.expressions.blink!))).toBeGreaterThan(0.9)
    expect(poses.filter((p) => p.expressions.blink! > 0.5).length).toBeLessThan(poses.length * 0.12)
  })

  it('after the last clip of a song comes to rest in the idle', () => {
    const clips = [clip('star-jump', 0, 8)]
    const end = (8 * 60_000) / 132
    const at = (idleForMs: number): At => ({ ms: end, bpm: 132, idleForMs, atMs: 50_000 + idleForMs })
    expect(largestTurn(poseAt(clips, { ms: end - 0.01, bpm: 132, atMs: 50_000 }), poseAt(clips, at(0))).rad).toBeLessThan(0.01)
    const later = poseAt(clips, at(4000))
    expect(largestTurn(later, poseAt([], { ms: 0, bpm: 132, atMs: 54_000 })).rad).toBeLessThan(1e-3)
  })
})

describe('her face', () => {
  it('vowels come from the mouth, a little larger for the last row; at rest it is closed', () => {
    const sung = poseAt([], { ms: 1000, bpm: 120 }, { aa: 0.8, ih: 0, ou: 0, ee: 0.1, oh: 0, jawUnit: 0.5 })
    expect(sung.expressions.aa).toBeGreaterThanOrEqual(0.8)
    expect(sung.expressions.ee).toBeGreaterThan(0.1)
    expect(sung.expressions.ee).toBeLessThan(0.15)
    expect(sung.expressions.oh).toBe(0)
    for (const vowel of ['aa', 'ih', 'ou', 'ee', 'oh']) expect(poseAt([], { ms: 1000, bpm: 120 }).expressions[vowel]).toBe(0)
  })

  it('our words for feelings are VRM presets: joy happy, sorrow sad, surprise surprised', () => {
    const { frame, performer } = frameAt([], { ms: 0, bpm: 120 })
    const weights = (name: string) =>
      performerPoseAt({ performer: { ...performer, expressions: { [name]: 0.9 } }, frame, mouth: null, seed: 1, body }).expressions
    expect(weights('joy').happy).toBeGreaterThan(0.85)
    expect(weights('sorrow').sad).toBeGreaterThan(0.85)
    expect(weights('surprise').surprised).toBeGreaterThan(0.85)
    expect(weights('relaxed').relaxed).toBeGreaterThan(0.85)
  })
})

it('the same frame gives the same pose, another seed blinks at other times', () => {
  const clips = [clip('waltz-sway', 0, 24)]
  expect(poseAt(clips, { ms: 1234, bpm: 160 })).toEqual(poseAt(clips, { ms: 1234, bpm: 160 }))
  const blinks = (seed: number) =>
    Array.from(
      { length: 200 },
      (_, i) => performerPoseAt({ ...frameAt([], { ms: i * 40, bpm: 120 }), mouth: null, seed, body }).expressions.blink,
    )
  expect(blinks(1)).not.toEqual(blinks(2))
})

it('a recorded motion is played by its clip, comes in without a jump and leaves without one', () => {
  const frames = 61
  const arm = new Float32Array(frames * 4)
  for (let i = 0; i < frames; i++) arm.set([0, 0, Math.sin(i / 60), Math.cos(i / 60)], i * 4)
  const motions = {
    'motion/a.bvh': {
      frameMs: 50,
      frames,
      rotations: { leftUpperArm: arm },
      hipsM: new Float32Array(frames * 3),
      hipsHeightM: 1,
      unmapped: [],
    },
  }
  const clips = [
    clip('side-step', 0, 4),
    { file: 'motion/a.bvh', startBeats: 4, lengthBeats: 4 } as unknown as MotionClip,
    clip('burst', 8, 8),
  ]
  const at = (ms: number) => performerPoseAt({ ...frameAt(clips, { ms, bpm: 120 }), mouth: null, seed: 1, body, motions })
  const played = at(3500).rotations
  expect(angleBetween(played.leftUpperArm!, [0, 0, Math.sin(0.5), Math.cos(0.5)])).toBeLessThan(0.02)
  for (const bone of ['hips', 'chest', 'rightUpperArm', 'leftLowerLeg'] as const)
    expect(angleBetween(played[bone] ?? [0, 0, 0, 1], [0, 0, 0, 1])).toBe(0)
  // Fingers that the file does not know stay relaxed.
  expect(angleBetween(played.leftIndexProximal!, [0, 0, 0, 1])).toBeGreaterThan(0.1)
  const poses = Array.from({ length: 360 }, (_, i) => at(1800 + (i * 1000) / 120))
  expect(fastest(poses, 120).rad).toBeLessThan(45)
})

it('at double the home tempo a move is danced in half time', () => {
  const fast = poseAt([clip('side-step', 0, 16, { energyUnit: 0.55 })], { ms: (8 * 60_000) / 264, bpm: 264 })
  const home = poseAt([clip('side-step', 0, 16, { energyUnit: 0.55 })], { ms: (4 * 60_000) / 132, bpm: 132, atMs: (8 * 60_000) / 264 })
  expect(largestTurn(fast, home).rad).toBeLessThan(0.02)
})

describe('a recorded motion in a clip', () => {
  const frames = 61
  const spin = new Float32Array(frames * 4)
  for (let i = 0; i < frames; i++) spin.set([0, 0, Math.sin(i / 60), Math.cos(i / 60)], i * 4)
  const legs = new Float32Array(frames * 4)
  for (let i = 0; i < frames; i++) legs.set([Math.sin(-0.6), 0, 0, Math.cos(0.6)], i * 4)
  const motion = {
    frameMs: 50,
    frames,
    rotations: { leftUpperArm: spin, leftUpperLeg: legs },
    hipsM: new Float32Array(frames * 3),
    hipsHeightM: 1,
    expressions: { happy: new Float32Array(frames).fill(0.9), aa: new Float32Array(frames).fill(0.7) },
    unmapped: [],
  }
  const at = (more: Readonly<Record<string, unknown>>, ms: number, mouth: MouthShape | null = null) => {
    const clips = [{ file: 'a.vmd', startBeats: 0, lengthBeats: 16, ...more } as unknown as MotionClip]
    return performerPoseAt({ ...frameAt(clips, { ms, bpm: 120 }), mouth, seed: 1, body, motions: { 'a.vmd': motion, 'a.vmd#b': motion } })
  }
  const armDeg = (pose: Pose) => (2 * Math.atan2(pose.rotations.leftUpperArm![2], pose.rotations.leftUpperArm![3]) * 180) / Math.PI
  const degAt = (ms: number) => (2 * (ms / 50 / 60) * 180) / Math.PI

  it('begins where it is trimmed, and warps to its marks', () => {
    expect(armDeg(at({ fromMs: 400 }, 1000))).toBeCloseTo(degAt(1400), 1)
    const marks: [number, number][] = [
      [0, 0],
      [2, 500],
      [4, 2500],
    ]
    expect(armDeg(at({ marks }, 1000))).toBeCloseTo(degAt(500), 1)
    expect(armDeg(at({ marks }, 1500))).toBeCloseTo(degAt(1500), 1)
  })

  it('starts over between its ends, or keeps its last pose', () => {
    expect(armDeg(at({ fromMs: 1000, toMs: 2000 }, 1500))).toBeCloseTo(degAt(1500), 1)
    expect(armDeg(at({ fromMs: 1000, toMs: 2000, loop: false }, 1500))).toBeCloseTo(degAt(2000), 1)
  })

  it('of the upper body leaves the legs to the move', () => {
    const layered = at({ part: 'upperBody', move: 'side-step' }, 1500)
    const danced = poseAt([clip('side-step', 0, 16)], { ms: 1500, bpm: 120 })
    expect(armDeg(layered)).toBeCloseTo(degAt(1500), 1)
    expect(layered.hipsM).toEqual(at({ part: 'upperBody', move: 'side-step' }, 1500).hipsM)
    expect(angleBetween(layered.rotations.leftUpperLeg!, [Math.sin(-0.6), 0, 0, Math.cos(0.6)])).toBeGreaterThan(0.3)
    expect(length(subtract(layered.hipsM, danced.hipsM))).toBeLessThan(0.03)
  })

  it('brings its face, but her own mouth sings', () => {
    expect(at({}, 1500).expressions.happy).toBeCloseTo(0.9, 2)
    expect(at({}, 1500).expressions.aa).toBeCloseTo(0.7, 2)
    expect(at({}, 1500, { aa: 0, ih: 0, ou: 0.5, ee: 0, oh: 0, jawUnit: 0 }).expressions.aa).toBe(0)
  })

  it('is found by its file and take', () => {
    expect(armDeg(at({ take: 'b' }, 1500))).toBeCloseTo(degAt(1500), 1)
    expect(at({ take: 'c' }, 1500).rotations.leftUpperArm).not.toEqual(at({ take: 'b' }, 1500).rotations.leftUpperArm)
  })
})

describe('when the music jumps', () => {
  const bpm = 132
  const clips = [
    clip('side-step', 0, 8),
    clip('burst', 8, 8),
    clip('point-up', 16, 8, { mirror: true }),
    clip('star-jump', 24, 8),
    clip('fan-line', 32, 16),
  ]
  const hz = 60
  const positionMs = (beat: number) => (beat * 60_000) / bpm
  interface Jumped {
    /** Beats of the song before and after. */
    readonly from: number
    readonly to: number
    readonly sameRun: boolean
  }
  /** The picture `sinceMs` after (or before) a jump, as evaluate would tell of it. */
  const around = ({ from, to, sameRun }: Jumped, sinceMs: number, before = true): Pose => {
    const jumpAtMs = 40_000
    const elapsedOld = sameRun ? 30_000 : positionMs(from)
    const tell = (at: number, ms: number, elapsedMs: number) => {
      const told = frameAt(clips, { ms: positionMs(at) + ms, bpm, atMs: jumpAtMs + ms })
      const segmentId = sameRun || elapsedMs === elapsedOld + ms ? 'one' : 'two'
      return { ...told, frame: { ...told.frame, segmentId, elapsedMs, stillUnit: 0, before: null } as unknown as Frame }
    }
    const pose = ({ frame, performer }: { frame: Frame; performer: PerformerFrame }) =>
      performerPoseAt({ performer, frame, mouth: null, seed: 7, body })
    if (sinceMs < 0) return pose(tell(from, sinceMs, elapsedOld + sinceMs))
    const now = tell(to, sinceMs, sameRun ? elapsedOld + sinceMs : sinceMs)
    const old = tell(from, -0.01, elapsedOld)
    const known = before && sinceMs < 1500
    return pose({ ...now, frame: { ...now.frame, before: known ? { sinceMs, frame: old.frame } : null } as unknown as Frame })
  }
  /** Farthest way of any joint from one picture to the next, m. */
  const farthest = (poses: readonly Pose[]): number => {
    const places = poses.map((pose) => placeJoints(pose, body).atM)
    const far = places
      .slice(1)
      .flatMap((now, i) =>
        humanoidBones.map((bone) => (bone in now ? length(subtract(now[bone as 'hips'], places[i]![bone as 'hips'])) : 0)),
      )
    return Math.max(...far)
  }
  const filmed = (jump: Jumped, before = true) => Array.from({ length: 2 * hz }, (_, i) => around(jump, ((i - 12) * 1000) / hz, before))
  /** Of the dance, wherever its pictures happen to fall. */
  const usual = Math.max(...[0, 4, 8, 12].map((late) => farthest(film(clips, late, positionMs(48), hz, (ms) => ({ ms, bpm })))))
  const jumps = Array.from({ length: 16 }, (_, i): Jumped => {
    const from = 3 + 40 * hashUnit(5, i)
    return { from, to: i % 4 === 0 ? 0 : i % 4 === 1 ? 8 * Math.floor(5 * hashUnit(6, i)) : 40 * hashUnit(6, i), sameRun: i % 2 === 1 }
  })

  it('no joint goes farther between two pictures than in the dance itself (16 jumps, seeds 5 and 6)', () => {
    for (const jump of jumps) expect(farthest(filmed(jump)), JSON.stringify(jump)).toBeLessThanOrEqual(usual)
    // Without a hand-over they are cuts.
    expect(jumps.filter((jump) => farthest(filmed(jump, false)) > usual).length).toBeGreaterThan(8)
  })

  it('feet that stand do not slide', () => {
    for (const jump of jumps) expect(measureFeet(filmed(jump), hz, body).slideM, JSON.stringify(jump)).toBeLessThan(0.02)
  })

  it('at the jump itself the pose is the same to the millimetre, and nothing is left of it when it is no longer told of', () => {
    for (const jump of jumps) {
      expect(largestTurn(around(jump, -0.01), around(jump, 0)).rad).toBeLessThan(2e-3)
      expect(largestTurn(around(jump, 1499.9), around(jump, 1500)).rad).toBeLessThan(2e-2)
    }
  })

  it('a hold that is let go of at once goes back the way it came', () => {
    // Held for 200 ms at beat 10, then on: a third of the way into the idle and back.
    const at = (t: number): Pose => {
      const heldForMs = t < 0 || t >= 200 ? null : t
      const playedMs = t < 0 ? t : Math.max(0, t - 200)
      const told = frameAt(clips, { ms: positionMs(10) + playedMs, bpm, atMs: 40_000 + t, ...(t >= 200 ? { enteredForMs: t - 200 } : {}) })
      const stillUnit = t < 0 ? 0 : Math.max(0, t < 200 ? t / 600 : 200 / 600 - (t - 200) / 600)
      const frame = { ...told.frame, heldForMs, stillUnit } as Frame
      return performerPoseAt({ ...told, frame, mouth: null, seed: 7, body })
    }
    const poses = Array.from({ length: 90 }, (_, i) => at(((i - 12) * 1000) / hz))
    expect(farthest(poses)).toBeLessThanOrEqual(usual)
    expect(largestTurn(at(199.99), at(200.01)).rad).toBeLessThan(5e-3)
  })

  it('a move that a cue lays over the song comes and goes by its eased weight', () => {
    const layer = { clipId: 'c', clip: clip('wave', 8, 1e6), startBeats: 8, lengthBeats: 1e6, phaseBeats: 0 }
    const name = moveNames.find((m) => moves[m]!.kind === 'wave')!
    const at = (ms: number, weightUnit: number): Pose => {
      const told = frameAt(clips, { ms, bpm })
      const overrides = [{ runId: 'r', weightUnit, layer: { ...layer, clip: { ...layer.clip, move: name } } as MotionLayer }]
      return performerPoseAt({ ...told, performer: { ...told.performer, overrides }, mouth: null, seed: 7, body })
    }
    const from = positionMs(9)
    expect(at(from, 0)).toEqual(poseAt(clips, { ms: from, bpm }))
    expect(largestTurn(at(from + 4000, 1), poseAt([clip(name, 8, 64)], { ms: from + 4000, bpm })).rad).toBeLessThan(1e-6)
    const poses = Array.from({ length: 90 }, (_, i) => at(from + (i * 1000) / hz, Math.min(1, i / 48)))
    expect(farthest(poses)).toBeLessThanOrEqual(usual)
  })
})
