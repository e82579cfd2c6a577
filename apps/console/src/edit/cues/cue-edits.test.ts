import { inOrder, type Show } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { addCue, deleteCue, duplicateCue, freeCueId, moveCue, renumberCues, setCueField } from './cue-edits.ts'
import { compareNumbers, numberBetween, orderBetween } from './cue-order.ts'

const showWith = (...cues: readonly (readonly [string, string, string])[]): Show =>
  ({
    cues: Object.fromEntries(
      cues.map(([id, order, number]) => [
        id,
        { order, number, name: { en: id }, preWaitMs: 0, postWaitMs: 0, continueMode: 'none', armed: true, action: { kind: 'note' } },
      ]),
    ),
  }) as unknown as Show
const numbers = (show: Show) => inOrder(show.cues).map((id) => show.cues[id]?.number)

describe('editing the cue list', () => {
  it('a number between two is never one that is there, however often one is put between', () => {
    let after = '1.1'
    for (let n = 0; n < 6; n += 1) {
      const number = numberBetween('1', after)
      expect(compareNumbers('1', number)).toBeLessThan(0)
      expect(compareNumbers(number, after)).toBeLessThan(0)
      after = number
    }
  })

  it('an order key lies between its neighbours, however often one goes in at the same place (seed: always the same gap)', () => {
    for (const [low, high] of [
      [null, null],
      [null, 'a'],
      ['a', null],
      ['a', 'b'],
      ['az', 'b'],
      ['a', 'a1'],
      ['z', null],
    ] as const) {
      let after: string | null = high
      for (let round = 0; round < 40; round += 1) {
        const key = orderBetween(low, after)
        if (low !== null) expect(key > low, `${key} > ${low}`).toBe(true)
        if (after !== null) expect(key < after, `${key} < ${after}`).toBe(true)
        after = key
      }
    }
    let below = 'a'
    for (let round = 0; round < 40; round += 1) {
      const key = orderBetween(below, 'b')
      expect(key > below && key < 'b').toBe(true)
      below = key
    }
  })

  it('a new number fits between its neighbours, whole where there is room', () => {
    expect(numberBetween('2', '10')).toBe('3')
    expect(numberBetween('2', '3')).toBe('2.1')
    expect(numberBetween('2.5', '3')).toBe('2.6')
    expect(numberBetween('9', null)).toBe('10')
    expect(numberBetween(null, null)).toBe('1')
    expect(compareNumbers(numberBetween('2', '2.1'), '2')).toBeGreaterThan(0)
    expect(compareNumbers(numberBetween('2', '2.1'), '2.1')).toBeLessThan(0)
  })

  it('cues are added, doubled, moved, deleted and numbered anew', () => {
    const show = showWith(['q001', 'a', '1'], ['q002', 'b', '2'], ['q003', 'c', '3'])
    const id = freeCueId(show)
    addCue(show, id, 'q001', { en: 'New' })
    expect(numbers(show)).toEqual(['1', '1.1', '2', '3'])
    duplicateCue(show, freeCueId(show), 'q003')
    expect(numbers(show)).toEqual(['1', '1.1', '2', '3', '4'])
    expect(moveCue(show, id, 1)).toBe(true)
    expect(inOrder(show.cues).indexOf(id)).toBe(2)
    expect(moveCue(show, 'q001', -1)).toBe(false)
    renumberCues(show)
    expect(numbers(show)).toEqual(['1', '2', '3', '4', '5'])
    deleteCue(show, id)
    expect(show.cues[id]).toBeUndefined()
    setCueField(show, 'q001', ['name', 'ja'], '初め')
    setCueField(show, 'q001', ['notes'], undefined)
    expect(show.cues.q001?.name).toEqual({ en: 'q001', ja: '初め' })
  })
})
