import { describe, expect, it } from 'vitest'
import { parseChannel, parsePercent, takenOf } from './taken.ts'

describe('taking by hand', () => {
  it('a channel is typed universe/slot @ value; what a desk does not have is not taken', () => {
    expect(parseChannel('1/24 @ 255')).toEqual({ kind: 'channel', universe: 1, slot: 24, value: 255 })
    expect(parseChannel(' 2/512@0')).toEqual({ kind: 'channel', universe: 2, slot: 512, value: 0 })
    // As a Japanese input method leaves it.
    expect(parseChannel('１／２４　＠　１２８')).toEqual({ kind: 'channel', universe: 1, slot: 24, value: 128 })
    for (const wrong of ['', '1/24', '1/0 @ 5', '0/1 @ 5', '1/513 @ 5', '1/1 @ 256', '1/1 @ -1', '64000/1 @ 1', 'one'])
      expect(parseChannel(wrong), wrong).toBeNull()
  })

  it('a level is typed in percent', () => {
    expect(['0', '85 %', '12,5', '100'].map(parsePercent)).toEqual([0, 0.85, 0.125, 1])
    expect(['', '101', '-1', 'full'].map(parsePercent)).toEqual([null, null, null, null])
  })

  it('a fixture takes a level, a colour or both; an output a level; nothing that is half typed', () => {
    const draft = { what: 'fixture:key-1', percent: '50', colour: null, parked: false, channel: '' }
    expect(takenOf(draft)).toEqual({ kind: 'fixture', fixtureId: 'key-1', levelUnit: 0.5 })
    expect(takenOf({ ...draft, colour: '#ff0000' })).toEqual({ kind: 'fixture', fixtureId: 'key-1', levelUnit: 0.5, colour: '#ff0000' })
    expect(takenOf({ ...draft, percent: '', colour: '#ff0000' })).toEqual({ kind: 'fixture', fixtureId: 'key-1', colour: '#ff0000' })
    expect(takenOf({ ...draft, percent: '', parked: true })).toEqual({ kind: 'fixture', fixtureId: 'key-1', parked: true })
    expect(takenOf({ ...draft, percent: '' })).toBeNull()
    expect(takenOf({ ...draft, percent: '5x', colour: '#ff0000' })).toBeNull()
    expect(takenOf({ ...draft, what: 'output:gauze' })).toEqual({ kind: 'output', outputId: 'gauze', levelUnit: 0.5 })
    expect(takenOf({ ...draft, what: 'output:gauze', percent: '' })).toBeNull()
    expect(takenOf({ ...draft, what: 'channel', channel: '1/2 @ 3' })).toMatchObject({ slot: 2 })
    expect(takenOf({ ...draft, what: '' })).toBeNull()
  })
})
