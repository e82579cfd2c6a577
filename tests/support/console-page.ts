/** Opens the built console of a running engine in a browser, as a crew member would. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'

export interface ConsoleOptions {
  readonly language: 'en' | 'ja'
  /** Most tests are not about the 3D page and leave it out. */
  readonly preview: boolean
  readonly width?: number
  readonly height?: number
}

/** @returns the page once the cue list is there; errors of the page are collected in `errors`. */
export async function openConsole(
  browser: Browser,
  url: string,
  { language, preview, width = 1440, height = 900 }: ConsoleOptions,
): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.addInitScript(
    ([tag, frame]) => {
      localStorage.setItem('ghostlight.language', tag!)
      localStorage.setItem('ghostlight.preview', frame!)
    },
    [language, preview ? 'on' : 'off'],
  )
  await page.goto(`${url}/console`)
  await page.waitForSelector('[data-cue][data-state="standby"]')
  await page.evaluate(() => document.fonts.ready)
  return { page, errors }
}

/** Runs a test on the notes page of Edit mode; it fails when the page had an error. */
export async function inEditMode(browser: Browser, url: string, language: 'en' | 'ja', test: (page: Page) => Promise<void>): Promise<void> {
  const { page, errors } = await openConsole(browser, url, { language, preview: false })
  try {
    await page.getByRole('radio', { name: language === 'en' ? 'Edit' : '編集', exact: true }).click()
    await page.waitForSelector('.lyric-field')
    await test(page)
    if (errors.length > 0) throw new Error(`the page had errors: ${errors.join('; ')}`)
  } finally {
    await page.context().close()
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every violation axe finds, as "rule: element". The preview belongs to another origin and is tested there. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    interface Found {
      readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[] }[] }[]
    }
    const { axe } = globalThis as unknown as { axe: { run: (root: Document, options: unknown) => Promise<Found> } }
    const { violations } = await axe.run(document, { iframes: false })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  })
}
