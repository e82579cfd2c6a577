/** What the projector shows, looked at from outside: black is black, and every page stands at the show's own position. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { startEngine, type TestEngine, temporaryFolder, until } from './support/engine.ts'
import { debugOf, writeStageShow } from './support/stage-show.ts'

const size = { width: 480, height: 270 }
/** 2.3 m of gauze fill the height of the picture. */
const pxPerM = size.height / 2.3
/** Fireflies 1.34 m away, 0.94 m before the gauze, with their own glow; see AIR_RADIUS_M. */
const litWithinM = 1.6

let browser: Browser
let engine: TestEngine
let folder: string
let songAtMs: number
const pages: Page[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  folder = temporaryFolder()
  writeStageShow(join(folder, 'show'))
  engine = await startEngine({ folder: join(folder, 'show') })
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

async function openStage(query = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: size })
  pages.push(page)
  await page.goto(`${engine.url}/stage${query}`)
  await until('the performer is loaded', async () => ((await debugOf(page))?.performersReady.length ?? 0) > 0, 40_000)
  return page
}

/** Brightest channel value in columns [fromPx, toPx), and how many pixels are not black, of the page as it is shown. */
async function lightIn(page: Page, fromPx: number, toPx: number): Promise<{ readonly brightest: number; readonly lit: number }> {
  const png = (await page.screenshot({ type: 'png' })).toString('base64')
  return page.evaluate(
    async ([data, from, to]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const pen = canvas.getContext('2d')!
      pen.drawImage(image, 0, 0)
      const bytes = pen.getImageData(from, 0, to - from, image.height).data
      let brightest = 0
      let lit = 0
      for (let index = 0; index < bytes.length; index += 4) {
        const value = Math.max(bytes[index]!, bytes[index + 1]!, bytes[index + 2]!)
        brightest = Math.max(brightest, value)
        if (value > 0) lit++
      }
      return { brightest, lit }
    },
    [png, fromPx, toPx] as const,
  )
}

async function drawMore(page: Page, frames: number): Promise<void> {
  const before = (await debugOf(page))!.drawnFrames
  await until('more pictures are drawn', async () => (await debugOf(page))!.drawnFrames >= before + frames, 20_000)
}

