import { describe, expect, it } from 'vitest'
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
})
