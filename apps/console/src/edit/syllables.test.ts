import { describe, expect, it } from 'vitest'
import { layOver, lineSyllables, syllableCount, syllablesOf } from './syllables.ts'

describe('words over notes', () => {
  it('a word of the show’s own dictionary has a syllable for each vowel, with or without stress digits', () => {
    expect(syllableCount('hotaru', 'en', { hotaru: 'H OW T AA R UW' })).toBe(3)
    expect(syllableCount('hotaru', 'en', { hotaru: 'HH OW1 T AA0 R UW0' })).toBe(3)
  })

  it('a text is split into the syllables that stand in it: by hyphens, by kana; phonemes stay together', () => {
    expect(syllablesOf('sun-light is', 'en')).toEqual(['sun-', 'light', 'is'])
    expect(syllablesOf('flow-', 'en')).toEqual(['flow-'])
    expect(syllablesOf('きゃんでー', 'ja')).toEqual(['きゃ', 'ん', 'で', 'ー'])
    expect(syllablesOf('[f ow n]', 'en')).toEqual(['[f ow n]'])
  })

  it('a pasted Japanese line keeps runs of kanji together and leaves spaces and marks out', () => {
    expect(syllablesOf('桜の花が、さいた。', 'ja')).toEqual(['桜', 'の', '花', 'が', 'さ', 'い', 'た'])
    expect(syllablesOf('夜明け', 'ja')).toEqual(['夜明', 'け'])
    expect(syllablesOf('桜', 'ja')).toEqual(['桜'])
  })

  it('a long word in a line takes a note for each syllable; alone it stays on its note', () => {
    const lexicon = { answer: 'AE1 N S ER0' }
    expect(lineSyllables('your answer do', 'en', lexicon)).toEqual(['your', 'answer', '+', 'do'])
    expect(lineSyllables('answer', 'en', lexicon)).toEqual(['answer'])
    expect(lineSyllables('Dai- sy + me', 'en', {})).toEqual(['Dai-', 'sy', '+', 'me'])
    expect(lineSyllables('la canción', 'es', {})).toEqual(['la', 'canción', '+'])
    expect(syllableCount('corazón', 'es', {})).toBe(3)
  })

  it('what finds no note is told', () => {
    const { lyrics, surplus } = layOver(['n1', 'n2'], ['a', 'b', 'c', 'd'])
    expect([...lyrics]).toEqual([
      ['n1', 'a'],
      ['n2', 'b'],
    ])
    expect(surplus).toEqual(['c', 'd'])
  })
})
