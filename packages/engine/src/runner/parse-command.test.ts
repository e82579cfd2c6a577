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
    { command: 'devamp', at: 'soon' },
    { command: 'mute', outputClass: 'smell', on: true },
    { command: 'take', taken: { kind: 'channel', universe: 1, slot: 513, value: 0 } },
    { command: 'take', taken: { kind: 'fixture', fixtureId: 'a', colour: 'red' } },
    { command: 'release' },
  ])('%j is none, and the answer says why', (value) => {
    const parsed = parseCommand(value)
    expect(parsed.ok).toBe(false)
    expect(!parsed.ok && parsed.message.length).toBeGreaterThan(10)
  })
  it.each([
    { command: 'devamp', at: 'bar' },
    { command: 'vamp', section: 'chorus' },
    { command: 'panic', fadeMs: 0 },
    { command: 'mute', outputClass: 'sound', on: true },
    { command: 'arm', cue: '3', on: false },
    { command: 'strobe', on: false },
    { command: 'take', taken: { kind: 'fixture', fixtureId: 'f1', levelUnit: 0.5, colour: '#ff8800' } },
    { command: 'take', taken: { kind: 'channel', universe: 1, slot: 512, value: 255 } },
    { command: 'release', what: { kind: 'output', outputId: 'gauze' } },
    { command: 'release', what: null },
    { command: 'releaseCues', of: 'sounds' },
  ])('%j is read as it stands', (value) => {
    expect(parseCommand(value)).toEqual({ ok: true, command: value, id: null })
  })
  it('every verb is named when one is unknown', () => {
    const parsed = parseCommand({ command: 'x' })
    for (const verb of verbs) expect(!parsed.ok && parsed.message).toContain(verb)
  })
})
