import { describe, expect, it } from 'vitest'
import { createRandom } from '../testing/random.ts'
import { framesPerDay, framesToMs, type TimecodeRate, timecodeToFrames } from '../timecode.ts'
import { type Ms, ms } from '../units.ts'
import { MtcReader, mtcFullFrame, mtcQuarterFrames } from './mtc.ts'

describe('MTC', () => {
  it('eight quarter frames name 01:23:45:12 at 25 frames, lowest digits first (RP-004)', () => {
    const firstFrame = timecodeToFrames({ hours: 1, minutes: 23, seconds: 45, frames: 12 }, '25')
    const messages = mtcQuarterFrames('25', firstFrame, ms(0), ms(80))
    expect(messages.map(({ bytes }) => bytes[1])).toEqual([0x0c, 0x10, 0x2d, 0x32, 0x47, 0x51, 0x61, 0x72])
    expect(messages.map(({ dueMs }) => dueMs)).toEqual([0, 10, 20, 30, 40, 50, 60, 70])
  })

  it('a full message carries the rate in the hour: 0 for 24, 1 for 25, 2 for 29.97 drop, 3 for 30', () => {
    const hour = (rate: TimecodeRate) => mtcFullFrame(timecodeToFrames({ hours: 2, minutes: 0, seconds: 0, frames: 0 }, rate), rate)[5]
    expect((['24', '25', '29.97df', '30'] as const).map(hour)).toEqual([2, 0x22, 0x42, 0x62])
  })

  it('stretches fit together: none twice, none missing', () => {
    const whole = mtcQuarterFrames('29.97df', 1790, ms(0), ms(3000))
    const random = createRandom(5)
    const parts = []
    for (let fromMs = 0; fromMs < 3000; ) {
      const toMs = Math.min(3000, fromMs + random.unit() * 60)
      parts.push(...mtcQuarterFrames('29.97df', 1790, ms(fromMs), ms(toMs)))
      fromMs = toMs
    }
    expect(parts).toEqual(whole)
  })

  it('what is sent is read back, each second frame with the instant at which it began', () => {
    for (const rate of ['24', '25', '29.97df', '30'] as const) {
      const firstFrame = framesPerDay(rate) - 40
      const reader = new MtcReader()
      const readings = mtcQuarterFrames(rate, firstFrame, ms(0), ms(2000)).flatMap(({ bytes, dueMs }) => reader.take(bytes, dueMs) ?? [])
      expect(readings.length).toBeGreaterThan(22)
      readings.forEach((reading, i) => {
        expect(reading).toMatchObject({ frameIndex: (firstFrame + 2 * i) % framesPerDay(rate), rate, jump: false })
        expect(Math.abs(reading.atMs - framesToMs(2 * i, rate))).toBeLessThan(1e-6)
      })
    }
  })

  it('a round with a piece missing, or backwards, names nothing; other messages do not disturb it', () => {
    const pieces = mtcQuarterFrames('25', 1000, ms(0), ms(160))
    const read = (list: readonly { readonly bytes: readonly number[]; readonly dueMs: Ms }[]) => {
      const reader = new MtcReader()
      return list.flatMap(({ bytes, dueMs }) => reader.take(bytes, dueMs) ?? [])
    }
    expect(read(pieces)).toHaveLength(2)
    expect(read(pieces.toSpliced(3, 1)).map(({ frameIndex }) => frameIndex)).toEqual([1002])
    expect(read(pieces.toReversed())).toEqual([])
    expect(read(pieces.flatMap((piece) => [piece, { bytes: [0xf8], dueMs: piece.dueMs }]))).toHaveLength(2)
    expect(read([{ bytes: mtcFullFrame(777, '25'), dueMs: ms(5) }])).toEqual([{ frameIndex: 777, rate: '25', atMs: 5, jump: true }])
    expect(read([{ bytes: [0xf0, 0x7f, 0x7f, 1, 1, 0x3f, 99, 99, 99, 0xf7], dueMs: ms(5) }])).toEqual([])
  })
})
