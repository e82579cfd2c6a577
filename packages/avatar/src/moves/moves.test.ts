import { describe, expect, it } from 'vitest'
import { bodyOf } from '../performer/index.ts'
import { mirrorPose, type Pose, placeJoints } from '../pose.ts'
import { dot, length, normalise, rotate, scale, subtract } from '../rotation.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { largestTurn, measureFeet, poseDistanceM } from './measure-move.ts'
import { figureOfMove, type Move } from './sample-move.ts'

const body = bodyOf('hotaru')

function poseOf(move: Move, beat: number, { mirror = false, energyUnit = move.energyUnit } = {}): Pose {
  return { ...solvePose(figureOfMove(move, beat, { mirror, energyUnit, bpm: move.homeBpm }), body), expressions: {} }
}
const secondsOf = (move: Move, beats: number) => (beats * 60) / move.homeBpm
function film(move: Move, hz: number): Pose[] {
  const frames = Math.round(secondsOf(move, move.lengthBeats) * hz) + Math.round(hz / 4)
  return Array.from({ length: frames }, (_, i) => poseOf(move, ((i / hz) * move.homeBpm) / 60))
}
const jumps = (move: Move, beat: number) =>
  (move.jumps ?? []).some((j) => {
    const b = beat - move.lengthBeats * Math.floor(beat / move.lengthBeats)
    return (b > j.lift - 0.1 && b < j.land + 0.1) || b + move.lengthBeats < j.land + 0.1
  })

describe('the library', () => {
  it('has at least 12 moves: three in three, two slow, five fast pop moves, a bow, a wave, talking hands', () => {
    const all = Object.values(moves)
    expect(all.length).toBeGreaterThanOrEqual(12)
    expect(all.filter((m) => m.metre === 3 && m.windowBpm[0] <= 152 && m.windowBpm[1] >= 168).length).toBeGreaterThanOrEqual(3)
    expect(all.filter((m) => m.kind === 'slow' && m.windowBpm[0] <= 76 && m.windowBpm[1] >= 76).length).toBeGreaterThanOrEqual(2)
    expect(all.filter((m) => m.metre === 4 && m.energyUnit >= 0.5 && m.homeBpm >= 128 && m.homeBpm <= 140).length).toBeGreaterThanOrEqual(5)
    for (const kind of ['bow', 'wave', 'talk']) expect(all.some((m) => m.kind === kind)).toBe(true)
  })

  it('no two moves, after mirroring and phase alignment, are closer than a move and its own energy variant', () => {
    const phases = 16
    const film = (move: Move, options: { mirror?: boolean; energyUnit?: number }) =>
      Array.from({ length: phases }, (_, i) => placeJoints(poseOf(move, (move.lengthBeats * i) / phases, options), body))
    const plain = moveNames.map((name) => film(moves[name]!, {}))
    const mirrored = moveNames.map((name) => film(moves[name]!, { mirror: true }))
    const apart = (a: (typeof plain)[number], b: (typeof plain)[number], shift: number) =>
      a.reduce((sum, p, i) => sum + poseDistanceM(p, b[(i + shift) % phases]!), 0) / phases
    const variant = Math.max(
      ...moveNames.map((name, i) => apart(plain[i]!, film(moves[name]!, { energyUnit: Math.min(1, moves[name]!.energyUnit + 0.3) }), 0)),
    )
    for (let a = 0; a < plain.length; a++) {
      for (let b = a + 1; b < plain.length; b++) {
        let least = Number.POSITIVE_INFINITY
        for (let shift = 0; shift < phases; shift++)
          least = Math.min(least, apart(plain[a]!, plain[b]!, shift), apart(plain[a]!, mirrored[b]!, shift))
        expect(least, `${moveNames[a]} and ${moveNames[b]}`).toBeGreaterThan(variant)
      }
    }
  })
})

