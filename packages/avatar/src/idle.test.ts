import { describe, expect, it } from 'vitest'
import { at } from './figure.ts'
import { glanceAt, idleFigure, idleMood } from './idle.ts'
import { largestTurn, measureFeet } from './moves/measure-move.ts'
import { bodyOf } from './performer/index.ts'
import { type Pose, placeJoints } from './pose.ts'
import { length, subtract } from './rotation.ts'
import { solvePose } from './solve-pose.ts'

const body = bodyOf('hotaru')
const hz = 30
const minutes = (seed: number, seconds: number): Pose[] =>
  Array.from({ length: seconds * hz }, (_, i) => ({ ...solvePose(idleFigure((i * 1000) / hz, seed), body), expressions: {} }))

describe.each([1, 2, 7])('waiting, seed %i', (seed) => {
  const poses = minutes(seed, 60)
  const joints = poses.map((pose) => placeJoints(pose, body))

  it('a foot slides less than 2 cm, one always stands', () => {
    const feet = measureFeet(poses, hz, body)
    expect(feet.slideM).toBeLessThan(0.02)
    expect(feet.airborne).toEqual([])
    expect(feet.lowestM).toBeGreaterThan(-0.01)
  })

  it('the weight goes from hip to hip at least six times a minute, at irregular intervals', () => {
    const sides = poses.map((pose) => Math.sign(pose.hipsM[0]))
    const changes = sides.flatMap((side, i) => (i > 0 && side !== sides[i - 1] ? [i / hz] : []))
    expect(changes.length).toBeGreaterThanOrEqual(6)
    const intervals = changes.slice(1).map((s, i) => s - changes[i]!)
    expect(Math.max(...intervals) - Math.min(...intervals)).toBeGreaterThan(2)
    const alike = intervals.slice(1).filter((s, i) => Math.abs(s - intervals[i]!) < 0.2)
    expect(alike.length).toBeLessThanOrEqual(2)
  })

  it('the arms are never alike: in a mirror the right hand is at least 5 cm from the left one, or both hands hold each other', () => {
    for (const { atM } of joints) {
      const mirrored: [number, number, number] = [-atM.rightHand[0] + 2 * atM.upperChest[0], atM.rightHand[1], atM.rightHand[2]]
      const together = length(subtract(atM.leftHand, atM.rightHand)) < 0.3
      if (!together && !changing(atM)) expect(length(subtract(atM.leftHand, mirrored))).toBeGreaterThan(0.05)
    }
  })

  it('nothing is still for half a second, and no joint is faster than 9 rad/s', () => {
    for (let i = 15; i < joints.length; i++) {
      const moved = (['leftHand', 'rightHand', 'head'] as const).map((b) => length(subtract(joints[i]!.atM[b], joints[i - 15]!.atM[b])))
      expect(Math.max(...moved)).toBeGreaterThan(0.001)
      expect(largestTurn(poses[i - 1]!, poses[i]!).rad * hz).toBeLessThan(9)
    }
  })

  /** On the way from one stance to the next both arms may pass the same height. */
  const changing = ({ hips }: { readonly hips: readonly [number, number, number] }) => Math.abs(hips[0]) < 0.035
})

it('eyes are on a new place before the head is, and come back to the camera', () => {
  let leads = 0
  let camera = 0
  for (let t = 0; t < 60_000; t += 20) {
    const now = glanceAt(t, 3)
    if (Math.abs(now.eyes.yawDeg - now.head.yawDeg) > 8) leads++
    if (Math.abs(now.eyes.yawDeg) < 4 && Math.abs(now.head.yawDeg) < 1) camera++
  }
  expect(leads).toBeGreaterThan(60)
  expect(camera).toBeGreaterThan(300)
})

it('a soft smile that is never blank and never a mask', () => {
  const smiles = Array.from({ length: 600 }, (_, i) => idleMood(i * 200, 5).smileUnit)
  expect(Math.min(...smiles)).toBeGreaterThan(0.3)
  expect(Math.max(...smiles)).toBeLessThan(0.95)
  expect(Math.max(...smiles) - Math.min(...smiles)).toBeGreaterThan(0.2)
})

it('the same instant gives the same figure, whenever it is asked', () => {
  expect(idleFigure(123_456.7, 4)).toEqual(idleFigure(123_456.7, 4))
  expect(idleFigure(5000, 1)[at.leftHand]).not.toBe(idleFigure(5000, 2)[at.leftHand])
})
