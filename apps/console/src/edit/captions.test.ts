import type { Note, Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { captionAfter, captionAgrees, followWithCaptions, sungWords } from './captions.ts'

const note = (startBeats: number, lyric: string) => ({ startBeats, lengthBeats: 1, pitch: 60, lyric }) as unknown as Note
const notesOf = (...lyrics: string[]): Record<string, Note> =>
  Object.fromEntries(lyrics.map((lyric, index) => [`n${index}`, note(index, lyric)]))
const songWith = (text: Record<string, string>): Song =>
  ({
    tracks: { words: { kind: 'lyrics', order: 'a', name: 'Words', lines: { l1: { startBeats: 0, lengthBeats: 16, text } } } },
  }) as unknown as Song
const textOf = (song: Song): Record<string, string> => {
  const track = song.tracks.words
  if (track?.kind !== 'lyrics') throw new Error('no lyrics')
  return track.lines.l1!.text
}

describe('captions follow the sung words', () => {
  it('a changed word changes in the caption, its punctuation and capital stay', () => {
    const before = notesOf('There', 'is', 'a', 'flow-', 'er', 'here')
    expect(
      captionAfter('There is a flower here!', ['There', 'is', 'a', 'flower', 'here'], ['There', 'is', 'a', 'star', 'here'], 'en'),
    ).toBe('There is a star here!')
    expect(captionAfter('Daisy, Daisy!', ['Daisy', 'Daisy'], ['Daisy', 'rosie'], 'en')).toBe('Daisy, Rosie!')
    expect(sungWords(before, { trackId: 'words', lineId: 'l1', startBeats: 0, lengthBeats: 16, text: {} }, 'en')).toEqual([
      'There',
      'is',
      'a',
      'flower',
      'here',
    ])
  })

  it('of a word that stands there twice the one that is sung at that place changes', () => {
    expect(
      captionAfter('love me or love me not', ['love', 'me', 'or', 'love', 'me', 'not'], ['love', 'me', 'or', 'hate', 'me', 'not'], 'en'),
    ).toBe('love me or hate me not')
  })

  it('only the sung language changes; a translation stays', () => {
    const song = songWith({ en: 'a star', ja: '星' })
    const before = notesOf('a', 'star')
    const after = { ...before, n1: note(1, 'moon') }
    expect(followWithCaptions(song, { before, after, changed: ['n1'], language: 'en' })).toEqual([])
    expect(textOf(song)).toEqual({ en: 'a moon', ja: '星' })
  })

  it('where the old word does not stand in the caption the line is named and stays', () => {
    const song = songWith({ ja: '桜' })
    const before = notesOf('さ', 'く', 'ら')
    const after = { ...before, n2: note(2, 'り') }
    expect(followWithCaptions(song, { before, after, changed: ['n2'], language: 'ja' })).toEqual(['l1'])
    expect(textOf(song)).toEqual({ ja: '桜' })
    expect(captionAfter('さくら', ['さ', 'く', 'ら'], ['さ', 'く', 'り'], 'ja')).toBe('さくり')
  })

  it('a caption agrees whatever its punctuation; kanji over kana cannot be judged', () => {
    expect(captionAgrees("I'm half crazy.", ["I'm", 'half', 'crazy'], 'en')).toBe('same')
    expect(captionAgrees('I am half crazy.', ["I'm", 'half', 'crazy'], 'en')).toBe('differs')
    expect(captionAgrees('桜', ['さ', 'く', 'ら'], 'ja')).toBe('cannotKnow')
  })
})
