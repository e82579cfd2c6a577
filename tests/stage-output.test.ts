/**
 * What a projector's page does to its picture by the venue's word, measured on the pixels it shows: pin, mirror, turn, mask, lift, trims;
 * set on the screen itself and saved.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { axeViolations } from './support/console-page.ts'
import { startEngine, type TestEngine, temporaryFolder, until } from './support/engine.ts'
import { debugOf, writeStageShow } from './support/stage-show.ts'

/** As large as the raster of the test show's screen, so that one pixel is one pixel. */
const size = { width: 640, height: 360 }
let browser: Browser
let engine: TestEngine
let folder: string
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
  folder = temporaryFolder()
  writeStageShow(join(folder, 'show'))
  engine = await startEngine({ folder: join(folder, 'show') })
  page = await browser.newPage({ viewport: size })
  await page.goto(`${engine.url}/stage?output=screen`)
  await until('the performer is loaded', async () => ((await debugOf(page))?.performersReady.length ?? 0) > 0, 40_000)
})
afterAll(async () => {
  await browser?.close()
  await engine?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

type Screen = Readonly<Record<string, unknown>>
/** Sets the page's screen as the adjusting panel does, with a test pattern, and waits for two pictures. */
async function set(settings: Screen, pattern: string | null): Promise<void> {
  await page.evaluate(
    ([more, kind]) => {
      // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
      ;(window as any).__ghostlight.tryScreen(more, kind)
    },
    [settings, pattern] as const,
  )
  const before = (await debugOf(page))!.drawnFrames
  await until('two more pictures', async () => (await debugOf(page))!.drawnFrames >= before + 2, 20_000)
}

/** Luminance 0–255 of every pixel of the page as it is shown. */
async function shown(): Promise<{ readonly at: (x: number, y: number) => number; readonly rgb: (x: number, y: number) => number[] }> {
  const png = (await page.screenshot({ type: 'png' })).toString('base64')
  const bytes = await page.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
    const canvas = document.createElement('canvas')
    canvas.width = image.width
    canvas.height = image.height
    const pen = canvas.getContext('2d')!
    pen.drawImage(image, 0, 0)
    const { data: rgba } = pen.getImageData(0, 0, image.width, image.height)
    let text = ''
    for (let k = 0; k < rgba.length; k += 0x8000) text += String.fromCharCode(...rgba.subarray(k, k + 0x8000))
    return btoa(text)
  }, png)
  const rgba = Buffer.from(bytes, 'base64')
  const rgb = (x: number, y: number) => [...rgba.subarray((y * size.width + x) * 4, (y * size.width + x) * 4 + 3)]
  return { rgb, at: (x, y) => Math.max(...rgb(x, y)) }
}

/** Where a thin bright line crosses a row (or column) near a place: the centre of its light, in pixels from the corner of the raster. */
function crossing(picture: Awaited<ReturnType<typeof shown>>, near: number, other: number, along: 'x' | 'y'): number {
  let sum = 0
  let light = 0
  for (let k = Math.max(0, Math.floor(near) - 6); k <= Math.floor(near) + 6; k++) {
    const value = along === 'x' ? picture.at(k, other) : picture.at(other, k)
    sum += (k + 0.5) * value
    light += value
  }
  return sum / light
}

type Point = readonly [number, number]
/** Independent of the stage: the projective map of the unit square by solving its eight equations. */
function pin(corners: readonly [Point, Point, Point, Point]): (u: number, v: number) => Point {
  const rows: number[][] = []
  const sources: readonly Point[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ]
  sources.forEach(([u, v], index) => {
    const [x, y] = corners[index]!
    rows.push([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y])
  })
  for (let k = 0; k < 8; k++) {
    const best = rows.slice(k).reduce((at, row, index) => (Math.abs(row[k]!) > Math.abs(rows[at]![k]!) ? k + index : at), k)
    ;[rows[k], rows[best]] = [rows[best]!, rows[k]!]
    for (let other = 0; other < 8; other++) {
      if (other === k) continue
      const factor = rows[other]![k]! / rows[k]![k]!
      rows[other] = rows[other]!.map((value, column) => value - factor * rows[k]![column]!)
    }
  }
  const h = rows.map((row, k) => row[8]! / row[k]!)
  return (u, v) => {
    const w = h[6]! * u + h[7]! * v + 1
    return [(h[0]! * u + h[1]! * v + h[2]!) / w, (h[3]! * u + h[4]! * v + h[5]!) / w]
  }
}

/** Centre of a line of the cross-hatch before pinning, 0–1. */
const column = (k: number) => (Math.min(size.width - 1, Math.round((k / 16) * size.width)) + 0.5) / size.width
const row = (k: number) => (Math.min(size.height - 1, Math.round((k / 9) * size.height)) + 0.5) / size.height

