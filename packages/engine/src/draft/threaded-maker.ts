/**
 * A maker of drafts in a thread of its own. The first edition is made here and now: an engine that is back after a crash does not wait
 * for a thread to come up. From then on the thread does the work, and is started when the first edit comes, or by `warm`. When it dies it
 * is given the documents anew.
 */
import { Worker } from 'node:worker_threads'
import type { Edit } from '@ghostlight/timeline'
import { applyEdit } from '@ghostlight/timeline'
import type { Documents } from '../store/edition-library.ts'
import type { DraftMaker, MakerPlaces } from './draft-maker.ts'
import type { DraftAnswers, DraftQuestion, FromDraftThread, ToDraftThread } from './draft-thread-messages.ts'

export interface ThreadedMakerParts {
  readonly file: string
  readonly places: MakerPlaces
  /** Makes the first edition. */
  readonly here: DraftMaker
}
export interface ThreadedMaker extends DraftMaker {
  /** Starts the thread before it is needed. */
  warm(): void
}
interface Waiting {
  readonly resolve: (answer: DraftAnswers[keyof DraftAnswers]) => void
  readonly reject: (error: Error) => void
}

export function createThreadedMaker({ file, places, here }: ThreadedMakerParts): ThreadedMaker {
  let documents: Documents | null = null
  let saved: Documents | null = null
  let worker: Worker | null = null
  let stopping = false
  let asked = 0
  const waiting = new Map<number, Waiting>()

  function gone(which: Worker, why: string): void {
    if (worker !== which) return
    worker = null
    for (const [id, { reject }] of waiting) {
      waiting.delete(id)
      reject(new Error(`the thread that makes editions ended: ${why}`))
    }
  }
  function start(): Worker {
    const made = new Worker(file, { workerData: places })
    made.unref()
    made.on('message', (message: FromDraftThread) => {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if ('failed' in message) one?.reject(new Error(message.failed))
      else one?.resolve(message.answer)
    })
    made.on('error', (error) => gone(made, error instanceof Error ? error.message : String(error)))
    made.on('exit', (code) => gone(made, `code ${code}`))
    worker = made
    if (documents !== null && saved !== null) ask(made, { kind: 'open', documents, saved }).catch(() => undefined) // the next question fails too, and says so
    return made
  }
  function ask<Kind extends DraftQuestion['kind']>(
    of: Worker,
    question: DraftQuestion & { readonly kind: Kind },
  ): Promise<DraftAnswers[Kind]> {
    return new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve: resolve as Waiting['resolve'], reject })
      of.postMessage({ id: asked, question } satisfies ToDraftThread)
    })
  }
  const thread = (): Worker => worker ?? start()

  return {
    warm: () => void (stopping || thread()),
    async open(first, inFolder) {
      documents = first
      saved = inFolder
      return here.open(first, inFolder)
    },
    async take(edit: Edit) {
      if (documents === null) throw new Error('The maker of drafts has not been given any documents.')
      const answer = await ask(thread(), { kind: 'take', edit })
      if (answer.ok) documents = applyEdit(documents, edit)
      return answer
    },
    async save() {
      const now = documents
      const hash = await ask(thread(), { kind: 'save' })
      saved = now
      return hash
    },
    async stop() {
      stopping = true
      const last = worker
      worker = null
      await last?.terminate()
    },
  }
}
