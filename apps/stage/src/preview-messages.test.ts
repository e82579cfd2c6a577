import { describe, expect, it } from 'vitest'
import { parseToPreview } from './preview-messages.ts'

describe('messages of the console', () => {
  const rehearse = { type: 'ghostlight:rehearse', songId: 'a', positionMs: 10, playing: true }
  it('are taken when they are whole', () => {
    expect(parseToPreview(rehearse)).toEqual(rehearse)
    expect(parseToPreview({ ...rehearse, loop: { startMs: 0, endMs: 5 } })).toEqual({ ...rehearse, loop: { startMs: 0, endMs: 5 } })
    expect(parseToPreview({ type: 'ghostlight:follow' })).toEqual({ type: 'ghostlight:follow' })
  })
  it('are let pass by when they are anything else', () => {
    for (const data of [
      null,
      'x',
      3,
      {},
      { type: 'other' },
      { ...rehearse, positionMs: Number.NaN },
      { ...rehearse, songId: 3 },
      { ...rehearse, playing: 1 },
    ]) {
      expect(parseToPreview(data)).toBeNull()
    }
  })
  it('a loop that ends before it begins is no loop', () => {
    expect(parseToPreview({ ...rehearse, loop: { startMs: 5, endMs: 5 } })).toEqual(rehearse)
  })
})
