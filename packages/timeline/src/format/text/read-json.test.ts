import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.ts'

describe('JSON', () => {
  it('a byte-order mark in front is no mistake', () => {
    expect(readJson('\ufeff{"a": 1}')).toEqual({ ok: true, value: { a: 1 } })
  })
  it.each([
    ['{"a": 1,}', 1, 8, 'a comma before "}"'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, '"," or "}" belongs here, not "\\""'],
    ['[1, 2', 1, 6, '"," or "]" belongs here, not the end of the file'],
    ['{"a": }', 1, 7, 'a value belongs here, not "}"'],
    ["{'a': 1}", 1, 2, 'a text in double quotes belongs here, not "\'"'],
    ['{"a": "b\n}', 1, 7, 'this text has no closing quote'],
    ['{"a" 1}', 1, 6, '":" belongs here, not "1"'],
    ['{} x', 1, 4, 'nothing more belongs here, but "x" follows'],
    ['', 1, 1, 'a value belongs here, not the end of the file'],
    ['{\r\n"a":01}', 2, 6, '"," or "}" belongs here, not "1"'],
  ])('%j: line %i, column %i: %s', (text, line, column, message) => {
    expect(readJson(text)).toEqual({ ok: false, line, column, message })
  })
  it('agrees with the engine on what is JSON, whatever a hand does to it, and places the mistake inside the text (seed 7)', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', ':', '1'), (text, place, put) => {
        const at = place % (text.length + 1)
        const edited = text.slice(0, at) + put + text.slice(at + 1)
        let good = true
        try {
          JSON.parse(edited)
        } catch {
          good = false
        }
        const reading = readJson(edited)
        expect(reading.ok).toBe(good)
        if (!reading.ok) {
          const lines = edited.split(/\r\n|\r|\n/)
          expect(reading.line).toBeLessThanOrEqual(lines.length)
          expect(reading.column).toBeLessThanOrEqual(lines[reading.line - 1]!.length + 1)
          expect(reading.message).not.toMatch(/JSON at position/)
        }
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