describe.each(moveNames)('%s', (name) => {
  const move = moves[name]!
  const poses = film(move, 60)

  it('a foot slides less than 2 cm while it is down, no sole goes 1 cm under the floor, one foot always touches unless jumping', () => {
    const feet = measureFeet(poses, 60, body)
    expect(feet.slideM).toBeLessThan(0.02)
    expect(feet.lowestM).toBeGreaterThan(-0.01)
    expect(feet.airborne.filter((i) => !jumps(move, ((i / 60) * move.homeBpm) / 60))).toEqual([])
  })

  it('the leading limb comes from a movement and reaches a speed minimum, a reversal or rest within 40 ms of every accent', () => {
    const hz = 240
    const bone = move.lead
    const at = (s: number) => placeJoints(poseOf(move, (s * move.homeBpm) / 60), body).atM[bone]
    for (const accent of move.accents) {
      const centre = secondsOf(move, accent)
      const speedAt = (ms: number) => length(subtract(at(centre + ms / 1000 + 0.5 / hz), at(centre + ms / 1000 - 0.5 / hz))) * hz
      const grid = Array.from({ length: 61 }, (_, i) => ((i - 30) * 1000) / hz)
      const speeds = grid.map(speedAt)
      // Under 6 cm/s a limb rests, even if it drifts on more slowly still.
      const arrived = grid.filter((_, i) => {
        const v = speeds[i]!
        return v < 0.06 || (v <= (speeds[i - 1] ?? v) && v <= (speeds[i + 1] ?? v) && i > 0 && i < speeds.length - 1)
      })
      const nearest = Math.min(...arrived.map(Math.abs))
      expect(nearest, `accent ${accent}, slowest ${Math.min(...speeds).toFixed(2)} m/s`).toBeLessThanOrEqual(40.1)
      const before = Array.from({ length: 60 }, (_, i) => speedAt(-10 * (i + 1)))
      expect(Math.max(...before), `accent ${accent}: ${bone} was not moving`).toBeGreaterThan(0.15)
    }
  })

  it('knees and elbows bend the way they do, between straight and 155 degrees', () => {
    for (const pose of poses) {
      for (const side of ['left', 'right'] as const) {
        const knee = pose.rotations[`${side}LowerLeg`]!
        const kneeDeg = (2 * Math.atan2(knee[0] * Math.sign(knee[3]), Math.abs(knee[3])) * 180) / Math.PI
        expect(kneeDeg).toBeGreaterThanOrEqual(-0.01)
        expect(kneeDeg).toBeLessThan(155)
        // The knee stands before the line from hip to ankle, on the side where hips or toes look.
        const { atM, turned } = placeJoints(pose, body)
        const line = normalise(subtract(atM[`${side}Foot`], atM[`${side}UpperLeg`]), [0, -1, 0])
        const toKnee = subtract(atM[`${side}LowerLeg`], atM[`${side}UpperLeg`])
        const out = subtract(toKnee, scale(line, dot(toKnee, line)))
        const looks = (['hips', `${side}Foot`] as const).map((bone) => dot(out, rotate(turned[bone], [0, 0, 1])))
        expect(Math.max(...looks)).toBeGreaterThan(-0.01)
        const shoulder = placeJoints(pose, body).atM
        const elbow = Math.acos(
          Math.min(
            1,
            Math.max(
              -1,
              cosine(
                subtract(shoulder[`${side}LowerArm`], shoulder[`${side}UpperArm`]),
                subtract(shoulder[`${side}Hand`], shoulder[`${side}LowerArm`]),
              ),
            ),
          ),
        )
        expect((elbow * 180) / Math.PI).toBeLessThan(155)
      }
    }
  })

  it('nothing stands still for more than half a second', () => {
    const window = 30
    const places = poses.map((pose) => placeJoints(pose, body).atM)
    for (let i = 0; i + window < places.length; i++) {
      const moved = (['leftHand', 'rightHand', 'head', 'hips'] as const).map(
        (bone) =>
          length(subtract(places[i + window]![bone], places[i]![bone])) + length(subtract(places[i + window / 2]![bone], places[i]![bone])),
      )
      expect(Math.max(...moved), `at ${(i / 60).toFixed(2)} s`).toBeGreaterThan(0.004)
    }
  })

  it('pose and speed run on over the seam of the loop, and no joint jumps anywhere', () => {
    const e = 1 / 128
    const L = move.lengthBeats
    expect(largestTurn(poseOf(move, L - 1e-6), poseOf(move, 0)).rad).toBeLessThan(1e-3)
    const before = largestTurn(poseOf(move, L - e), poseOf(move, L - 1e-9)).rad
    const after = largestTurn(poseOf(move, 0), poseOf(move, e)).rad
    expect(Math.abs(before - after) / secondsOf(move, e)).toBeLessThan(6)
    for (let i = 1; i < poses.length; i++) {
      const worst = largestTurn(poses[i - 1]!, poses[i]!)
      expect(worst.rad * 60, `${worst.bone} at beat ${((i / 60) * move.homeBpm) / 60}`).toBeLessThan(26)
    }
  })

  it('danced in the mirror it is the mirrored pose, and twice mirrored the original', () => {
    for (const beat of [0.3, 1.7, 2.9]) {
      const straight = poseOf(move, beat)
      expect(largestTurn(mirrorPose(straight), poseOf(move, beat, { mirror: true })).rad).toBeLessThan(1e-6)
      expect(mirrorPose(mirrorPose(straight))).toEqual(straight)
    }
  })
})

const cosine = (a: readonly [number, number, number], b: readonly [number, number, number]) =>
  (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / (length(a) * length(b))