describe('the stage page', () => {
  it('is black all over before the show begins', async () => {
    const page = await openStage('?output=screen')
    // A slow machine may still be opening its sound device, and says so on the page until it has.
    await until('the page has nothing to say', async () => (await page.locator('.locked, .badge').count()) === 0, 20_000)
    await drawMore(page, 3)
    expect(await lightIn(page, 0, size.width)).toEqual({ brightest: 0, lit: 0 })
  })

  it('shows the performer, and every pixel beyond the reach of her light is exactly 0', async () => {
    const page = pages[0]!
    await engine.command({ command: 'go' })
    await engine.command({ command: 'go' })
    const answer = await engine.command({ command: 'go' })
    songAtMs = (answer.body['entry'] as { atMs: number }).atMs
    await until('she has materialised', async () => (await debugOf(page))!.presenceUnit === 1, 20_000)
    await drawMore(page, 2)
    const reach = Math.ceil(litWithinM * pxPerM)
    const middle = await lightIn(page, size.width / 2 - 30, size.width / 2 + 30)
    expect(middle.brightest).toBeGreaterThan(150)
    expect(middle.lit).toBeGreaterThan(2000)
    expect(await lightIn(page, 0, size.width / 2 - reach)).toEqual({ brightest: 0, lit: 0 })
    expect(await lightIn(page, size.width / 2 + reach, size.width)).toEqual({ brightest: 0, lit: 0 })
  })

  it('opened in mid-song stands at the position of the show, within 20 ms', async () => {
    await openStage()
    for (const page of pages) {
      const seen = (await debugOf(page))!
      expect(seen.songId).toBe('first')
      expect(Math.abs(seen.positionMs! - (seen.atMs! - songAtMs))).toBeLessThan(1)
      // The page's clock against the engine's, asked for between two readings of the page.
      const before = (await debugOf(page))!.clockMs
      const status = (await engine.status()) as { showAtMs: number }
      const after = (await debugOf(page))!.clockMs
      expect(status.showAtMs).toBeGreaterThan(before - 20)
      expect(status.showAtMs).toBeLessThan(after + 20)
    }
  })

  it('stands at the position of the show again after its computer slept', async () => {
    const page = await browser.newPage({ viewport: size })
    // Asleep, nothing runs and the monotonic clock stands still; the wall clock and the rest of the world go on.
    await page.addInitScript(() => {
      const awakeMs = performance.now.bind(performance)
      let sleptMs = 0
      performance.now = () => awakeMs() - sleptMs
      Object.assign(window, {
        sleep(forMs: number) {
          const fromMs = awakeMs()
          while (awakeMs() - fromMs < forMs);
          sleptMs += awakeMs() - fromMs
        },
      })
    })
    await page.goto(`${engine.url}/stage?output=screen`)
    await until('the performer is loaded', async () => ((await debugOf(page))?.performersReady.length ?? 0) > 0, 40_000)
    /** How far the page's clock is from the engine's, asked for between two readings of the page, ms. */
    const apartMs = async () => {
      const before = (await debugOf(page))!.clockMs
      const { showAtMs } = (await engine.status()) as { showAtMs: number }
      return Math.max(before - showAtMs, showAtMs - (await debugOf(page))!.clockMs, 0)
    }
    // A busy machine measures clocks badly; half a second is still far from the four that are missing.
    const apartAtMostMs = 500
    await until('its clock is right', async () => (await apartMs()) < apartAtMostMs, 20_000)
    await page.evaluate('sleep(4000)')
    await until('its clock is right again', async () => (await apartMs()) < apartAtMostMs, 20_000)
    await drawMore(page, 2)
    const seen = (await debugOf(page))!
    expect(Math.abs(seen.positionMs! - (seen.atMs! - songAtMs))).toBeLessThan(1)
    expect((await lightIn(page, size.width / 2 - 30, size.width / 2 + 30)).brightest).toBeGreaterThan(150)
    await page.close()
  })

  it('draws again after the graphics context was lost', async () => {
    const page = pages[1]!
    await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!
      const loss = gl.getExtension('WEBGL_lose_context')!
      loss.loseContext()
      setTimeout(() => loss.restoreContext(), 200)
    })
    await drawMore(page, 3)
    await until(
      'the performer is seen again',
      async () => (await lightIn(page, size.width / 2 - 30, size.width / 2 + 30)).brightest > 150,
      30_000,
    )
  })

  it('builds its picture anew when the context does not come back', async () => {
    const page = pages[1]!
    await page.evaluate(() => {
      const canvas = document.querySelector('canvas')!
      canvas.dataset['lost'] = 'yes'
      canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext()
    })
    const reported = async () => {
      const { connections } = (await engine.status()) as { connections: { kind: string; report: { picture: string } | null }[] }
      return connections.filter(({ kind }) => kind === 'stage').map(({ report }) => report?.picture)
    }
    await until('the engine is told', async () => (await reported()).includes('lost'), 20_000)
    // In a show the hall sees no words; who stirs the page does.
    expect(await page.locator('.badge').count()).toBe(0)
    await page.mouse.move(40, 40)
    await page.getByText('The graphics card let go of the picture').waitFor({ timeout: 10_000 })
    await until('another canvas stands there', async () => (await page.locator('canvas:not([data-lost])').count()) === 1, 20_000)
    await until('the engine is told that it is well again', async () => !(await reported()).includes('lost'), 20_000)
    await until(
      'the performer is seen again',
      async () => (await lightIn(page, size.width / 2 - 30, size.width / 2 + 30)).brightest > 150,
      30_000,
    )
  })

  it('plays on when the engine is gone', async () => {
    const page = pages[0]!
    // From the beginning again: on a slow machine the song may be over by now.
    const answer = await engine.command({ command: 'fire', cue: '3' })
    songAtMs = (answer.body['entry'] as { atMs: number }).atMs
    await until(
      'the song begins again',
      async () => Math.abs((await debugOf(page))!.positionMs! - ((await debugOf(page))!.atMs! - songAtMs)) < 500,
      20_000,
    )
    await engine.kill()
    const first = (await debugOf(page))!
    await drawMore(page, 3)
    const second = (await debugOf(page))!
    expect(second.positionMs! - first.positionMs!).toBeGreaterThan(10)
    expect(Math.abs(second.positionMs! - (second.atMs! - songAtMs))).toBeLessThan(1)
    expect((await lightIn(page, size.width / 2 - 30, size.width / 2 + 30)).brightest).toBeGreaterThan(150)
  })
})
