/**
 * Files from the crew's computers into the show folder: `PUT /api/v1/files?name=rain.wav`, the bytes as the body. Sounds go to `audio/`,
 * pictures and films to `media/`. Nothing that is there is ever written over: an edition on air may be playing it.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Keys, roleOf } from '../store/keys.ts'
import type { RequestGuard } from '../web/request-guard.ts'
import { type Handler, sendJson, sendRefusal } from '../web/responses.ts'

export interface FileDoorParts {
  readonly guard: RequestGuard
  readonly keys: Keys | null
  readonly showFolder: string
  /** Where files are until they are whole; on the disk of the show folder. */
  readonly stateFolder: string
  /** Who has locked the show against edits. */
  readonly lockedBy: () => string | null
  /** Longest file, bytes. */
  readonly longest: number
}

/** An hour of film at 8 Mbit/s. SVG is left out: it is a program, and it would run on the origin of the engine. */
export const longestFile = 4 * 1024 ** 3
const folderOf: Readonly<Record<string, string>> = Object.fromEntries([
  ...['wav', 'flac', 'mp3', 'ogg', 'opus', 'm4a', 'aac'].map((ext) => [ext, 'audio']),
  ...['png', 'jpg', 'jpeg', 'webp', 'avif', 'gif', 'mp4', 'webm', 'mov', 'mkv', 'm4v'].map((ext) => [ext, 'media']),
])

/** @returns where a file of this name goes inside the show folder; null for a name or kind that has no place. */
export function placeOf(name: string): { readonly folder: string; readonly stem: string; readonly ext: string } | null {
  const plain = name.normalize('NFC')
  const [, stem = '', ending = ''] = /^([^/\\:*?"<>|\p{Cc}]{1,120})\.([A-Za-z0-9]{1,5})$/u.exec(plain) ?? []
  const folder = folderOf[ending.toLowerCase()]
  if (folder === undefined || stem.startsWith('.') || stem.endsWith(' ') || stem.includes('..')) return null
  return { folder, stem, ext: ending.toLowerCase() }
}

class TooLong extends Error {}

/** Counts and hashes what goes through. */
class Measure extends Transform {
  readonly hash = createHash('sha256')
  length = 0
  private readonly longest: number
  constructor(longest: number) {
    super()
    this.longest = longest
  }
  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.length += chunk.length
    if (this.length > this.longest) done(new TooLong())
    else {
      this.hash.update(chunk)
      done(null, chunk)
    }
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

export function createFileDoor(parts: FileDoorParts): Handler {
  const incoming = join(parts.stateFolder, 'incoming')
  // What an engine that died was still taking in.
  rmSync(incoming, { recursive: true, force: true })

  /** The first free name; the file itself when the same bytes lie there already. */
  async function settle(part: string, place: NonNullable<ReturnType<typeof placeOf>>, size: number, digest: string): Promise<string> {
    const { folder, stem, ext } = place
    mkdirSync(join(parts.showFolder, folder), { recursive: true })
    for (let n = 1; ; n += 1) {
      const path = `${folder}/${n === 1 ? stem : `${stem}-${n}`}.${ext}`
      const at = join(parts.showFolder, path)
      if (!existsSync(at)) {
        renameSync(part, at)
        return path
      }
      if (statSync(at).size === size && (await hashOf(at)) === digest) return path
    }
  }

  async function take(request: IncomingMessage, place: NonNullable<ReturnType<typeof placeOf>>): Promise<string> {
    mkdirSync(incoming, { recursive: true })
    const part = join(incoming, randomUUID())
    const measure = new Measure(parts.longest)
    try {
      await pipeline(request, measure, createWriteStream(part, { flags: 'wx' }))
      return await settle(part, place, measure.length, measure.hash.digest('hex'))
    } finally {
      rmSync(part, { force: true })
    }
  }

  return async (request, response, url) => {
    if (url.pathname !== '/api/v1/files') return false
    /** What is still coming is not read: the connection ends with the answer. */
    const refuse = (status: number, reason: string, message: string): true => {
      response.setHeader('Connection', 'close')
      return sendRefusal(response, status, reason, message)
    }
    if (!parts.guard.isAllowedOrigin(request.headers.origin))
      return refuse(403, 'foreign-origin', `Pages of ${request.headers.origin ?? ''} may not talk to this engine.`)
    if (request.method !== 'PUT') return refuse(405, 'wrong-method', 'Files are sent with PUT.')
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    const role = roleOf('http', bearer, parts.keys)
    if (role !== 'operator' && role !== 'author') return refuse(403, 'not-allowed', 'Only authors and operators add files to the show.')
    // A form of a foreign page cannot say this without asking first.
    if (!/^application\/octet-stream\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      return refuse(415, 'not-bytes', 'Send the bytes of the file as "Content-Type: application/octet-stream".')
    const by = parts.lockedBy()
    if (by !== null) return refuse(409, 'show-locked', `The show is locked against edits by ${by}.`)
    const name = url.searchParams.get('name') ?? ''
    const place = placeOf(name)
    if (place === null)
      return refuse(
        415,
        'unknown-kind',
        `"${name.slice(0, 80)}" is no sound, picture or film that pages can play: ${Object.keys(folderOf).join(', ')}.`,
      )
    if (Number(request.headers['content-length'] ?? 0) > parts.longest)
      return refuse(413, 'too-long', `A file is shorter than ${parts.longest} bytes.`)
    try {
      return sendJson(response, 200, { ok: true, path: await take(request, place) })
    } catch (error) {
      if (error instanceof TooLong) return refuse(413, 'too-long', `A file is shorter than ${parts.longest} bytes.`)
      if (request.destroyed && !request.complete) {
        response.destroy()
        return true
      }
      return refuse(507, 'disk', `The file could not be written: ${(error as Error).message}.`)
    }
  }
}
