import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { issuesJa } from './ja-issues.ts'

const format = fileURLToPath(new URL('../../../../packages/timeline/src/format/', import.meta.url))
const sources = [
  `${format}explain.ts`,
  ...readdirSync(`${format}check`)
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => `${format}check/${name}`),
].map((path) => readFileSync(path, 'utf8'))

describe('check results in Japanese', () => {
  it('every code that a check or a parse can give has its words', () => {
    const codes = new Set<string>()
    for (const text of sources) {
      for (const [, code] of text.matchAll(/\b(?:error|warning|problem)\(\s*(?:[^'\n]*?|`[^`]*`|'[^']*'),\s*'([a-z]+(?:-[a-z]+)*)'/g))
        codes.add(code!)
      for (const [, code] of text.matchAll(/code: '([a-z]+(?:-[a-z]+)*)'/g)) codes.add(code!)
    }
    expect(codes.size).toBeGreaterThan(60)
    expect([...codes].filter((code) => issuesJa[code] === undefined).sort()).toEqual([])
  })

  it('names and numbers of the message are kept', () => {
    expect(issuesJa['unknown-look']?.('there is no look "wram"; did you mean "warm"?')).toBe(
      'ルック「wram」はありません。「warm」ではありませんか。',
    )
    expect(issuesJa['missing-file']?.('the file "a/b.wav" is not in the show folder')).toContain('「a/b.wav」')
    expect(issuesJa['out-of-range']?.('must be at most 512; 600 was given')).toBe('使える範囲の外です（512 以下）。')
    expect(issuesJa['incomplete-command']?.('arm does nothing without "cueId"')).toContain('「キュー」')
    expect(issuesJa['cue-out-of-order']?.('cue 2.5 runs after cue 10')).toBe('キュー 2.5 がキュー 10 の後にあります。')
  })
})
