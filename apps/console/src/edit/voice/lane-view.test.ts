import { describe, expect, it } from 'vitest'
import { curveNames } from './curve-kinds.ts'
import { curveValue } from './curve-points.ts'
import { DrawGesture, drawModeOf } from './draw-gesture.ts'
import { laneMarks, laneRange, spanRevealed, steppedSpan, valueToY, yToValue } from './lane-view.ts'

describe('the curve lane', () => {
  it('values and pixels convert both ways, and no value leaves the range', () => {
    for (const name of curveNames) {
      const range = laneRange(name, undefined)
      for (const value of [range.low, (range.low + range.high) / 3, range.high])
        expect(yToValue(range, 120, valueToY(range, 120, value))).toBeCloseTo(value, 6)
      expect(yToValue(range, 120, -500)).toBe(range.high)
      expect(yToValue(range, 120, 500)).toBe(range.low)
      expect(laneMarks(name, range).every((mark) => mark >= range.low && mark <= range.high)).toBe(true)
    }
  })

  it('the scale of the pitch is the narrowest that holds what is drawn', () => {
    expect(laneRange('pitchCents', undefined)).toEqual({ low: -200, high: 200 })
    expect(laneRange('pitchCents', [[0, -350]])).toEqual({ low: -600, high: 600 })
    expect(laneRange('pitchCents', [[0, 2400]])).toEqual({ low: -2400, high: 2400 })
  })

  it('arrow keys choose a stretch, move it, and widen it to the right; it stays inside the song', () => {
    const at = { gridBeats: 0.5, lengthBeats: 4, startBeats: 2 }
    const on = { sign: 1, widen: false } as const
    expect(steppedSpan(null, on, at)).toEqual({ fromBeats: 2, toBeats: 2.5 })
    expect(steppedSpan({ fromBeats: 2, toBeats: 3 }, on, at)).toEqual({ fromBeats: 2.5, toBeats: 3.5 })
    expect(steppedSpan({ fromBeats: 3, toBeats: 4 }, on, at)).toEqual({ fromBeats: 3, toBeats: 4 })
    expect(steppedSpan({ fromBeats: 0, toBeats: 1 }, { sign: -1, widen: false }, at)).toEqual({ fromBeats: 0, toBeats: 1 })
    expect(steppedSpan({ fromBeats: 2, toBeats: 3 }, { sign: 1, widen: true }, at)).toEqual({ fromBeats: 2, toBeats: 3.5 })
    expect(steppedSpan({ fromBeats: 2, toBeats: 2.5 }, { sign: -1, widen: true }, at)).toEqual({ fromBeats: 2, toBeats: 2.5 })
  })

  it('a stretch outside the view is scrolled into it, and one inside moves nothing', () => {
    const view = { pxPerBeat: 40, pxPerPitch: 20, leftBeats: 10, topPitch: 80, widthPx: 400, heightPx: 400 }
    expect(spanRevealed(view, { fromBeats: 12, toBeats: 14 }, 100)).toBe(view)
    expect(spanRevealed(view, { fromBeats: 25, toBeats: 26 }, 100).leftBeats).toBe(16)
    expect(spanRevealed(view, { fromBeats: 2, toBeats: 3 }, 100).leftBeats).toBe(2)
  })

  it('buttons and keys say how the pointer draws', () => {
    expect(drawModeOf({ button: 0, shiftKey: false, altKey: false })).toBe('freehand')
    expect(drawModeOf({ button: 0, shiftKey: true, altKey: false })).toBe('line')
    expect(drawModeOf({ button: 0, shiftKey: false, altKey: true })).toBe('erase')
    expect(drawModeOf({ button: 2, shiftKey: false, altKey: false })).toBe('erase')
    expect(drawModeOf({ button: 1, shiftKey: false, altKey: false })).toBeNull()
  })

  it('a line is straight from press to release, whichever way the hand went between', () => {
    const gesture = new DrawGesture('line', 0.05, [1, 0])
    gesture.to(6, -9)
    gesture.to(5, 8)
    const points = gesture.over(undefined, { neutral: 0, tolerance: 0.01 })
    expect([1.5, 3, 4.5].map((beat) => curveValue(points, beat, 0))).toEqual([1, 4, 7].map((value) => expect.closeTo(value, 1)))
    expect(curveValue(points, 5.5, 0)).toBe(0)
  })

  it('a press that goes nowhere draws nothing', () => {
    const gesture = new DrawGesture('freehand', 0.05, [1, 3])
    expect(gesture.moved()).toBe(false)
    gesture.to(1.5, 3)
    expect(gesture.moved()).toBe(true)
  })

  it('what cannot be meant is left out: over a rest nothing is drawn', () => {
    const gesture = new DrawGesture('freehand', 0.05, [1, 5])
    gesture.to(3, 5)
    const points = gesture.over(undefined, { neutral: 0, tolerance: 0.01, meantBy: (beat, value) => (beat < 2 ? value * 10 : null) })
    expect(curveValue(points, 1.5, 0)).toBe(50)
    expect(curveValue(points, 2.5, 0)).toBe(0)
  })
})
