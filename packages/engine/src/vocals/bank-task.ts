/** A thread that makes the voice of a bank: what it is given, what it says, and how to start it. */
import { Worker } from 'node:worker_threads'
import { engineFile } from '../web/built-files.ts'
import type { TrackToSing } from './bank-voice.ts'

export interface BankTask {
  readonly folder: string
  readonly tracks: readonly TrackToSing[]
  /** Where analysed recordings are kept; null: nowhere. */
  readonly cacheFolder: string | null
}
export type FromBank =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly bytes: Uint8Array }

/** @throws what the thread throws: no such folder, nothing to sing in it */
export function voiceInThread(task: BankTask, onProgress: (done: number, of: number) => void): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(engineFile('bank-worker.js'), { workerData: task })
    worker.on('message', (message: FromBank) => {
      if (message.kind === 'progress') onProgress(message.done, message.of)
      else resolve(message.bytes)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread that reads the voicebank ended without a voice.')))
  })
}
