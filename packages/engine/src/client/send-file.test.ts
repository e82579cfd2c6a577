import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendFile } from './send-file.ts'

/** The part of XMLHttpRequest that is used, played by the test. */
class PlayedRequest {
  static latest: PlayedRequest
  readonly upload: { onprogress: ((event: object) => void) | null } = { onprogress: null }
  onload: (() => void) | null = null
  onerror: (() => void) | null = null
  onabort: (() => void) | null = null
  onloadend: (() => void) | null = null
  responseText = ''
  status = 200
  readonly headers: Record<string, string> = {}
  opened = ''
  sent: unknown = null
  constructor() {
    PlayedRequest.latest = this
  }
  open(method: string, url: URL): void {
    this.opened = `${method} ${url.pathname}${url.search}`
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(body: unknown): void {
    this.sent = body
  }
  abort(): void {
    this.onabort?.()
    this.onloadend?.()
  }
  answer(text: string): void {
    this.responseText = text
    this.onload?.()
    this.onloadend?.()
  }
}

const file = new File(['abc'], 'rain & wind.wav', { type: 'audio/wav' })
function start(key: string | null = null) {
  const progress: number[] = []
  const abort = new AbortController()
  const answer = sendFile('http://127.0.0.1:4400', key, file, { onProgress: (unit) => progress.push(unit), signal: abort.signal })
  return { progress, abort, answer, request: PlayedRequest.latest }
}
beforeEach(() => void vi.stubGlobal('XMLHttpRequest', PlayedRequest))
afterEach(() => void vi.unstubAllGlobals())

describe('a file on its way to the engine', () => {
  it('is put under its name with the key, says how far it has come, and where it lies', async () => {
    const { progress, answer, request } = start('k1')
    expect(request.opened).toBe('PUT /api/v1/files?name=rain%20%26%20wind.wav')
    expect(request.headers).toEqual({ 'Content-Type': 'application/octet-stream', Authorization: 'Bearer k1' })
    expect(request.sent).toBe(file)
    request.upload.onprogress!({ lengthComputable: true, loaded: 1, total: 4 })
    request.upload.onprogress!({ lengthComputable: false, loaded: 2, total: 0 })
    request.upload.onprogress!({ lengthComputable: true, loaded: 4, total: 4 })
    request.answer('{"ok":true,"path":"audio/rain.wav"}')
    expect(await answer).toEqual({ ok: true, path: 'audio/rain.wav' })
    expect(progress).toEqual([0.25, 1])
  })

  it('can be cancelled while it is sent, and before', async () => {
    const { abort, answer } = start()
    abort.abort()
    expect(await answer).toMatchObject({ ok: false, reason: 'cancelled' })
    const before = AbortSignal.abort()
    expect(await sendFile('http://127.0.0.1:4400', null, file, { onProgress: () => undefined, signal: before })).toMatchObject({
      reason: 'cancelled',
    })
  })

  it('a refusal of the engine is passed on; a broken line or an answer of somebody else is no connection', async () => {
    const refused = start()
    refused.request.answer('{"ok":false,"reason":"disk","message":"full"}')
    expect(await refused.answer).toMatchObject({ reason: 'disk' })
    const strange = start()
    strange.request.answer('<html>')
    expect(await strange.answer).toMatchObject({ reason: 'no-connection' })
    const broken = start()
    broken.request.onerror!()
    expect(await broken.answer).toMatchObject({ reason: 'no-connection' })
  })
})
