/** `ghostlight report <folder or log>`: what a performance did, with planned and sent milliseconds. Journals are only read, never mended. */
import { basename, dirname, join } from 'node:path'
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'
import { performanceReport } from '../report/performance-report.ts'
import { reportAsCsv, reportAsHtml, reportAsText } from '../report/write-report.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { performanceIds, readPerformance } from '../store/performance-folder.ts'
import { giveOut, printedFormOf } from './give-out.ts'

/** @param path  a show (its latest performance), a performance's folder, or its log. */
export function report(path: string, options: Readonly<Record<string, unknown>>): number {
  const files = createFileLayer()
  const performances = join(path, '.ghostlight', 'performances')
  const latest = performanceIds(performances)[0]
  const folder = basename(path).endsWith('.ndjson') ? dirname(path) : latest === undefined ? path : join(performances, latest)
  const read = readPerformance(folder, files)
  if (read === null) {
    console.error(`There is no log of a performance in ${folder}.`)
    return 1
  }
  const cache = join(dirname(dirname(folder)), 'cache')
  const editions = new Map<string, Edition | null>()
  const editionOf = (hash: string): Edition | null => {
    if (!editions.has(hash)) {
      const text = files.read(join(cache, `${hash}.json`))?.toString('utf8')
      editions.set(hash, text === undefined ? null : compileEdition(JSON.parse(text) as EditionData, hash))
    }
    return editions.get(hash) ?? null
  }
  const made = performanceReport(read.entries, read.sent, editionOf, read.aliveAtMs)
  const write = {
    text: reportAsText,
    csv: reportAsCsv,
    html: reportAsHtml,
    json: (value: unknown) => `${JSON.stringify(value, null, 2)}\n`,
  }
  giveOut(write[printedFormOf(options)](made), options)
  return 0
}
