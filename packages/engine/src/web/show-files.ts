/** Editions and assets, by hash: immutable, so that anything between here and a page may keep them. */
import { createReadStream, fstatSync } from 'node:fs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type AssetBytes, mediaTypeOf } from '../store/asset-store.ts'
import { forEver, type Handler, sendRefusal } from './responses.ts'

export interface ShowFileSource {
  /** The canonical bytes of an edition. */
  edition(hash: string): string | null
  /** By "<hash>.<ext>". */
  asset(fileName: string): AssetBytes | null
  /** Value for Access-Control-Allow-Origin; null leaves it out. */
  allowOrigin(origin: string | undefined): string | null
}

const gzipAsync = promisify(gzip)
const zippedKept = 6

export function createShowFiles(source: ShowFileSource): Handler {
  const zipped = new Map<string, Promise<Buffer>>()

  function zip(hash: string, text: string): Promise<Buffer> {
    const present = zipped.get(hash)
    if (present !== undefined) return present
    const made = gzipAsync(text, { level: 6 })
    zipped.set(hash, made)
    for (const old of zipped.keys()) if (zipped.size > zippedKept) zipped.delete(old)
    return made
  }

  return async (request, response, url) => {
    const match = /^\/(editions|assets)\/([0-9a-f]{64})\.([a-z0-9]{1,8})$/.exec(url.pathname)
    if (match === null || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    const [, kind, hash = '', ext = ''] = match
    const origin = source.allowOrigin(request.headers.origin)
    const headers = {
      ETag: `"${hash}"`,
      'Cache-Control': forEver,
      Vary: 'Origin, Accept-Encoding',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      ...(origin === null ? {} : { 'Access-Control-Allow-Origin': origin }),
    }
    const text = kind === 'editions' ? source.edition(hash) : null
    const asset = kind === 'assets' ? source.asset(`${hash}.${ext}`) : null
    if (text === null && asset === null) return sendRefusal(response, 404, 'not-found', `Nothing here is named ${hash}.`)
    if (request.headers['if-none-match'] === headers.ETag) {
      response.writeHead(304, headers)
      response.end()
      return true
    }
    if (text !== null) {
      const wantsZip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
      const body = wantsZip ? await zip(hash, text) : Buffer.from(text)
      response.writeHead(200, {
        ...headers,
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': body.length,
        ...(wantsZip ? { 'Content-Encoding': 'gzip' } : {}),
      })
      response.end(request.method === 'HEAD' ? undefined : body)
      return true
    }
    if (asset === null) return false
    const typed = { ...headers, 'Content-Type': mediaTypeOf(ext) }
    if (asset.kind === 'memory') {
      response.writeHead(200, { ...typed, 'Content-Length': asset.bytes.length })
      response.end(request.method === 'HEAD' ? undefined : asset.bytes)
      return true
    }
    const stream = createReadStream(asset.path)
    stream.on('open', (fd) => {
      response.writeHead(200, { ...typed, 'Content-Length': fstatSync(fd).size })
      if (request.method === 'HEAD') {
        response.end()
        stream.destroy()
      } else stream.pipe(response)
    })
    // A download that is broken off leaves the file open otherwise, until no file can be opened any more.
    response.on('close', () => stream.destroy())
    stream.on('error', () => {
      if (!response.headersSent) sendRefusal(response, 404, 'not-found', 'The file of this asset is gone; start the engine again.')
      else response.destroy()
    })
    return true
  }
}
