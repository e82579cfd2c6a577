import { describe, expect, it } from 'vitest'
import {
  formatTimecode,
  framesPerDay,
  framesToMs,
  framesToTimecode,
  msToFrames,
  parseTimecode,
  type TimecodeRate,
  timecodeRates,
  timecodeToFrames,
} from './timecode.ts'
import { ms } from './units.ts'

const rates = Object.keys(timecodeRates) as TimecodeRate[]
const name = (frame: number, rate: TimecodeRate) => formatTimecode(framesToTimecode(frame, rate), rate)

describe('timecode', () => {
  it('[drop-frame] drop frame leaves out 00 and 01 of every minute but the tenth', () => {
    expect(name(1799, '29.97df')).toBe('00:00:59;29')
    expect(name(1800, '29.97df')).toBe('00:01:00;02')
    expect(name(3597, '29.97df')).toBe('00:01:59;29')
    expect(name(3598, '29.97df')).toBe('00:02:00;02')
    expect(name(17_981, '29.97df')).toBe('00:09:59;29')
    expect(name(17_982, '29.97df')).toBe('00:10:00;00')
    expect(name(107_892, '29.97df')).toBe('01:00:00;00')
    expect(name(framesPerDay('29.97df') - 1, '29.97df')).toBe('23:59:59;29')
    expect(name(framesPerDay('29.97df'), '29.97df')).toBe('00:00:00;00')
  })

  it('[drop-frame-names] names that drop frame leaves out are no timecode', () => {
    expect(parseTimecode('00:01:00;00', '29.97df')).toBeNull()
    expect(parseTimecode('00:01:00;01', '29.97df')).toBeNull()
    expect(parseTimecode('00:10:00;00', '29.97df')).not.toBeNull()
    expect(parseTimecode('00:01:00:00', '29.97')).not.toBeNull()
    expect(() => timecodeToFrames({ hours: 0, minutes: 1, seconds: 0, frames: 1 }, '29.97df')).toThrow(/begins with frame 02/)
  })

  it('[timecode-exact] every frame of a day goes to its name and back, in order, at every rate', () => {
    for (const rate of rates) {
      let previous = ''
      for (let frame = 0; frame < framesPerDay(rate); frame += 37) {
        const timecode = framesToTimecode(frame, rate)
        if (timecodeToFrames(timecode, rate) !== frame)
          throw new Error(`${rate}: frame ${frame} came back as ${timecodeToFrames(timecode, rate)}`)
        const text = formatTimecode(timecode, rate)
        if (!(text > previous)) throw new Error(`${rate}: ${text} after ${previous}`)
        previous = text
      }
      expect(framesToTimecode(framesPerDay(rate), rate)).toEqual({ hours: 0, minutes: 0, seconds: 0, frames: 0 })
    }
  })

  it('[timecode-exact] the frame on when a frame begins is that frame, all day long', () => {
    for (const rate of rates) {
      for (let frame = 0; frame < framesPerDay(rate); frame += 101) {
        if (msToFrames(framesToMs(frame, rate), rate) !== frame) throw new Error(`${rate}: frame ${frame}`)
      }
    }
    // One hour of 29.97 is 3.6 s longer than its NDF name says.
    expect(framesToMs(108_000, '29.97')).toBe(3_603_600)
    expect(msToFrames(ms(3_600_000), '29.97df')).toBe(107_892)
    expect(framesToMs(24, '23.976')).toBe(1001)
  })

  it('garbage is no timecode', () => {
    for (const text of ['', '1:2:3', '24:00:00:00', '00:60:00:00', '00:00:00:25', 'aa:00:00:00'])
      expect(parseTimecode(text, '25')).toBeNull()
    expect(parseTimecode(' 1:02:03:04 ', '25')).toEqual({ hours: 1, minutes: 2, seconds: 3, frames: 4 })
  })
})
