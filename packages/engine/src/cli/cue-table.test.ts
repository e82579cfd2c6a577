import type { Cue } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { cuesAsCsv, parseCsv, readCueCsv } from './cue-table.ts'

const cue = (number: string, more: Partial<Cue>): Cue =>
  ({
    order: number,
    number,
    name: { en: `Cue ${number}`, ja: `キュー${number}` },
    preWaitMs: 0,
    postWaitMs: 0,
    continueMode: 'none',
    armed: true,
    action: { kind: 'note' },
    ...more,
  }) as Cue
const edition = {
  show: {
    cues: {
      a: cue('1', { notes: 'Doors, "closed".\nWait for 12.' }),
      b: cue('2.10', { name: { en: '=SUM(1,2)' }, preWaitMs: 250 as never, continueMode: 'autoFollow' }),
      c: cue('3', { armed: false, postWaitMs: 1500 as never, notes: "'-quoted" }),
    },
  },
} as unknown as Parameters<typeof cuesAsCsv>[0]
const does = (id: string) => `does ${id}`
const written = cuesAsCsv(edition, ['a', 'b', 'c'], does)
const read = (text: string) => readCueCsv(edition, text, does)

describe('the cue list as CSV', () => {
  it('comes back as it went, formulas, quotes, line breaks and all', () => {
    expect(read(written)).toEqual({ cues: edition.show.cues, changed: 0, problems: [], remarks: [] })
    expect(written).not.toMatch(/(^|,)"?=/m)
  })

  it('edits of numbers, names, notes, waits, continue and armed come back', () => {
    const edited = written
      .replace('2.10,', '2.15,')
      .replace('キュー1', '開場')
      .replace('Wait for 12.', 'Wait for 14.')
      .replace('0.25', '0.5')
      .replace('autoFollow', 'AUTOCONTINUE')
      .replace(',no,', ',yes,')
    const { cues, changed, problems } = read(edited)
    expect(problems).toEqual([])
    expect(changed).toBe(6)
    expect(cues).toMatchObject({
      a: { name: { en: 'Cue 1', ja: '開場' }, notes: 'Doors, "closed".\nWait for 14.' },
      b: { number: '2.15', preWaitMs: 500, continueMode: 'autoContinue' },
      c: { armed: true },
    })
  })

  it('a spreadsheet may have written it its own way: byte-order mark, semicolons, decimal commas, rows in another order', () => {
    const { rows } = parseCsv(written)
    const [header, ...body] = rows
    const other = [header!, ...[...body].reverse()]
      .map((row) =>
        row.map((cell) => `"${(cell === '0.25' ? '0,75' : cell).replace(/^(?='*[=+\-@])/, "'").replaceAll('"', '""')}"`).join(';'),
      )
      .join('\n')
    const { cues, changed, problems } = read(`\uFEFF${other}`)
    expect({ changed, problems }).toEqual({ changed: 1, problems: [] })
    expect(cues.b).toMatchObject({ preWaitMs: 750 })
  })

  it('unknown columns and bad cells are named all at once, and numbers that would be there twice', () => {
    const bad = written
      .replace('notes', 'remarks')
      .replace('2.10,', '3,')
      .replace('0.25', 'soon')
      .replace(',no,', ',perhaps,')
      .replace(',a,note', ',z,note')
    expect(read(bad).problems).toEqual([
      expect.stringContaining('there is no column "remarks"; there are number, name en, name ja,'),
      'row 2, id: there is no cue with the id "z"; new cues are made in the console',
      'row 3, pre-wait s: "soon" is no number of seconds from 0',
      'row 4, armed: "perhaps" is neither yes nor no',
      'cue 3 would be there twice: "b" and "c"',
    ])
  })

  it('what only tells is not read, and rows that are missing change nothing; both are said', () => {
    const rows = written.split('\r\n')
    const { changed, remarks, problems } = read([rows[0], rows.at(-2)!.replace('does c', 'does much')].join('\r\n'))
    expect({ changed, problems }).toEqual({ changed: 0, problems: [] })
    expect(remarks).toEqual([
      'row 2, does: it only tells what the cue does and was not read; change that in the console',
      '2 cues have no row and stay as they are: a, b',
    ])
  })

  it('a file without ids is refused', () => {
    expect(read('number,notes\r\n1,x\r\n').problems).toEqual(['there is no column "id"; it tells which cue a row is'])
  })
})
