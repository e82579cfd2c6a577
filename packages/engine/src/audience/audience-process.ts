/** Keeps the audience's process alive and told. It may die; the show does not care, and another one is started. */
import { type ChildProcess, fork } from 'node:child_process'
import type { Entry, Performance } from '@ghostlight/timeline'
import { createPerformanceMirror, editionsNeeded } from '../client/performance-mirror.ts'
import type { AssetStore } from '../store/asset-store.ts'
import type { EditionLibrary } from '../store/edition-library.ts'
import type { FromAudience, ToAudience } from './messages.ts'
import { publicEntry, publicPerformance } from './public-log.ts'

export interface AudienceProcessParts {
  readonly file: string
  readonly host: string
  readonly port: number
  readonly crewPort: number
  readonly performanceId: string
  readonly hrtimeOrigin: bigint
  readonly nowMs: () => number
  readonly delayMs: number
  readonly performance: Performance
  readonly library: EditionLibrary
  readonly assets: AssetStore
  /** It died (again): why. */
  readonly onDeath: (why: string) => void
  readonly onAlive: () => void
}
export interface AudienceProcess {
  port(): number
  audience(): number
  entry(entry: Entry): void
  /** New files (of a draft) to serve. */
  assetsChanged(): void
  stop(): Promise<void>
}

const firstRestartMs = 200
const longestRestartMs = 5000

/** @throws Error with `code` (EADDRINUSE …) when the first process cannot listen. */
export function startAudienceProcess(parts: AudienceProcessParts): Promise<AudienceProcess> {
  let port = parts.port
  let audience = 0
  let child: ChildProcess | null = null
  let stopping = false
  let waitMs = firstRestartMs
  let sentAssets = 0
  const publicHash = (hash: string) => parts.library.publicOf(hash)?.hash ?? hash

  // The log as the audience sees it is kept here too: a new process starts from this snapshot.
  const mirror = createPerformanceMirror({
    editionOf: (hash) => parts.library.get(hash)?.edition ?? null,
    horizonMs: () => parts.nowMs() - parts.delayMs,
  })
  mirror.start(parts.performanceId, parts.performance, [])
  const send = (message: ToAudience) => {
    if (child?.connected) child.send(message)
  }

  function start(onListening: (error: Error | null) => void): void {
    const process_ = fork(parts.file, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child = process_
    process_.on('message', (message: FromAudience) => {
      if (message.kind === 'count') audience = message.audience
      if (message.kind === 'listening') {
        port = message.port
        waitMs = firstRestartMs
        parts.onAlive()
        onListening(null)
      }
      if (message.kind === 'failed') {
        onListening(Object.assign(new Error(message.message), { code: message.code }))
        process_.kill()
      }
    })
    process_.on('error', () => undefined) // followed by exit
    process_.on('exit', (code, signal) => {
      audience = 0
      if (stopping || child !== process_) return
      parts.onDeath(`The audience's process ended (${signal ?? `code ${code}`}); another one is being started.`)
      setTimeout(() => {
        if (!stopping) start(() => undefined)
      }, waitMs).unref()
      waitMs = Math.min(longestRestartMs, waitMs * 2)
    })
    const performance = mirror.performance() ?? parts.performance
    const tail = mirror.waiting()
    const editions = editionsNeeded(performance, tail)
      .map((hash) => parts.library.publicOf(hash))
      .filter((edition) => edition !== null)
    sentAssets = parts.assets.all().size
    send({
      kind: 'open',
      host: parts.host,
      port,
      crewPort: parts.crewPort,
      show: {
        performanceId: parts.performanceId,
        delayMs: parts.delayMs,
        hrtimeOrigin: parts.hrtimeOrigin,
        snapshot: publicPerformance(performance, publicHash),
        tail: tail.map((entry) => publicEntry(entry, publicHash)),
      },
      editions: editions.map(({ hash, text }) => ({ hash, text })),
      assets: new Map(parts.assets.all()),
    })
  }

  const self: AudienceProcess = {
    port: () => port,
    audience: () => audience,
    entry(entry) {
      mirror.take(entry)
      mirror.performance()
      if (entry.decision.kind === 'adopt') {
        const edition = parts.library.publicOf(entry.decision.edition)
        if (edition !== null) send({ kind: 'edition', hash: edition.hash, text: edition.text, assets: new Map(parts.assets.all()) })
      }
      send({ kind: 'entry', entry: publicEntry(entry, publicHash) })
    },
    assetsChanged() {
      if (parts.assets.all().size === sentAssets) return
      sentAssets = parts.assets.all().size
      send({ kind: 'assets', assets: new Map(parts.assets.all()) })
    },
    async stop() {
      stopping = true
      const last = child
      if (last === null || last.exitCode !== null) return
      const gone = new Promise<void>((done) => last.once('exit', () => done()))
      send({ kind: 'close' })
      const hurry = setTimeout(() => last.kill('SIGKILL'), 1000)
      await gone
      clearTimeout(hurry)
    },
  }
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error === null) resolve(self)
      else {
        stopping = true
        reject(error)
      }
    })
  })
}
