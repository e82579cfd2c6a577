import type { Show, Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { askedWords, entriesOf, setEntry, soundsProblem } from './dictionary-entries.ts'

const show = (): Show => ({ id: 's' }) as unknown as Show

describe('the dictionary of the show', () => {
  it('an entry is added, changed and taken out; without entries nothing is written', () => {
    const own = show()
    setEntry(own, 'en', ' Hotaru’s ', ' HH OW1 T AA0 R UW0 Z ')
    setEntry(own, 'ja', '蛍', 'ほたる')
    expect(own.dictionary).toEqual({ en: { "hotaru's": 'HH OW1 T AA0 R UW0 Z' }, ja: { 蛍: 'ほたる' } })
    setEntry(own, 'ja', '蛍', 'けい')
    expect(entriesOf(own.dictionary)).toEqual([
      { language: 'en', word: "hotaru's", sounds: 'HH OW1 T AA0 R UW0 Z' },
      { language: 'ja', word: '蛍', sounds: 'けい' },
    ])
    setEntry(own, 'ja', '蛍', undefined)
    setEntry(own, 'en', "Hotaru's", undefined)
    expect(own).toEqual({ id: 's' })
  })

  it('sounds are checked: English by phonemes with or without stress, Japanese in kana, Spanish in letters', () => {
    expect(soundsProblem('en', 'HH OW1 T AA0 R UW0')).toBeNull()
    expect(soundsProblem('en', 'l uw v')).toBeNull()
    expect(soundsProblem('en', 'L UH QQ')).toEqual({ kind: 'unknownSounds', unknown: ['QQ'] })
    expect(soundsProblem('en', '  ')).toEqual({ kind: 'empty' })
    expect(soundsProblem('ja', 'ほたる')).toBeNull()
    expect(soundsProblem('ja', 'ホター')).toBeNull()
    expect(soundsProblem('ja', '蛍')).toEqual({ kind: 'notKana' })
    expect(soundsProblem('es', 'chou')).toBeNull()
    expect(soundsProblem('es', '9')).toEqual({ kind: 'notLetters' })
  })

  it('words that are guessed are asked about once, over all their notes, until they have an entry', () => {
    const note = (startBeats: number, lyric: string) => ({ startBeats, lengthBeats: 1, pitch: 60, lyric })
    const song = {
      tempo: { a: { atBeats: 0, bpm: 120, curve: 'step' } },
      tracks: {
        lead: {
          kind: 'vocal',
          language: 'en',
          notes: { n1: note(0, 'Hota-'), n2: note(1, 'ru'), n3: note(2, 'sings'), n4: note(3, 'Hota-'), n5: note(4, 'ru') },
        },
      },
    } as unknown as Song
    const asked = askedWords({ s: song }, { sings: 'S IH1 NG Z' })
    expect(asked.map(({ word, songId }) => [word, songId])).toEqual([['hotaru', 's']])
    expect(asked[0]!.sungNow).not.toBe('')
    expect(askedWords({ s: song }, { sings: 'S IH1 NG Z', hotaru: 'HH OW1 T AA0 R UW0' })).toEqual([])
  })
})
