import { describe, expect, it } from 'vitest'
import { FrameMeter } from './frame-meter.ts'
import type { ReadyEditions } from './ready-editions.ts'
import { reportOf } from './report.ts'
import type { ListenersDesk } from './sound/later-desk.ts'
import type { Stage } from './stage.ts'

/** Pictures at these distances, ms. */
function drawn(gaps: readonly number[]): FrameMeter {
  let nowMs = 1000
  const meter = new FrameMeter(() => nowMs)
  for (const gap of [0, ...gaps]) {
    nowMs += gap
    meter.begin()
    meter.end()
  }
  return meter
}
const reported = (meter: FrameMeter, others: readonly string[] = [], faults: readonly string[] = []) =>
  reportOf({
    meter,
    others,
    stage: {
      outputId: 'gauze',
      faults: new Map(faults.map((fault) => [fault, fault])),
      loaded: new Set(),
      mediaUnit: 1,
      source: { edition: () => null, clock: { errorMs: () => 0.4 } },
    } as unknown as Stage,
    desk: {
      state: () => ({ sound: 'silent', errorMs: null, loadedUnit: 1, missing: [], faults: ['no device'] }),
    } as unknown as ListenersDesk,
    ready: { ready: [], draftUnit: 1 } as unknown as ReadyEditions,
    timecode: null,
  })

describe('what a page says about itself', () => {
  it('is its frame time, the pictures it missed and how well it knows the time', () => {
    expect(reported(drawn([...Array(20).fill(16.7), 50.1, 16.7]))).toMatchObject({
      ...{ output: 'gauze', picture: 'drawing', frameMs: 16.7, missedFrames: 2, syncErrorMs: 0.4 },
    })
    expect(reported(drawn([16])).frameMs).toBeUndefined()
  })
  it('is every trouble: of the picture, of the sound, and of the computer', () => {
    expect(reported(drawn([]), ['Its screen is gone: projector'], ['no avatar'])).toMatchObject({
      ...{ picture: 'lost', troubles: ['no avatar', 'no device', 'Its screen is gone: projector'] },
    })
  })
})
