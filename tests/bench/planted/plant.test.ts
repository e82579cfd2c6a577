import { describe, expect, it } from 'vitest'
import { chosen, planted, type VitestReport, verdictOf } from './plant.ts'

describe('a planted fault', () => {
  it('replaces its text, dollar signs and all', () => {
    const read = planted('const a = 1\nconst b = 2\n', { find: 'b = 2', put: "b = '$&$1'" })
    expect(read).toEqual({ ok: true, text: "const a = 1\nconst b = '$&$1'\n" })
  })
  it.each([
    ['is nowhere', 'c = 3', 'c = 4', /not in the file/],
    ['stands twice', 'const', 'let', /2 times/],
    ['changes nothing', 'b = 2', 'b = 2', /changes nothing/],
  ])('is refused when its text %s', (_, find, put, why) => {
    const read = planted('const a = 1\nconst b = 2\n', { find, put })
    expect(read.ok ? '' : read.why).toMatch(why)
  })
})

const report = (...tests: readonly (readonly [fullName: string, status: string, message?: string])[]): VitestReport => ({
  testResults: [
    {
      name: 'a.test.ts',
      status: tests.some(([, status]) => status === 'failed') ? 'failed' : 'passed',
      assertionResults: tests.map(([fullName, status, message]) => ({ fullName, status, failureMessages: message ? [message] : [] })),
    },
  ],
})

describe('what a run of tests says about a fault', () => {
  it('an expectation that was not met catches it, with the name of the test', () => {
    const unmet = 'AssertionError: expected 0.03 to be less than 0.02\n    at a.test.ts:3'
    expect(verdictOf(report(['feet stand', 'passed'], ['feet do not slide', 'failed', unmet], ['nor turn', 'failed', unmet]))).toEqual({
      kind: 'caught',
      by: 'feet do not slide',
      count: 2,
    })
  })
  it('green tests do not, and tests that were skipped do not count', () => {
    expect(verdictOf(report(['feet stand', 'passed'], ['hands wave', 'skipped']))).toEqual({ kind: 'green', count: 1 })
    expect(verdictOf(report(['hands wave', 'skipped']))).toMatchObject({ kind: 'nothing', why: 'no test of that name' })
  })
  it('an error that the test itself throws is one, too; thrown by what it tests it is not', () => {
    const thrown = (at: string) => `Error: no bone moves\n    at ${at}\n    at run (a.test.ts:9:1)`
    expect(verdictOf(report(['feet stand', 'failed', thrown('motionOf (/x/a.test.ts:7:30)')])).kind).toBe('caught')
    expect(verdictOf(report(['feet stand', 'failed', thrown('parse (/x/vmd.ts:7:30)')])).kind).toBe('nothing')
  })
  it('code that falls over proves nothing, in a test or before one', () => {
    expect(verdictOf(report(['feet stand', 'failed', 'TypeError: x is not a function']))).toMatchObject({ kind: 'nothing' })
    const broken = {
      testResults: [{ name: 'a.test.ts', status: 'failed', message: 'SyntaxError: Unexpected token', assertionResults: [] }],
    }
    expect(verdictOf(broken)).toEqual({ kind: 'nothing', why: 'the file could not be run: SyntaxError: Unexpected token' })
    expect(verdictOf({ testResults: [] })).toMatchObject({ kind: 'nothing' })
  })
})

it('rules are chosen by a word of their name; the quick ones need no browser', () => {
  const fault = { file: 'a.ts', find: 'a', put: 'b', test: 'a.test.ts', why: 'a slip' }
  const rules = [
    { rule: 'foot slide', promise: '', faults: [fault, { ...fault, page: true }] },
    { rule: 'black', promise: '', faults: [{ ...fault, page: true }] },
  ]
  expect(chosen(rules, { rule: 'Foot', quick: false })).toEqual([rules[0]])
  expect(chosen(rules, { rule: 'slide,black', quick: false })).toEqual(rules)
  expect(chosen(rules, { rule: 'slip', quick: false })).toEqual(rules)
  expect(chosen(rules, { rule: 'nowhere', quick: false })).toEqual([])
  expect(chosen(rules, { rule: null, quick: true })).toEqual([{ rule: 'foot slide', promise: '', faults: [fault] }])
})
