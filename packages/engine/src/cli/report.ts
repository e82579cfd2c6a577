/** `ghostlight report <folder or log>`: what a performance did, with planned and sent milliseconds. Journals are only read, never mended. */
import { basename, dirname, join } from 'node:path'
import { reportOfFolder } from '../report/report-of-folder.ts'
import { reportAsCsv, reportAsHtml, reportAsText } from '../report/write-report.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { performanceIds } from '../store/performance-folder.ts'
import { giveOut, printedFormOf } from './give-out.ts'

/** @param path  a show (its latest performance), a performance's folder, or its log. */
export function report(path: string, options: Readonly<Record<string, unknown>>): number {
  const files = createFileLayer()
  const performances = join(path, '.ghostlight', 'performances')
  const latest = performanceIds(performances)[0]
  const folder = basename(path).endsWith('.ndjson') ? dirname(path) : latest === undefined ? path : join(performances, latest)
  const made = reportOfFolder(folder, files, null)
  if (made === null) {
    console.error(`There is no log of a performance in ${folder}.`)
    return 1
  }
  const write = {
    text: reportAsText,
    csv: reportAsCsv,
    html: reportAsHtml,
    json: (value: unknown) => `${JSON.stringify(value, null, 2)}\n`,
  }
  giveOut(write[printedFormOf(options)](made), options)
  return 0
}
