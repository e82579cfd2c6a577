/** A thread that sings: what it is given, what it says, and how to start it. */
import { Worker } from 'node:worker_threads'
import type { Issue, TempoPoint, VocalTrack } from '@ghostlight/timeline'
import { engineFile } from '../web/built-files.ts'

export interface SingingTask {
  readonly track: VocalTrack
  /** In order. */
  readonly tempo: readonly TempoPoint[]
  /** Name of a built-in voice. */
  readonly design: string
  readonly lexicon: Readonly<Record<string, string>>
  readonly sampleRateHz: number
  readonly seed: number
}
export interface Sung {
  readonly wav: Uint8Array
  readonly f0: string
  readonly lab: string
  readonly alignment: string
  readonly seconds: number
  readonly issues: readonly Issue[]
}
export type FromSinging = { readonly kind: 'progress'; readonly phrases: number; readonly of: number } | ({ readonly kind: 'done' } & Sung)

/** @throws what the singer throws, such as an unknown voice */
export function singInThread(task: SingingTask, onProgress: (phrases: number, of: number) => void): Promise<Sung> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(engineFile('sing-worker.js'), { workerData: task })
    worker.on('message', (message: FromSinging) => {
      if (message.kind === 'progress') onProgress(message.phrases, message.of)
      else resolve(message)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The singing thread ended without a song.')))
  })
}
