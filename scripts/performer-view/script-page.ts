/** A blank page that has loaded one of the scripts of this folder, and an avatar to load; in a browser that is closed afterwards. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '../../packages/engine/src/browser/launch-browser.ts'

export interface ScriptPage {
  readonly page: Page
  /** What is fetched from `avatarUrl` from now on. */
  serve(vrm: Uint8Array): void
}
export const avatarUrl = '/avatar.vrm'

/** @param ready  expression that is true once the script has come up */
export async function withScriptPage<T>(script: 'view' | 'strip', ready: string, use: (page: ScriptPage) => Promise<T>): Promise<T> {
  const entry = join(dirname(fileURLToPath(import.meta.url)), `${script}.ts`)
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: script } },
  })
  const code = ((Array.isArray(result) ? result[0]! : result) as { output: { code?: string }[] }).output[0]!.code!
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => console.log(`page: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') console.log(`page: ${message.text()}`)
    })
    let avatar: Uint8Array = new Uint8Array(0)
    await page.route('http://view.test/**', (route) => {
      const { pathname } = new URL(route.request().url())
      if (pathname === '/script.js') return route.fulfill({ contentType: 'text/javascript', body: code })
      if (pathname === avatarUrl) return route.fulfill({ contentType: 'model/gltf-binary', body: Buffer.from(avatar) })
      if (pathname !== '/') return route.fulfill({ status: 404, body: '' })
      const body = '<!doctype html><body style="margin:0"><script type="module" src="/script.js"></script>'
      return route.fulfill({ contentType: 'text/html', body })
    })
    await page.goto('http://view.test/')
    await page.waitForFunction(ready)
    return await use({
      page,
      serve: (vrm) => {
        avatar = vrm
      },
    })
  } finally {
    await browser.close()
  }
}
