import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TestLog, testEdition } from '../outputs/testing/show.ts'
import { createMemoryFiles } from '../test-support/memory-files.ts'
import { performanceReport } from './performance-report.ts'
import { reportOfFolder } from './report-of-folder.ts'
import { createThreadedReport, type ReportMade } from './threaded-report.ts'

const bytes = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
const textOf = (json: Uint8Array) => new TextDecoder().decode(json)

function setUp(answers: (ReportMade | null)[]) {
  const asked: number[] = []
  let madeHere = 0
  const log = { entries: 5 }
  const report = createThreadedReport({
    folder: '/show/.ghostlight/performances/p1',
    performanceId: 'p1',
    nowMs: () => 7000,
    entryCount: () => log.entries,
    here() {
      madeHere += 1
      return { from: 'memory' }
    },
    onThread: async ({ untilMs }) => {
      asked.push(untilMs)
      return answers.shift() ?? null
    },
  })
  return { report, asked, log, madeHere: () => madeHere }
}

describe('the report of a running performance', () => {
  it('is made on a thread, from the disk', async () => {
    const { report, asked, madeHere } = setUp([{ entries: 5, json: bytes('{"from":"disk"}') }])
    expect(textOf(await report())).toBe('{"from":"disk"}')
    expect(asked).toEqual([7000])
    expect(madeHere()).toBe(0)
  })

  it('is told from memory when the disk lacks entries, or the thread does not answer', async () => {
    const { report, madeHere } = setUp([{ entries: 4, json: bytes('{"from":"disk"}') }, null])
    for (let time = 1; time <= 2; time++) {
      expect(JSON.parse(textOf(await report()))).toEqual({ performanceId: 'p1', from: 'memory' })
      expect(madeHere()).toBe(time)
    }
  })

  it('asked twice at once is made once; asked again it is made again', async () => {
    const { report, asked } = setUp([
      { entries: 5, json: bytes('1') },
      { entries: 5, json: bytes('2') },
    ])
    expect((await Promise.all([report(), report()])).map(textOf)).toEqual(['1', '1'])
    expect(textOf(await report())).toBe('2')
    expect(asked).toHaveLength(2)
  })

  it('from the folder it is what memory tells', () => {
    const edition = testEdition({})
    const log = new TestLog(edition)
    log.fire(1000, 'send')
    log.fire(2000, 'song')
    const files = createMemoryFiles()
    const put = (path: string, text: string): void => {
      const fd = files.openForUpdate(join('/s/.ghostlight', path))
      files.write(fd, Buffer.from(text), 0)
      files.close(fd)
    }
    const sent = [{ handed: ['run2:0'] }, { sent: ['run2:0'], atMs: 1000.5 }]
    const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
    const { formatVersion, show, songs, venue, assets, lexicon } = edition
    put('performances/p1/log.ndjson', lines(log.entries))
    put('performances/p1/sent.ndjson', lines(sent))
    put(`cache/${edition.hash}.json`, JSON.stringify({ formatVersion, show, songs, venue, assets, lexicon }))
    const here = performanceReport(log.entries, sent, edition, 4000)
    expect(here.cues).toHaveLength(2)
    expect(reportOfFolder('/s/.ghostlight/performances/p1', files, 4000)).toEqual(here)
    expect(reportOfFolder('/s/.ghostlight/performances/p2', files, 4000)).toBeNull()
  })
})
