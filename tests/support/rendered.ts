/** Pictures of a show as `ghostlight render` draws them, as numbers: any output, any position, the same on every run. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { openShowWithFiles } from '../../packages/engine/src/cli/open-show.ts'
import { serveRendering } from '../../packages/engine/src/cli/render.ts'
import { requestOf } from '../../packages/engine/src/cli/render-request.ts'
import { temporaryFolder } from './engine.ts'

export interface RenderedPicture {
  readonly widthPx: number
  readonly heightPx: number
  /** Row by row from the top, three bytes a pixel, as the display gets them. */
  readonly rgb: Buffer
  /** Hash of the pixels as they were drawn. */
  readonly hash: string
}
export interface OpenRendering {
  /** @param positionMs  of the song; beyond its end what comes after it. */
  still(positionMs: number): Promise<RenderedPicture>
  /** What the graphics card is asked for in one picture. */
  drawing(positionMs: number): Promise<{ readonly calls: number; readonly triangles: number }>
  close(): Promise<void>
}

/** @param output  screen of the venue, or null: the hall's camera. @param size  such as "480x270". */
export async function openRendering(
  browser: Browser,
  folder: string,
  { song, output, size }: { readonly song: string; readonly output: string | null; readonly size: string },
): Promise<OpenRendering> {
  const opened = await openShowWithFiles(folder, null)
  if (opened === null) throw new Error(`${folder} is no show`)
  const rest = { venue: null, content: false, from: null, to: null, fps: 30, codec: null, bitrate: null, lyrics: false } as const
  const request = requestOf(opened.edition, { ...rest, song, output, size, language: 'en', out: 'still.png' })
  if (typeof request === 'string') throw new Error(request)
  const made = temporaryFolder()
  const server = await serveRendering(opened.text, opened.assets, made)
  const page = await browser.newPage({ viewport: { width: 320, height: 180 } })
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/pages/stage/render.html`)
  await page.waitForFunction('typeof window.ghostlightRender === "object"', undefined, { timeout: 30_000 })
  await page.evaluate(`window.ghostlightRender.open(${JSON.stringify(request)})`)
  return {
    async still(positionMs) {
      const hash: string = await page.evaluate(`window.ghostlightRender.still(${positionMs})`)
      const { stdout, stderr } = spawnSync(
        'ffmpeg',
        ['-loglevel', 'error', '-i', join(made, 'still'), '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
        { maxBuffer: 1e9 },
      )
      if (stderr.length > 0) throw new Error(stderr.toString())
      return { widthPx: request.widthPx, heightPx: request.heightPx, rgb: stdout, hash }
    },
    async drawing(positionMs) {
      await page.evaluate(`window.ghostlightBench.open(${JSON.stringify(request)})`)
      return page.evaluate(`window.ghostlightBench.drawing(${positionMs})`)
    },
    async close() {
      await page.close()
      server.close()
      rmSync(made, { recursive: true, force: true })
    },
  }
}
