import type { EditRefusal } from '@ghostlight/engine/protocol'
import { describe, expect, it } from 'vitest'
import { en } from '../words/en.ts'
import { ja } from '../words/ja.ts'
import { cueDeed, songDeed, tellDeed, tellEditRefusal } from './edit-words.ts'

const reasons: readonly EditRefusal[] = [
  'not-allowed',
  'show-locked',
  'not-an-edit',
  'edit-does-not-fit',
  'breaks-the-show',
  'changed-since',
  'nothing-to-undo',
  'nothing-to-redo',
  'edit-failed',
  'no-connection',
]

describe('words about edits', () => {
  it('what was done is told in the language of the page, whoever did it', () => {
    expect(tellDeed(songDeed('vibrato'), 'Change vibrato', ja)).toBe(ja.edit.did.vibrato)
    expect(tellDeed(cueDeed('change', '2.5'), 'Change cue 2.5', ja)).toBe(ja.cueEdit.did.change('2.5'))
    expect(tellDeed(songDeed('curve'), '', en)).toBe('Draw curve')
  })

  it('what this page knows nothing of is told as its author called it', () => {
    expect(tellDeed({ code: 'song.other', values: {} }, 'Transposed', ja)).toBe('Transposed')
    expect(tellDeed(null, 'Transposed', ja)).toBe('Transposed')
    expect(tellDeed(undefined, null, en)).toBe('')
  })

  for (const reason of reasons)
    it(`"${reason}" is told in Japanese, without the English of the engine`, () => {
      const message = 'Plain English of the engine'
      const values = { by: '佐藤', author: '佐藤', why: '原因' }
      const issues = [{ path: 'show.cues.a.number', code: 'duplicate-cue-number', severity: 'error' as const, message }]
      expect(tellEditRefusal({ reason, message, values, issues }, ja)).not.toContain('English')
    })

  it('who has locked the show, or changed the same place, is named; several breaks are counted', () => {
    expect(tellEditRefusal({ reason: 'show-locked', message: '', values: { by: 'Aki' } }, en)).toContain('Aki')
    expect(tellEditRefusal({ reason: 'changed-since', message: '', values: { author: 'Bo' } }, en)).toContain('Bo')
    const issue = { path: 'a', code: 'x', severity: 'error' as const, message: 'first.' }
    expect(tellEditRefusal({ reason: 'breaks-the-show', message: '', issues: [issue, issue, issue] }, en)).toMatch(/first\..*2/)
  })
})
