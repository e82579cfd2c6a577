import { describe, expect, it } from 'vitest'
import { bendAnchor, contextAtShow, MAX_TRIM, OutputClock, REANCHOR_MS, servoStep, showAtContext } from './audio-servo.ts'

describe('the line between audio time and show time', () => {
  it('goes both ways without loss', () => {
    const anchor = { contextMs: 1234.5, showMs: 98_765.25, rate: 1.0007 }
    for (const show of [0, 98_765.25, 250_000]) expect(showAtContext(anchor, contextAtShow(anchor, show))).toBeCloseTo(show, 6)
  })
  it('bends without a jump', () => {
    const anchor = { contextMs: 0, showMs: 500, rate: 1 }
    const bent = bendAnchor(anchor, 2000, 0.999)
    expect(showAtContext(bent, 2000)).toBe(showAtContext(anchor, 2000))
    expect(showAtContext(bent, 3000)).toBeCloseTo(3499, 9)
  })
})

describe('the servo', () => {
  it('never trims by more than 0.1 %', () => {
    for (let error = -REANCHOR_MS; error <= REANCHOR_MS; error += 0.37) {
      const step = servoStep(error, 1, { young: false })
      if (step.kind === 'trim') expect(Math.abs(step.rate - 1)).toBeLessThanOrEqual(MAX_TRIM + 1e-12)
      else expect(step.kind).toBe('keep')
    }
  })
  it('slows down a sound that runs ahead and hurries one that is late', () => {
    expect(servoStep(4, 1, { young: false })).toMatchObject({ kind: 'trim' })
    const ahead = servoStep(4, 1, { young: false })
    const late = servoStep(-4, 1, { young: false })
    expect(ahead.kind === 'trim' && ahead.rate).toBeLessThan(1)
    expect(late.kind === 'trim' && late.rate).toBeGreaterThan(1)
  })
  it('throws the line away past 40 ms, and when the error is not a number', () => {
    expect(servoStep(40.1, 1, { young: false }).kind).toBe('reanchor')
    expect(servoStep(-55, 1, { young: false }).kind).toBe('reanchor')
    expect(servoStep(Number.NaN, 1, { young: false }).kind).toBe('reanchor')
  })
  it('in its first seconds takes even 7 ms for a wrong beginning, not for drift', () => {
    expect(servoStep(7, 1, { young: true }).kind).toBe('reanchor')
    expect(servoStep(5, 1, { young: true }).kind).toBe('trim')
  })
  it('pulls a crystal that is 80 ppm off and 12 ms late to within 1 ms in a minute, and holds it there', () => {
    const drift = 1 + 80e-6
    let anchor = { contextMs: 0, showMs: 12, rate: 1 }
    let error = 12
    for (let real = 0; real <= 60_000; real += 250) {
      const context = real * drift
      error = showAtContext(anchor, context) - real
      const step = servoStep(error, anchor.rate, { young: false })
      expect(step.kind).not.toBe('reanchor')
      if (step.kind === 'trim') anchor = bendAnchor(anchor, context, step.rate)
    }
    expect(Math.abs(error)).toBeLessThan(1)
  })
})

describe('the output clock', () => {
  it('gives the middle of jittered readings within 1 ms (seed 7)', () => {
    const clock = new OutputClock()
    let seed = 7
    const random = () => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647
    }
    for (let local = 0; local < 10_000; local += 250) clock.add({ localMs: local, contextMs: local + 320 + (random() - 0.5) * 10 })
    expect(Math.abs(clock.offsetMs! - 320)).toBeLessThan(1)
  })
  it('is not begun by before five readings', () => {
    const clock = new OutputClock()
    for (let n = 0; n < 5; n++) {
      expect(clock.settled).toBe(false)
      clock.add({ localMs: n * 40, contextMs: n * 40 + 10 })
    }
    expect(clock.settled).toBe(true)
  })
  it('ignores a single stray reading', () => {
    const clock = new OutputClock()
    for (let local = 0; local < 2000; local += 250) clock.add({ localMs: local, contextMs: local + 10 })
    clock.add({ localMs: 2000, contextMs: 2600 })
    clock.add({ localMs: 2250, contextMs: 2260 })
    expect(clock.offsetMs).toBe(10)
  })
  it('follows a real jump after three readings that agree', () => {
    const clock = new OutputClock()
    for (let local = 0; local < 2000; local += 250) clock.add({ localMs: local, contextMs: local + 10 })
    for (let local = 2000; local < 2750; local += 250) clock.add({ localMs: local, contextMs: local - 700 })
    expect(clock.contextAt(5000)).toBe(4300)
  })
})
