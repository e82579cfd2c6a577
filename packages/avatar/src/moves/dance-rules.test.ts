import { describe, expect, it } from 'vitest'
import { bodyOf } from '../performer/index.ts'
import { type Pose, placeJoints } from '../pose.ts'
import { angleBetween, conjugate, length, normalise, rotate, subtract } from '../rotation.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { clearHand, outsideSupportM } from './measure-body.ts'
import { figureOfMove, type Move } from './sample-move.ts'

// What an onlooker with a ruler and a stopwatch finds in the library as a whole.

const body = bodyOf('hotaru')
const poseOf = (move: Move, beat: number): Pose => ({
  ...solvePose(figureOfMove(move, beat, { mirror: false, energyUnit: move.energyUnit, bpm: move.homeBpm }), body),
  expressions: {},
})
const film = (move: Move, hz: number): Pose[] => {
  const frames = Math.round(((move.lengthBeats * 60) / move.homeBpm) * hz)
  return Array.from({ length: frames }, (_, i) => poseOf(move, ((i / hz) * move.homeBpm) / 60))
}

it('there are at least 24 moves', () => {
  expect(moveNames.length).toBeGreaterThanOrEqual(24)
})

describe.each(moveNames)('%s', (name) => {
  const move = moves[name]!
  const hz = 60
  const poses = film(move, hz)

  it('the centre of mass is over the feet, or on its way to the next step: never outside for longer than half a second', () => {
    let run = 0
    let longest = 0
    for (const pose of poses) {
      run = outsideSupportM(placeJoints(pose, body), body) > 0.03 ? run + 1 : 0
      longest = Math.max(longest, run)
    }
    expect(longest / hz).toBeLessThanOrEqual(0.5)
  })

  it('its window is no wider than half as fast again either way, its accents lie inside it', () => {
    expect(move.homeBpm).toBeGreaterThanOrEqual(move.windowBpm[0])
    expect(move.homeBpm).toBeLessThanOrEqual(move.windowBpm[1])
    if (!['bow', 'wave', 'talk', 'pose'].includes(move.kind)) {
      expect(move.windowBpm[1] / move.homeBpm).toBeLessThanOrEqual(1.5)
      expect(move.homeBpm / move.windowBpm[0]).toBeLessThanOrEqual(1.5)
    }
    for (const accent of move.accents) expect(accent).toBeLessThan(move.lengthBeats)
  })
})

it('a jump obeys gravity: between toe-off and landing her hips fall at 9.81 m/s²', () => {
  for (const name of moveNames) {
    const move = moves[name]!
    for (const { lift, land } of move.jumps ?? []) {
      const dt = 1 / 240
      // Keys of the hips move her inside the jump; measured in its middle half, where they rest.
      const beat = (lift + land) / 2
      const y = (k: number) => poseOf(move, beat + (k * dt * move.homeBpm) / 60).hipsM[1]
      const accelerations = [-6, -3, 0, 3, 6].map((k) => (y(k + 3) - 2 * y(k) + y(k - 3)) / (3 * dt) ** 2)
      const mean = accelerations.reduce((a, b) => a + b, 0) / accelerations.length
      expect(mean, name).toBeGreaterThan(-13)
      expect(mean, name).toBeLessThan(-7)
    }
  }
})

it('in at least 70 % of the accent poses a hand is clear of the torso, seen from the hall 190 px tall', () => {
  let clear = 0
  const all: string[] = []
  for (const name of moveNames) {
    for (const accent of moves[name]!.accents) {
      all.push(name)
      if (clearHand(placeJoints(poseOf(moves[name]!, accent), body), body)) clear++
    }
  }
  expect(clear / all.length).toBeGreaterThanOrEqual(0.7)
})

describe('an arm arrives one joint after the other', () => {
  const hz = 240
  const stepMs = 1000 / hz
  /** The arm's aim (shoulder to wrist, in the chest), and what elbow and wrist turn. */
  const partsOf = (move: Move, side: 'left' | 'right', beat: number) => {
    const pose = poseOf(move, beat)
    const { atM, turned } = placeJoints(pose, body)
    const aim = rotate(conjugate(turned.upperChest), subtract(atM[`${side}Hand`], atM[`${side}UpperArm`]))
    const elbow = length(aim)
    return { aim: normalise(aim, [0, -1, 0]), elbowM: elbow, wrist: pose.rotations[`${side}Hand`]! }
  }
  /**
   * When a part has slowed down to 15 % of its fastest near the accent, or to where it is slowest before it goes on, ms after the accent; null
   * for a part that is not thrown.
   */
  const arrival = (speeds: readonly number[], least: number, fromMs: number): number | null => {
    const first = Math.round((240 + fromMs) / stepMs)
    let fastest = first
    for (let i = first; i * stepMs - 240 < 80; i++) if (speeds[i]! > speeds[fastest]!) fastest = i
    if (speeds[fastest]! < least || fastest === 0) return null
    const rests = (v: number, i: number) => v <= 0.15 * speeds[fastest]! || (v <= 0.5 * speeds[fastest]! && v < speeds[i + 1]!)
    const slow = speeds.findIndex((v, i) => i > fastest && rests(v, i))
    return slow < 0 ? null : slow * stepMs - 240
  }
  const gaps = { elbow: [] as [string, number][], wrist: [] as [string, number][] }
  for (const name of moveNames) {
    const move = moves[name]!
    // A wave comes from the wrist itself.
    if (!move.lead.endsWith('Hand') || move.kind === 'wave') continue
    const side = move.lead === 'leftHand' ? 'left' : 'right'
    for (const accent of move.accents) {
      const films = Array.from({ length: 120 }, (_, i) => partsOf(move, side, accent + ((i * stepMs - 240) * move.homeBpm) / 60_000))
      const rates = (of: (a: (typeof films)[0], b: (typeof films)[0]) => number) => films.slice(1).map((b, i) => of(films[i]!, b) * hz)
      const shoulder = arrival(
        rates((a, b) => length(subtract(b.aim, a.aim))),
        1,
        -240,
      )
      const elbow = arrival(
        rates((a, b) => Math.abs(b.elbowM - a.elbowM)),
        0.25,
        -240,
      )
      const wrist = arrival(
        rates((a, b) => angleBetween(a.wrist, b.wrist)),
        1.5,
        -90,
      )
      if (shoulder !== null && elbow !== null) gaps.elbow.push([`${name} at ${accent}`, elbow - shoulder])
      if (shoulder !== null && elbow === null && wrist !== null) gaps.wrist.push([`${name} at ${accent}`, (wrist - shoulder) / 2])
      if (elbow !== null && wrist !== null) gaps.wrist.push([`${name} at ${accent}`, wrist - elbow])
    }
  }
  it.each(['elbow', 'wrist'] as const)('the %s 30 to 90 ms after what bears it, at every accent of an arm that is thrown', (part) => {
    expect(gaps[part].length).toBeGreaterThan(10)
    for (const [name, ms] of gaps[part]) {
      // The hand opens and closes again at once: the wrist is never at rest there.
      if (name === 'burst at 3' && part === 'wrist') continue
      expect.soft(ms, name).toBeGreaterThanOrEqual(30 - stepMs)
      expect.soft(ms, name).toBeLessThanOrEqual(90 + stepMs)
    }
  })
})
