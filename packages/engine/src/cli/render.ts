/**
 * `ghostlight render <show> --out x.webm`: a song as video with sound, or one picture of it, drawn picture by picture in a headless
 * browser (`apps/stage/render.html`). Nothing is timed: the same show gives the same pictures on every run. A video is made in parts that
 * are kept beside it until it is whole, so that a rendering that was broken off goes on where it stopped.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Page } from 'playwright-core'
import sirv from 'sirv'
import type { RenderedPart, RenderOpened, RenderRequest, VideoCodecName } from '../protocol/index.ts'
import type { AssetStore } from '../store/asset-store.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { pagesFolder } from '../web/built-files.ts'
import { createShowFiles } from '../web/show-files.ts'
import { openShowWithFiles } from './open-show.ts'
import { createProgress } from './progress.ts'
import { type RenderOptions, requestOf } from './render-request.ts'

const CODEC_WORDS: Readonly<Record<VideoCodecName, string>> = { vp9: 'VP9', av1: 'AV1', avc: 'H.264' }

/** Pages, edition, assets, and a place where the page puts what it has made. */
export function serveRendering(text: string, assets: AssetStore, partsFolder: string): Promise<Server> {
  const pages = sirv(pagesFolder('stage'), { dev: true })
  const showFiles = createShowFiles({ edition: () => text, asset: (name) => assets.find(name), allowOrigin: () => null })
  const take = async (request: IncomingMessage, response: ServerResponse, name: string) => {
    const path = join(partsFolder, name)
    if (request.method === 'PUT') {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      writeFileSync(`${path}.new`, Buffer.concat(chunks))
      renameSync(`${path}.new`, path)
      response.writeHead(204).end()
    } else if (existsSync(path)) {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' })
      await pipeline(createReadStream(path), response)
    } else response.writeHead(404).end()
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const out = /^\/out\/((?:part-\d+)|video|still)$/.exec(url.pathname)
    const work = async () => {
      if (out !== null) return take(request, response, out[1] ?? '')
      if (await showFiles(request, response, url)) return
      request.url = url.pathname.replace(/^\/pages\/stage/, '')
      pages(request, response, () => {
        response.writeHead(404).end()
      })
    }
    work().catch(() => response.destroy())
  })
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)))
}

/** What a part was made from: another show, wish or build begins anew. */
function fingerprint(request: RenderRequest): string {
  const page = readFileSync(join(pagesFolder('stage'), 'render.html'))
  return createHash('sha256').update(JSON.stringify(request)).update(page).digest('hex')
}

interface Kept {
  readonly of: string
  readonly parts: Record<number, RenderedPart>
}

function keptParts(partsFolder: string, of: string): Kept {
  const file = join(partsFolder, 'parts.json')
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
    if (kept.of === of) return kept
    rmSync(partsFolder, { recursive: true })
  }
  mkdirSync(partsFolder, { recursive: true })
  return { of, parts: {} }
}

/** Asks the page for one thing; what goes wrong in it is said as it says it. */
type Ask = <T>(what: string) => Promise<T>
const askPage =
  (page: Page): Ask =>
  async <T>(what: string) => {
    try {
      return (await page.evaluate(`window.ghostlightRender.${what}`)) as T
    } catch (error) {
      const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
      throw new RenderFailed(line.replace(/^page\.evaluate: (Error: )?/, ''), { cause: error })
    }
  }
class RenderFailed extends Error {}

/** @returns exit code. */
export async function render(folder: string, options: RenderOptions): Promise<number> {
  const opened = await openShowWithFiles(folder, options.venue)
  if (opened === null) return 1
  const request = requestOf(opened.edition, options)
  if (typeof request === 'string') {
    console.error(request)
    return 2
  }
  const partsFolder = `${options.out}.parts`
  const kept = keptParts(partsFolder, fingerprint(request))
  const { launchBrowser } = await import('../browser/launch-browser.ts')
  const server = await serveRendering(opened.text, opened.assets, partsFolder)
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 180 } })
    page.on('pageerror', (error) => console.error(error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/stage/render.html`)
    await page.waitForFunction('typeof window.ghostlightRender === "object"', undefined, { timeout: 30_000 })
    const ask = askPage(page)
    const { frames, parts, codecs } = await ask<RenderOpened>(`open(${JSON.stringify(request)})`)
    mkdirSync(dirname(options.out), { recursive: true })
    const size = `${request.widthPx} × ${request.heightPx}`
    if (extname(options.out).toLowerCase() === '.png') {
      const pixels = await ask<string>(`still(${request.fromMs})`)
      renameSync(join(partsFolder, 'still'), options.out)
      console.log(`${options.out}: ${request.songId} at ${(request.fromMs / 1000).toFixed(2)} s, ${size}; drawn pixels ${pixels}.`)
    } else {
      if (!codecs.includes(request.codec)) throw new RenderFailed(cannotEncode(request, codecs))
      const startedMs = performance.now()
      await drawParts(ask, { frames, parts }, kept, partsFolder)
      console.error('Now the sound …')
      await ask('join()')
      renameSync(join(partsFolder, 'video'), options.out)
      const pixels = createHash('sha256')
      for (let index = 0; index < parts; index++) pixels.update(kept.parts[index]?.pixels ?? '')
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
      const coded = `${CODEC_WORDS[request.codec]}, ${request.fps} a second`
      console.log(
        `${options.out}: ${frames} pictures of ${size} (${coded}) in ${seconds} s; drawn pixels ${pixels.digest('hex').slice(0, 16)}.`,
      )
    }
    rmSync(partsFolder, { recursive: true })
    return 0
  } catch (error) {
    if (!(error instanceof RenderFailed)) throw error
    console.error(error.message)
    if (Object.keys(kept.parts).length === 0) rmSync(partsFolder, { recursive: true, force: true })
    return 1
  } finally {
    await browser.close()
    server.close()
  }
}

/** Every part that is not there yet; each is kept as soon as it is whole. */
async function drawParts(
  ask: Ask,
  { frames, parts }: Pick<RenderOpened, 'frames' | 'parts'>,
  kept: Kept,
  partsFolder: string,
): Promise<void> {
  const missing = Array.from({ length: parts }, (_, index) => index).filter((index) => kept.parts[index] === undefined)
  if (missing.length < parts) console.error(`Going on: ${parts - missing.length} of ${parts} parts are there already.`)
  const progress = createProgress(process.stderr, () => performance.now())
  const looking = setInterval(() => {
    void ask<number>('drawn').then(
      (drawn) => progress.show('Drawing', drawn, frames, 'pictures'),
      () => undefined,
    )
  }, 500)
  try {
    for (const index of missing) {
      kept.parts[index] = await ask<RenderedPart>(`part(${index})`)
      createFileLayer().replace(join(partsFolder, 'parts.json'), Buffer.from(JSON.stringify(kept)))
    }
  } finally {
    clearInterval(looking)
    progress.clear()
  }
}

function cannotEncode({ codec, widthPx, heightPx, container }: RenderRequest, codecs: readonly VideoCodecName[]): string {
  const others = codecs.filter((one) => container === 'mp4' || one !== 'avc')
  const instead =
    others.length > 0
      ? `It can: ${others.map((one) => `${CODEC_WORDS[one]} (--codec ${one === 'avc' ? 'h264' : one})`).join(', ')}.`
      : 'Name another one in the environment variable GHOSTLIGHT_BROWSER.'
  return `This browser cannot encode ${CODEC_WORDS[codec]} at ${widthPx} × ${heightPx}. ${instead}`
}
