/**
 * The audience's process: live page, preview page, assets and the fans' sockets on a port of their own.
 * Whatever thousands of fans do, the process that fires cues does not notice.
 */

import type { Entry } from '@ghostlight/timeline'
import { Server } from 'socket.io'
import { createPerformanceMirror, editionsNeeded } from '../client/performance-mirror.ts'
import { renouncePrecedence } from '../outputs/realtime.ts'
import { type AudienceToServer, otherVersion, type ServerToClient } from '../protocol/index.ts'
import type { AssetBytes } from '../store/asset-store.ts'
import { firstNeeds } from '../web/first-needs.ts'
import { createHttpServer, listen } from '../web/http-server.ts'
import { createPages } from '../web/pages.ts'
import { sendRedirect } from '../web/responses.ts'
import { createShowFiles } from '../web/show-files.ts'
import { createKeptEditions } from './kept-editions.ts'
import type { FromAudience, ToAudience } from './messages.ts'

/** Entries for pages that have missed some; a page that has missed more says hello again. */
const recentAtMost = 1000
const recentAtLeast = 500
const trimEveryMs = 5000

const tell = (message: FromAudience) => process.send?.(message)

function openAudience(opening: ToAudience & { readonly kind: 'open' }): { take(message: ToAudience): void } {
  const { show } = opening
  const nowMs = () => Number(process.hrtime.bigint() - show.hrtimeOrigin) / 1e6
  const editions = createKeptEditions(nowMs)
  const assets = new Map<string, AssetBytes>(opening.assets)
  for (const { hash, text } of opening.editions) editions.put(hash, text)

  const mirror = createPerformanceMirror({
    editionOf: editions.edition,
    horizonMs: () => nowMs() - show.delayMs,
  })
  mirror.start(show.performanceId, show.snapshot, show.tail)
  let recent: readonly Entry[] = show.tail
  const trim = () => {
    const performance = mirror.performance()
    if (performance !== null) editions.trim(editionsNeeded(performance, mirror.waiting()))
    if (recent.length > recentAtMost) recent = recent.slice(-recentAtLeast)
  }
  setInterval(trim, trimEveryMs).unref()

  const crewOrigin = `http://localhost:${opening.crewPort} http://127.0.0.1:${opening.crewPort} http://*:${opening.crewPort}`
  let port = opening.port
  const liveNeeds = () => {
    const inForce = editions.edition(mirror.performance()?.edition ?? '')
    return inForce === null ? [] : firstNeeds(inForce, '')
  }
  const http = createHttpServer(
    [
      createPages(['console', 'stage'], () => [
        { path: '/live', app: 'stage', file: 'live.html', frameAncestors: '*', needs: liveNeeds },
        { path: '/stage', app: 'stage', file: 'stage.html', frameAncestors: crewOrigin },
      ]),
      createShowFiles({
        edition: editions.text,
        asset: (fileName) => assets.get(fileName) ?? null,
        allowOrigin: () => '*',
      }),
      (_request, response, url) => (url.pathname === '/' ? sendRedirect(response, '/live') : false),
    ],
    null,
  )
  const io = new Server<AudienceToServer, ServerToClient>(http, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: 4096,
    cors: { origin: '*' },
    perMessageDeflate: false,
  })
  const fans = io.of('/audience')
  let lastCount = -1
  setInterval(() => {
    if (fans.sockets.size !== lastCount) tell({ kind: 'count', audience: fans.sockets.size })
    lastCount = fans.sockets.size
  }, 500).unref()

  fans.on('connection', (socket) => {
    socket.on('hello', (hello, ack) => {
      if (typeof ack !== 'function') return
      const other = otherVersion(hello)
      if (other !== null) return ack(other)
      const snapshot = mirror.performance() ?? show.snapshot
      editions.told(socket.id, editionsNeeded(snapshot, mirror.waiting()))
      ack({
        clientId: socket.id,
        role: 'audience',
        performanceId: show.performanceId,
        snapshot,
        tail: mirror.waiting(),
        edition: snapshot.edition,
        draftEdition: snapshot.edition,
        delayMs: show.delayMs,
        assetPort: port,
        speaks: false,
      })
    })
    socket.on('ping_clock', (_clientSentMs, ack) => {
      if (typeof ack !== 'function') return
      const atMs = nowMs()
      ack({ receivedAtMs: atMs, sentAtMs: atMs, epoch: mirror.performance()?.epoch ?? 0 })
    })
    socket.on('resumeSince', (seq, ack) => {
      if (typeof ack !== 'function') return
      const first = recent[0]?.seq ?? mirror.lastSeq() + 1
      if (typeof seq !== 'number' || seq + 1 < first) return ack({ error: 'That is too long ago: say hello again.' })
      ack(recent.filter((entry) => entry.seq > seq))
    })
    socket.on('disconnect', () => editions.left(socket.id))
  })

  listen(http, port, opening.host).then(
    (bound) => {
      port = bound
      tell({ kind: 'listening', port })
    },
    (error: NodeJS.ErrnoException) => tell({ kind: 'failed', code: error.code ?? 'unknown', message: error.message }),
  )

  return {
    take(message) {
      if (message.kind === 'edition' || message.kind === 'assets') for (const [name, bytes] of message.assets) assets.set(name, bytes)
      if (message.kind === 'edition') {
        editions.put(message.hash, message.text)
        editions.told(`adopt ${message.hash}`, [message.hash]) // the entry that needs it comes next
        fans.emit('edition', message.hash)
      }
      if (message.kind === 'entry') {
        recent = [...recent, message.entry]
        mirror.take(message.entry)
        fans.emit('entry', message.entry)
      }
    },
  }
}

renouncePrecedence()
let audience: ReturnType<typeof openAudience> | null = null
process.on('message', (message: ToAudience) => {
  if (message.kind === 'open') audience ??= openAudience(message)
  else if (message.kind === 'close') process.exit(0)
  else audience?.take(message)
})
// Signals go to the whole process group; the engine says when to close, and its end is ours.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)
process.on('disconnect', () => process.exit(0))