/** Largest distance in pixels between where lines of the cross-hatch should cross a cell's middle and where they do. */
async function worstCrossing(map: (u: number, v: number) => Point): Promise<number> {
  const picture = await shown()
  let worst = 0
  for (const k of [2, 5, 8, 11, 14]) {
    for (const j of [1, 4, 7]) {
      // The upright line k at the height between the lines j and j + 1: look along the pixel row nearest to it.
      const v = (row(j) + row(j + 1)) / 2
      const y = Math.floor(map(column(k), v)[1])
      const [above, below] = [map(column(k), v - 0.03), map(column(k), v + 0.03)]
      const x = above[0] + ((y + 0.5 - above[1]) / (below[1] - above[1])) * (below[0] - above[0])
      worst = Math.max(worst, Math.abs(crossing(picture, x, y, 'x') - x))
      const u = (column(k) + column(k + 1)) / 2
      const x2 = Math.floor(map(u, row(j))[0])
      const [left, right] = [map(u - 0.02, row(j)), map(u + 0.02, row(j))]
      const y2 = left[1] + ((x2 + 0.5 - left[0]) / (right[0] - left[0])) * (right[1] - left[1])
      worst = Math.max(worst, Math.abs(crossing(picture, y2, x2, 'y') - y2))
    }
  }
  return worst
}

describe('a screen of the venue', () => {
  const askew = { topLeft: [31.4, 22.7], topRight: [601.2, 9.3], bottomRight: [622.6, 341.8], bottomLeft: [12.1, 318.5] } as const
  const askewPin = pin([askew.topLeft, askew.topRight, askew.bottomRight, askew.bottomLeft])

  it('shows a pattern where it lies when nothing is set, within half a pixel', async () => {
    await set({}, 'crosshatch')
    expect(await worstCrossing((u, v) => [u * size.width, v * size.height])).toBeLessThan(0.5)
  })

  it('pins the picture by its corners, every line within half a pixel', async () => {
    await set({ cornersPx: askew }, 'crosshatch')
    expect(await worstCrossing(askewPin)).toBeLessThan(0.5)
    const picture = await shown()
    for (const [x, y] of [
      [5, 5],
      [634, 20],
      [3, 350],
    ] as const)
      expect(picture.rgb(x, y)).toEqual([0, 0, 0])
  })

  it('mirrors what it pins, and turns it', async () => {
    await set({ cornersPx: askew, mirror: true }, 'bars')
    const mirrored = await shown()
    const colourAt = (picture: Awaited<ReturnType<typeof shown>>, u: number, v: number) =>
      picture.rgb(...(askewPin(u, v).map(Math.floor) as [number, number]))
    // White is the first bar; mirrored it stands at the right, before it yellow.
    expect(colourAt(mirrored, 15 / 16, 0.3)).toEqual([255, 255, 255])
    expect(colourAt(mirrored, 13 / 16, 0.3)).toEqual([255, 255, 0])
    await set({ cornersPx: askew, rotationDeg: 90 }, 'bars')
    const turned = await shown()
    // Turned clockwise, its left edge is at the top and its top at the right.
    expect(colourAt(turned, 0.7, 1 / 16)).toEqual([255, 255, 255])
    expect(colourAt(turned, 0.7, 11 / 16)).toEqual([255, 0, 0])
  })

  it('masks to within half a pixel, and lifts black only inside the mask', async () => {
    const maskPx = [
      [100.5, 40.25],
      [560, 60],
      [500.75, 330],
      [120, 300],
    ]
    await set({ maskPx, blackLiftUnit: 0.2 }, 'ramps')
    await set({ maskPx, blackLiftUnit: 0.2 }, null)
    const picture = await shown()
    expect(picture.rgb(50, 180)).toEqual([0, 0, 0])
    expect(picture.rgb(300, 200)).toEqual([51, 51, 51])
    // The left edge of the mask crosses row 170: the coverage of the pixels there says where, to a fraction of a pixel.
    const edge = (y: number) => 100.5 + ((y + 0.5 - 40.25) / (300 - 40.25)) * (120 - 100.5)
    for (const y of [80, 170, 260]) {
      let lit = 0
      for (let x = 90; x < 130; x++) lit += picture.at(x, y) / 51
      expect(Math.abs(130 - lit - edge(y))).toBeLessThan(0.5)
    }
  })

  it('trims brightness and colour by the numbers', async () => {
    await set({ brightnessUnit: 0.5, colourTrim: [1, 0.5, 1.5] }, 'bars')
    const picture = await shown()
    expect(picture.rgb(40, 100)).toEqual([128, 64, 191])
  })

  it('goes through no pass when nothing is set: the very same pixels of the show', async () => {
    await engine.command({ command: 'fire', cue: '3' })
    await until('she is there', async () => (await debugOf(page))!.presenceUnit === 1, 20_000)
    const hashes = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
      const hook = (window as any).__ghostlight
      const draw = (settings: unknown): string => {
        hook.tryScreen(settings, null)
        return hook.redraw()
      }
      // A mask larger than the raster goes through the pass and changes nothing.
      const all = [
        [-9, -9],
        [700, -9],
        [700, 400],
        [-9, 400],
      ]
      return [draw({}), draw({ maskPx: all }), draw({}), draw({ brightnessUnit: 0.9 })]
    })
    expect(hashes[2]).toBe(hashes[0])
    expect(hashes[1]).toBe(hashes[0])
    expect(hashes[3]).not.toBe(hashes[0])
  })
})

