import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { sheets } from './performer-view/sheets.ts'

// Contact sheets of a performer: turnaround, expressions, stress poses. They are how a modeller without a window sees her.
// node scripts/run-ts.mjs scripts/performer-view.ts <file.vrm> <folder> [sheet…]

const chromiumFlags = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-sandbox',
]

export async function main([file, folder, ...wanted]: string[]): Promise<number> {
  if (!file || !folder) throw new Error('usage: performer-view.ts <file.vrm> <folder> [sheet…]')
  const names = wanted.length > 0 ? wanted : Object.keys(sheets)
  mkdirSync(folder, { recursive: true })
  const here = dirname(fileURLToPath(import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: join(here, 'performer-view', 'view.ts'), formats: ['es'], fileName: 'view' } },
  })
  const output = (Array.isArray(result) ? result[0]! : result) as { output: { code?: string }[] }
  const script = output.output[0]!.code!
  const browser = await chromium.launch({ executablePath: process.env.GHOSTLIGHT_BROWSER ?? '/usr/bin/chromium', args: chromiumFlags })
  try {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.route('http://view.test/**', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/view.js') return route.fulfill({ contentType: 'text/javascript', body: script })
      if (pathname === '/performer.vrm') return route.fulfill({ contentType: 'model/gltf-binary', body: readFileSync(file) })
      if (pathname === '/')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><body style="margin:0"><script type="module" src="/view.js"></script>',
        })
      return route.fulfill({ status: 404, body: '' })
    })
    await page.goto('http://view.test/')
    await page.waitForFunction(() => typeof window.drawSheet === 'function')
    console.log(await page.evaluate(() => window.loadPerformer('/performer.vrm')))
    for (const name of names) {
      const sheet = sheets[name]
      if (!sheet) throw new Error(`no sheet “${name}”; there are ${Object.keys(sheets).join(', ')}`)
      const url = await page.evaluate(({ cells, cellPx, columns }) => window.drawSheet(cells, cellPx, columns), sheet)
      if (name.endsWith('Black')) console.log(name, await page.evaluate(() => window.measureLast()))
      writeFileSync(join(folder, `${name}.png`), Buffer.from(url.split(',')[1]!, 'base64'))
    }
    for (const fault of new Set(faults)) console.log(`page: ${fault}`)
  } finally {
    await browser.close()
  }
  return 0
}
