import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { createHttpServer } from './http-server.ts'
import { createShowFiles } from './show-files.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serveFile() {
  const folder = mkdtempSync(join(tmpdir(), 'ghostlight-files-'))
  const path = join(folder, 'big.wav')
  writeFileSync(path, Buffer.alloc(20_000_000))
  const files = createShowFiles({ edition: () => null, asset: () => ({ kind: 'file', path }), allowOrigin: () => '*' })
  const server = createHttpServer([files], null)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stops.push(
    () => server.close().closeAllConnections(),
    () => rmSync(folder, { recursive: true }),
  )
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/assets/${'a'.repeat(64)}.wav`
  const openCount = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === path
      } catch {
        return false // closed while we looked
      }
    }).length
  return { url, openCount }
}

it.skipIf(!existsSync('/proc/self/fd'))('a download that is broken off, or only asked about, leaves no file open', async () => {
  const { url, openCount } = await serveFile()
  for (let i = 0; i < 3; i++) {
    await new Promise<void>((done) => {
      const asked = get(url, { agent: false }, (response) => {
        response.once('data', () => {
          expect(openCount()).toBeGreaterThan(0)
          asked.destroy()
          done()
        })
      })
      asked.on('error', () => undefined)
    })
    await new Promise<void>((done) => {
      request(url, { method: 'HEAD', agent: false }, (response) => response.resume().on('end', done)).end()
    })
  }
  await vi.waitFor(() => expect(openCount()).toBe(0), { timeout: 3000, interval: 20 })
})
