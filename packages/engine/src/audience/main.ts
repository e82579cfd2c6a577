/**
 * The audience's process: live page, preview page, assets and the fans' sockets on a port of their own.
 * Whatever thousands of fans do, the process that fires cues does not notice.
 */

import { compileEdition, type Edition, type EditionData, type Entry } from '@ghostlight/timeline'
import { Server } from 'socket.io'
import { createPerformanceMirror } from '../client/performance-mirror.ts'
import { renouncePrecedence } from '../outputs/realtime.ts'
import { type AudienceToServer, PROTOCOL_VERSION, type ServerToClient } from '../protocol/index.ts'
import type { AssetBytes } from '../store/asset-store.ts'
import { firstNeeds } from '../web/first-needs.ts'
import { createHttpServer, listen } from '../web/http-server.ts'
import { createPages } from '../web/pages.ts'
import { sendRedirect } from '../web/responses.ts'
import { createShowFiles } from '../web/show-files.ts'
import type { FromAudience, ToAudience } from './messages.ts'

const tell = (message: FromAudience) => process.send?.(message)

function openAudience(opening: ToAudience & { readonly kind: 'open' }): { take(message: ToAudience): void } {
  const { show } = opening
  const editions = new Map<string, { readonly text: string; readonly edition: Edition }>()
  const assets = new Map<string, AssetBytes>(opening.assets)
  const keep = (hash: string, text: string) => editions.set(hash, { text, edition: compileEdition(JSON.parse(text) as EditionData, hash) })
  for (const { hash, text } of opening.editions) keep(hash, text)

  const nowMs = () => Number(process.hrtime.bigint() - show.hrtimeOrigin) / 1e6
  const mirror = createPerformanceMirror({
    editionOf: (hash) => editions.get(hash)?.edition ?? null,
    horizonMs: () => nowMs() - show.delayMs,
  })
  mirror.start(show.performanceId, show.snapshot, show.tail)
  const recent: Entry[] = [...show.tail]

  const crewOrigin = `http://localhost:${opening.crewPort} http://127.0.0.1:${opening.crewPort} http://*:${opening.crewPort}`
  let port = opening.port
  const liveNeeds = () => {
    const inForce = editions.get(mirror.performance()?.edition ?? '')
    return inForce === undefined ? [] : firstNeeds(inForce.edition, '')
  }
  const http = createHttpServer(
    [
      createPages(['console', 'stage'], () => [
        { path: '/live', app: 'stage', file: 'live.html', frameAncestors: '*', needs: liveNeeds },
        { path: '/stage', app: 'stage', file: 'stage.html', frameAncestors: crewOrigin },
      ]),
      createShowFiles({
        edition: (hash) => editions.get(hash)?.text ?? null,
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
      if (hello?.protocolVersion !== PROTOCOL_VERSION) return ack({ error: 'This page is older or newer than the show: reload it.' })
      const snapshot = mirror.performance() ?? show.snapshot
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
        keep(message.hash, message.text)
        fans.emit('edition', message.hash)
      }
      if (message.kind === 'entry') {
        recent.push(message.entry)
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
