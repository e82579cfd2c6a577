import { describe, expect, it } from 'vitest'
import { FrameMeter } from './frame-meter.ts'

function drawn(gaps: readonly number[]): FrameMeter {
  let nowMs = 1000
  const meter = new FrameMeter(() => nowMs)
  for (const gap of [0, ...gaps]) {
    nowMs += gap
    meter.begin()
    nowMs += 2
    meter.end()
    nowMs -= 2
  }
  return meter
}

describe('the frame meter', () => {
  it('calls two pictures a second slow, and sixty not', () => {
    const slow = drawn([500, 500, 500, 500])
    expect([slow.state, slow.fps]).toEqual(['slow', 2])
    expect(drawn(Array(60).fill(1000 / 60)).state).toBe('drawing')
    expect(drawn([1200, 1200, 1200]).state).toBe('slow')
  })
  it('is well again within two seconds of good pictures', () => {
    expect(drawn([...Array(20).fill(400), ...Array(130).fill(16)]).state).toBe('drawing')
  })
  it('counts what was missed between even pictures, and no hidden tab', () => {
    expect(drawn([...Array(20).fill(16), 48, 16]).missed).toBe(2)
    expect(drawn([...Array(20).fill(16), 9000, 16]).missed).toBe(0)
  })
})
