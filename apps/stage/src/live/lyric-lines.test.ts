import { describe, expect, it } from 'vitest'
import { linesOf } from './lyric-lines.ts'

const line = { ja: '君の声を待ってる', en: 'I am waiting for your voice' }

describe('lyrics', () => {
  it('stand as they are sung, over the translation into the language of the page', () => {
    expect(linesOf(line, 'ja', 'en')).toEqual({ sung: line.ja, sungLanguage: 'ja', translation: line.en, translationLanguage: 'en' })
  })
  it('need no translation for who understands the song', () => {
    expect(linesOf(line, 'ja', 'ja')?.translation).toBeNull()
    expect(linesOf(line, 'en', 'en')).toMatchObject({ sung: line.en, translation: null })
  })
  it('make do with what was written down', () => {
    expect(linesOf({ en: 'Daisy' }, 'en', 'ja')).toMatchObject({ sung: 'Daisy', translation: null })
    expect(linesOf({ en: 'Daisy' }, 'ja', 'ja')).toMatchObject({ sung: 'Daisy', sungLanguage: 'en' })
    expect(linesOf({}, 'en', 'en')).toBeNull()
  })
})
