/** An HTTP server over a chain of handlers; one that throws answers 500 and stops nothing else. */
import { createServer, type Server } from 'node:http'
import type { RequestGuard } from './request-guard.ts'
import { commonHeaders, type Handler, sendRefusal } from './responses.ts'

/** `handlers` may be filled later: until then every request is told to come again. `guard` null: any Host will do (the audience's port is read-only and public). */
export function createHttpServer(handlers: readonly Handler[], guard: RequestGuard | null): Server {
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(commonHeaders)) if (value !== undefined) response.setHeader(name, value)
    if (guard !== null && !guard.isAllowedHost(request.headers.host)) {
      sendRefusal(
        response,
        421,
        'foreign-host',
        `This engine does not answer to the name "${request.headers.host ?? ''}". Use the address that it printed, or add the name with --allow-host.`,
      )
      return
    }
    if (handlers.length === 0) {
      response.setHeader('Retry-After', '1')
      sendRefusal(response, 503, 'starting', 'This Ghostlight is just starting. Try again in a second.')
      return
    }
    let url: URL
    try {
      url = new URL(request.url ?? '/', 'http://engine')
    } catch {
      sendRefusal(response, 400, 'bad-address', 'The address of this request cannot be read.')
      return
    }
    void answer(handlers, url)
    async function answer(chain: readonly Handler[], at: URL): Promise<void> {
      try {
        for (const handle of chain) if (await handle(request, response, at)) return
        sendRefusal(response, 404, 'not-found', `There is nothing at ${at.pathname}.`)
      } catch (error) {
        if (response.headersSent) response.destroy()
        else sendRefusal(response, 500, 'engine-error', error instanceof Error ? error.message : String(error))
      }
    }
  })
}

/** @throws NodeJS.ErrnoException, such as EADDRINUSE. @returns the port, chosen by the system when 0 was asked for. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
