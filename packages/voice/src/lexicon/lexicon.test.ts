import { describe, expect, it } from 'vitest'
import { daisy, trackOf } from '../testing/score.ts'
import { lexiconFor, lexiconOf } from './index.ts'

describe('the lexicon slice', () => {
  it('holds every word of the songs, put together from its syllables, and nothing else', () => {
    const slice = lexiconFor({ daisy: { tracks: { lead: trackOf('en', daisy) } } })
    expect(slice.daisy).toBe('D EY1 Z IY0')
    expect(slice.answer).toBe('AE1 N S ER0')
    expect(
      Object.keys(slice)
        .map((k) => k.replace(/\(\d\)/, ''))
        .filter((k) => !['daisy', 'give', 'me', 'your', 'answer', 'do'].includes(k)),
    ).toEqual([])
  })
  it('keeps further pronunciations, so that "every" fits two notes and three', () => {
    expect(lexiconOf(['Every'])).toEqual({ every: 'EH1 V ER0 IY0', 'every(2)': 'EH1 V R IY0' })
  })
  it('leaves out words of other languages and unknown words', () => {
    expect(lexiconFor([{ tracks: { lead: trackOf('ja', [['さくら', 60, 1]]) } }])).toEqual({})
    expect(lexiconOf(['zzyzzxq', '__hotaruxq__', '♪', ''])).toEqual({})
  })
  it('adds the stem of a regular ending that the dictionary lacks', () => {
    expect(Object.keys(lexiconOf(['concerting']))).toContain('concert')
  })
})
