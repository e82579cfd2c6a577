import { readFileSync } from 'node:fs'
import { performerPoseAt, placeJoints, type Vector3M } from '@ghostlight/avatar'
import { bodyOf } from '@ghostlight/avatar/performer'
import { compileEdition, type EditionData, evaluate, momentAt, ms } from '@ghostlight/timeline'
import { describe, expect, it, vi } from 'vitest'
import { songAlone } from '../render/song-alone.ts'
import type { View } from './camera.ts'
import { moodOf } from './crowd-mood.ts'
import { peopleIn } from './crowd-people.ts'
import { POSE, POSE_FLOATS, STICK_M, writeCrowdPose } from './crowd-pose.ts'
import { inPicture } from './in-picture.ts'
import { Operator } from './operator.ts'
import { duckM, inTheWayUnit } from './sight-line.ts'

// The demo songs through their own cameras: her outline against everybody in the hall, as they fall into the picture.

vi.setConfig({ testTimeout: 180_000 })

const STEP_MS = 1300
const songIds = ['daisy-bell', 'sakura', 'nokoribi']
const folder = new URL('../../../../shows/first-light/', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
const body = bodyOf('hotaru')
const edition = compileEdition(
  {
    formatVersion: 1,
    show: read('show.json'),
    songs: Object.fromEntries(['talk', 'waiting', ...songIds].map((id) => [id, read(`songs/${id}/song.json`)])),
    venue: read('venue.json'),
    assets: {},
    lexicon: {},
  } as unknown as EditionData,
  'x',
)
const people = peopleIn(15)
const cast = { name: 'hotaru', members: [{ performerId: 'hotaru', xM: 0, body, motions: {} }] }
const operator = new Operator()

/** From one point to another in the picture, in halves of its height, with a radius. */
interface Bar {
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly radius: number
}
type Eye = { readonly view: View; readonly aspect: number }

function barOf({ view, aspect }: Eye, from: Vector3M, to: Vector3M, radiusM: number): Bar | null {
  const [ex, ey, ez] = view.eyeM
  const ahead = view.lookM.map((value, axis) => value - view.eyeM[axis]!) as [number, number, number]
  const long = Math.hypot(...ahead)
  const ends = [from, to].map((at) => {
    const depth = ((at[0] - ex) * ahead[0] + (at[1] - ey) * ahead[1] + (at[2] - ez) * ahead[2]) / long
    const [x, y] = inPicture(view, aspect, at)
    return { depth, at: [x * aspect, y] as const }
  })
  const depth = Math.min(ends[0]!.depth, ends[1]!.depth)
  if (depth < 0.15) return null
  return { from: ends[0]!.at, to: ends[1]!.at, radius: radiusM / depth / Math.tan((view.fovDeg * Math.PI) / 360) }
}

function toPoint(p: readonly [number, number], { from, to }: Bar): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const t = Math.max(0, Math.min(1, ((p[0] - from[0]) * dx + (p[1] - from[1]) * dy) / Math.max(1e-12, dx * dx + dy * dy)))
  return Math.hypot(p[0] - from[0] - t * dx, p[1] - from[1] - t * dy)
}
function meet(a: Bar, b: Bar): boolean {
  const side = (p: Bar['from'], { from, to }: Bar) => (to[0] - from[0]) * (p[1] - from[1]) - (to[1] - from[1]) * (p[0] - from[0])
  if (side(a.from, b) * side(a.to, b) < 0 && side(b.from, a) * side(b.to, a) < 0) return true
  return Math.min(toPoint(a.from, b), toPoint(a.to, b), toPoint(b.from, a), toPoint(b.to, a)) < a.radius + b.radius
}

const LIMBS = [
  ['head', 'head', 0.14],
  ['neck', 'hips', 0.15],
  ['leftUpperArm', 'leftLowerArm', 0.06],
  ['rightUpperArm', 'rightLowerArm', 0.06],
  ['leftLowerArm', 'leftHand', 0.05],
  ['rightLowerArm', 'rightHand', 0.05],
  ['leftHand', 'leftMiddleDistal', 0.04],
  ['rightHand', 'rightMiddleDistal', 0.04],
  ['hips', 'leftLowerLeg', 0.09],
  ['hips', 'rightLowerLeg', 0.09],
  ['leftLowerLeg', 'leftFoot', 0.07],
  ['rightLowerLeg', 'rightFoot', 0.07],
  ['leftFoot', 'leftToes', 0.05],
  ['rightFoot', 'rightToes', 0.05],
] as const

