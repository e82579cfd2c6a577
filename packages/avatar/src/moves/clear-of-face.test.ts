import { describe, expect, it } from 'vitest'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { handsAtFace } from './measure-body.ts'
import { figureOfMove } from './sample-move.ts'

const body = bodyOf('hotaru')

/** Half the width of her palm keeps its distance round the bones of a hand, m. */
const palmM = 0.04

describe.each(moveNames)('%s', (name) => {
  it.each([false, true])(
    'no hand before her face, none at head or throat, seen from the front and 25° to either side (mirrored: %s)',
    (mirror) => {
      const move = moves[name]!
      for (let beat = 0; beat < move.lengthBeats; beat += 0.1) {
        const figure = figureOfMove(move, beat, { mirror, energyUnit: move.energyUnit, bpm: move.homeBpm })
        const { cover, nearM } = handsAtFace(placeJoints({ ...solvePose(figure, body), expressions: {} }, body), body)
        expect(cover, `covers at beat ${beat.toFixed(1)}`).toBe(0)
        expect(nearM, `near at beat ${beat.toFixed(1)}`).toBeGreaterThan(palmM)
      }
    },
  )
})
