import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpServer, listen } from '../web/http-server.ts'
import { createFileDoor, placeOf } from './file-door.ts'

const keys = { operator: 'op', author: 'au', stage: 'st' }
let folder: string
let server: Server
let url: string
let locked: string | null
beforeEach(async () => {
  locked = null
  folder = mkdtempSync(join(tmpdir(), 'ghostlight-files-'))
  mkdirSync(join(folder, '.ghostlight/incoming'), { recursive: true })
  writeFileSync(join(folder, '.ghostlight/incoming/half'), 'of an engine that died')
  const door = createFileDoor({
    guard: { isAllowedHost: () => true, isAllowedOrigin: (origin) => origin !== 'http://evil.example' },
    keys,
    showFolder: folder,
    stateFolder: join(folder, '.ghostlight'),
    lockedBy: () => locked,
    longest: 1000,
  })
  server = createHttpServer([door], null)
  url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
})
afterEach(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

async function put(name: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/api/v1/files?name=${encodeURIComponent(name)}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream', Authorization: 'Bearer au', ...headers },
    body,
  })
  return { status: response.status, ...((await response.json()) as { ok: boolean; path?: string; reason?: string }) }
}
const left = (): readonly string[] => {
  const incoming = join(folder, '.ghostlight/incoming')
  return existsSync(incoming) ? readdirSync(incoming) : []
}

describe('files into the show folder', () => {
  it('what an engine that died was still taking in is swept away', () => expect(left()).toEqual([]))

  it('a sound goes to audio, a picture to media, byte for byte, and nothing stays behind', async () => {
    expect(await put('雨 1.wav', 'drip')).toMatchObject({ status: 200, path: 'audio/雨 1.wav' })
    expect(await put('Moon.PNG', 'pale')).toMatchObject({ status: 200, path: 'media/Moon.png' })
    expect(readFileSync(join(folder, 'audio/雨 1.wav'), 'utf8')).toBe('drip')
    expect(left()).toEqual([])
  })

  it('what is there is never written over: other bytes get another name, the same bytes the same', async () => {
    await put('rain.wav', 'one')
    expect((await put('rain.wav', 'two')).path).toBe('audio/rain-2.wav')
    expect((await put('rain.wav', 'one')).path).toBe('audio/rain.wav')
    expect((await put('rain.wav', 'two')).path).toBe('audio/rain-2.wav')
    expect(readdirSync(join(folder, 'audio')).sort()).toEqual(['rain-2.wav', 'rain.wav'])
  })

  it('a name never leads out of its folder, and only what pages can play has a place', () => {
    for (const name of [
      '../show.json',
      'a/b.png',
      'a\\b.png',
      '.hidden.png',
      'show.json',
      'x.svg',
      'x.exe',
      '.png',
      'a..b/../c.png',
      'a\u0000.png',
    ])
      expect(placeOf(name)).toBeNull()
    expect(placeOf('a.b.mp4')).toEqual({ folder: 'media', stem: 'a.b', ext: 'mp4' })
  })

  it('who may not, from elsewhere, in another form, or while the show is locked: each is refused by name', async () => {
    expect(await put('a.wav', 'x', { Authorization: 'Bearer st' })).toMatchObject({ status: 403, reason: 'not-allowed' })
    expect(await put('a.wav', 'x', { Authorization: 'Bearer wrong' })).toMatchObject({ status: 403, reason: 'not-allowed' })
    expect(await put('a.wav', 'x', { Origin: 'http://evil.example' })).toMatchObject({ status: 403, reason: 'foreign-origin' })
    expect(await put('a.wav', 'x', { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415, reason: 'not-bytes' })
    expect(await put('a.txt', 'x')).toMatchObject({ status: 415, reason: 'unknown-kind' })
    locked = 'operator:Console'
    expect(await put('a.wav', 'x')).toMatchObject({ status: 409, reason: 'show-locked' })
    expect(existsSync(join(folder, 'audio'))).toBe(false)
  })

  it('a file that is too long leaves nothing behind, whether it says so or not', async () => {
    expect(await put('long.wav', 'x'.repeat(1001))).toMatchObject({ status: 413, reason: 'too-long' })
    const response = await fetch(`${url}/api/v1/files?name=long.wav`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream', Authorization: 'Bearer op' },
      body: new Blob(['x'.repeat(600), 'x'.repeat(600)]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
    expect(left()).toEqual([])
    expect(existsSync(join(folder, 'audio'))).toBe(false)
  })
})
