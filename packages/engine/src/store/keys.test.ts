import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { loadKeys, roleOf } from './keys.ts'

const keys = { operator: 'ooo', author: 'aaa', stage: 'sss' }

describe('who may do what', () => {
  it.each([
    ['console', null, null, 'operator'],
    ['stage', null, null, 'stage'],
    ['live', null, keys, 'audience'],
    ['console', 'ooo', keys, 'operator'],
    ['console', 'aaa', keys, 'author'],
    ['console', 'sss', keys, null],
    ['console', null, keys, null],
    ['stage', 'sss', keys, 'stage'],
    ['stage', 'ooo', keys, 'stage'],
    ['preview', 'aaa', keys, 'stage'],
    ['stage', null, keys, null],
    ['http', 'ooo', keys, 'operator'],
    ['http', 'xxx', keys, null],
  ] as const)('a %s with key %s (keys %o) is %s', (kind, key, all, role) => {
    expect(roleOf(kind, key, all)).toBe(role)
  })
  it('keys stay the same over restarts', () => {
    const files = createMemoryFiles()
    const first = loadKeys('/keys.json', files)
    expect(loadKeys('/keys.json', files)).toEqual(first)
    expect(new Set(Object.values(first)).size).toBe(3)
  })
})
