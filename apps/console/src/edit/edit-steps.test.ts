import { describe, expect, it } from 'vitest'
import { noSteps, stepMade, stepsBack, stepsOn } from './edit-steps.ts'

describe('one press of undo', () => {
  it('takes back all syllables of a word that were changed one after the other, and redo brings all of them', () => {
    const first = stepMade(noSteps, null)
    const word = stepMade(stepMade(first, { whole: 'w1', part: 'a' }), { whole: 'w1', part: 'b' })
    const back = stepsBack(word)
    expect(back.count).toBe(2)
    expect(stepsOn(back.next).count).toBe(2)
    expect(stepsBack(back.next).count).toBe(1)
  })

  it('takes back one change at a time where a syllable changed again, or another word, or something else came between', () => {
    const a = { whole: 'w1', part: 'a' }
    for (const between of [[a], [{ whole: 'w2', part: 'b' }], [null, { whole: 'w1', part: 'b' }]]) {
      const steps = between.reduce(stepMade, stepMade(noSteps, a))
      expect(stepsBack(steps).count).toBe(1)
    }
  })

  it('undoes edit by edit what was made before the page was opened', () => {
    expect(stepsBack(noSteps).count).toBe(1)
  })
})
