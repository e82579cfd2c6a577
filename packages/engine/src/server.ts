/** Starts a show server: reads the show, takes the port, then gives the show behind it. Constructing is not starting. */
import { join } from 'node:path'
import { giveShow, type ServerParts } from './give-show.ts'
import { BrokenShow, type RunningServer } from './running-server.ts'
import type { ServeOptions } from './serve-options.ts'
import { noteServing, refuseWhenServed } from './store/serving-note.ts'
import { isBroken, readShow } from './store/show-store.ts'
import { createHttpServer, listen } from './web/http-server.ts'
import { createRequestGuard, hostNames } from './web/request-guard.ts'
import type { Handler } from './web/responses.ts'

/**
 * The port comes first: an engine that cannot have it must not have touched the log of the one that has.
 *
 * @throws BrokenShow, BadOption, ShowInUse, or NodeJS.ErrnoException 'EADDRINUSE'
 */
export async function startShowServer(options: ServeOptions, parts: ServerParts): Promise<RunningServer> {
  const reading = readShow(options.showFolder, options.venueFile, parts.files)
  if (reading.documents === null || isBroken(reading.issues)) throw new BrokenShow(reading.issues)
  const stateFolder = join(options.showFolder, '.ghostlight')
  await refuseWhenServed(stateFolder, parts.files)
  const ports = { http: options.port, audience: 0 }
  const guard = createRequestGuard(hostNames(options.host, options.allowHost), () => [ports.http, ports.audience])
  const handlers: Handler[] = []
  const http = createHttpServer(handlers, guard)
  ports.http = await listen(http, options.port, options.host)
  noteServing(stateFolder, { host: options.host, port: ports.http }, parts.files)
  try {
    return await giveShow(options, parts, reading, { http, handlers, guard, ports })
  } catch (error) {
    http.close()
    http.closeAllConnections()
    noteServing(stateFolder, null, parts.files)
    throw error
  }
}