/** Everybody's bars, as `crowd-shaders.ts` draws them: figures that face the eye. */
function barsOfCrowd(eye: Eye, poses: Float32Array): readonly (Bar | null)[] {
  const { eyeM, lookM } = eye.view
  const flat = Math.hypot(lookM[0] - eyeM[0], lookM[2] - eyeM[2])
  const right = [-(lookM[2] - eyeM[2]) / flat, (lookM[0] - eyeM[0]) / flat] as const
  return people.flatMap(({ heightUnit, buildUnit }, index) => {
    const pose = poses.subarray(index * POSE_FLOATS, (index + 1) * POSE_FLOATS)
    const at = (x: number, y: number): Vector3M => {
      const across = heightUnit * (x + pose[POSE.lean]! * y)
      return [pose[POSE.x]! + right[0] * across, pose[POSE.y]! + heightUnit * y, pose[POSE.z]! + right[1] * across]
    }
    const bar = (fromX: number, fromY: number, toX: number, toY: number, radiusM: number) =>
      barOf(eye, at(fromX, fromY), at(toX, toY), radiusM * heightUnit)
    const arms = ([POSE.left, POSE.right] as const).flatMap((arm, side) => {
      const [elbowX, elbowY, handX, handY] = pose.subarray(arm, arm + 4) as unknown as [number, number, number, number]
      const angle = pose[POSE.leftStick + side]!
      const long = pose[POSE.leftHolds + side]! > 0 ? STICK_M[1] : 0.09
      return [
        bar((side === 0 ? -0.172 : 0.172) * buildUnit, 1.385, elbowX, elbowY, 0.06),
        bar(elbowX, elbowY, handX, handY, 0.05),
        bar(handX, handY, handX + long * Math.sin(angle), handY + long * Math.cos(angle), 0.03),
      ]
    })
    return [bar(0, 1.6, 0, 1.65, 0.125), bar(-0.2 * buildUnit, 1.36, 0.2 * buildUnit, 1.36, 0.08), bar(0, 1.3, 0, 0.7, 0.2), ...arms]
  })
}

describe('the crowd', () => {
  it.each([
    ['16:9', 16 / 9],
    ['9:16', 9 / 16],
  ])('never covers her, nor do its sticks, from any camera of the demo songs, at %s', (_, aspect) => {
    let looks = 0
    let inPictures = 0
    const covered: string[] = []
    const poses = new Float32Array(people.length * POSE_FLOATS)
    for (const songId of songIds) {
      const performance = songAlone(edition, songId)
      for (let atMs = 0; atMs < edition.time[songId]!.lengthMs; atMs += STEP_MS) {
        const here = momentAt(edition, performance, ms(atMs))
        const frame = evaluate(edition, here)
        const performer = frame.performers['hotaru']!
        const pose = performerPoseAt({ performer, frame, mouth: null, seed: 1, body, motions: {}, closedForMs: null })
        const { atM } = placeJoints(pose, body)
        const shot = operator.sight({ edition, moment: here, frame }, cast, aspect, false)
        const { view } = shot
        const eye: Eye = { view, aspect }
        const moment = { ...moodOf(edition, frame), eyeM: view.eyeM, herM: [pose.hipsM[0], pose.hipsM[2]] as const }
        for (const [index, person] of people.entries()) writeCrowdPose(person, moment, poses, index * POSE_FLOATS)
        const her = LIMBS.map(([from, to, radiusM]) => {
          const [a, b] = [atM[from], atM[to as keyof typeof atM] ?? atM[from]]
          return barOf(eye, from === 'head' ? [a[0], a[1] + 0.02, a[2]] : a, from === 'head' ? [b[0], b[1] + 0.16, b[2]] : b, radiusM)!
        })
        const low = Math.min(...her.flatMap(({ from, to, radius }) => [from[1] - radius, to[1] - radius]))
        looks++
        for (const bar of barsOfCrowd(eye, poses)) {
          if (bar === null) continue
          const top = Math.max(bar.from[1], bar.to[1]) + bar.radius
          if (top > -1) inPictures++
          if (top < low || top < -1) continue
          // Only what is in the picture can cover anything in it.
          if (her.some((limb) => meet(bar, limb))) covered.push(`${songId} ${atMs} ${shot.shot}`)
        }
      }
    }
    expect([looks > 180, inPictures > 2000]).toEqual([true, true])
    expect(covered).toEqual([])
  })

  it('ducks under the line from the eye to her feet, wherever somebody stands in the lane between them, and only there', () => {
    const sight = { eyeM: [0, 1.2, 8], herM: [0, 0] } as const
    expect(inTheWayUnit(sight, 0.2, 5, 0.3)).toBe(1)
    expect(inTheWayUnit(sight, 3, 5, 0.3)).toBe(0)
    const ducks = duckM(sight, 0, 4, 1, 1)
    expect(1 - ducks).toBeLessThan(1.2 * 0.5)
    expect(duckM(sight, 0, 4, 0.3, 1)).toBe(0)
    expect(duckM(sight, 3, 4, 1, 0)).toBe(0)
    // Right before the eye nobody stands, wherever she is.
    expect(duckM(sight, 0.3, 7.8, 0.6, 0)).toBeGreaterThan(1.7)
  })
})
