/** Makes the voice of a bank in a thread of its own: analysing would hold up a show. */
import { parentPort, workerData } from 'node:worker_threads'
import { wordsOf } from '@ghostlight/voice'
import { packVoice } from '@ghostlight/voice/bank-import'
import { createFileLayer } from '../store/file-layer.ts'
import type { BankTask, FromBank } from './bank-task.ts'
import { bankVoice, plansOf } from './bank-voice.ts'

const tell = (message: FromBank) => parentPort?.postMessage(message)

async function make({ folder, tracks, cacheFolder }: BankTask): Promise<void> {
  const english = tracks.some(({ track }) => track.language === 'en' || Object.values(track.notes).some((note) => note.language === 'en'))
  const lexicon = english ? (await import('@ghostlight/voice/lexicon')).lexiconOf(tracks.flatMap(({ track }) => wordsOf(track))) : {}
  const { voice } = bankVoice(folder, plansOf(tracks, lexicon), {
    cacheFolder,
    files: createFileLayer(),
    onProgress: (done, of) => tell({ kind: 'progress', done, of }),
  })
  tell({ kind: 'done', bytes: packVoice(voice) })
}

await make(workerData as BankTask)
