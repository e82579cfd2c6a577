/**
 * A page's connection to the show: its clock, its copy of the performance, and the way to ask for things.
 * On lost contact everything goes on answering from what is known; nothing that was asked for while away is sent later.
 */
import {
  type Command,
  type CommandResult,
  type Edition,
  type Entry,
  editionAt,
  type Moment,
  momentAt,
  ms,
  type Performance,
} from '@ghostlight/timeline'
import { io, type Socket } from 'socket.io-client'
import {
  type ClientKind,
  type CrewToServer,
  type EditAnswer,
  type HelloReply,
  type OutputReport,
  PROTOCOL_VERSION,
  type Role,
  type ServerToClient,
  type ShowStatus,
  type TimecodeHeard,
  type UndoAnswer,
} from '../protocol/index.ts'
import { createEditionShelf } from './edition-shelf.ts'
import { pageOfBrowser, reloadOnce } from './outdated-page.ts'
import { createPerformanceMirror, editionsNeeded } from './performance-mirror.ts'
import { createShowClock } from './show-clock.ts'

export interface ConnectOptions {
  /** Origin of the engine, such as "http://127.0.0.1:4400" (crew) or its audience port. */
  readonly url: string
  readonly hello: {
    readonly kind: ClientKind
    readonly name: string
    readonly output: string | null
    readonly key: string | null
    readonly language: string
  }
  /** true: the audience's namespace (read-only, delayed). */
  readonly audience: boolean
  /** The engine speaks another version of the protocol. @returns whether the page is about to be another one. A page loads anew when this is left out. */
  readonly onOutdated?: (engineVersion: number) => boolean
}

export interface ShowConnection {
  readonly clock: {
    /** Performance time now; for the audience behind by its delay. Before the first ping was answered: 0. */
    nowMs(): number
    errorMs(): number | null
    rttMs(): number | null
    /** The performance.now() instant of a performance time. */
    toLocalMs(showMs: number): number
    epoch(): number
    isSynced(): boolean
  }
  /** The edition in force. */
  edition(): Edition | null
  performance(): Performance | null
  /** An edition of this performance by its hash: the one a moment names may be newer than the one the log stands at. Null while it has not arrived. */
  editionOf(hash: string): Edition | null
  /** The moment at a performance time (now when left out). */
  moment(nowMs?: number): Moment | null
  draftEdition(): Edition | null
  state(): 'connecting' | 'live' | 'lost'
  /** Why the engine would not have us ("wrong-key" …); null when it would. */
  refusal(): string | null
  status(): ShowStatus | null
  role(): Role | null
  clientId(): string | null
  speaks(): boolean
  /** Grows with every change of anything above except time: made for useSyncExternalStore. */
  version(): number
  subscribe(listener: () => void): () => void
  /** Never rejects, never sends later. 'no-connection': nothing is known to have happened. */
  send(command: Command & { readonly id?: string }): Promise<CommandResult>
  edit(edit: unknown): Promise<EditAnswer>
  undo(): Promise<UndoAnswer>
  redo(): Promise<UndoAnswer>
  report(report: OutputReport): void
  /** Tells a frame of incoming timecode; one that cannot be sent now is of no use later. */
  timecode(heard: TimecodeHeard): void
  speak(): Promise<boolean>
  acknowledgeFault(faultId: string): void
  /** Address of a file of the show (path as in the document, or "builtIn:avatar/<look>"); null when the edition has none. */
  assetUrl(path: string): string | null
  /** Origin of the second port (assets, live page, preview's stage page); null before the engine has told it. */
  assetOrigin(): string | null
  dispose(): void
}

const answerWithinMs = 5000

