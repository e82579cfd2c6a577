/**
 * The report of the running performance, made where it keeps nobody waiting: after a long evening it takes a quarter of a second, in which
 * no GO would be heard. A thread reads it off the disk. What the disk does not have (it is full, the folder cannot be written) is told
 * from memory, on this thread: then the show has other troubles, and they are said.
 */
import { Worker } from 'node:worker_threads'

export interface ReportQuestion {
  /** Of the performance. */
  readonly folder: string
  readonly performanceId: string
  readonly untilMs: number
}
export interface ReportMade {
  /** How many it is made from. */
  readonly entries: number
  readonly json: Uint8Array<ArrayBuffer>
}
export interface ThreadedReportParts {
  readonly folder: string
  readonly performanceId: string
  readonly nowMs: () => number
  /** Of the log. */
  readonly entryCount: () => number
  /** The same from memory. */
  readonly here: () => object
  /** @returns null when it was not to be had. */
  readonly onThread: (question: ReportQuestion) => Promise<ReportMade | null>
}

/** @returns JSON, UTF-8. Those who ask while one is being made get that one. */
export function createThreadedReport(parts: ThreadedReportParts): () => Promise<Uint8Array> {
  const { folder, performanceId, nowMs, entryCount, here, onThread } = parts
  let making: Promise<Uint8Array> | null = null
  async function make(): Promise<Uint8Array> {
    const atLeast = entryCount()
    const made = await onThread({ folder, performanceId, untilMs: nowMs() })
    if (made !== null && made.entries >= atLeast) return made.json
    return new TextEncoder().encode(`${JSON.stringify({ performanceId, ...here() })}\n`)
  }
  return () => {
    making ??= make().finally(() => {
      making = null
    })
    return making
  }
}

/** @param file  of the built thread. */
export const onReportThread =
  (file: string) =>
  (question: ReportQuestion): Promise<ReportMade | null> =>
    new Promise((resolve) => {
      const worker = new Worker(file, { workerData: question })
      worker.unref()
      worker.on('message', (made: ReportMade) => resolve(made))
      worker.on('error', () => resolve(null))
      worker.on('exit', () => resolve(null))
    })
