import { describe, expect, it } from 'vitest'
import { beginAfter, type LastLife } from './epoch.ts'

const last: LastLife = {
  epoch: 3,
  bootId: 'a',
  epochMonotonicMs: 1000,
  epochAtMs: 50,
  aliveAtMs: 10_050,
  aliveWallMs: 900_000,
  closed: false,
}

describe('what a starting engine does', () => {
  it('opens a performance when there is none', () => {
    expect(beginAfter(null, { bootId: 'a', monotonicMs: 5, wallMs: 5 })).toEqual({ kind: 'open' })
  })
  it('on the same boot the clock goes on, whatever the wall clock says', () => {
    expect(beginAfter(last, { bootId: 'a', monotonicMs: 12_000, wallMs: 0 })).toEqual({
      kind: 'continue',
      epoch: 4,
      atMs: 11_050,
      heldOnStart: false,
      awayMs: 1000,
    })
  })
  it('away for more than 30 s: held where it was last alive', () => {
    expect(beginAfter(last, { bootId: 'a', monotonicMs: 11_000 + 30_001, wallMs: 0 })).toEqual({
      kind: 'continue',
      epoch: 4,
      atMs: 10_050,
      heldOnStart: true,
      awayMs: 30_001,
    })
  })
  it('another boot: held, and the wall clock says for how long', () => {
    expect(beginAfter(last, { bootId: 'b', monotonicMs: 2000, wallMs: 905_000 })).toEqual({
      kind: 'continue',
      epoch: 4,
      atMs: 10_050,
      heldOnStart: true,
      awayMs: 5000,
    })
  })
  it('a monotonic clock that went back is another boot', () => {
    expect(beginAfter(last, { bootId: 'a', monotonicMs: 999, wallMs: 900_000 })).toMatchObject({ heldOnStart: true })
  })
  it('closed on purpose is over, unless the engine is back within 30 s', () => {
    const closed = { ...last, closed: true }
    expect(beginAfter(closed, { bootId: 'a', monotonicMs: 41_001, wallMs: 0 })).toEqual({ kind: 'open' })
    expect(beginAfter(closed, { bootId: 'b', monotonicMs: 5, wallMs: 900_001 })).toEqual({ kind: 'open' })
    expect(beginAfter(closed, { bootId: 'a', monotonicMs: 12_000, wallMs: 0 })).toMatchObject({ kind: 'continue', heldOnStart: false })
  })
})
