import { describe, expect, it } from 'vitest'
import { moveNames, moves } from './moves/library.ts'
import { figureOfMove } from './moves/sample-move.ts'
import { bodyOf } from './performer/index.ts'
import { placeJoints } from './pose.ts'
import { conjugate, multiply, rotate, type Vector3 } from './rotation.ts'
import { limits, solvePose } from './solve-pose.ts'

// How far head, trunk and wrists go in the dance, measured from outside on the joints as they stand. Knees and elbows: `moves.test.ts`.

const body = bodyOf('hotaru')
const deg = (rad: number): number => (rad * 180) / Math.PI
const between = (a: Vector3, b: Vector3): number => deg(Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))))
/** Three turns one after the other lead a little farther than each of them. */
const slackDeg = 6

describe.each(moveNames)('%s', (name) => {
  const move = moves[name]!
  it.each([0, 0.3])('keeps head, trunk and wrists within the range of a dancer (energy + %f)', (more) => {
    const energyUnit = Math.min(1, move.energyUnit + more)
    for (let beat = 0; beat < move.lengthBeats; beat += 1 / 12) {
      const { rotations, hipsM } = solvePose(figureOfMove(move, beat, { mirror: false, energyUnit, bpm: move.homeBpm }), body)
      const { turned } = placeJoints({ hipsM, rotations, expressions: {} }, body)
      const at = `at beat ${beat.toFixed(2)}`
      const ahead = rotate(multiply(conjugate(turned.upperChest), turned.head), [0, 0, 1])
      expect(Math.abs(deg(Math.atan2(ahead[0], ahead[2]))), `head aside ${at}`).toBeLessThan(limits.headYawDeg + slackDeg)
      const up = rotate(multiply(conjugate(turned.hips), turned.upperChest), [0, 1, 0])
      expect(between(up, [0, 1, 0]), `trunk ${at}`).toBeLessThan(limits.spinePitchDeg + slackDeg)
      for (const [side, along] of [
        ['left', [1, 0, 0]],
        ['right', [-1, 0, 0]],
      ] as const) {
        const wrist = between(rotate(rotations[`${side}Hand`]!, along), along)
        expect(wrist, `${side} wrist ${at}`).toBeLessThan(Math.hypot(limits.wristFlexDeg, limits.wristDevDeg) + slackDeg)
      }
    }
  })
})
