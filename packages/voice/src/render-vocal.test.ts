import { ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { joinPhrases, VocalStrip } from './render-vocal.ts'

const sound = (startMs: number, ...samples: number[]) => ({ startMs: ms(startMs), samples: Float32Array.from(samples) })

describe('VocalStrip', () => {
  it('lays phrases where they belong; where two meet they add', () => {
    const joined = joinPhrases([sound(-2, 1, 2, 3), sound(0, 10, 20)], 1000)
    expect(joined.startMs).toBe(-2)
    expect([...joined.samples]).toEqual([1, 2, 13, 20])
  })

  it('begins where it is asked to, with silence before the first sound', () => {
    const strip = new VocalStrip([{ startMs: 3, endMs: 5 }], 1000, -2)
    strip.add(sound(3, 1, 2))
    expect([...strip.from(-2)]).toEqual([0, 0, 0, 0, 0, 1, 2])
    expect([...strip.from(0)]).toEqual([0, 0, 0, 1, 2])
    expect([...strip.from(strip.startMs)]).toEqual([1, 2])
  })

  it('of nothing is nothing', () => {
    expect(joinPhrases([], 48_000)).toEqual({ startMs: 0, samples: new Float32Array(0) })
  })
})
