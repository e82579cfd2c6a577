/** The report of a performance from its folder on the disk: for whoever was not there, in another process or on another thread. */
import { dirname, join } from 'node:path'
import { compileEdition, type Edition, type EditionData } from '@ghostlight/timeline'
import type { FileLayer } from '../store/file-layer.ts'
import { readPerformance } from '../store/performance-folder.ts'
import { type PerformanceReport, performanceReport } from './performance-report.ts'

/**
 * @param folder   `<show>/.ghostlight/performances/<id>`. Journals are only read, never mended.
 * @param untilMs  how far the performance has come; null: until it last lived.
 * @returns null when there is no log.
 * @throws TimelineError 'edition-missing'
 */
export function reportOfFolder(folder: string, files: FileLayer, untilMs: number | null): PerformanceReport | null {
  const read = readPerformance(folder, files)
  if (read === null) return null
  const cache = join(dirname(dirname(folder)), 'cache')
  const editions = new Map<string, Edition | null>()
  const editionOf = (hash: string): Edition | null => {
    if (!editions.has(hash)) {
      const text = files.read(join(cache, `${hash}.json`))?.toString('utf8')
      editions.set(hash, text === undefined ? null : compileEdition(JSON.parse(text) as EditionData, hash))
    }
    return editions.get(hash) ?? null
  }
  return performanceReport(read.entries, read.sent, editionOf, untilMs ?? read.aliveAtMs)
}
