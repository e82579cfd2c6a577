import { describe, expect, it } from 'vitest'
import type { TempoPoint } from './document/song.ts'
import { createSongTime } from './song-time.ts'
import { createTempoMap } from './tempo-map.ts'
import { createRandom } from './testing/random.ts'
import { song } from './testing/small-show.ts'
import { beats, ms } from './units.ts'

const point = (atBeats: number, bpm: number, curve: 'step' | 'ramp' = 'step'): TempoPoint => ({ atBeats: beats(atBeats), bpm, curve })

describe('tempo map', () => {
  it('[tempo-step] steps hold their tempo until the next point', () => {
    const tempo = createTempoMap([point(8, 60), point(0, 120)])
    expect(tempo.beatsToMs(beats(8))).toBe(4000)
    expect(tempo.beatsToMs(beats(10))).toBe(6000)
    expect(tempo.msToBeats(ms(5000))).toBe(9)
    expect([tempo.bpmAt(beats(7.99)), tempo.bpmAt(beats(8))]).toEqual([120, 60])
    expect(tempo.beatsToMs(beats(-1))).toBe(-500)
  })

  it('[tempo-ramp] a ramp changes bpm in a straight line over beats: its time is the integral of 60000/bpm', () => {
    const tempo = createTempoMap([point(0, 60, 'ramp'), point(16, 180)])
    expect(tempo.bpmAt(beats(8))).toBe(120)
    let integralMs = 0
    const steps = 200_000
    for (let i = 0; i < steps; i++) integralMs += 60_000 / (60 + (120 * (i + 0.5)) / steps) / (steps / 16)
    expect(tempo.beatsToMs(beats(16))).toBeCloseTo(integralMs, 5)
    expect(tempo.beatsToMs(beats(16))).toBeCloseTo((60_000 / 7.5) * Math.log(3), 9)
    expect(tempo.beatsToMs(beats(17)) - tempo.beatsToMs(beats(16))).toBeCloseTo(60_000 / 180, 9)
  })

  for (const seed of [1, 2, 3, 4]) {
    it(`[tempo-exact] beats → ms → beats comes back within 1e-6 beat, and time only goes forward (seed ${seed})`, () => {
      const random = createRandom(seed)
      for (let round = 0; round < 60; round++) {
        const points = Array.from({ length: random.whole(1, 30) }, (_, i) =>
          point(i === 0 ? 0 : random.whole(0, 4000) / 8, 20 + random.unit() * 380, random.pick(['step', 'ramp'] as const)),
        )
        const tempo = createTempoMap(points)
        let previous = -Infinity
        for (const position of Array.from({ length: 80 }, () => random.unit() * 600).sort((a, b) => a - b)) {
          const at = tempo.beatsToMs(beats(position))
          expect(Math.abs(tempo.msToBeats(at) - position)).toBeLessThan(1e-6)
          expect(at).toBeGreaterThanOrEqual(previous)
          previous = at
        }
      }
    })
  }

  it('[tempo-exact] a ramp that hardly rises is as exact as a steep one', () => {
    const tempo = createTempoMap([point(0, 120, 'ramp'), point(1000, 120 + 1e-9)])
    expect(tempo.beatsToMs(beats(1000))).toBeCloseTo(500_000, 5)
    expect(tempo.msToBeats(tempo.beatsToMs(beats(777)))).toBeCloseTo(777, 9)
  })
})

describe('song time', () => {
  const time = createSongTime(
    song('s', 40, {
      metre: {
        a: { atBeats: beats(0), beatsPerBar: 3, beatUnit: 4 },
        b: { atBeats: beats(6), beatsPerBar: 6, beatUnit: 8 },
        c: { atBeats: beats(12), beatsPerBar: 4, beatUnit: 4 },
      },
    }),
  )

  it('[bars] bars and beats count from 1 in the metre that stands there; a beat is its lower figure', () => {
    expect(time.barBeatAt(beats(0))).toMatchObject({ bar: 1, beat: 1, beatsPerBar: 3 })
    expect(time.barBeatAt(beats(5.5))).toMatchObject({ bar: 2, beat: 3.5 })
    expect(time.barBeatAt(beats(6))).toMatchObject({ bar: 3, beat: 1, beatsPerBar: 6, beatUnit: 8 })
    expect(time.barBeatAt(beats(7))).toMatchObject({ bar: 3, beat: 3 })
    expect(time.barBeatAt(beats(9))).toMatchObject({ bar: 4, beat: 1 })
    expect(time.barBeatAt(beats(13.25))).toMatchObject({ bar: 5, beat: 2.25, beatUnit: 4 })
  })

  it('[bars] barStart is where barBeatAt finds beat 1, also after the trip through milliseconds', () => {
    for (let bar = 1; bar <= 12; bar++) {
      const start = time.barStart(bar)
      expect(time.barBeatAt(start)).toMatchObject({ bar, beat: 1 })
      const { bar: again, beat } = time.barBeatAt(time.tempo.msToBeats(time.tempo.beatsToMs(start)))
      expect(again).toBe(bar)
      expect(beat).toBeCloseTo(1, 6)
    }
  })
})
