import { ltcSamples } from '@ghostlight/timeline/timecode'
import { describe, expect, it } from 'vitest'
import { type HeardFrame, TimecodeEar } from './timecode-listener.ts'

describe('TimecodeEar', () => {
  it('places each frame on the show clock to half a millisecond, though taps are heard of 0 to 30 ms late', () => {
    const samples = ltcSamples({ rate: '25', firstFrame: 90_000, sampleRateHz: 44_100, levelUnit: 0.3 }, 0, 5 * 44_100)
    const heard: HeardFrame[] = []
    const ear = new TimecodeEar(44_100, { rate: () => '25', toShowMs: (localMs) => localMs - 4000, tell: (frame) => heard.push(frame) })
    // The context had run for 3 s when it was opened; page time is context time + 1234 ms.
    const openedAtFrame = 3 * 44_100
    for (let from = 0, n = 0; from + 1024 <= samples.length; from += 1024, n++) {
      const lateMs = n === 0 ? 22 : (n * 7919) % 31
      const endMs = ((openedAtFrame + from + 1024) * 1000) / 44_100
      ear.take({ frame: openedAtFrame + from, samples: samples.slice(from, from + 1024) }, endMs + 1234 + lateMs)
    }
    expect(heard.length).toBeGreaterThan(120)
    heard.forEach(({ frame }, i) => {
      expect(frame).toBe(90_000 + i)
    })
    for (const { frame, atMs } of heard.slice(25)) {
      expect(Math.abs(atMs - (3000 + 1234 - 4000 + (frame - 90_000) * 40))).toBeLessThan(0.5)
    }
  })

  it('a name that the rate of the venue does not have is left out', () => {
    const samples = ltcSamples({ rate: '30', firstFrame: 0, sampleRateHz: 48_000, levelUnit: 0.5 }, 0, 96_000)
    const heard: HeardFrame[] = []
    const ear = new TimecodeEar(48_000, { rate: () => '25', toShowMs: (localMs) => localMs, tell: (frame) => heard.push(frame) })
    ear.take({ frame: 0, samples: Float32Array.from(samples) }, 2000)
    // 30 frames a second name frames 25 to 29, which 25 does not have.
    expect(heard.length).toBe(50)
  })
})
