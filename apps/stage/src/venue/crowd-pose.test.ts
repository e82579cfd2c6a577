import { describe, expect, it } from 'vitest'
import { peopleIn } from './crowd-people.ts'
import { type CrowdMoment, HEAD_TOP_M, POSE, POSE_FLOATS, writeCrowdPose } from './crowd-pose.ts'

const people = peopleIn(15)
const far = { eyeM: [40, 1, 12], herM: [40, 0] } as const
const moment = (beats: number, energyUnit: number): CrowdMoment => ({ ...far, beats, swayBeats: 4, energyUnit })
const posed = (index: number, at: CrowdMoment): Float32Array => {
  const out = new Float32Array(POSE_FLOATS)
  writeCrowdPose(people[index]!, at, out, 0)
  return out
}
const looks = Array.from({ length: 40 }, (_, k) => [k * 0.37, (k % 5) / 4] as const)

describe('somebody in the crowd', () => {
  it('holds every stick in a hand, and the hand is at the end of an arm that can reach there', () => {
    let sticks = 0
    let longest = 0
    let wrong = 0
    for (const [index, { doing, side, buildUnit }] of people.entries())
      for (const [beats, energy] of looks) {
        const pose = posed(index, moment(beats, energy))
        for (const [hand, arm, holds] of [
          [-1, POSE.left, POSE.leftHolds],
          [1, POSE.right, POSE.rightHolds],
        ] as const) {
          if (pose[holds] !== (doing === 'twoSticks' || (doing === 'stick' && hand === side) ? 1 : 0)) wrong++
          sticks += pose[holds]!
          const [elbowX, elbowY, handX, handY] = pose.subarray(arm, arm + 4) as unknown as [number, number, number, number]
          // Seen flat, a limb may be shortened but never longer than it is.
          longest = Math.max(
            longest,
            Math.hypot(elbowX - hand * 0.172 * buildUnit, elbowY - 1.385),
            Math.hypot(handX - elbowX, handY - elbowY),
          )
        }
      }
    expect(wrong).toBe(0)
    expect(longest).toBeLessThan(0.301)
    expect(sticks).toBeGreaterThan(people.length * looks.length * 0.6)
  })

  it('shows no stick without its fist and forearm: none whose hand is under the picture, none of whoever ducks', () => {
    const eyeM = [0.4, 0.9, 9] as const
    const lens = { aheadUnit: [0, -0.06 / Math.hypot(1, 0.06), -1 / Math.hypot(1, 0.06)], halfRad: 0.26 } as const
    let [shown, hidden, loose] = [0, 0, 0]
    for (const [index, { xM, zM, heightUnit }] of people.entries())
      for (const energyUnit of [0.1, 0.4, 0.6, 1]) {
        const pose = posed(index, { eyeM, lens, herM: [0, 0], beats: 3.2, swayBeats: 4, energyUnit })
        // The edge as a camera has it: what lies under it is lower than its opening, seen along the lens.
        const depth = (y: number) =>
          (xM - eyeM[0]) * lens.aheadUnit[0] + (y - eyeM[1]) * lens.aheadUnit[1] + (zM - eyeM[2]) * lens.aheadUnit[2]
        const rise = (y: number) => -(y - eyeM[1]) * lens.aheadUnit[2] + (zM - eyeM[2]) * lens.aheadUnit[1]
        for (const [arm, holds] of [
          [POSE.left, POSE.leftHolds],
          [POSE.right, POSE.rightHolds],
        ] as const) {
          const fistM = pose[POSE.y]! + heightUnit * pose[arm + 3]! - 0.06
          const seen = depth(fistM) > 0 && rise(fistM) > -Math.tan(lens.halfRad) * depth(fistM)
          if (pose[holds]! === 0) hidden++
          else if (seen) shown++
          else loose++
        }
      }
    expect(loose).toBe(0)
    expect([shown > 100, hidden > 100]).toEqual([true, true])
  })

  it('lifts the arms with the energy of the music: calm at the chest, wild over the head', () => {
    const hands = (energy: number) =>
      people.flatMap(({ doing, side }, index) =>
        doing === 'stick' ? [posed(index, moment(3.2, energy))[(side < 0 ? POSE.left : POSE.right) + 3]!] : [],
      )
    expect(Math.max(...hands(0.1))).toBeLessThan(1.4)
    expect(Math.min(...hands(0.95))).toBeGreaterThan(1.7)
  })

  it('moves softly: no hand jumps within a sixtieth of a beat, however lively', () => {
    let farthest = 0
    for (const energy of [0.1, 0.4, 0.7, 1])
      for (let index = 0; index < people.length; index += 7) {
        let before = posed(index, moment(8, energy))
        for (let step = 1; step < 240; step++) {
          const now = posed(index, moment(8 + step / 60, energy))
          for (let k = 0; k < POSE_FLOATS; k++) farthest = Math.max(farthest, Math.abs(now[k]! - before[k]!))
          before = now
        }
      }
    expect(farthest).toBeLessThan(0.06)
  })

  it('is not like the next: heights, builds, cuts of hair and what they do differ', () => {
    expect(new Set(people.map(({ hair }) => hair)).size).toBe(8)
    expect(new Set(people.map(({ doing }) => doing))).toEqual(new Set(['stick', 'twoSticks', 'claps', 'stands']))
    const heights = people.map(({ heightUnit }) => heightUnit * HEAD_TOP_M)
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.25)
    const sides = people.filter(({ side }) => side > 0).length / people.length
    expect(sides).toBeGreaterThan(0.45)
    expect(sides).toBeLessThan(0.75)
  })
})

describe('the crowd', () => {
  it('costs six triangles a person: under 2,500 in a full hall, under 850 on a phone', () => {
    expect(people.length * 6).toBeLessThan(2500)
    expect(peopleIn(7).length * 6).toBeLessThan(850)
  })
})
