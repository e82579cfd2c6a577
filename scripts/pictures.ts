/**
 * Takes the pictures of the README from the running product:
 *   npm run build && node scripts/run-ts.mjs scripts/pictures.ts [console|edit|stage|live|phone|strip …]
 * Starts the built engine on a copy of First Light, opens one page at a time in a headless browser, and photographs the show in mid-song.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../packages/engine/src/browser/launch-browser.ts'
import { startEngine, type TestEngine } from '../tests/support/engine.ts'

const folder = 'docs/pictures'
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

interface Place {
  readonly cue: string
  /** Where in the song the picture is taken. */
  readonly positionMs: number
}

async function open(browser: Browser, url: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.newPage({ viewport, locale: 'en' })
  page.on('pageerror', (error) => console.error(`${url}: ${error.message}`))
  await page.goto(url)
  return page
}

/** Fires a cue and waits until the page draws that position. */
async function playTo(engine: TestEngine, page: Page, { cue, positionMs }: Place): Promise<void> {
  await page.waitForFunction('window.__ghostlight && window.__ghostlight.performersReady.length > 0', undefined, { timeout: 60_000 })
  // As on the evening: what comes before it has been given, and the next cue stands by.
  for (const command of [{ command: 'standBy', cue }, { command: 'go' }] as const) {
    const { body } = await engine.command(command)
    if (body.ok !== true) throw new Error(`cue ${cue} was refused: ${JSON.stringify(body)}`)
  }
  await page.waitForFunction((at) => (window.__ghostlight?.positionMs ?? 0) >= at, positionMs, {
    timeout: positionMs + 30_000,
    polling: 30,
  })
}

async function photograph(page: Page, name: string): Promise<void> {
  writeFileSync(`${folder}/${name}.jpg`, await page.screenshot({ type: 'jpeg', quality: 84, timeout: 60_000 }))
  console.log(`${folder}/${name}.jpg`)
}

/** Sixteen pictures, one a beat, side by side: the mouth and the body go with the music. */
async function strip(engine: TestEngine, browser: Browser): Promise<void> {
  const page = await open(browser, `${engine.url}/stage`, { width: 720, height: 540 })
  const beatMs = 60_000 / 166
  const firstMs = 24 * (60_000 / 152) + 96 * (60_000 / 152)
  const shots: string[] = []
  await playTo(engine, page, { cue: '2', positionMs: firstMs })
  for (let beat = 0; beat < 16; beat++) {
    await page.waitForFunction((at) => (window.__ghostlight?.positionMs ?? 0) >= at, firstMs + beat * 2 * beatMs, { polling: 10 })
    shots.push((await page.screenshot({ type: 'jpeg', quality: 90 })).toString('base64'))
  }
  await page.close()
  const sheet = await open(browser, 'about:blank', { width: 1600, height: 1200 })
  await sheet.setContent(
    `<body style="margin:0;background:#000;display:grid;grid-template-columns:repeat(4,400px)">${shots
      .map((s) => `<img src="data:image/jpeg;base64,${s}" style="width:400px;height:300px" alt="">`)
      .join('')}</body>`,
  )
  await wait(300)
  await photograph(sheet, 'strip')
  await sheet.close()
}

const pictures: Readonly<Record<string, (engine: TestEngine, browser: Browser) => Promise<void>>> = {
  async console(engine, browser) {
    const stage = await open(browser, `${engine.url}/stage`, { width: 320, height: 180 })
    const page = await open(browser, `${engine.url}/console`, { width: 1440, height: 900 })
    await playTo(engine, stage, { cue: '2', positionMs: 50_000 })
    await wait(1500)
    await photograph(page, 'console')
    await stage.close()
    await page.close()
  },
  async edit(engine, browser) {
    const page = await open(browser, `${engine.url}/console`, { width: 1440, height: 900 })
    await page
      .getByRole('radio', { name: 'Edit' })
      .or(page.getByRole('tab', { name: 'Edit' }))
      .or(page.getByText('Edit', { exact: true }))
      .first()
      .click()
    await wait(4000)
    await photograph(page, 'edit')
    await page.close()
  },
  async stage(engine, browser) {
    const page = await open(browser, `${engine.url}/stage`, { width: 1280, height: 720 })
    await playTo(engine, page, { cue: '6', positionMs: 65_950 })
    await photograph(page, 'stage')
    await page.close()
  },
  async live(engine, browser) {
    const page = await open(browser, `${engine.audienceUrl}/live?detail=high`, { width: 1280, height: 720 })
    await page.getByRole('button', { name: /join/i }).click({ timeout: 30_000 })
    await playTo(engine, page, { cue: '6', positionMs: 34_950 })
    await photograph(page, 'live')
    await page.close()
  },
  async phone(engine, browser) {
    const page = await open(browser, `${engine.audienceUrl}/live?detail=high`, { width: 390, height: 844 })
    await page.getByRole('button', { name: /join/i }).click({ timeout: 30_000 })
    await playTo(engine, page, { cue: '6', positionMs: 65_500 })
    await photograph(page, 'phone')
    await page.close()
  },
  strip,
}

export async function main(names: readonly string[]): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const wanted = names.length > 0 ? names : Object.keys(pictures)
  const browser = await launchBrowser()
  try {
    for (const name of wanted) {
      const take = pictures[name]
      if (!take) {
        console.error(`There is no picture "${name}". There are: ${Object.keys(pictures).join(', ')}.`)
        return 2
      }
      const engine = await startEngine({ show: 'shows/first-light' })
      try {
        await take(engine, browser)
      } finally {
        await engine.stop()
      }
    }
  } finally {
    await browser.close()
  }
  return 0
}
