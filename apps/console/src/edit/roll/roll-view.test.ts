import { describe, expect, it } from 'vitest'
import { begin, boxOf, drag, noShift, shiftOf } from './roll-gesture.ts'
import {
  beatsToX,
  clampView,
  hitTest,
  indexNotes,
  notesInside,
  pitchToY,
  type RollView,
  rangeBetween,
  revealed,
  snapBeats,
  xToBeats,
  yToPitch,
  zoomAround,
} from './roll-view.ts'

const view: RollView = { pxPerBeat: 40, pxPerPitch: 20, leftBeats: 10, topPitch: 80, widthPx: 800, heightPx: 400 }
const note = (startBeats: number, lengthBeats: number, pitch: number) => ({ startBeats, lengthBeats, pitch }) as never
const index = indexNotes({ b: note(14, 2, 70), a: note(12, 1, 72), long: note(2, 20, 61), c: note(16, 0.25, 70) })

/** A small seeded generator (Lehmer), so that a failing case can be found again. */
function lehmer(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

describe('geometry of the piano roll', () => {
  it('beats and pixels convert both ways', () => {
    expect(beatsToX(view, 12)).toBe(80)
    expect(xToBeats(view, 80)).toBe(12)
  })
  it('every y inside the row of a pitch reads as that pitch', () => {
    for (const pitch of [60, 71, 79]) {
      expect(yToPitch(view, pitchToY(view, pitch) + 0.01)).toBe(pitch)
      expect(yToPitch(view, pitchToY(view, pitch) + 19.99)).toBe(pitch)
    }
  })
  it('zooming keeps the beat under the pointer', () => {
    const before = xToBeats(view, 300)
    expect(xToBeats(zoomAround(view, 300, 1.7, 1000), 300)).toBeCloseTo(before, 9)
  })
  it('the view never leaves the song to the left, nor the pitches', () => {
    const clamped = clampView({ ...view, leftBeats: -5, topPitch: 200, pxPerBeat: 9999 }, 100)
    expect(clamped.leftBeats).toBe(0)
    expect(clamped.topPitch).toBe(128)
    expect(clamped.pxPerBeat).toBeLessThan(9999)
  })
  it('snapping goes to the nearest grid point; without a grid it stays', () => {
    expect(snapBeats(3.3, 0.5)).toBe(3.5)
    expect(snapBeats(3.3, 0)).toBe(3.3)
    expect(snapBeats(1.34, 1 / 3)).toBeCloseTo(4 / 3, 5)
  })
  it('revealing a note outside the view brings it in; one inside leaves the view alone', () => {
    const far = revealed(view, { startBeats: 90, endBeats: 92, pitch: 40 }, 200)
    expect(beatsToX(far, 92)).toBeLessThanOrEqual(far.widthPx)
    expect(pitchToY(far, 40)).toBeLessThanOrEqual(far.heightPx - far.pxPerPitch)
    expect(revealed(view, { startBeats: 14, endBeats: 15, pitch: 70 }, 200)).toEqual(view)
  })
})

describe('what lies under the pointer', () => {
  it('the body moves, the last pixels resize, beside it is nothing', () => {
    const y = pitchToY(view, 70) + 5
    expect(hitTest(index, view, beatsToX(view, 14.5), y)).toEqual({ id: 'b', part: 'body' })
    expect(hitTest(index, view, beatsToX(view, 16) - 3, y)).toEqual({ id: 'b', part: 'end' })
    expect(hitTest(index, view, beatsToX(view, 13.5), y)).toBeNull()
    expect(hitTest(index, view, beatsToX(view, 14.5), y - 20)).toBeNull()
  })
  it('a short note keeps two thirds of itself for moving', () => {
    const y = pitchToY(view, 70) + 5
    expect(hitTest(index, view, beatsToX(view, 16) + 2, y)?.part).toBe('body')
  })
  it('a long note that begins far to the left of the view is found', () => {
    expect(hitTest(index, view, 5, pitchToY(view, 61) + 5)?.id).toBe('long')
  })
  it('a marquee takes what it touches', () => {
    const gesture = drag(begin(null, { xPx: 60, yPx: pitchToY(view, 73) }, []), { xPx: 170, yPx: pitchToY(view, 69) })
    if (gesture.kind !== 'marquee') throw new Error('a press on nothing begins a marquee')
    expect(notesInside(index, view, boxOf(gesture))).toEqual(['a', 'b'])
  })
  it('finding by bisection agrees with looking at every note (seed 20261121)', () => {
    const random = lehmer(20261121)
    const notes = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`n${at}`, note(random() * 200, random() * 6 + 0.1, 60)]))
    const many = indexNotes(notes)
    for (let round = 0; round < 200; round += 1) {
      const from = random() * 200
      const to = from + random() * 20
      const [first, last] = rangeBetween(many, from, to)
      const found = new Set(many.ids.slice(first, last))
      many.ids.forEach((id, at) => {
        if (many.startBeats[at]! < to && many.endBeats[at]! > from) expect(found.has(id)).toBe(true)
      })
    }
  })
})

describe('a drag', () => {
  const grabbed = { startBeats: 14.1, lengthBeats: 2 }
  const press = begin({ id: 'b', part: 'body' }, { xPx: 200, yPx: 100 }, [])
  it('is a click until the hand has moved four pixels', () => {
    expect(shiftOf(drag(press, { xPx: 202, yPx: 101 }), view, 0.5, grabbed)).toEqual(noShift)
  })
  it('puts the grabbed note on the grid and moves pitch by whole rows', () => {
    const shift = shiftOf(drag(press, { xPx: 240, yPx: 60 }), view, 0.5, grabbed)
    expect(grabbed.startBeats + shift.byBeats).toBeCloseTo(15, 9)
    expect(shift.byPitch).toBe(2)
  })
  it('straight up does not pull the note onto the grid', () => {
    expect(shiftOf(drag(press, { xPx: 200, yPx: 60 }), view, 0.5, grabbed)).toEqual({ byBeats: 0, byPitch: 2, lengthByBeats: 0 })
  })
  it('by its end puts the end on the grid', () => {
    const end = drag(begin({ id: 'b', part: 'end' }, { xPx: 200, yPx: 100 }, []), { xPx: 216, yPx: 100 })
    expect(grabbed.startBeats + grabbed.lengthBeats + shiftOf(end, view, 0.5, grabbed).lengthByBeats).toBeCloseTo(16.5, 9)
  })
})
