import type { Frame, MotionClip, MotionLayer, PerformerFrame } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { blinkUnit, faceOf } from './face.ts'
import { hashUnit } from './noise.ts'
import { bodyOf } from './performer/index.ts'
import { performerPoseAt } from './performer-pose.ts'
import { placeJoints } from './pose.ts'
import { rotate } from './rotation.ts'

const body = bodyOf('hotaru')
const lyric = (lineId: string, progressUnit: number): Frame['lyric'] => ({ lineId, progressUnit }) as unknown as Frame['lyric']
const lids = (atMs: number, line: Frame['lyric'], seed: number): number => blinkUnit({ atMs, lyric: line } as unknown as Frame, seed)

describe('lids', () => {
  const lines = Array.from({ length: 60 }, (_, i) => ({ id: `line-${i}`, atMs: 7000 * hashUnit(3, i), seed: i % 5 }))
  it('shut at the end of most sung lines', () => {
    const shut = lines.filter(({ id, atMs, seed }) => lids(atMs, lyric(id, 0.968), seed) > 0.9)
    expect(shut.length).toBeGreaterThan(0.6 * lines.length)
    expect(shut.length).toBeLessThan(lines.length)
  })
  it('and inside a line only as they would without one', () => {
    for (const { id, atMs, seed } of lines)
      for (const progressUnit of [0, 0.1, 0.3, 0.6, 0.9, 1]) expect(lids(atMs, lyric(id, progressUnit), seed)).toBe(lids(atMs, null, seed))
  })
})

const performer: PerformerFrame = {
  performerId: 'hotaru',
  motion: { current: null, previous: null, next: null },
  expressions: {},
  leadTrackId: null,
  energyUnit: 0.8,
}
const frame = {
  atMs: 1000,
  positionMs: 1000,
  elapsedMs: 1000,
  positionBeats: 2,
  bpm: 120,
  heldForMs: null,
  enteredForMs: null,
  idleForMs: 0,
  lyric: null,
  pulse: { beatUnit: 0, barUnit: 0.5 },
} as unknown as Frame

it('lips that the voice has shut stay shut, whatever the jaw and the song do', () => {
  for (const jawUnit of [0, 0.1, 0.25, 1]) {
    const face = faceOf(performer, frame, { aa: 0, ih: 0, ou: 0, ee: 0, oh: 0, jawUnit }, 1, 0)
    for (const vowel of ['aa', 'ih', 'ou', 'ee', 'oh']) expect(face[vowel], `jaw ${jawUnit}`).toBe(0)
    expect(face.shout ?? 0).toBe(0)
  }
})

it('dancing, her eyes stay nearer to the hall than her head does', () => {
  const clip = { move: 'point-up', startBeats: 0, lengthBeats: 64 } as unknown as MotionClip
  const layer = { clipId: 'c', clip, startBeats: 0, lengthBeats: 64, phaseBeats: 0 } as unknown as MotionLayer
  let head = 0
  let eyes = 0
  for (let beat = 4; beat < 20; beat += 0.25) {
    const at = { ...frame, atMs: beat * 500, positionMs: beat * 500, elapsedMs: beat * 500, positionBeats: beat } as unknown as Frame
    const own = { ...performer, motion: { ...performer.motion, current: layer } }
    const pose = performerPoseAt({ performer: own, frame: at, mouth: null, seed: 4, body })
    const ahead = rotate(placeJoints(pose, body).turned.head, [0, 0, 1])
    const headDeg = (Math.atan2(ahead[0], ahead[2]) * 180) / Math.PI
    head += Math.abs(headDeg)
    eyes += Math.abs(headDeg + pose.lookAt!.yawDeg)
  }
  expect(head / 64).toBeGreaterThan(8)
  expect(eyes).toBeLessThan(0.8 * head)
})
