import { beats, type MetrePoint } from '@ghostlight/timeline'
import { expect, it } from 'vitest'
import { metricAccentDb } from './metre.ts'
import { planVocal } from './plan-vocal.ts'
import { constantTempo, type Line, trackOf } from './testing/score.ts'

const metre = (beatsPerBar: number, beatUnit: MetrePoint['beatUnit'], atBeats = 0): MetrePoint => ({
  atBeats: beats(atBeats),
  beatsPerBar,
  beatUnit,
})
const accents = (points: readonly MetrePoint[], places: readonly number[]): number[] => places.map((place) => metricAccentDb(place, points))

it('in 3/4 the first beat leads and the other two follow alike; in 4/4 the third is the second strongest', () => {
  const [one, two, three, off, again] = accents([metre(3, 4)], [0, 1, 2, 2.5, 3])
  expect(one).toBeGreaterThan(two!)
  expect(two).toBe(three)
  expect(off).toBeLessThan(two!)
  expect(again).toBe(one)
  const four = accents([metre(4, 4)], [0, 1, 2, 3])
  expect(four[0]).toBeGreaterThan(four[2]!)
  expect(four[2]).toBeGreaterThan(four[1]!)
  expect(four[1]).toBe(four[3])
})

it('6/8 has two beats of three quavers, 7/8 has 2 + 2 + 3', () => {
  const six = accents([metre(6, 8)], [0, 0.5, 1, 1.5, 2, 2.5])
  expect(six[0]).toBeGreaterThan(six[3]!)
  for (const weak of [1, 2, 4, 5]) expect(six[weak]).toBeLessThan(six[3]!)
  const seven = accents([metre(7, 8)], [0, 0.5, 1, 1.5, 2, 2.5, 3])
  expect(seven.map((db) => db > 0)).toEqual([true, false, true, false, true, false, false])
})

it('a new metre begins a new bar where it stands', () => {
  const points = [metre(4, 4), metre(3, 4, 8)]
  expect(metricAccentDb(8, points)).toBe(metricAccentDb(0, points))
  expect(metricAccentDb(11, points)).toBe(metricAccentDb(0, points))
  expect(metricAccentDb(10, points)).toBeLessThan(metricAccentDb(8, points))
})

it('a phrase of equal notes leans on the first of each bar', () => {
  const line: Line = Array.from({ length: 12 }, () => ['ら', 65, 1] as const)
  const level = (points: readonly MetrePoint[]): number[] => {
    const [phrase] = planVocal(trackOf('ja', line, 12), constantTempo(100), { lexicon: {}, seed: 1, metre: points }).phrases
    return line.map((_, i) => phrase!.dynamicsDb[Math.round(((12 + i) * 600 + 300 - phrase!.f0.startMs) / 5)]!)
  }
  const three = level([metre(3, 4)])
  const four = level([metre(4, 4)])
  // The tenth note begins a bar of three and is the weak second of a bar of four.
  expect(three[9]! - four[9]!).toBeCloseTo(0.9, 1)
  // And the ninth is weak in three, and first in four.
  expect(three[8]! - four[8]!).toBeCloseTo(-0.9, 1)
})