export function connect({ url, hello, audience, onOutdated }: ConnectOptions): ShowConnection {
  const outdated = onOutdated ?? ((engineVersion) => reloadOnce(engineVersion, pageOfBrowser()))
  const base = new URL(url)
  const socket: Socket<ServerToClient, CrewToServer> = io(new URL(audience ? '/audience' : '/crew', base).href, {
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 2000,
    forceNew: true,
  })
  const listeners = new Set<() => void>()
  let version = 0
  let reply: HelloReply | null = null
  let status: ShowStatus | null = null
  let speaks = false
  let refusal: string | null = null
  let draftHash: string | null = null
  let sent = 0
  let resuming = false

  function changed(): void {
    version += 1
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (error) {
        // The others hear of it all the same; the page's own handler hears of the error.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  const shelf = createEditionShelf((hash) => new URL(`/editions/${hash}.json`, base).href, {
    onArrival: changed,
    // The show has gone on without us: where it is now needs another.
    async onGone(hash) {
      if (socket.connected) await sayHello()
      return neededEditions().includes(hash)
    },
  })
  const mirror = createPerformanceMirror({
    editionOf: shelf.get,
    horizonMs: () => (audience ? clock.nowMs() : Number.POSITIVE_INFINITY),
  })
  const clock = createShowClock({
    ping: (clientSentMs) => socket.timeout(answerWithinMs).emitWithAck('ping_clock', clientSentMs),
    localMs: () => performance.now(),
    wallMs: () => Date.now(),
    delayMs: () => reply?.delayMs ?? 0,
    onChange: changed,
  })
  const editionInForce = () => {
    const folded = mirror.performance()
    if (folded === null) return null
    const inForce = shelf.get(folded.edition)
    if (inForce === null || !clock.isSynced()) return inForce
    return editionAt((hash) => shelf.get(hash) ?? inForce, folded, ms(clock.nowMs()))
  }

  function neededEditions(): readonly string[] {
    const folded = mirror.performance()
    const needed = folded === null ? [] : editionsNeeded(folded, mirror.waiting())
    return draftHash === null ? needed : [...needed, draftHash]
  }
  function wantEditions(): void {
    for (const hash of neededEditions()) void shelf.want(hash).then(() => shelf.trim(neededEditions()))
  }

  async function sayHello(): Promise<void> {
    try {
      const answer = await socket
        .timeout(answerWithinMs)
        .emitWithAck('hello', { protocolVersion: PROTOCOL_VERSION, ...hello, speaking: speaks })
      if ('error' in answer) {
        // Engines before version 2 gave no reason, only words.
        if (answer.reason === 'protocol-version' && outdated(Number(answer.values?.engine))) return
        refusal = answer.error
        changed()
        return
      }
      refusal = null
      const epochBefore = mirror.performance()?.epoch
      const samePerformance = reply?.performanceId === answer.performanceId
      if (!mirror.start(answer.performanceId, answer.snapshot, answer.tail)) return
      reply = answer
      speaks = answer.speaks
      draftHash = answer.draftEdition
      if (!samePerformance && clock.isSynced()) clock.reset()
      clock.begin({ anew: !samePerformance || epochBefore !== mirror.performance()?.epoch })
      wantEditions()
      changed()
    } catch {
      if (socket.connected) void sayHello() // connected, but no answer in time: ask again
    }
  }

  async function resumeFrom(seq: number): Promise<void> {
    if (resuming) return
    resuming = true
    try {
      const entries = await socket.timeout(answerWithinMs).emitWithAck('resumeSince', seq)
      if ('error' in entries) await sayHello()
      else for (const entry of entries as readonly Entry[]) if (mirror.take(entry) === 'gap') await sayHello()
    } catch {
      // Not connected any more: the next hello brings a snapshot.
    } finally {
      resuming = false
      wantEditions()
      changed()
    }
  }

  socket.on('connect', () => void sayHello())
  socket.on('disconnect', () => {
    clock.pause() // and whoever speaks goes on speaking: a lost engine does not stop the song
    changed()
  })
  socket.on('entry', (entry) => {
    if (mirror.performance() === null) return // the hello on its way holds it
    if (mirror.take(entry) === 'gap') void resumeFrom(mirror.lastSeq())
    if (entry.decision.kind === 'epoch' || entry.decision.kind === 'adopt') wantEditions()
    changed()
  })
  socket.on('edition', (hash) => void shelf.want(hash))
  socket.on('draft', (info) => {
    draftHash = info.draftEdition
    wantEditions()
    changed()
  })
  socket.on('status', (next) => {
    status = next
    changed()
  })
  socket.on('speaks', (now) => {
    speaks = now
    changed()
  })
  socket.on('restart', () => void sayHello())

  const unasked = (message: string) => ({ ok: false as const, reason: 'no-connection' as const, message })
  async function ask<T>(question: () => Promise<T>, otherwise: (message: string) => T): Promise<T> {
    if (!socket.connected) return otherwise('The show server does not answer. Nothing was sent.')
    try {
      return await question()
    } catch {
      return otherwise('The show server did not answer in time. It may or may not have been done: look before asking again.')
    }
  }
  // The timeout is a flag on the socket that one emit uses up.
  const timed = () => socket.timeout(answerWithinMs)

  return {
    clock,
    edition: editionInForce,
    performance: () => mirror.performance(),
    moment(nowMs) {
      const edition = editionInForce()
      const folded = mirror.performance()
      if (edition === null || folded === null || !clock.isSynced()) return null
      return momentAt((hash) => shelf.get(hash) ?? edition, folded, ms(nowMs ?? clock.nowMs()))
    },
    editionOf: (hash) => shelf.get(hash),
    draftEdition: () => (draftHash === null ? null : shelf.get(draftHash)),
    state: () => (reply === null || editionInForce() === null ? 'connecting' : socket.connected ? 'live' : 'lost'),
    refusal: () => refusal,
    status: () => status,
    role: () => reply?.role ?? null,
    clientId: () => reply?.clientId ?? null,
    speaks: () => speaks,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    send(command) {
      sent += 1
      const id = command.id ?? `${reply?.clientId ?? 'page'}-${sent}`
      return ask<CommandResult>(() => timed().emitWithAck('command', { ...command, id }), unasked)
    },
    edit: (edit) => ask<EditAnswer>(() => timed().emitWithAck('edit', edit), unasked),
    undo: () => ask<UndoAnswer>(() => timed().emitWithAck('undo'), unasked),
    redo: () => ask<UndoAnswer>(() => timed().emitWithAck('redo'), unasked),
    report(report) {
      if (socket.connected) socket.volatile.emit('report', report)
    },
    timecode(heard) {
      if (socket.connected) socket.volatile.emit('timecode', heard)
    },
    speak: () =>
      ask<boolean>(
        async () => (await timed().emitWithAck('speak')).speaks,
        () => false,
      ),
    acknowledgeFault(faultId) {
      if (socket.connected) socket.emit('acknowledgeFault', faultId)
    },
    assetUrl(path) {
      const asset = editionInForce()?.assets[path] ?? (draftHash === null ? undefined : shelf.get(draftHash)?.assets[path])
      if (asset === undefined || reply === null) return null
      const origin = new URL(base)
      origin.port = String(reply.assetPort)
      return new URL(`/assets/${asset.hash}.${asset.ext}`, origin).href
    },
    assetOrigin() {
      if (reply === null) return null
      const origin = new URL(base)
      origin.port = String(reply.assetPort)
      return origin.origin
    },
    dispose() {
      clock.dispose()
      shelf.dispose()
      listeners.clear()
      socket.disconnect()
    },
  }
}
