import { ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { joinPhrases, VocalFlow } from './render-vocal.ts'

const sound = (startMs: number, ...samples: number[]) => ({ startMs: ms(startMs), samples: Float32Array.from(samples) })
const spanOf = ({ startMs, samples }: ReturnType<typeof sound>) => ({ startMs, endMs: startMs + samples.length - 1 })

/** What a flow hands on, piece by piece, at 1000 samples a second. */
function flown(phrases: readonly ReturnType<typeof sound>[], originMs: number): number[][] {
  const pieces: number[][] = []
  const flow = new VocalFlow(phrases.map(spanOf), { originMs, sampleRateHz: 1000 }, (samples) => pieces.push([...samples]))
  for (const phrase of phrases) flow.add(phrase)
  return pieces
}

describe('joinPhrases', () => {
  it('lays phrases where they belong; where two meet they add', () => {
    const joined = joinPhrases([sound(-2, 1, 2, 3), sound(0, 10, 20)], 1000)
    expect(joined.startMs).toBe(-2)
    expect([...joined.samples]).toEqual([1, 2, 13, 20])
  })

  it('of nothing is nothing', () => {
    expect(joinPhrases([], 48_000)).toEqual({ startMs: 0, samples: new Float32Array(0) })
  })
})

describe('VocalFlow', () => {
  it('hands on at once what no later phrase can change, and nothing twice', () => {
    expect(flown([sound(0, 1, 2, 3, 4, 5), sound(3, 10, 20, 30)], 0)).toEqual([
      [1, 2],
      [3, 14, 25, 30],
    ])
  })

  it('begins where it is asked to, with silence before the first sound; what sounds before that is left out', () => {
    expect(flown([sound(3, 1, 2)], -2).flat()).toEqual([0, 0, 0, 0, 0, 1, 2])
    expect(flown([sound(-2, 1, 2, 3)], 0).flat()).toEqual([3])
  })

  it('gives the samples of joinPhrases, whatever the order of phrases and the rests between them', () => {
    for (let seed = 1; seed <= 40; seed++) {
      let state = seed
      const random = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        return Math.floor((state / 4294967296) * below)
      }
      let at = -random(20)
      const phrases = Array.from({ length: 1 + random(6) }, () => {
        at += random(30) - 6
        return sound(at, ...Array.from({ length: random(25) }, () => 1 + random(9)))
      })
      const joined = joinPhrases(phrases, 1000)
      expect(flown(phrases, joined.startMs).flat(), `seed ${seed}`).toEqual([...joined.samples])
    }
  })

  it('holds no long rest in memory', () => {
    const pieces = flown([sound(0, 1), sound(1_000_000, 2)], 0)
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(65_536)
    expect(pieces.flat().length).toBe(1_000_001)
  })
})
