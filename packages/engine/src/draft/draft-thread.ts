/** The thread that makes editions of the draft. It dies with the engine; what it has not answered, nobody counts on. */
import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { createFileLayer } from '../store/file-layer.ts'
import { createDraftMaker } from './draft-maker.ts'
import type { DraftThreadStart, FromDraftThread, ToDraftThread } from './draft-thread-messages.ts'

function answerOn(port: MessagePort, places: DraftThreadStart): void {
  const maker = createDraftMaker(places, createFileLayer())
  let turn: Promise<unknown> = Promise.resolve()
  port.on('message', ({ id, question }: ToDraftThread) => {
    const work = async () => {
      switch (question.kind) {
        case 'open':
          return maker.open(question.documents, question.saved)
        case 'take':
          return maker.take(question.edit)
        case 'save':
          return maker.save()
      }
    }
    turn = turn.then(work).then(
      (answer) => port.postMessage({ id, answer } satisfies FromDraftThread),
      (error: unknown) =>
        port.postMessage({ id, failed: error instanceof Error ? error.message : String(error) } satisfies FromDraftThread),
    )
  })
}

if (!isMainThread && parentPort !== null) answerOn(parentPort, workerData as DraftThreadStart)
