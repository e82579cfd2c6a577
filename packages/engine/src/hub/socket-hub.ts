/** The crew's sockets: who is there, what they may do, and what they are told. Fans are served by another process. */
import type { Server as HttpServer } from 'node:http'
import { type CommandResult, type Entry, inOrder, type Venue } from '@ghostlight/timeline'
import { Server, type Socket } from 'socket.io'
import type { EditDesk } from '../draft/edit-desk.ts'
import type { FaultRegister } from '../faults.ts'
import {
  type AckOf,
  type ClientKind,
  type ConnectionInfo,
  type CrewToServer,
  type EditRefused,
  type Hello,
  type HelloRefused,
  type HelloReply,
  type OutputReport,
  otherVersion,
  PROTOCOL_VERSION,
  type Role,
  type ServerToClient,
  type ShowStatus,
} from '../protocol/index.ts'
import { parseCommand } from '../runner/parse-command.ts'
import type { ShowRunner } from '../runner/show-runner.ts'
import { type Keys, roleOf } from '../store/keys.ts'
import type { RequestGuard } from '../web/request-guard.ts'
import { parseReport } from './parse-report.ts'
import { createSpeakerChoice } from './speaker.ts'

export interface HubParts {
  readonly http: HttpServer
  readonly guard: RequestGuard
  readonly keys: Keys | null
  readonly runner: ShowRunner
  readonly desk: EditDesk
  readonly faults: FaultRegister
  readonly venue: () => Venue
  readonly performanceId: string
  readonly nowMs: () => number
  readonly assetPort: () => number
  /** The whole status, with these connections. */
  readonly status: (connections: readonly ConnectionInfo[]) => ShowStatus
  /** Timecode from the page that speaks, as it came. */
  readonly onTimecode: (heard: unknown) => void
  /** The engine continues a performance: a page that was speaking will be back in a moment. */
  readonly waitForFormerSpeaker: boolean
}
export interface SocketHub {
  connections(): readonly ConnectionInfo[]
  /** Something that the status tells has changed; it is sent at most four times a second. */
  statusChanged(): void
  stop(): Promise<void>
}

interface Client {
  readonly id: string
  readonly kind: ClientKind
  readonly role: Role
  readonly name: string
  readonly output: string | null
  rttMs: number | null
  report: OutputReport | null
}
type CrewSocket = Socket<CrewToServer, ServerToClient>

const statusEveryMs = 250
const formerSpeakerWithinMs = 2500
/** Who, in the log and in the history of edits. */
const byOf = ({ role, name }: Pick<Client, 'role' | 'name'>) => `${role}:${name}`
const kinds: readonly ClientKind[] = ['console', 'stage', 'live', 'preview']

function checkedHello(value: unknown): Hello | HelloRefused {
  const hello = value as Partial<Hello> | null
  const wrong = (error: string): HelloRefused => ({ error, reason: 'bad-hello' })
  if (typeof hello !== 'object' || hello === null) return wrong('A hello is an object; see docs/protocol.md.')
  const other = otherVersion(hello)
  if (other !== null) return other
  if (!kinds.includes(hello.kind as ClientKind)) return wrong(`"kind" is one of ${kinds.join(', ')}; got ${JSON.stringify(hello.kind)}.`)
  const text = (field: unknown) => (typeof field === 'string' && field.length > 0 ? field.slice(0, 200) : null)
  return {
    protocolVersion: PROTOCOL_VERSION,
    kind: hello.kind as ClientKind,
    name: text(hello.name) ?? String(hello.kind),
    output: text(hello.output),
    key: text(hello.key),
    language: text(hello.language) ?? 'en',
    speaking: hello.speaking === true,
  }
}

