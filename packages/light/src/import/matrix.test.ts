import { describe, expect, it } from 'vitest'
import { insertedChannels, matrixOf } from './matrix.ts'
import { nameMatcher } from './name-pattern.ts'

const matrix = (more: Record<string, unknown>) => matrixOf({ matrix: more })
const repeated = (repeatFor: unknown, more: Record<string, unknown>) =>
  insertedChannels({ insert: 'matrixChannels', repeatFor, channelOrder: 'perPixel', templateChannels: ['$pixelKey'] }, matrix(more)).join(
    ' ',
  )

describe('pixels', () => {
  it('are named by the axes that have more than one', () => {
    expect(repeated('eachPixelXYZ', { pixelCount: [1, 3, 1] })).toBe('1 2 3')
    expect(repeated('eachPixelXYZ', { pixelCount: [1, 2, 2] })).toBe('(1, 1) (2, 1) (1, 2) (2, 2)')
    expect(repeated('eachPixelXYZ', { pixelCount: [2, 1, 2] })).toBe('(1, 1) (2, 1) (1, 2) (2, 2)')
  })

  it('the first axis of an order counts fastest', () => {
    expect(repeated('eachPixelXYZ', { pixelCount: [2, 2, 1] })).toBe('(1, 1) (2, 1) (1, 2) (2, 2)')
    expect(repeated('eachPixelYXZ', { pixelCount: [2, 2, 1] })).toBe('(1, 1) (1, 2) (2, 1) (2, 2)')
    expect(repeated('eachPixelZXY', { pixelCount: [1, 2, 2] })).toBe('(1, 1) (1, 2) (2, 1) (2, 2)')
  })

  it('in the order of the alphabet numbers count by their value', () => {
    const keys = Array.from({ length: 11 }, (_, i) => `P${11 - i}`)
    expect(repeated('eachPixelABC', { pixelKeys: [[keys]] })).toBe('P1 P2 P3 P4 P5 P6 P7 P8 P9 P10 P11')
  })

  it('groups may be chosen by place or by name', () => {
    const { groups, unclear } = matrix({
      pixelCount: [6, 2, 1],
      pixelGroups: {
        left: { x: ['<=3'], y: ['=1'] },
        odd: { x: ['odd'], y: ['=2'] },
        third: { x: ['3n+1'], y: ['=1'] },
        all: 'all',
        named: { name: ['^\\(1,'] },
        no: { x: ['~3'] },
      },
    })
    expect(groups.get('left')).toEqual(['(1, 1)', '(2, 1)', '(3, 1)'])
    expect(groups.get('odd')).toEqual(['(1, 2)', '(3, 2)', '(5, 2)'])
    expect(groups.get('third')).toEqual(['(1, 1)', '(4, 1)'])
    expect(groups.get('named')).toEqual(['(1, 1)', '(1, 2)'])
    expect(groups.get('all')).toHaveLength(12)
    expect(unclear).toEqual(['no'])
  })
})

describe('nameMatcher', () => {
  it('agrees with a regular expression wherever it answers (seed 3)', () => {
    let random = 3
    const dice = (below: number) => {
      random = (random * 48271) % 2147483647
      return random % below
    }
    const pieces = ['A', 'b', '1', '.', '\\d', '\\w', '[A-C]', '[^1]', '[b2]', 'A+', '\\d*', '[1-3]?', '\\.']
    const letters = ['A', 'b', 'C', '1', '2', '.', ' ']
    for (let round = 0; round < 4000; round++) {
      const pattern =
        (dice(2) ? '^' : '') + Array.from({ length: dice(4) }, () => pieces[dice(pieces.length)]).join('') + (dice(2) ? '$' : '')
      const name = Array.from({ length: dice(6) }, () => letters[dice(letters.length)]).join('')
      expect({ pattern, name, is: nameMatcher(pattern)!(name) }).toEqual({ pattern, name, is: new RegExp(pattern).test(name) })
    }
  })

  it('refuses what it does not know instead of guessing', () => {
    for (const pattern of ['(a|b)', 'a{2}', '\\b', '[\\d]', '*', 'a**']) expect(nameMatcher(pattern)).toBeNull()
  })
})
