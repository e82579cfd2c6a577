import type { Song } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { editEn } from '../words/en-edit.ts'
import { editJa } from '../words/ja-edit.ts'
import { sectionsInOrder, setScenery } from './scenery-edits.ts'

const song = () =>
  ({ sections: { b: { startBeats: 16 }, a: { startBeats: 0, scenery: { air: 'snow' } } }, scenery: { wall: 'city' } }) as unknown as Song
const after = (...edits: readonly ReturnType<typeof setScenery>[]): Song => {
  const copy = song()
  for (const { recipe } of edits) recipe(copy)
  return copy
}

describe('scenery', () => {
  it('is chosen for the song or for one section; the other part stays as it is', () => {
    expect(after(setScenery('air', 'petals', null)).scenery).toEqual({ wall: 'city', air: 'petals' })
    expect(after(setScenery('wall', 'sunrise', 'a')).sections['a']?.scenery).toEqual({ wall: 'sunrise', air: 'snow' })
    expect(after(setScenery('wall', 'bars', 'b')).sections['b']?.scenery).toEqual({ wall: 'bars' })
  })
  it('that nobody chooses any more leaves nothing in the document', () => {
    expect(after(setScenery('wall', undefined, null))).not.toHaveProperty('scenery')
    expect(after(setScenery('air', undefined, 'a')).sections['a']).not.toHaveProperty('scenery')
    expect(after(setScenery('air', 'snow', 'gone'))).toEqual(song())
  })
  it('is offered by section in the order of the song, with a word for every kind in both languages', () => {
    expect(sectionsInOrder(song())).toEqual(['a', 'b'])
    for (const part of ['walls', 'airs'] as const) {
      const [en, ja] = [editEn.scenery[part], editJa.scenery[part]] as const
      expect(Object.keys(ja)).toEqual(Object.keys(en))
      for (const word of [...Object.values(en), ...Object.values(ja)]) expect(word).not.toBe('')
    }
  })
})
