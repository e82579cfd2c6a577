import { describe, expect, it } from 'vitest'
import { parseCommand, verbs } from './parse-command.ts'

describe('a command', () => {
  it('is read with its key', () => {
    expect(parseCommand({ command: 'go', expectedCue: '12', id: 'k' })).toEqual({
      ok: true,
      command: { command: 'go', expectedCue: '12' },
      id: 'k',
    })
  })
  it.each([
    null,
    3,
    [],
    'go',
    {},
    { command: 'Go' },
    { command: 'go', cue: '1' },
    { command: 'blackout' },
    { command: 'locate', positionMs: -1 },
    { command: 'go', id: '' },
    { command: 'grandMaster', levelUnit: 2 },
  ])('%j is none, and the answer says why', (value) => {
    const parsed = parseCommand(value)
    expect(parsed.ok).toBe(false)
    expect(!parsed.ok && parsed.message.length).toBeGreaterThan(10)
  })
  it('every verb is named when one is unknown', () => {
    const parsed = parseCommand({ command: 'x' })
    for (const verb of verbs) expect(!parsed.ok && parsed.message).toContain(verb)
  })
})
