/** Small answers over HTTP. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean | Promise<boolean>

/** On every answer of either port: nobody sniffs, and the preview may live in a process of its own. */
export const commonHeaders: OutgoingHttpHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Origin-Agent-Cluster': '?1',
  'Referrer-Policy': 'no-referrer',
}
export const forEver = 'public, max-age=31536000, immutable'

export const sendJson = (response: ServerResponse, status: number, value: unknown): true =>
  sendJsonBytes(response, status, Buffer.from(`${JSON.stringify(value)}\n`))

export function sendJsonBytes(response: ServerResponse, status: number, bytes: Uint8Array): true {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': bytes.length,
  })
  response.end(bytes)
  return true
}
/** @param reason stable word; @param message what was wrong, what was given, what to do. */
export const sendRefusal = (response: ServerResponse, status: number, reason: string, message: string): true =>
  sendJson(response, status, { ok: false, reason, message })

/** By which name this machine was asked. */
export const hostnameOf = (request: IncomingMessage): string => new URL(`http://${request.headers.host ?? 'localhost'}`).hostname

export function sendRedirect(response: ServerResponse, to: string): true {
  response.writeHead(302, { Location: to, 'Cache-Control': 'no-store' })
  response.end()
  return true
}

/** @throws never; resolves to null when the body is longer than `maxBytes`. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) chunks.push(chunk)
    })
    request.on('end', () => resolve(length > maxBytes ? null : Buffer.concat(chunks)))
    request.on('error', () => resolve(null))
  })
}
