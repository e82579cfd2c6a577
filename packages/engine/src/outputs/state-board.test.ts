import { describe, expect, it } from 'vitest'
import { Lateness } from './lateness.ts'
import { StateBoard } from './state-board.ts'
import { TargetHealth } from './target-health.ts'

const bytes = new Uint8Array()

describe('StateBoard', () => {
  it('a value is told when it is new or changes, not when the target has it', () => {
    const board = new StateBoard(2000)
    expect(board.wants(1, 10, bytes)).toBe(true)
    board.told(1, 0)
    expect(board.wants(1, 10, bytes)).toBe(false)
    expect(board.wants(1, 11, bytes)).toBe(true)
  })

  it('a value that was wanted but not told is still wanted', () => {
    const board = new StateBoard(2000)
    board.wants(1, 10, bytes)
    expect(board.wants(1, 10, bytes)).toBe(true)
    expect(board.untold().map(({ key }) => key)).toEqual([1])
  })

  it('every state is repeated about once per repeat time, spread evenly', () => {
    const board = new StateBoard(2000)
    for (let key = 0; key < 100; key++) {
      board.wants(key, 1, bytes)
      board.told(key, 0)
      board.told(key, 0)
    }
    const counts = new Map<number, number>()
    for (let nowMs = 2000; nowMs < 8000; nowMs += 50) {
      const due = board.repeats(nowMs, 50)
      expect(due.length).toBeLessThanOrEqual(3)
      for (const { key } of due) {
        board.told(key, nowMs)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    expect(counts.size).toBe(100)
    // Six seconds, a round every 1.7 to 2 seconds.
    for (const count of counts.values()) expect([3, 4]).toContain(count)
  })

  it('a value that has settled is confirmed once, soon; one that keeps changing is not', () => {
    const board = new StateBoard(2000)
    const again: number[][] = []
    for (let nowMs = 0; nowMs < 900; nowMs += 50) {
      if (nowMs === 0 && board.wants(1, 10, bytes)) board.told(1, nowMs)
      if (board.wants(2, nowMs, bytes)) board.told(2, nowMs)
      for (const { key } of board.repeats(nowMs, 50)) {
        again.push([nowMs, key])
        board.told(key, nowMs)
      }
    }
    expect(again).toEqual([[100, 1]])
  })

  it('confirmations after a blackout come in pieces', () => {
    const board = new StateBoard(2000)
    for (let key = 0; key < 500; key++) if (board.wants(key, 0, bytes)) board.told(key, 0)
    const first = board.repeats(200, 50)
    expect(first.length).toBeLessThanOrEqual(64)
    for (const { key } of first) board.told(key, 200)
    expect(board.repeats(250, 50).map(({ key }) => key)).not.toContain(first[0]!.key)
  })

  it('a target that came back is told everything', () => {
    const board = new StateBoard(2000)
    board.wants(1, 10, bytes)
    board.wants(2, 20, bytes)
    board.told(1, 0)
    board.told(2, 0)
    board.forgetTold()
    expect(board.untold().map(({ key }) => key)).toEqual([1, 2])
  })
})

describe('TargetHealth', () => {
  it('nobody knows before the first packet; then it is sending until one is refused', () => {
    const health = new TargetHealth()
    expect(health.state).toBe('cannotKnow')
    health.noteSent()
    expect(health.state).toBe('sending')
    health.noteFailure(0)
    expect(health.state).toBe('down')
  })

  it('a target that is down is knocked at twice a second and is back when a knock stays unrefused', () => {
    const health = new TargetHealth()
    health.noteFailure(0)
    expect(health.knock(400)).toBe(false)
    expect(health.knock(500)).toBe(true)
    health.noteFailure(501)
    expect(health.recovered(900)).toBe(false)
    expect(health.knock(1000)).toBe(true)
    expect(health.recovered(1100)).toBe(false)
    expect(health.recovered(1300)).toBe(true)
    expect(health.recovered(1301)).toBe(false)
  })
})

describe('Lateness', () => {
  it('gives median and tail of the last packets, null before the first', () => {
    const lateness = new Lateness(100)
    expect(lateness.quantile(0.5)).toBeNull()
    for (let i = 0; i < 250; i++) lateness.add(i)
    expect(lateness.quantile(0.5)).toBe(200)
    expect(lateness.quantile(0.99)).toBe(249)
  })
})
