import { expect, it } from 'vitest'
import { idleFigure } from '../idle.ts'
import { bodyOf } from '../performer/index.ts'
import { type JointPlaces, placeJoints } from '../pose.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { directsTraffic, handsOnBelly } from './measure-body.ts'
import { figureOfMove } from './sample-move.ts'

const body = bodyOf('hotaru')
const hz = 20
const placesOf = (figure: Parameters<typeof solvePose>[0]): JointPlaces =>
  placeJoints({ ...solvePose(figure, body), expressions: {} }, body)

/** Longest run of moments that are so, s. */
function longestS(moments: readonly boolean[]): number {
  let [run, longest] = [0, 0]
  for (const so of moments) {
    run = so ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest / hz
}

it.each(moveNames)('%s: both hands are before the belly for a passing moment at most, as written and danced low', (name) => {
  const move = moves[name]!
  const seconds = (move.lengthBeats * 60) / move.homeBpm
  for (const energyUnit of [move.energyUnit, Math.max(0, move.energyUnit - 0.3)]) {
    const moments = Array.from({ length: Math.ceil(seconds * hz) + 1 }, (_, i) =>
      handsOnBelly(placesOf(figureOfMove(move, (i * move.homeBpm) / 60 / hz, { mirror: false, energyUnit, bpm: move.homeBpm }))),
    )
    expect(longestS(moments)).toBeLessThanOrEqual(0.25)
  }
})

it('whoever stands and waits holds them elsewhere, and directs no traffic', () => {
  for (const seed of [1, 2, 3]) {
    const places = Array.from({ length: 90 * hz }, (_, i) => placesOf(idleFigure((i * 1000) / hz, seed)))
    expect(longestS(places.map(handsOnBelly))).toBeLessThanOrEqual(0.25)
    expect(places.filter(directsTraffic).length / places.length).toBeLessThan(0.02)
  }
})
