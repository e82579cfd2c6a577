import { describe, expect, it } from 'vitest'
import {
  formatBarBeat,
  formatPerformanceTime,
  formatPitch,
  formatPosition,
  formatRemaining,
  formatSignedMs,
  formatTimeOfDay,
  formatWait,
  noteIn,
  wordsIn,
} from './format.ts'

describe('numbers as words', () => {
  it('a position is rounded down, what remains is rounded up', () => {
    expect(formatPosition(61_999)).toBe('1:01')
    expect(formatPosition(-5)).toBe('0:00')
    expect(formatRemaining(61_001)).toBe('1:02')
    expect(formatRemaining(0)).toBe('0:00')
  })
  it('performance time has hours', () => {
    expect(formatPerformanceTime(3_723_000)).toBe('1:02:03')
  })
  it('a beat that is whole but for rounding is that beat', () => {
    expect(formatBarBeat({ bar: 12, beat: 2.9999999, beatsPerBar: 3, beatUnit: 4 })).toBe('12.3')
    expect(formatBarBeat({ bar: 12, beat: 2.9, beatsPerBar: 3, beatUnit: 4 })).toBe('12.2')
  })
  it('an unknown number is a dash, a known one has its sign', () => {
    expect(formatSignedMs(null, 'en')).toBe('–')
    expect(formatSignedMs(3.14, 'en')).toBe('+3.1 ms')
    expect(formatSignedMs(-24.4, 'en')).toBe('-24 ms')
  })
  it('no wait is no text', () => {
    expect(formatWait(0, 'en')).toBe('')
    expect(formatWait(1500, 'en')).toBe('1.5 s')
  })
  it('midnight is 00, not 24', () => {
    expect(formatTimeOfDay(new Date(2026, 10, 21, 0, 5, 9), 'en')).toBe('00:05:09')
  })
  it('words fall back to English, then to what there is', () => {
    expect(wordsIn({ en: 'a', ja: 'b' }, 'ja')).toBe('b')
    expect(wordsIn({ en: 'a' }, 'ja')).toBe('a')
    expect(wordsIn({ es: 'c' }, 'ja')).toBe('c')
    expect(wordsIn(undefined, 'ja')).toBe('')
  })
  it('of a note in two languages the operator reads theirs, the other is kept; one in one language is for everybody', () => {
    const both = 'Quiet. Hold the room. / 静かに。間をとる。'
    expect(noteIn(both, 'en')).toEqual({ shown: 'Quiet. Hold the room.', other: '静かに。間をとる。' })
    expect(noteIn(both, 'ja')).toEqual({ shown: '静かに。間をとる。', other: 'Quiet. Hold the room.' })
    expect(noteIn('毎周。 / Every time / GO on 1/2', 'en')).toEqual({ shown: 'Every time / GO on 1/2', other: '毎周。' })
    for (const one of ['Fade / then go', '拍手で。 / 合図で。', 'GO 1/2', ''])
      expect(noteIn(one, 'ja')).toEqual({ shown: one, other: null })
    expect(noteIn(undefined, 'en')).toEqual({ shown: '', other: null })
  })
  it('pitch 60 is C4', () => {
    expect(formatPitch(60)).toBe('C4')
    expect(formatPitch(70)).toBe('B♭4')
  })
})
