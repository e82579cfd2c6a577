import { ms } from '@ghostlight/timeline'
import { describe, expect, it } from 'vitest'
import { TestLog, testEdition } from '../outputs/testing/show.ts'
import { performanceReport } from './performance-report.ts'
import { reportAsCsv, reportAsHtml, reportAsText } from './write-report.ts'

const edition = testEdition({})
function setUp() {
  const log = new TestLog(edition)
  log.fire(1000, 'send')
  log.fire(2000, 'song')
  log.fire(60_000, 'snap')
  const entries = log.entries
  const sendEdge = `${'run2'}:0`
  return { entries, sendEdge }
}

describe('the report of a performance', () => {
  it('names every cue with who started it, and each trigger with planned and sent milliseconds', () => {
    const { entries, sendEdge } = setUp()
    const sent = [
      { handed: [sendEdge, 'run3:osc/m0', 'run3:osc/m1'] },
      { sent: [sendEdge, 'run3:osc/m0'], atMs: 1000.4, eachAtMs: [1000.4, 2000.25] },
    ]
    const report = performanceReport(entries, sent, edition, 70_000)
    expect(report.cues.map(({ cueId, plannedMs, by }) => [cueId, plannedMs, by])).toEqual([
      ['send', 1000, 'test'],
      ['song', 2000, 'test'],
      ['snap', 60_000, 'test'],
    ])
    expect(report.cues[0]!.edges).toMatchObject([{ address: '/cue', plannedMs: 1000, sentMs: 1000.4, state: 'sent' }])
    expect(report.songEdges.slice(0, 3)).toMatchObject([
      { address: '/beat/0', plannedMs: 2000, sentMs: 2000.25, state: 'sent' },
      { address: '/beat/1', plannedMs: 2500, sentMs: null, state: 'uncertain' },
      { address: '/beat/2', plannedMs: 3000, state: 'passed' },
    ])
    expect(report.songEdges).toHaveLength(16)
    expect(report.late).toMatchObject({ count: 2 })
    expect(report.late!.maxMs).toBeCloseTo(0.4)
  })
  it('is the same however often it is asked for, and ends where the performance has come to', () => {
    const { entries } = setUp()
    const until = (untilMs: number) => performanceReport(entries.slice(0, 3), [], edition, untilMs)
    expect(until(3200)).toEqual(until(3200))
    expect(until(3200).songEdges).toHaveLength(3)
    expect(until(ms(0)).cues).toHaveLength(2)
  })
  it('is written as text, CSV and HTML, with nothing in a cell that a spreadsheet or a browser would run', () => {
    const { entries } = setUp()
    const odd = entries.map((entry) => ({ ...entry, by: '=HYPERLINK("x"),<script>' }))
    const report = performanceReport(odd, [], edition, 70_000)
    expect(reportAsText(report)).toContain('00:01:00.000')
    expect(reportAsCsv(report)).toContain('"\'=HYPERLINK(""x""),<script>"')
    expect(reportAsCsv(report).trim().split('\r\n')).toHaveLength(1 + 3 + 1 + 16)
    expect(reportAsHtml(report)).not.toContain('<script>')
  })
  it('tells between the cues what else was done, when and by whom, and marks a GO that was undone in every form', () => {
    const log = new TestLog(edition)
    log.add(1000, { kind: 'go', cueId: 'snap', runId: 'gone', standbyCueId: 'fade' })
    log.add(1500, { kind: 'undoLastGo', runId: 'gone', standbyCueId: 'snap' })
    log.fire(2000, 'song')
    log.add(3000, { kind: 'hold' })
    log.add(4000, { kind: 'resume' })
    log.add(5000, { kind: 'locate', segmentId: 'one', positionMs: ms(2500), runId: 'there' })
    log.add(6000, { kind: 'blackout', on: true })
    log.add(6500, { kind: 'blackout', on: false })
    for (const [index, levelUnit] of [0.2, 0.4, 0.6].entries())
      log.add(7000 + index * 100, { kind: 'take', taken: { kind: 'fixture', fixtureId: 'd1', levelUnit } })
    log.add(8000, { kind: 'release', key: null })
    log.adopt(8200, testEdition({}, 'second'))
    log.add(8500, { kind: 'panic', fadeMs: ms(2000) })
    const report = performanceReport(log.entries, [], (hash) => testEdition({}, hash), 9000)
    expect(report.acts.map(({ atMs, what, by }) => [atMs, what, by])).toEqual([
      [1500, 'GO undone: cue 1', 'test'],
      [3000, 'hold', 'test'],
      [4000, 'resume', 'test'],
      [5000, 'locate to Test at 0:02.5', 'test'],
      [6000, 'blackout', 'test'],
      [6500, 'blackout off', 'test'],
      [7000, 'take fixture 1 dimmer to 60 %', 'test'],
      [8000, 'release everything taken by hand', 'test'],
      [8200, 'edition second on air now', 'test'],
      [8500, 'panic in 2 s', 'test'],
    ])
    expect(report.cues.map(({ cueId, undone }) => [cueId, undone?.atMs ?? null])).toEqual(
      expect.arrayContaining([
        ['snap', 1500],
        ['song', null],
      ]),
    )
    const text = reportAsText(report).split('\n')
    expect(text.find((line) => line.startsWith('00:00:01.000'))).toContain('UNDONE at 00:00:01.500 by test')
    expect(text.findIndex((line) => line.includes('hold'))).toBeGreaterThan(text.findIndex((line) => line.startsWith('00:00:02.000')))
    const csv = reportAsCsv(report).split('\r\n')
    expect(csv.find((line) => line.startsWith('cue,1,'))).toMatch(/,gone,1500\.000$/)
    expect(csv).toContain('act,,hold,test,3000.000,,,,,,,,')
    expect(reportAsHtml(report)).toContain('<tr class="cue undone">')
    expect(reportAsHtml(report)).toContain('<td>blackout off</td>')
  })
})
