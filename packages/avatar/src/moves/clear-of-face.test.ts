import { describe, expect, it } from 'vitest'
import { bodyOf } from '../performer/index.ts'
import { placeJoints } from '../pose.ts'
import { add, degToRad, rotate, scale, subtract, type Vector3 } from '../rotation.ts'
import { solvePose } from '../solve-pose.ts'
import { moveNames, moves } from './library.ts'
import { figureOfMove } from './sample-move.ts'

const body = bodyOf('hotaru')
const views = [-25, 0, 25]

/** A place as seen from an angle: sideways, up, towards the eye; m. */
const seen = (p: Vector3, yawDeg: number): Vector3 => {
  const [c, s] = [Math.cos(yawDeg * degToRad), Math.sin(yawDeg * degToRad)]
  return [p[0] * c - p[2] * s, p[1], p[0] * s + p[2] * c]
}

/** Deepest a hand goes into the picture of the face (1: its middle, 0: its edge), and how near palms come to head and throat, m. */
function measure(name: string, mirror: boolean): { cover: number; coverBeat: number; nearM: number; nearBeat: number } {
  const move = moves[name]!
  const worst = { cover: 0, coverBeat: 0, nearM: 1, nearBeat: 0 }
  for (let beat = 0; beat < move.lengthBeats; beat += 0.1) {
    const figure = figureOfMove(move, beat, { mirror, energyUnit: move.energyUnit, bpm: move.homeBpm })
    const { atM, turned } = placeJoints({ ...solvePose(figure, body), expressions: {} }, body)
    const inHead = (p: Vector3) => add(atM.head, rotate(turned.head, subtract(p, body.restM.head)))
    const eyes = inHead([0, body.restM.leftEye[1], body.restM.leftEye[2]])
    const chin = inHead([0, 1.43, 0.05])
    const middle = scale(add(eyes, chin), 0.5)
    const halfHeight = Math.max(0.03, Math.abs(eyes[1] - chin[1]) / 2)
    for (const side of ['left', 'right'] as const) {
      const bones = ['MiddleProximal', 'MiddleDistal', 'IndexDistal', 'LittleDistal', 'ThumbDistal'] as const
      const points = bones.map((bone) => atM[`${side}${bone}`])
      points.push(scale(add(atM[`${side}Hand`], atM[`${side}MiddleProximal`]), 0.5))
      for (const point of points) {
        for (const view of views) {
          const [p, m] = [seen(point, view), seen(middle, view)]
          if (p[2] < m[2] - 0.08) continue
          const cover = 1 - Math.hypot((p[0] - m[0]) / 0.07, (p[1] - m[1]) / halfHeight)
          if (cover > worst.cover) Object.assign(worst, { cover, coverBeat: beat })
        }
        const head = inHead([0, 1.53, 0.0])
        const nearM = Math.min(Math.hypot(...subtract(point, head)) - 0.105, Math.hypot(...subtract(point, atM.neck)) - 0.05)
        if (nearM < worst.nearM) Object.assign(worst, { nearM, nearBeat: beat })
      }
    }
  }
  return worst
}

/** Half the width of her palm keeps its distance round the bones of a hand. */
const palmM = 0.04

describe.each(moveNames)('%s', (name) => {
  it.each([false, true])(
    'no hand before her face, none at head or throat, seen from the front and 25° to either side (mirrored: %s)',
    (mirror) => {
      const found = measure(name, mirror)
      expect(found.cover, `covers at beat ${found.coverBeat.toFixed(1)}`).toBe(0)
      expect(found.nearM, `near at beat ${found.nearBeat.toFixed(1)}`).toBeGreaterThan(palmM)
    },
  )
})
