/** Makes one report of a performance that may be going on, and ends. */
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { createFileLayer } from '../store/file-layer.ts'
import { reportOfFolder } from './report-of-folder.ts'
import type { ReportMade, ReportQuestion } from './threaded-report.ts'

function answerOn(port: MessagePort, { folder, performanceId, untilMs }: ReportQuestion): void {
  const report = reportOfFolder(folder, createFileLayer(), untilMs)
  if (report === null) return
  const json = new TextEncoder().encode(`${JSON.stringify({ performanceId, ...report })}\n`)
  port.postMessage({ entries: report.entries, json } satisfies ReportMade, [json.buffer])
}

if (!isMainThread && parentPort !== null) answerOn(parentPort, workerData as ReportQuestion)