describe('adjusting on the screen itself', () => {
  it('moves a corner by tenths with the keyboard, takes back, saves into the venue, and leaves a clean page', async () => {
    await page.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
      ;(window as any).__ghostlight.tryScreen(null, null)
    })
    await page.keyboard.press('a')
    const corner = page.getByRole('button', { name: /^Top left/ })
    await corner.focus()
    for (let k = 0; k < 3; k++) await page.keyboard.press('Shift+ArrowRight')
    for (let k = 0; k < 4; k++) await page.keyboard.press('Alt+ArrowDown')
    await page.getByRole('button', { name: 'Top left: 30, 0.4' }).waitFor()
    await page.getByRole('button', { name: 'Bottom right: 640, 360' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: 'Bottom right: 640, 360' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Control+s')
    await page.getByText('Saved in the venue').waitFor({ timeout: 10_000 })
    const venueFile = () =>
      JSON.parse(readFileSync(join(folder, 'show', 'venue.json'), 'utf8')) as { outputs: { screen: { cornersPx?: object } } }
    await until('the venue file says so', () => venueFile().outputs.screen.cornersPx !== undefined)
    expect(venueFile().outputs.screen.cornersPx).toEqual({
      topLeft: [30, 0.4],
      topRight: [640, 0],
      bottomRight: [640, 360],
      bottomLeft: [0, 360],
    })
    await page.keyboard.press('Escape')
    await until('the panel is gone', async () => (await page.locator('.adjust').count()) === 0)
    // Without adopting anything, the screen stays where it was put.
    await until('the page has the new venue', async () => {
      const picture = await shown()
      return (
        picture.at(3, 340) >= 0 &&
        (await page.evaluate(() => {
          // biome-ignore lint/suspicious/noExplicitAny: typed in apps/stage, which tests only know from outside
          return (window as any).__ghostlight.screen?.cornersPx?.topLeft?.[0] === 30
        }))
      )
    })
  })
})

describe('a computer with two screens', () => {
  it('lists them, remembers the chosen one, says when it is pulled out, on the console too, and takes it again when it is back', async () => {
    const wide = await launchBrowser({ extraFlags: ['--screen-info={800x600}{1920x1080 label=projector}'] })
    try {
      const context = await wide.newContext({ viewport: null })
      const stage = await context.newPage()
      const session = await context.newCDPSession(stage)
      const { browserContextId } = (await session.send('Target.getTargetInfo')).targetInfo
      const grant = { permissions: ['windowManagement' as const], origin: engine.url, ...(browserContextId ? { browserContextId } : {}) }
      await session.send('Browser.grantPermissions', grant)
      await stage.goto(`${engine.url}/stage?output=screen`)
      await until('the performer is loaded', async () => ((await debugOf(stage))?.performersReady.length ?? 0) > 0, 40_000)
      await stage.keyboard.press('a')
      await stage.getByRole('button', { name: 'List the screens' }).click()
      const choice = stage.getByLabel('Screen of this computer')
      const name = await choice.locator('option', { hasText: 'projector' }).textContent()
      await choice.selectOption(name!)
      await until('it is remembered', async () => (await stage.evaluate(() => localStorage.getItem('ghostlight.monitor.screen'))) === name)
      await stage.keyboard.press('Escape')
      await stage.evaluate(() => document.exitFullscreen().catch(() => undefined))

      // A screen is pulled out of the browser's computer and plugged in again; experimental, hence unknown to the types.
      const ask = session.send.bind(session) as unknown as (method: string, params?: object) => Promise<{ screenInfos: ScreenInfo[] }>
      type ScreenInfo = { readonly id: string; readonly label: string }
      const infos = await ask('Emulation.getScreenInfos').catch(() => null)
      if (infos === null) return console.log('this browser cannot pull a screen out of itself; monitors.test.ts does it by a fake')
      const { screenInfos } = infos
      await ask('Emulation.removeScreen', { screenId: screenInfos.find(({ label }) => label === 'projector')?.id })
      await stage.mouse.move(200, 200)
      const gone = `Its screen is gone: ${name}`
      await until(
        'the page says so',
        async () => {
          await stage.mouse.move(200, 200 + (Date.now() % 50))
          return (await stage.locator('.badge').allTextContents()).join().includes(gone)
        },
        20_000,
      )
      const troubles = async () => {
        const { connections } = (await engine.status()) as { connections: { report: { troubles?: string[] } | null }[] }
        return connections.flatMap(({ report }) => report?.troubles ?? [])
      }
      await until('the engine is told', async () => (await troubles()).includes(gone), 20_000)
      await ask('Emulation.addScreen', { left: 800, top: 0, width: 1920, height: 1080, label: 'projector' })
      await until('it is taken again', async () => (await stage.evaluate(() => document.fullscreenElement !== null)) === true, 20_000)
      await until('nothing is wrong any more', async () => !(await troubles()).includes(gone), 20_000)
    } finally {
      await wide.close()
    }
  })
})
