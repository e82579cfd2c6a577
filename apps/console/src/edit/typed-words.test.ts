import { describe, expect, it } from 'vitest'
import { lineSyllables } from './syllables.ts'
import { answered, lackingWords, nothingLooked } from './typed-words.ts'

describe('words as they are typed', () => {
  const own = { my: 'M AY1', daisy: 'D EY1 Z IY0' }

  it('only English words that neither the draft nor an answer tells about are looked up, each once and without marks', () => {
    expect(lackingWords('Now the morn-ing wakes, my now!', 'en', own, new Set(['the']))).toEqual(['now', 'morning', 'wakes'])
    expect(lackingWords('ほたる', 'ja', own, new Set())).toEqual([])
    expect(lackingWords('[n aw]', 'en', own, new Set())).toEqual([])
    expect(lackingWords('+ - daisy', 'en', own, new Set())).toEqual([])
    expect(lackingWords('constructor don’t', 'en', own, new Set())).toEqual(['constructor', "don't"])
  })

  it('a word is known once it was answered, also when no dictionary has it', () => {
    const looked = answered(nothingLooked, ['wakes', 'mornzorblix'], { wakes: 'W EY1 K S' })
    expect(lackingWords('wakes mornzorblix', 'en', { ...looked.found, ...own }, looked.asked)).toEqual([])
    expect(answered(nothingLooked, ['wakes'], null).asked.has('wakes')).toBe(true)
  })

  it('a line whose words are looked up takes a note for each syllable and no more', () => {
    const line = 'Now the morn-ing wakes with-in my soul'
    const { found } = answered(nothingLooked, ['wakes'], { wakes: 'W EY1 K S' })
    expect(lineSyllables(line, 'en', { ...found, ...own })).toHaveLength(9)
    expect(lineSyllables(line, 'en', own), 'by spelling alone').toHaveLength(10)
  })
})
