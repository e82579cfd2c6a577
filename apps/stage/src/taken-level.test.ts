import { describe, expect, it } from 'vitest'
import { takenLevel } from './taken-level.ts'

describe('takenLevel', () => {
  it('is the level of the output that an operator holds, also when it is 0; null for others', () => {
    const taken = [
      { kind: 'channel', universe: 1, slot: 1, value: 255 },
      { kind: 'output', outputId: 'gauze', levelUnit: 0 },
      { kind: 'output', outputId: 'house', levelUnit: 0.5 },
    ] as const
    expect(takenLevel(taken, 'gauze')).toBe(0)
    expect(takenLevel(taken, 'house')).toBe(0.5)
    expect(takenLevel(taken, 'wall')).toBeNull()
    expect(takenLevel(undefined, 'gauze')).toBeNull()
  })
})
