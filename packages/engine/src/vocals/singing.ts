/** A thread that sings: what it is given, what it says, and how to start it. */
import { rmSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Issue, MetrePoint, TempoPoint, VocalTrack } from '@ghostlight/timeline'
import { engineFile } from '../web/built-files.ts'
import { unfinished } from './wav-file.ts'

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
  /** Each phrase is sung once and goes into all of them. */
  readonly takes: readonly TakeFiles[]
}
/** A built-in voice by name, or a voicebank in a folder; analysed recordings of it are kept in `cacheFolder`. */
export type TaskSinger =
  | { readonly kind: 'builtIn'; readonly design: string }
  | { readonly kind: 'bank'; readonly folder: string; readonly cacheFolder: string | null }
/** Where the sound goes, and what else is written about it; null: not wanted. */
export interface TakeFiles {
  readonly wav: string
  /** Position of the first sample, ms of the song; null: 0, or where the first sound before it begins. */
  readonly originMs: number | null
  readonly f0: string | null
  readonly lab: string | null
  readonly alignment: string | null
}
export interface Sung {
  /** Length of each take. */
  readonly seconds: readonly number[]
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

/**
 * Files appear whole or not at all.
 *
 * @param stopped ends the thread in the middle; nothing is then left of the files it was at.
 * @throws what the singer throws, such as an unknown voice; `stopped.reason` when it was stopped
 */
export function singInThread(task: SingingTask, stopped: AbortSignal, onProgress: (progress: SingingProgress) => void): Promise<Sung> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(engineFile('sing-worker.js'), { workerData: task })
    const stop = (): void => {
      void worker.terminate().then(() => {
        for (const { wav } of task.takes) rmSync(unfinished(wav), { force: true })
        reject(stopped.reason as Error)
      })
    }
    if (stopped.aborted) stop()
    stopped.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: FromSinging) => {
      if (message.kind === 'progress') onProgress(message)
      else resolve(message)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      stopped.removeEventListener('abort', stop)
      if (!stopped.aborted) reject(new Error('The singing thread ended without a song.'))
    })
  })
}
