/** The main thread's side of the output thread: starts it, talks to it, starts it anew when it dies. */
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads'
import type { FromThread, ThreadStart, ToThread } from './transfer.ts'

/** Where the built thread may lie, seen from the running file: beside it, above it (chunks), or in the build of a source tree. */
const PLACES = ['cue-thread.js', '../cue-thread.js', '../../../../dist/engine/cue-thread.js']

/** The built output thread, or null when nothing has been built. */
export function findThreadFile(): URL | null {
  for (const place of PLACES) {
    const file = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(file))) return file
  }
  return null
}

export interface ThreadEvents {
  readonly onMessage: (message: FromThread) => void
  /** It ended without being asked to. */
  readonly onDeath: (reason: string) => void
}

/** What the outputs need of a thread. */
export interface ThreadLine {
  send(message: ToThread): void
  stop(): Promise<void>
}
export type StartThread = (start: Omit<ThreadStart, 'bell'>, events: ThreadEvents) => ThreadLine

export class OutputThread implements ThreadLine {
  private readonly worker: Worker
  private readonly port: MessagePort
  private readonly bell: Int32Array<SharedArrayBuffer>
  private ended = false

  constructor(file: URL | string, start: Omit<ThreadStart, 'bell'>, events: ThreadEvents) {
    const { port1, port2 } = new MessageChannel()
    const bell = new SharedArrayBuffer(4)
    this.bell = new Int32Array(bell)
    this.port = port1
    port1.on('message', (message: FromThread) => events.onMessage(message))
    const workerData: { start: ThreadStart; port: MessagePort } = { start: { ...start, bell }, port: port2 }
    this.worker = new Worker(typeof file === 'string' ? pathToFileURL(file) : file, {
      workerData,
      transferList: [port2],
      name: 'ghostlight-cues',
    })
    let reason = 'it ended'
    this.worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error)
    })
    this.worker.on('exit', () => {
      // Its last words: what it had sent.
      for (let last = receiveMessageOnPort(port1); last; last = receiveMessageOnPort(port1)) events.onMessage(last.message as FromThread)
      port1.close()
      if (this.ended) return
      this.ended = true
      events.onDeath(reason)
    })
  }

  send(message: ToThread): void {
    if (this.ended) return
    this.port.postMessage(message, message.kind === 'plan' ? [message.block] : [])
    Atomics.add(this.bell, 0, 1)
    Atomics.notify(this.bell, 0)
  }

  /** Asks it to end; resolves when it has, by force after a second. */
  async stop(): Promise<void> {
    if (this.ended) return
    this.ended = true
    const exited = new Promise<void>((resolve) => this.worker.once('exit', () => resolve()))
    this.port.postMessage({ kind: 'stop' } satisfies ToThread)
    Atomics.add(this.bell, 0, 1)
    Atomics.notify(this.bell, 0)
    const force = setTimeout(() => void this.worker.terminate(), 1000)
    await exited
    clearTimeout(force)
  }
}
