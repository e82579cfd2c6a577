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
import type { Edition, VenueOutput } from '@ghostlight/timeline'
import sirv from 'sirv'
import type { RenderedPart, RenderOpened, RenderRequest } from '../protocol/index.ts'
import type { AssetStore } from '../store/asset-store.ts'
import { createFileLayer } from '../store/file-layer.ts'
import { pagesFolder } from '../web/built-files.ts'
import { createShowFiles } from '../web/show-files.ts'
import { openShowWithFiles } from './open-show.ts'

export interface RenderOptions {
  readonly venue: string | null
  /** null: the first song of the setlist. */
  readonly song: string | null
  /** Output of the venue; null: the camera in the hall. */
  readonly output: string | null
  /** Seconds of the song; null: its beginning, its end. */
  readonly from: number | null
  readonly to: number | null
  readonly fps: number
  /** "1280x720"; null: the output's own, or 1920 × 1080. */
  readonly size: string | null
  readonly codec: 'vp9' | 'av1' | null
  /** Megabits per second of picture; null: by size. */
  readonly bitrate: number | null
  readonly lyrics: boolean
  readonly language: 'en' | 'ja'
  readonly out: string
}

const PART_S = 5
/** Bits per pixel and picture: clean edges of a bright figure on black. */
const BITS_PER_PIXEL = 0.12
const LARGEST_PX = 7680

/** What is wrong with the wish, in words, or the request it makes. */
export function requestOf(edition: Edition, options: RenderOptions): RenderRequest | string {
  const { show, venue } = edition
  const container = extname(options.out).toLowerCase()
  if (container !== '.webm' && container !== '.mp4' && container !== '.png')
    return `--out ends with .webm, .mp4 or .png; got "${options.out}".`
  const inSetlist = edition.segmentOrder.flatMap((id) => show.setlist[id]?.songId ?? [])
  const songId = options.song ?? inSetlist.find((id) => Object.values(show.setlist).some((s) => s.kind === 'song' && s.songId === id))
  if (songId === undefined || !inSetlist.includes(songId))
    return `The setlist has no song "${options.song ?? ''}". Its songs: ${[...new Set(inSetlist)].join(', ')}.`
  const output: VenueOutput | undefined = options.output === null ? undefined : venue.outputs[options.output]
  if (options.output !== null && output?.kind !== 'screen') {
    const screens = Object.keys(venue.outputs).filter((id) => venue.outputs[id]?.kind === 'screen')
    return `The venue has no screen "${options.output}". Its screens: ${screens.join(', ')}.`
  }
  const size = options.size === null ? null : /^(\d{2,4})x(\d{2,4})$/.exec(options.size)
  if (options.size !== null && size === null) return `--size is width x height, such as 1920x1080; got "${options.size}".`
  const own = output?.kind === 'screen' ? [output.widthPx, output.heightPx] : [1920, 1080]
  const [width = 0, height = 0] = size ? [Number(size[1]), Number(size[2])] : own
  // Encoders halve the colour planes: both sides must be even.
  const [widthPx, heightPx] = [width - (width % 2), height - (height % 2)]
  if (widthPx < 16 || heightPx < 16 || Math.max(widthPx, heightPx) > LARGEST_PX)
    return `--size goes from 16 to ${LARGEST_PX} pixels a side; got ${width}x${height}.`
  const lengthMs = edition.time[songId]?.lengthMs ?? 0
  const fromMs = Math.round((options.from ?? 0) * 1000)
  const toMs = container === '.png' ? fromMs + 1 : Math.min(lengthMs, Math.round((options.to ?? lengthMs / 1000) * 1000))
  if (!(fromMs >= 0 && fromMs < toMs)) return `--from and --to are seconds inside the song, which lasts ${(lengthMs / 1000).toFixed(1)} s.`
  if (!(options.fps >= 1 && options.fps <= 120)) return `--fps goes from 1 to 120; got ${options.fps}.`
  return {
    edition: edition.hash,
    songId,
    outputId: options.output,
    fromMs,
    toMs,
    fps: options.fps,
    widthPx,
    heightPx,
    lyrics: options.lyrics,
    language: options.language,
    container: container === '.mp4' ? 'mp4' : 'webm',
    codec: container === '.mp4' ? 'avc' : (options.codec ?? 'vp9'),
    bitrate: Math.round(options.bitrate === null ? BITS_PER_PIXEL * widthPx * heightPx * options.fps : options.bitrate * 1e6),
    partFrames: Math.max(1, Math.round(PART_S * options.fps)),
  }
}

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

/** @returns exit code. */
export async function render(folder: string, options: RenderOptions): Promise<number> {
  const opened = await openShowWithFiles(folder, options.venue)
  if (opened === null) return 1
  const request = requestOf(opened.edition, options)
  if (typeof request === 'string') {
    console.error(request)
    return 2
  }
  const still = extname(options.out).toLowerCase() === '.png'
  const partsFolder = `${options.out}.parts`
  const kept = keptParts(partsFolder, fingerprint(request))
  const { launchBrowser } = await import('../browser/launch-browser.ts')
  const server = await serveRendering(opened.text, opened.assets, partsFolder)
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 180 } })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/stage/render.html`)
    await page.waitForFunction('typeof window.ghostlightRender === "object"', undefined, { timeout: 30_000 })
    const ask = <T>(what: string) => page.evaluate(`window.ghostlightRender.${what}`) as Promise<T>
    const { frames, parts } = await ask<RenderOpened>(`open(${JSON.stringify(request)})`)
    mkdirSync(dirname(options.out), { recursive: true })
    if (still) {
      await ask(`still(${request.fromMs})`)
      renameSync(join(partsFolder, 'still'), options.out)
      console.log(`${options.out}: ${request.songId} at ${(request.fromMs / 1000).toFixed(2)} s, ${request.widthPx} × ${request.heightPx}.`)
    } else {
      const startedMs = performance.now()
      const fresh = Array.from({ length: parts }, (_, index) => index).filter((index) => kept.parts[index] === undefined)
      if (fresh.length < parts) console.error(`Going on: ${parts - fresh.length} of ${parts} parts are there already.`)
      for (const index of fresh) {
        const progress = setInterval(() => {
          void ask<number>('drawn').then(
            (drawn) => process.stderr.write(`\r${drawn} of ${frames} pictures `),
            () => undefined,
          )
        }, 1000)
        try {
          kept.parts[index] = await ask<RenderedPart>(`part(${index})`)
        } finally {
          clearInterval(progress)
        }
        createFileLayer().replace(join(partsFolder, 'parts.json'), Buffer.from(JSON.stringify(kept)))
      }
      process.stderr.write(`\r${frames} of ${frames} pictures; now the sound …\n`)
      await ask('join()')
      renameSync(join(partsFolder, 'video'), options.out)
      const pixels = createHash('sha256')
      for (let index = 0; index < parts; index++) pixels.update(kept.parts[index]?.pixels ?? '')
      const seconds = (performance.now() - startedMs) / 1000
      console.log(
        `${options.out}: ${frames} pictures of ${request.widthPx} × ${request.heightPx} in ${seconds.toFixed(1)} s; drawn pixels ${pixels.digest('hex').slice(0, 16)}.`,
      )
    }
    for (const message of errors) console.error(message)
    rmSync(partsFolder, { recursive: true })
  } finally {
    await browser.close()
    server.close()
  }
  return 0
}
