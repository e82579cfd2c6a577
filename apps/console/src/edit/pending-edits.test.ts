import type { Edit } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { accepted, arrived, arrivedFromElsewhere, bodyWith, type DraftBody, overtaken, refused, waitFor } from './pending-edits.ts'

const edit = (id: string, title: string): Edit => ({
  id,
  label: 'x',
  author: 'a',
  forward: [{ path: ['show', 'title', 'en'], value: title }],
  backward: [{ path: ['show', 'title', 'en'], value: '' }],
})
const base = { show: { title: { en: 'one' } }, songs: {}, venue: {} } as unknown as DraftBody
const title = (body: DraftBody): string | undefined => body.show.title.en

describe('edits on their way', () => {
  it('are shown at once, in order', () => {
    expect(title(bodyWith(base, waitFor(waitFor([], edit('1', 'two')), edit('2', 'three'))))).toBe('three')
  })
  it('go away when the engine refuses, and the draft is as before', () => {
    expect(title(bodyWith(base, refused(waitFor([], edit('1', 'two')), '1')))).toBe('one')
  })
  it('wait on after the answer until the draft that holds them has arrived', () => {
    const answered = accepted(waitFor(waitFor([], edit('1', 'two')), edit('2', 'three')), '1', 'h1', 'h0')
    expect(answered.map((item) => item.edit.id)).toEqual(['1', '2'])
    expect(arrived(answered, 'h1').map((item) => item.edit.id)).toEqual(['2'])
  })
  it('do not wait when the draft arrived before the answer', () => {
    expect(accepted(waitFor([], edit('1', 'two')), '1', 'h1', 'h1')).toEqual([])
  })
  it('a draft by another hand holds everything that was accepted before', () => {
    const both = accepted(waitFor(waitFor([], edit('1', 'two')), edit('2', 'three')), '1', 'h1', 'h0')
    expect(arrivedFromElsewhere(both).map((item) => item.edit.id)).toEqual(['2'])
  })
  it('an undo before the draft of the edit had arrived leads back to the draft that is here: nothing waits any more', () => {
    const answered = accepted(waitFor([], edit('1', 'two')), '1', 'h1', 'h0')
    expect(overtaken(answered, 'h0', 'h0')).toEqual([])
  })
  it('an undo of one of two edits: both wait for the draft it made, later ones for their answer', () => {
    const two = accepted(accepted(waitFor(waitFor([], edit('1', 'two')), edit('2', 'three')), '1', 'h1', 'h0'), '2', 'h2', 'h0')
    const waiting = overtaken(waitFor(two, edit('3', 'four')), 'h1', 'h0')
    expect(arrived(waiting, 'h1').map((item) => item.edit.id)).toEqual(['3'])
  })
  it('an edit under something that is gone is left out instead of failing', () => {
    const lost: Edit = { ...edit('1', 'x'), forward: [{ path: ['show', 'title', 'en', 'deep'], value: 1 }] }
    expect(title(bodyWith(base, waitFor([], lost)))).toBe('one')
  })
})
