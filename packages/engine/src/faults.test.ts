import { describe, expect, it, vi } from 'vitest'
import { createFaultRegister } from './faults.ts'

const down = { code: 'target-down', subject: 'desk', message: 'The desk is down' }

describe('a fault', () => {
  it('is counted while it lasts, and is one', () => {
    const faults = createFaultRegister(() => 7)
    faults.raise(down)
    faults.raise(down)
    expect(faults.list()).toMatchObject([{ count: 2, sinceAtMs: 7, acknowledged: false }])
  })
  it('that is over stays until somebody has seen it', () => {
    const faults = createFaultRegister(() => 7)
    faults.raise(down)
    faults.over('target-down', 'desk')
    expect(faults.list()).toHaveLength(1)
    expect(faults.list()[0]?.message).toContain('(over)')
    faults.acknowledge(faults.list()[0]!.id)
    expect(faults.list()).toEqual([])
  })
  it('that was seen goes when it is over, and is new when it comes back', () => {
    const faults = createFaultRegister(() => 7)
    faults.raise(down)
    const { id } = faults.list()[0]!
    faults.acknowledge(id)
    expect(faults.list()).toMatchObject([{ acknowledged: true }])
    faults.over('target-down', 'desk')
    expect(faults.list()).toEqual([])
    faults.raise(down)
    expect(faults.list()[0]).toMatchObject({ acknowledged: false, count: 1 })
    expect(faults.list()[0]?.id).not.toBe(id)
  })
  it('is told to everybody, whoever of them throws; that one is a fault itself', () => {
    const faults = createFaultRegister(() => 7)
    let heard = 0
    const said = vi.spyOn(console, 'error').mockReturnValue()
    faults.subscribe(() => {
      throw new Error('broken page')
    })
    faults.subscribe(() => {
      heard += 1
    })
    faults.raise(down)
    faults.over('target-down', 'desk')
    expect(faults.acknowledge(faults.list()[0]!.id)).toBe(true)
    expect(heard).toBe(3)
    expect(faults.list()).toMatchObject([{ code: 'engine-error', count: 3, message: expect.stringContaining('broken page') }])
    said.mockRestore()
  })
  it('a flood of subjects keeps the list short; what was seen or is over goes first', () => {
    const faults = createFaultRegister(() => 0)
    faults.raise({ code: 'target-down', subject: 'desk', message: 'down' })
    faults.raise({ code: 'journal-failed', subject: 'x', message: 'failed' })
    faults.over('journal-failed', 'x')
    for (let n = 0; n < 99; n++) faults.raise({ code: 'osc-in', subject: `192.0.2.${n}`, message: 'noise' })
    expect(faults.list()).toHaveLength(100)
    expect(faults.list().map((fault) => fault.code)).not.toContain('journal-failed')
    expect(faults.list()[0]?.code).toBe('target-down')
    for (let n = 0; n < 500; n++) faults.raise({ code: 'osc-in', subject: `198.51.100.${n}`, message: 'noise' })
    expect(faults.list()).toHaveLength(100)
  })
})
