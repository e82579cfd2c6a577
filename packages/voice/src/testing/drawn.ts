/** Drawn curves for tests of every kind of singer: how far each goes, and movements that no voice makes by itself. */
import { beats, type VocalTrack } from '@ghostlight/timeline'
import { expect } from 'vitest'
import { type CurveName, neutralOf } from '../drawn-curves.ts'
import { largestFlux, largestStep } from './measure.ts'

export type Curves = NonNullable<VocalTrack['curves']>
export type Points = readonly (readonly [number, number])[]
export const drawn = (name: CurveName, points: Points): Curves => ({ [name]: points.map(([at, value]) => [beats(at), value]) }) as Curves

export const extremes: Readonly<Record<CurveName, readonly [number, number]>> = {
  pitchCents: [-700, 700],
  dynamicsDb: [-18, 9],
  breathinessUnit: [-1, 1],
  tensionUnit: [-1, 1],
  genderUnit: [-1, 1],
  voicingUnit: [0, 1],
  brightnessUnit: [-1, 1],
}
export const curveNames = Object.keys(extremes) as CurveName[]

/**
 * Jumps from end to end and zigzags 40 times a second against steady singing at both ends and between them.
 *
 * @param sing two seconds of a vowel from beat 2 on, at one beat a second, with a curve.
 */
export function expectNoCrackle(name: CurveName, sing: (points: Points) => Float32Array, sampleRateHz: number): void {
  const [low, high] = extremes[name]
  const steady = [low, high, neutralOf[name]].map((value) => sing([[0, value]]))
  const allowedStep = Math.max(...steady.map(largestStep))
  const allowedFlux = Math.max(...steady.map((sound) => largestFlux(sound, 6000, sampleRateHz)))
  const jump: Points = [
    [2.7, low],
    [2.7, high],
    [3.2, high],
    [3.2, low],
  ]
  const zigzag: Points = Array.from({ length: 60 }, (_, i) => [2.3 + i * 0.025, i % 2 === 0 ? low : high] as const)
  for (const points of [jump, zigzag]) {
    const sound = sing(points)
    expect(largestStep(sound)).toBeLessThan(allowedStep * 1.35)
    expect(largestFlux(sound, 6000, sampleRateHz)).toBeLessThan(allowedFlux * 1.8)
  }
}
