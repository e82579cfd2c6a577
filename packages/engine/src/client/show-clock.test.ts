import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShowClock, type ShowClock } from './show-clock.ts'

/** An engine whose clock is `aheadMs` ahead; each answer takes a way there and a way back. */
function world() {
  const engine = { aheadMs: 50_000, thereMs: 0.2, backMs: 0.2, epoch: 1 }
  const localMs = () => Date.now()
  const after = (forMs: number) => new Promise<void>((done) => setTimeout(done, forMs))
  const wall = { stepMs: 0 }
  const clock: ShowClock = createShowClock({
    localMs,
    wallMs: () => localMs() + wall.stepMs,
    delayMs: () => 0,
    onChange: () => {},
    async ping() {
      const { aheadMs, thereMs, backMs, epoch } = engine
      await after(thereMs)
      const atMs = localMs() + aheadMs
      await after(backMs)
      return { receivedAtMs: atMs, sentAtMs: atMs, epoch }
    },
  })
  return { engine, wall, clock, errorMs: () => clock.nowMs() - localMs() - engine.aheadMs }
}

describe('the show clock after the engine was killed and started again', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('does not move for first answers that are late and lopsided', async () => {
    const { engine, clock, errorMs } = world()
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(5000)
    expect(Math.abs(errorMs())).toBeLessThan(1)
    clock.pause()
    Object.assign(engine, { thereMs: 5, backMs: 65, epoch: 2 })
    clock.begin({ anew: true })
    for (let step = 0; step < 40; step++) {
      await vi.advanceTimersByTimeAsync(50)
      expect(Math.abs(errorMs()), `${step * 50} ms after the connection`).toBeLessThan(2)
    }
    Object.assign(engine, { thereMs: 0, backMs: 1 })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(Math.abs(errorMs())).toBeLessThan(1)
    clock.dispose()
  })

  it('takes the time of another performance, whose epochs begin anew, from its first answer', async () => {
    const { engine, clock, errorMs } = world()
    engine.epoch = 5
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(5000)
    clock.pause()
    Object.assign(engine, { aheadMs: -3_000_000, epoch: 1 })
    clock.reset()
    expect(clock.isSynced()).toBe(false)
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(10)
    expect([clock.isSynced(), clock.epoch()]).toEqual([true, 1])
    expect(Math.abs(errorMs())).toBeLessThan(1)
    clock.dispose()
  })

  it('follows an engine whose clock is another one within a second', async () => {
    const { engine, clock, errorMs } = world()
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(5000)
    clock.pause()
    Object.assign(engine, { aheadMs: 47_000, thereMs: 5, backMs: 15, epoch: 2 })
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(Math.abs(errorMs())).toBeLessThan(6)
    clock.dispose()
  })

  it('goes on from its last estimate when the wall clock is set, until there is an answer', async () => {
    const { engine, wall, clock, errorMs } = world()
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(5000)
    Object.assign(engine, { thereMs: 300, backMs: 300 })
    wall.stepMs = 3_600_000
    for (let step = 0; step < 15; step++) {
      await vi.advanceTimersByTimeAsync(100)
      expect(clock.isSynced()).toBe(true)
      expect(Math.abs(errorMs()), `${step * 100} ms after the step`).toBeLessThan(2)
    }
    clock.dispose()
  })

  it('takes the first answer after it slept, however old its estimate', async () => {
    const { engine, wall, clock, errorMs } = world()
    clock.begin({ anew: true })
    await vi.advanceTimersByTimeAsync(5000)
    // Asleep, the monotonic clock stood still and the engine went on.
    wall.stepMs = 40_000
    engine.aheadMs += 40_000
    await vi.advanceTimersByTimeAsync(1100)
    expect(Math.abs(errorMs())).toBeLessThan(2)
    clock.dispose()
  })
})
