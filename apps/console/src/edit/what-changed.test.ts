import type { EditionData } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { whatChanged } from './what-changed.ts'

type Compared = Pick<EditionData, 'show' | 'songs' | 'venue'>
const showWith = (
  lyric: string,
  parts: { readonly pitch?: number; readonly caption?: string; readonly dictionary?: object } = {},
): Compared =>
  ({
    show: { cues: {}, looks: {}, ...(parts.dictionary === undefined ? {} : { dictionary: parts.dictionary }) },
    venue: {},
    songs: {
      daisy: {
        tracks: {
          lead: { kind: 'vocal', notes: { a: { lyric, pitch: parts.pitch ?? 60 } } },
          lines: { kind: 'lyrics', lines: { one: { text: { en: parts.caption ?? 'Here' } } } },
        },
      },
    },
  }) as unknown as Compared

describe('what putting the draft on air changes', () => {
  it('a word and its caption are named as such, not as notes or arrangement', () => {
    expect(whatChanged(showWith('Here'), showWith('There', { caption: 'There' }))).toEqual([
      { kind: 'words', songId: 'daisy', count: 1 },
      { kind: 'captions', songId: 'daisy', count: 1 },
    ])
    expect(whatChanged(showWith('Here'), showWith('Here', { pitch: 62 }))).toEqual([{ kind: 'notes', songId: 'daisy', count: 1 }])
  })

  it('entries of the dictionary are counted, not called settings', () => {
    const draft = showWith('Here', { dictionary: { en: { hotaru: 'H OW T AA R UW' }, ja: { 蛍: 'ほたる' } } })
    expect(whatChanged(showWith('Here'), draft)).toEqual([{ kind: 'dictionary', count: 2 }])
    expect(whatChanged(draft, showWith('Here'))).toEqual([{ kind: 'dictionary', count: 2 }])
  })
})
