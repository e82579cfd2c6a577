import { describe, expect, it } from 'vitest'
import { answered, lackingWords, nothingLooked } from '../typed-words.ts'
import { levelColour, spectrogramOf } from './spectrogram.ts'
import { curvesUnder, plainExpression, type TakeWish, takesToSing } from './take.ts'
import { lineNotes } from './typed-line.ts'

describe('a typed line', () => {
  it('has a note for every syllable: by the dictionary, by spelling, by hyphens, by kana', () => {
    const lexicon = { daisy: 'D EY1 Z IY0' }
    expect(lineNotes('Daisy, give me sun-light', 'en', lexicon, 60).map(({ lyric }) => lyric)).toEqual([
      'Daisy,',
      '+',
      'give',
      'me',
      'sun-',
      'light',
    ])
    expect(lineNotes('さくら きゃ', 'ja', {}, 60).map(({ lyric }) => lyric)).toEqual(['さ', 'く', 'ら', 'きゃ'])
    expect(lineNotes('  ', 'en', {}, 60)).toEqual([])
  })

  it('waits for the dictionary where the draft does not know a word, and is then sung by its syllables', () => {
    const wish = (line: string): TakeWish => ({
      singer: 'hotaru',
      language: 'en',
      line,
      keyPitch: 60,
      bpm: 100,
      expression: plainExpression,
    })
    const own = { give: 'G IH1 V' }
    const wishes = { a: wish('give every'), b: wish('give') }
    const knowing = (looked: typeof nothingLooked) => (line: string, language: TakeWish['language']) =>
      lackingWords(line, language, { ...looked.found, ...own }, looked.asked).length === 0
    expect(takesToSing(wishes, {}, knowing(nothingLooked))).toEqual({ ripe: ['b'], unknown: [wishes.a] })
    const looked = answered(nothingLooked, ['every'], { every: 'EH1 V ER0 IY0' })
    expect(takesToSing(wishes, { b: wishes.b }, knowing(looked))).toEqual({ ripe: ['a'], unknown: [] })
    expect(lineNotes('every', 'en', { ...own, ...looked.found }, 60)).toHaveLength(3)
    // Also when it has no answer, or cannot be asked: spelling decides.
    expect(takesToSing(wishes, {}, knowing(answered(nothingLooked, ['every'], null))).ripe).toEqual(['a', 'b'])
    expect(takesToSing(wishes, wishes, knowing(looked))).toEqual({ ripe: [], unknown: [] })
  })

  it('is drawn where it sounds: a tone lies in its row, and silence is black', () => {
    const sampleRateHz = 48_000
    const samples = Float32Array.from({ length: sampleRateHz / 2 }, (_, i) =>
      i < sampleRateHz / 4 ? Math.sin((2 * Math.PI * 1000 * i) / sampleRateHz) : 0,
    )
    const picture = spectrogramOf(samples, sampleRateHz)
    const column = picture.levels.subarray(20 * picture.rows, 21 * picture.rows)
    const loudest = column.indexOf(Math.max(...column))
    expect(Math.abs(((loudest + 0.5) * picture.topHz) / picture.rows - 1000)).toBeLessThan(30)
    expect(Math.max(...picture.levels.subarray(80 * picture.rows, 81 * picture.rows))).toBe(0)
    expect(levelColour(0)).toEqual([0, 0, 0])
  })

  it('is sung by the singer as designed when no slider was moved, and under level curves when one was', () => {
    expect(curvesUnder(plainExpression)).toBeUndefined()
    expect(curvesUnder({ ...plainExpression, gender: -0.5, dynamics: 1 })).toEqual({ genderUnit: [[0, -0.5]], dynamicsDb: [[0, 9]] })
  })
})
