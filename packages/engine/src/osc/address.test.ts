import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandOf } from './address.ts'
import { oscPage } from './document.ts'
import { matchesPattern } from './match.ts'
import type { OscValue } from './packet.ts'

const ask = (address: string, ...args: OscValue[]) => {
  const request = commandOf({ address, args, timetag: null })
  return request.ok ? request.command : request.reason
}
const i = (value: number): OscValue => ({ type: 'i', value })
const f = (value: number): OscValue => ({ type: 'f', value })
const s = (value: string): OscValue => ({ type: 's', value })

describe('OSC in', () => {
  it('the public addresses ask for their commands', () => {
    expect(ask('/ghostlight/go')).toEqual({ command: 'go' })
    expect(ask('/ghostlight/go', s('12.5'))).toEqual({ command: 'go', expectedCue: '12.5' })
    expect(ask('/ghostlight/hold')).toEqual({ command: 'hold' })
    expect(ask('/ghostlight/resume')).toEqual({ command: 'resume' })
    expect(ask('/ghostlight/panic')).toEqual({ command: 'panic' })
    expect(ask('/ghostlight/undo')).toEqual({ command: 'undoLastGo' })
    expect(ask('/ghostlight/blackout', i(1))).toEqual({ command: 'blackout', on: true })
    expect(ask('/ghostlight/blackout', { type: 'F' })).toEqual({ command: 'blackout', on: false })
    expect(ask('/ghostlight/cue/12.5/fire')).toEqual({ command: 'fire', cue: '12.5' })
    expect(ask('/ghostlight/cue/12.5/standby')).toEqual({ command: 'standBy', cue: '12.5' })
    expect(ask('/ghostlight/grandmaster', f(0.25))).toEqual({ command: 'grandMaster', levelUnit: 0.25 })
    expect(ask('/ghostlight/locate', f(1500))).toEqual({ command: 'locate', positionMs: 1500 })
    expect(ask('/ghostlight/locate/bar', i(9), f(2))).toEqual({ command: 'locate', bar: 9, beat: 2 })
    expect(ask('/ghostlight/freeze', i(1), s('main'))).toEqual({ command: 'freeze', on: true, output: 'main' })
    expect(ask('/ghostlight/devamp', s('bar'))).toEqual({ command: 'devamp', at: 'bar' })
    expect(ask('/ghostlight/vamp', s('chorus'))).toEqual({ command: 'vamp', section: 'chorus' })
    expect(ask('/ghostlight/mute/sound', i(1))).toEqual({ command: 'mute', outputClass: 'sound', on: true })
    expect(ask('/ghostlight/strobe', i(0))).toEqual({ command: 'strobe', on: false })
    expect(ask('/ghostlight/showLock', i(1))).toEqual({ command: 'showLock', on: true })
    expect(ask('/ghostlight/showLock', i(0))).toEqual({ command: 'showLock', on: false })
    expect(ask('/ghostlight/showLock')).toMatch(/one argument/)
    expect(ask('/ghostlight/cue/7/arm', i(0))).toEqual({ command: 'arm', cue: '7', on: false })
    expect(ask('/ghostlight/take/dmx/2/512', i(0))).toEqual({
      command: 'take',
      taken: { kind: 'channel', universe: 2, slot: 512, value: 0 },
    })
    expect(ask('/ghostlight/release/dmx/2/512')).toEqual({ command: 'release', what: { kind: 'channel', universe: 2, slot: 512 } })
    expect(ask('/ghostlight/release')).toEqual({ command: 'release', what: null })
  })

  it('letting a button go does nothing', () => {
    for (const release of [i(0), f(0), { type: 'F' } as const]) {
      expect(ask('/ghostlight/go', release)).toBeNull()
      expect(ask('/ghostlight/panic', release)).toBeNull()
      expect(ask('/ghostlight/cue/3/fire', release)).toBeNull()
    }
    expect(ask('/ghostlight/go', f(1))).toEqual({ command: 'go' })
  })

  it('what is wrong is said', () => {
    expect(ask('/ghostlight/stop')).toMatch(/no such address/)
    expect(ask('/ghostlight/blackout')).toMatch(/one argument/)
    expect(ask('/ghostlight/grandmaster', f(1.5))).toMatch(/from 0 to 1/)
    expect(ask('/ghostlight/grandmaster', f(Number.NaN))).toMatch(/from 0 to 1/)
    expect(ask('/ghostlight/locate', f(-1))).toMatch(/milliseconds/)
    expect(ask('/ghostlight/cue//fire')).toMatch(/no such address/)
    expect(ask('/ghostlight/devamp', s('soon'))).toMatch(/beat, bar, section, pass/)
    expect(ask('/ghostlight/mute/smell', i(1))).toMatch(/light, osc, sound, picture/)
    expect(ask('/ghostlight/take/dmx/1/513', i(1))).toMatch(/slot from 1 to 512/)
    expect(ask('/ghostlight/take/dmx/1/1', f(0.5))).toMatch(/whole number/)
  })

  it('a pattern counts when it means one address, and never fires cues by guess', () => {
    expect(ask('/ghostlight/g?')).toEqual({ command: 'go' })
    expect(ask('/ghostlight/{panic}')).toEqual({ command: 'panic' })
    expect(ask('/ghostlight/*')).toMatch(/means \d+ addresses/)
    expect(ask('/ghostlight/cue/*/fire')).toMatch(/no such address/)
  })

  it('docs/osc.md is what the table prints', () => {
    expect(readFileSync(new URL('../../../../docs/osc.md', import.meta.url), 'utf8')).toBe(oscPage())
  })
})

describe('matchesPattern', () => {
  it('knows ? * [] [!] {} and never crosses a slash', () => {
    expect(matchesPattern('/a/*', '/a/bcd')).toBe(true)
    expect(matchesPattern('/a/*', '/a/b/c')).toBe(false)
    expect(matchesPattern('/a?', '/a/')).toBe(false)
    expect(matchesPattern('/ch[0-9]', '/ch7')).toBe(true)
    expect(matchesPattern('/ch[!0-9]', '/ch7')).toBe(false)
    expect(matchesPattern('/ch[a-]', '/ch-')).toBe(true)
    expect(matchesPattern('/{go,hold}x', '/holdx')).toBe(true)
    expect(matchesPattern('/{go,hold}x', '/gox/')).toBe(false)
    expect(matchesPattern('/*a*b*', '/xxaxxbxx')).toBe(true)
    expect(matchesPattern('/a.c', '/abc')).toBe(false)
  })

  it('malformed patterns match nothing', () => {
    for (const pattern of ['/a[bc', '/a{b,c', '/a]', '/}']) expect(matchesPattern(pattern, '/ab')).toBe(false)
  })

  it('patterns that make other matchers explode are done in length × length', () => {
    expect(matchesPattern(`/${'*a'.repeat(200)}b`, `/${'a'.repeat(400)}`)).toBe(false)
    expect(matchesPattern(`/${'{a,aa}'.repeat(100)}b`, `/${'a'.repeat(400)}`)).toBe(false)
  })
})