export function createSocketHub(parts: HubParts): SocketHub {
  const { runner, desk, faults } = parts
  const clients = new Map<string, Client>()
  const io = new Server<CrewToServer, ServerToClient>(parts.http, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: 4_000_000,
    pingInterval: 5000,
    pingTimeout: 8000,
    allowRequest: (request, decide) =>
      decide(null, parts.guard.isAllowedHost(request.headers.host) && parts.guard.isAllowedOrigin(request.headers.origin)),
    cors: { origin: (origin, decide) => decide(null, parts.guard.isAllowedOrigin(origin)) },
  })
  const crew = io.of('/crew')
  const told = (clientId: string) => crew.sockets.get(clientId) as CrewSocket | undefined

  let speaking: string | null = null
  const speaker = createSpeakerChoice(
    parts.venue,
    (next) => {
      if (speaking !== null) told(speaking)?.emit('speaks', false)
      if (next !== null) told(next)?.emit('speaks', true)
      speaking = next
      statusChanged()
    },
    { waitForFormer: parts.waitForFormerSpeaker },
  )
  const formerTimer = setTimeout(() => speaker.stopWaiting(), formerSpeakerWithinMs)

  let statusTimer: ReturnType<typeof setTimeout> | null = null
  let statusSentMs = 0
  function sendStatus(): void {
    statusTimer = null
    statusSentMs = parts.nowMs()
    if (clients.size === 0) return
    const status = parts.status(connections())
    for (const client of clients.values()) told(client.id)?.volatile.emit('status', { ...status, draft: desk.info(byOf(client)) })
  }
  function statusChanged(): void {
    statusTimer ??= setTimeout(sendStatus, Math.max(0, statusSentMs + statusEveryMs - parts.nowMs()))
  }
  const everySecond = setInterval(statusChanged, 1000)

  function connections(): ConnectionInfo[] {
    return [...clients.values()].map(({ id, ...client }) => ({ clientId: id, ...client, speaks: id === speaker.current() }))
  }

  /** What a page cannot do is a fault while it cannot, and over when it can again or is gone. */
  function sayTroubles({ kind, name, output, report }: Client, now: readonly string[]): void {
    const before = report?.troubles ?? []
    const subjectOf = (trouble: string): string => `${output ?? name}: ${trouble}`
    for (const trouble of now) {
      if (before.includes(trouble)) continue
      faults.raise({ code: 'page-trouble', subject: subjectOf(trouble), message: `On the ${kind} page "${output ?? name}": ${trouble}.` })
    }
    for (const trouble of before) if (!now.includes(trouble)) faults.over('page-trouble', subjectOf(trouble))
  }

  /** A stage page that names no output stands for the first screen that nobody shows; null when all are taken. */
  function freeScreen(clientId: string): string | null {
    const { outputs } = parts.venue()
    const taken = [...clients.values()].filter(({ id }) => id !== clientId).map(({ output }) => output)
    return inOrder(outputs).find((id) => outputs[id]?.kind === 'screen' && !taken.includes(id)) ?? null
  }

  function welcome(socket: CrewSocket, hello: Hello, role: Role): HelloReply {
    const output = hello.kind === 'stage' ? (hello.output ?? freeScreen(socket.id)) : hello.output
    const client: Client = { id: socket.id, kind: hello.kind, role, name: hello.name, output, rttMs: null, report: null }
    const before = clients.get(socket.id)
    const known = before !== undefined
    if (known) sayTroubles(before, [])
    clients.set(socket.id, client)
    if (hello.kind === 'stage' && !known) {
      speaker.join({ clientId: socket.id, output: hello.output }, { wasSpeaking: hello.speaking === true })
    }
    statusChanged()
    return {
      clientId: socket.id,
      role,
      performanceId: parts.performanceId,
      snapshot: runner.performance(),
      tail: [],
      edition: runner.performance().edition,
      draftEdition: desk.info(null).draftEdition,
      delayMs: 0,
      assetPort: parts.assetPort(),
      speaks: speaker.current() === socket.id,
    }
  }

  /** What goes wrong with one question is its answer, and a fault: never the end of the engine. */
  function answer<T>(work: Promise<NoInfer<T>>, ack: (reply: T) => void, otherwise: (message: string) => NoInfer<T>): void {
    work.then(ack).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      faults.raise({ code: 'engine-error', subject: 'socket', message: `A page asked for something that went wrong: ${message}` })
      ack(otherwise(message))
    })
  }

  crew.on('connection', (socket: CrewSocket) => {
    const me = () => clients.get(socket.id)
    const mayEdit = () => me()?.role === 'operator' || me()?.role === 'author'
    const mayNot = (): EditRefused => {
      const role = me()?.role ?? 'stranger'
      const message = `Editing is for authors and operators; this connection is ${role}.`
      return { ok: false, reason: 'not-allowed', message, values: { role } }
    }
    const editFailed = (why: string): EditRefused => ({ ok: false, reason: 'edit-failed', message: why, values: { why } })
    const by = () => {
      const client = me()
      return client === undefined ? 'stranger' : byOf(client)
    }

    socket.on('hello', (value, ack) => {
      if (typeof ack !== 'function') return
      const hello = checkedHello(value)
      if ('error' in hello) return ack(hello)
      const role = roleOf(hello.kind, hello.key, parts.keys)
      if (role === null || role === 'audience') {
        return ack({ error: 'wrong-key: this page needs the key that the engine printed when it started.', reason: 'wrong-key' })
      }
      ack(welcome(socket, hello, role))
    })
    socket.on('ping_clock', (_clientSentMs, ack) => {
      if (typeof ack !== 'function') return
      const atMs = parts.nowMs()
      ack({ receivedAtMs: atMs, sentAtMs: atMs, epoch: runner.performance().epoch })
    })
    socket.on('resumeSince', (seq, ack) => {
      if (typeof ack !== 'function') return
      if (me() === undefined || typeof seq !== 'number') return ack({ error: 'Say hello first.' })
      ack(runner.entriesSince(seq))
    })
    socket.on('command', (value, ack) => {
      const client = me()
      const parsed = parseCommand(value)
      const reply: AckOf<CommandResult> = typeof ack === 'function' ? ack : () => undefined
      if (client === undefined) return reply({ ok: false, reason: 'not-allowed', message: 'Say hello first.' })
      if (!parsed.ok) return reply({ ok: false, reason: 'bad-command', message: parsed.message })
      answer(runner.command(parsed.command, parsed.id, { role: client.role, name: by() }), reply, (message) => ({
        ok: false as const,
        reason: 'bad-command' as const,
        message,
      }))
    })
    socket.on('edit', (edit, ack) => {
      if (typeof ack !== 'function') return
      if (!mayEdit()) return ack(mayNot())
      answer(desk.edit(edit, by()), ack, editFailed)
    })
    socket.on('undo', (ack) => {
      if (typeof ack !== 'function') return
      if (!mayEdit()) return ack(mayNot())
      answer(desk.undo(by()), ack, editFailed)
    })
    socket.on('redo', (ack) => {
      if (typeof ack !== 'function') return
      if (!mayEdit()) return ack(mayNot())
      answer(desk.redo(by()), ack, editFailed)
    })
    socket.on('report', (report) => {
      const client = me()
      if (client === undefined) return
      const checked = parseReport(report)
      if ('wrong' in checked) {
        const message = `A ${client.kind} page ("${client.name}") sends reports that make no sense; they are ignored: ${checked.wrong.slice(0, 200)}`
        return faults.raise({ code: 'bad-report', subject: `${client.kind} ${client.name}`, message })
      }
      sayTroubles(client, checked.troubles ?? [])
      client.report = checked
      client.rttMs = checked.syncErrorMs === null ? null : checked.syncErrorMs * 2
      statusChanged()
    })
    socket.on('timecode', (heard) => {
      if (speaker.current() === socket.id) parts.onTimecode(heard)
    })
    socket.on('speak', (ack) => {
      if (typeof ack !== 'function') return
      ack({ speaks: speaker.take(socket.id) })
    })
    socket.on('acknowledgeFault', (faultId) => {
      if (typeof faultId === 'string' && me()?.role === 'operator') faults.acknowledge(faultId)
    })
    socket.on('disconnect', () => {
      const gone = me()
      if (gone !== undefined) sayTroubles(gone, [])
      if (clients.delete(socket.id)) {
        speaker.leave(socket.id)
        statusChanged()
      }
    })
  })

  const stops = [
    runner.onEntry((entry: Entry) => {
      for (const client of clients.values()) told(client.id)?.emit('entry', entry)
      if (entry.decision.kind === 'adopt') for (const client of clients.values()) told(client.id)?.emit('edition', entry.decision.edition)
      statusChanged()
    }),
    desk.subscribe(() => {
      for (const client of clients.values()) told(client.id)?.emit('draft', desk.info(byOf(client)))
      statusChanged()
    }),
    faults.subscribe(statusChanged),
  ]

  return {
    connections,
    statusChanged,
    async stop() {
      clearTimeout(formerTimer)
      clearInterval(everySecond)
      if (statusTimer !== null) clearTimeout(statusTimer)
      for (const stop of stops) stop()
      await io.close()
    },
  }
}
