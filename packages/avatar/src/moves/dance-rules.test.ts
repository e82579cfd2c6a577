import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../performer/index.ts'
import { type Pose, placeJoints } from '../pose.ts'
import { angleBetween, conjugate, length, normalise, rotate, subtract, type Vector3 } from '../rotation.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { solesOf } from './measure-move.ts'
import { figureOfMove, type Move } from './sample-move.ts'

// What an onlooker with a ruler and a stopwatch finds in the library as a whole.

const body = bodyOf('hotaru')
const poseOf = (move: Move, beat: number, energyUnit = move.energyUnit, bpm = move.homeBpm): Pose => ({
  ...solvePose(figureOfMove(move, beat, { mirror: false, energyUnit, bpm }), body),
  expressions: {},
})
const film = (move: Move, hz: number): Pose[] => {
  const frames = Math.round(((move.lengthBeats * 60) / move.homeBpm) * hz)
  return Array.from({ length: frames }, (_, i) => poseOf(move, ((i / hz) * move.homeBpm) / 60))
}

/** Shares of body mass and the bones between whose joints each part lies (after Winter, "Biomechanics of Human Movement"). */
const parts = [
  ['head', 'head', 0.081],
  ['hips', 'upperChest', 0.497],
  ...(['left', 'right'] as const).flatMap(
    (side) =>
      [
        [`${side}UpperArm`, `${side}LowerArm`, 0.028],
        [`${side}LowerArm`, `${side}Hand`, 0.022],
        [`${side}UpperLeg`, `${side}LowerLeg`, 0.1],
        [`${side}LowerLeg`, `${side}Foot`, 0.0465],
        [`${side}Foot`, `${side}Toes`, 0.0145],
      ] as const,
  ),
] as const

function massCentre(pose: Pose): Vector3 {
  const { atM } = placeJoints(pose, body)
  let [x, y, z, mass] = [0, 0, 0, 0]
  for (const [a, b, share] of parts) {
    x += ((atM[a][0] + atM[b][0]) / 2) * share
    y += ((atM[a][1] + atM[b][1]) / 2) * share
    z += ((atM[a][2] + atM[b][2]) / 2) * share
    mass += share
  }
  return [x / mass, y / mass, z / mass]
}

/** How far a place on the floor lies outside the soles that touch it (a rectangle round them), m; 0 inside. */
function outsideSupportM(pose: Pose, at: Vector3): number {
  const soles = solesOf(placeJoints(pose, body), body)
  const points = (['left', 'right'] as const).flatMap((side) => Object.values(soles[side]).filter((p) => p[1] < 0.03))
  if (points.length === 0) return 0
  const wide = body.soleHalfWidthM
  const dx = Math.max(0, Math.min(...points.map((p) => p[0])) - wide - at[0], at[0] - Math.max(...points.map((p) => p[0])) - wide)
  const dz = Math.max(0, Math.min(...points.map((p) => p[2])) - at[2], at[2] - Math.max(...points.map((p) => p[2])))
  return Math.hypot(dx, dz)
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
      run = outsideSupportM(pose, massCentre(pose)) > 0.03 ? run + 1 : 0
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
      if (clearHand(poseOf(moves[name]!, accent))) clear++
    }
  }
  expect(clear / all.length).toBeGreaterThanOrEqual(0.7)
})

/** A hand whose silhouette has background between itself and trunk, head and thighs: 4 px, at 190 px for her height. */
function clearHand(pose: Pose): boolean {
  const { atM } = placeJoints(pose, body)
  const px = body.heightM / 190
  const { chest, hips, head, upperLeg, hand } = body.radiiM
  const trunk: [Vector3, Vector3, number][] = [
    [atM.hips, atM.upperChest, Math.max(chest[0], hips[0])],
    [atM.head, [atM.head[0], atM.head[1] + 0.1, 0], head],
    [atM.leftUpperLeg, atM.leftLowerLeg, upperLeg],
    [atM.rightUpperLeg, atM.rightLowerLeg, upperLeg],
  ]
  return (['left', 'right'] as const).some((side) =>
    trunk.every(([a, b, r]) => flatDistance(atM[`${side}Hand`], a, b) > r + hand * 0.6 + 4 * px),
  )
}

/** Distance of a point from a line in the picture plane, m. */
function flatDistance(p: Vector3, a: Vector3, b: Vector3): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const t = Math.min(1, Math.max(0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(p[0] - a[0] - dx * t, p[1] - a[1] - dy * t)
}

describe('the shipped songs', () => {
  // Sakura is restrained throughout and keeps one tempo of movement.
  it.each([
    ['daisy-bell', 1.4],
    ['nokoribi', 1.4],
  ] as const)('%s: joints move at least %d times as fast in the chorus as in the verse', (id, least) => {
    const song = JSON.parse(readFileSync(new URL(`../../../../shows/first-light/songs/${id}/song.json`, import.meta.url), 'utf8')) as {
      sections: Record<string, { kind: string; startBeats: number; lengthBeats: number }>
      tempo: Record<string, { atBeats: number; bpm: number }>
      tracks: Record<
        string,
        { kind: string; clips?: Record<string, { startBeats: number; lengthBeats: number; move?: string; energyUnit?: number }> }
      >
    }
    const clips = Object.values(song.tracks).flatMap((track) => (track.kind === 'motion' ? Object.values(track.clips ?? {}) : []))
    const tempo = Object.values(song.tempo).sort((a, b) => a.atBeats - b.atBeats)
    const joints = [
      'hips',
      'upperChest',
      'head',
      ...(['left', 'right'] as const).flatMap((side) =>
        (['LowerArm', 'Hand', 'LowerLeg', 'Foot'] as const).map((part) => `${side}${part}` as const),
      ),
    ] as const
    const speedIn = (kind: string) => {
      let sum = 0
      let count = 0
      for (const section of Object.values(song.sections).filter((s) => s.kind === kind)) {
        const end = section.startBeats + section.lengthBeats
        const bpm = tempo.findLast((point) => point.atBeats <= section.startBeats)!.bpm
        for (const clip of clips.filter((c) => c.startBeats >= section.startBeats && c.startBeats < end)) {
          const move = moves[clip.move ?? '']
          if (!move) continue
          for (let beat = 0; beat + 0.25 < clip.lengthBeats; beat += 0.25) {
            const dt = 1 / 60
            const energy = clip.energyUnit ?? move.energyUnit
            const a = placeJoints(poseOf(move, beat, energy, bpm), body).atM
            const b = placeJoints(poseOf(move, beat + (dt * bpm) / 60, energy, bpm), body).atM
            for (const bone of joints) {
              sum += (length(subtract(b[bone], a[bone])) / dt) ** 2
              count++
            }
          }
        }
      }
      return Math.sqrt(sum / Math.max(1, count))
    }
    expect(speedIn('chorus') / speedIn('verse')).toBeGreaterThanOrEqual(least)
  })
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
