import { expect, it } from 'vitest'
import { type SampledMotion, sampleMotion } from './motion-clip.ts'
import { moves } from './moves/library.ts'
import { figureOfMove } from './moves/sample-move.ts'
import { bodyOf, lookNamed } from './performer/index.ts'
import { solvePose } from './solve-pose.ts'

/** A move as a recording of Hotaru would have it, ten pictures a second. */
function recorded(name: string): SampledMotion {
  const move = moves[name]!
  const body = bodyOf('hotaru')
  const frames = Math.round(((move.lengthBeats * 60) / move.homeBpm) * 10)
  const poses = Array.from({ length: frames }, (_, f) =>
    solvePose(figureOfMove(move, ((f / 10) * move.homeBpm) / 60, { mirror: false, energyUnit: 0.5, bpm: move.homeBpm }), body),
  )
  const rotations: Record<string, Float32Array> = {}
  for (const bone of Object.keys(poses[0]!.rotations))
    rotations[bone] = Float32Array.from(poses.flatMap((pose) => [...(pose.rotations[bone as 'hips'] ?? [0, 0, 0, 1])]))
  const hipsM = Float32Array.from(poses.flatMap((pose) => [...pose.hipsM]))
  return { frameMs: 100, frames, rotations, hipsM, hipsHeightM: body.hipsHeightM, unmapped: [] }
}

it('one motion on two bodies in turn: each is posed as if it were alone', () => {
  const [tall, small] = [bodyOf({ ...lookNamed('akane'), heightM: 1.9 }), bodyOf({ ...lookNamed('hotaru'), heightM: 1.5 })]
  const shared = recorded('runway-walk')
  for (const atMs of [150, 900, 1720]) {
    for (const body of [tall, small, tall]) {
      const sampling = { loop: false, mirror: false, body }
      expect(sampleMotion(shared, atMs, sampling)).toEqual(sampleMotion({ ...shared }, atMs, sampling))
    }
  }
})
