/** The built pages of console and stage, and the short addresses that lead to them. */
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import { pagesFolder } from './built-files.ts'
import { linkHeader } from './first-needs.ts'
import { forEver, type Handler, sendRefusal } from './responses.ts'

export interface PageAddress {
  /** Such as "/console". */
  readonly path: string
  readonly app: 'console' | 'stage'
  /** Such as "index.html". */
  readonly file: string
  /** Who may show it in a frame: a Content-Security-Policy source list. */
  readonly frameAncestors: string
  /** Addresses the page will ask for first. */
  readonly needs?: (request: IncomingMessage) => readonly string[]
}

/** @param addresses called per request: ports are known only after listening. */
export function createPages(apps: readonly ('console' | 'stage')[], addresses: () => readonly PageAddress[]): Handler {
  // dev: files are looked up per request, so that a rebuild while the engine runs is seen.
  const servers = apps.map((app) => ({
    prefix: `/pages/${app}/`,
    serve: sirv(pagesFolder(app), {
      dev: true,
      etag: true,
      gzip: true, // where the build has put a zipped file beside the plain one
      setHeaders: (response, path) =>
        response.setHeader('Cache-Control', /[-.][\w-]{8,}\.\w+$/.test(path) && !path.endsWith('.html') ? forEver : 'no-cache'),
    }),
  }))

  return (request, response, url) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    if (url.pathname === '/favicon.ico') {
      // Browsers ask whatever the page says; nothing is a better answer than a 404 in their logs.
      response.writeHead(204, { 'Cache-Control': forEver })
      response.end()
      return true
    }
    const page = addresses().find(({ path }) => path === url.pathname)
    if (page !== undefined) {
      const file = join(pagesFolder(page.app), page.file)
      if (!existsSync(file)) {
        return sendRefusal(response, 503, 'not-built', `The ${page.app} page has not been built. Run "npm run build", then reload.`)
      }
      const html = readFileSync(file)
      const needs = page.needs?.(request) ?? []
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Length': html.length,
        'Cache-Control': 'no-cache',
        'Content-Security-Policy': `frame-ancestors ${page.frameAncestors}`,
        ...(needs.length === 0 ? {} : { Link: linkHeader(needs) }),
      })
      response.end(request.method === 'HEAD' ? undefined : html)
      return true
    }
    const server = servers.find(({ prefix }) => url.pathname.startsWith(prefix))
    if (server === undefined) return false
    request.url = url.pathname.slice(server.prefix.length - 1)
    server.serve(request, response, () => {
      sendRefusal(response, 404, 'not-found', `There is no page file ${url.pathname}.`)
    })
    return true
  }
}
