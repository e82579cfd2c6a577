/** A thread that sings: what it is given, what it says, and how to start it. */
import { Worker } from 'node:worker_threads'
import type { Issue, MetrePoint, TempoPoint, VocalTrack } from '@ghostlight/timeline'
import { engineFile } from '../web/built-files.ts'

export interface SingingTask {
  readonly track: VocalTrack
  /** In order. */
  readonly tempo: readonly TempoPoint[]
  /** In order; accents follow it. */
  readonly metre: readonly MetrePoint[]
  readonly singer: TaskSinger
  readonly lexicon: Readonly<Record<string, string>>
  readonly sampleRateHz: number
  readonly seed: number
  readonly format: 16 | 24 | 'float'
  /** Position of the first sample, ms of the song; null: 0, or where the first sound before it begins. */
  readonly originMs: number | null
}
/** A built-in voice by name, or a voicebank in a folder; analysed recordings of it are kept in `cacheFolder`. */
export type TaskSinger =
  | { readonly kind: 'builtIn'; readonly design: string }
  | { readonly kind: 'bank'; readonly folder: string; readonly cacheFolder: string | null }
export interface Sung {
  readonly wav: Uint8Array
  readonly f0: string
  readonly lab: string
  readonly alignment: string
  readonly seconds: number
  readonly issues: readonly Issue[]
}
/** 'recordings' of a voicebank are analysed before the first of the 'phrases'. */
export interface SingingProgress {
  readonly kind: 'progress'
  readonly what: 'phrases' | 'recordings'
  readonly done: number
  readonly of: number
}
export type FromSinging = SingingProgress | ({ readonly kind: 'done' } & Sung)

/** @throws what the singer throws, such as an unknown voice */
export function singInThread(task: SingingTask, onProgress: (progress: SingingProgress) => void): Promise<Sung> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(engineFile('sing-worker.js'), { workerData: task })
    worker.on('message', (message: FromSinging) => {
      if (message.kind === 'progress') onProgress(message)
      else resolve(message)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The singing thread ended without a song.')))
  })
}
