import { describe, expect, it } from 'vitest'
import { testEdition, testTarget } from '../outputs/testing/show.ts'
import { planCue, planLines, planSummary } from './plan.ts'

describe('the plan of a cue in words', () => {
  const edition = testEdition({ desk: testTarget(7770, {}) })
  const plan = planCue(edition, 'song', [['desk', testTarget(7770, {})]], { untilMs: null, inOrder: false })

  it('says first how much goes to which target and until when, and of its messages lists the triggers alone', () => {
    const lines = planSummary(plan)
    const light = plan.items.filter(({ kind }) => kind === 'state').length
    expect(light).toBeGreaterThan(100)
    expect(lines[0]).toBe(`cue 5: ${light + 16} messages`)
    expect(lines[1]).toMatch(
      new RegExp(`^  to desk: 16 triggers and ${light} changes of light, from 0\\.000 s to \\d\\.\\d{3} s after GO$`),
    )
    expect(lines.slice(2)).toHaveLength(16)
    expect(lines[3]).toBe('       500.000 ms  edge   desk  /beat/1 ')
  })
  it('is complete where every message is asked for', () => {
    expect(planLines(plan)).toHaveLength(1 + plan.items.length)
  })
})
