/** `/api/v1`: status, show, log and commands, for scripts, buttons and other programs. */
import type { IncomingMessage } from 'node:http'
import type { CommandResult, Edition, Moment } from '@ghostlight/timeline'
import type { Role, ShowStatus } from '../protocol/index.ts'
import { parseCommand } from '../runner/parse-command.ts'
import type { ShowRunner } from '../runner/show-runner.ts'
import { type Keys, roleOf } from '../store/keys.ts'
import type { RequestGuard } from '../web/request-guard.ts'
import { type Handler, readBody, sendJson, sendJsonBytes, sendRefusal } from '../web/responses.ts'

export interface HttpApiParts {
  readonly runner: ShowRunner
  readonly guard: RequestGuard
  readonly keys: Keys | null
  readonly status: () => ShowStatus
  readonly moment: () => Moment
  readonly performanceId: string
  /** JSON, UTF-8. */
  readonly report: () => Promise<Uint8Array>
}

const longestBody = 64 * 1024
const statusOf: Readonly<Partial<Record<(CommandResult & { ok: false })['reason'], number>>> = {
  'bad-command': 400,
  'bad-position': 400,
  'not-allowed': 403,
  'unknown-cue': 404,
  'unknown-segment': 404,
  'unknown-output': 404,
  'unknown-edge': 404,
}

/** What is on, in the numbers and names that people use. */
function momentSummary(edition: Edition, moment: Moment): unknown {
  const { segment } = moment
  const standby = moment.standbyCueId === null ? undefined : edition.show.cues[moment.standbyCueId]
  const time = segment === null ? undefined : edition.time[segment.songId]
  const atBeats = segment === null || time === undefined ? null : time.tempo.msToBeats(segment.positionMs)
  return {
    standby: standby === undefined ? null : { id: moment.standbyCueId, number: standby.number, name: standby.name },
    segment:
      segment === null || time === undefined || atBeats === null
        ? null
        : {
            id: segment.segmentId,
            songId: segment.songId,
            positionMs: segment.positionMs,
            lengthMs: time.lengthMs,
            barBeat: time.barBeatAt(atBeats),
            section: time.sectionAt(atBeats),
            held: segment.heldForMs !== null,
            ended: segment.ended,
            vamp: segment.vamp,
          },
    runningCues: moment.cues
      .filter((cue) => cue.state !== 'done')
      .map((cue) => ({ id: cue.cueId, number: edition.show.cues[cue.cueId]?.number, state: cue.state })),
    blackout: moment.blackout,
    frozen: moment.frozen,
    grandMasterUnit: moment.grandMasterUnit,
    askResume: moment.askResume,
  }
}

export function createHttpApi(parts: HttpApiParts): Handler {
  const { runner } = parts

  function roleOfRequest(request: IncomingMessage): Role | null {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    return roleOf('http', bearer, parts.keys)
  }

  return async (request, response, url) => {
    if (!url.pathname.startsWith('/api/')) return false
    if (!parts.guard.isAllowedOrigin(request.headers.origin)) {
      return sendRefusal(response, 403, 'foreign-origin', `Pages of ${request.headers.origin ?? ''} may not talk to this engine.`)
    }
    const role = roleOfRequest(request)
    if (role === null) {
      return sendRefusal(
        response,
        401,
        'wrong-key',
        'This engine is open to the network: send the key it printed as "Authorization: Bearer <key>".',
      )
    }
    const get = request.method === 'GET'
    switch (url.pathname) {
      case '/api/v1/status':
        if (!get) return sendRefusal(response, 405, 'wrong-method', 'Ask for the status with GET.')
        return sendJson(response, 200, {
          ghostlight: 1,
          ...parts.status(),
          edition: runner.performance().edition,
          moment: momentSummary(runner.edition(), parts.moment()),
        })
      case '/api/v1/show': {
        if (!get) return sendRefusal(response, 405, 'wrong-method', 'Ask for the show with GET.')
        const edition = runner.edition()
        const songs = Object.fromEntries(
          Object.entries(edition.songs).map(([id, song]) => [id, { title: song.title, lengthMs: edition.time[id]?.lengthMs ?? null }]),
        )
        return sendJson(response, 200, {
          edition: edition.hash,
          show: edition.show,
          songs,
          cueOrder: edition.cueOrder,
          segmentOrder: edition.segmentOrder,
        })
      }
      case '/api/v1/log': {
        if (!get) return sendRefusal(response, 405, 'wrong-method', 'Ask for the log with GET.')
        const since = Number(url.searchParams.get('since') ?? 0)
        if (!Number.isInteger(since) || since < 0)
          return sendRefusal(response, 400, 'bad-address', '"since" is the number of an entry, such as ?since=12.')
        return sendJson(response, 200, { performanceId: parts.performanceId, entries: runner.entriesSince(since) })
      }
      case '/api/v1/report':
        if (!get) return sendRefusal(response, 405, 'wrong-method', 'Ask for the report with GET.')
        return sendJsonBytes(response, 200, await parts.report())
      case '/api/v1/commands': {
        if (request.method !== 'POST') return sendRefusal(response, 405, 'wrong-method', 'Commands are sent with POST.')
        if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
          return sendRefusal(
            response,
            415,
            'not-json',
            `Commands are JSON: send "Content-Type: application/json"; got "${request.headers['content-type'] ?? 'none'}".`,
          )
        }
        const body = await readBody(request, longestBody)
        if (body === null) return sendRefusal(response, 413, 'too-long', `A command is shorter than ${longestBody} bytes.`)
        let value: unknown
        try {
          value = JSON.parse(body.toString('utf8'))
        } catch (error) {
          return sendRefusal(response, 400, 'not-json', `The body is not JSON: ${(error as Error).message}.`)
        }
        const parsed = parseCommand(value)
        if (!parsed.ok) return sendRefusal(response, 400, 'bad-command', parsed.message)
        const result = await runner.command(parsed.command, parsed.id, { role, name: `http:${request.socket.remoteAddress ?? ''}` })
        return sendJson(response, result.ok ? 200 : (statusOf[result.reason] ?? 409), result)
      }
      default:
        return sendRefusal(
          response,
          404,
          'not-found',
          'Known are GET /api/v1/status, /api/v1/show, /api/v1/log, /api/v1/report and POST /api/v1/commands.',
        )
    }
  }
}
