/** Edit mode of the demo show: one engine and one browser for all tests of a file. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { inEditMode } from './console-page.ts'
import { repository, startEngine, type TestEngine } from './engine.ts'

/** Call it at the top of a test file. */
export function editFirstLight() {
  let browser: Browser
  let engine: TestEngine
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the draft as they like
  let known: { readonly hash: string; readonly edition: any } = { hash: '', edition: null }
  beforeAll(async () => {
    browser = await launchBrowser()
    engine = await startEngine({ show: join(repository, 'shows/first-light') })
  })
  afterAll(async () => {
    await browser?.close()
    await engine?.stop()
  })
  return {
    engine: () => engine,
    inEditMode: (language: 'en' | 'ja', test: (page: Page) => Promise<void>) => inEditMode(browser, engine.url, language, test),
    /** The draft as an edition, from the engine. */
    draft: async () => {
      const hash = (await engine.status()).draft.draftEdition
      if (hash !== known.hash) known = { hash, edition: await (await fetch(`${engine.url}/editions/${hash}.json`)).json() }
      return known.edition
    },
  }
}
