import { describe, expect, it } from 'vitest'
import { levelColour, spectrogramOf } from './spectrogram.ts'
import { curvesUnder, plainExpression } from './take.ts'
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
