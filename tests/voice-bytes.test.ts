/** The voices give the same bytes in a browser as in Node: so a hall and ten thousand homes hear one performance. */
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { bankOfTheTest, samplesOfTheBank, samplesOfTheTest } from './support/sung-phrase.ts'

const sha256 = (bytes: Uint8Array | Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    .digest('hex')

let browser: Browser
let page: Page
beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('./support/sung-phrase.ts', import.meta.url)),
        formats: ['iife'],
        name: 'sung',
        fileName: 'sung',
      },
    },
  })
  const output = (Array.isArray(built) ? built[0]! : built) as {
    readonly output: readonly { readonly type: string; readonly code?: string }[]
  }
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.addScriptTag({ content: output.output.find((chunk) => chunk.type === 'chunk')!.code! })
}, 60_000)
afterAll(() => browser?.close())

/** What an expression of the page gives, as bytes. */
async function inPage(expression: string): Promise<Buffer> {
  const text = (await page.evaluate(`
    (() => {
      const made = ${expression}
      const bytes = new Uint8Array(made.buffer, made.byteOffset, made.byteLength)
      let text = ''
      for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
      return btoa(text)
    })()
  `)) as string
  return Buffer.from(text, 'base64')
}

it('one line with every expression curve, a ramp of tempo and all kinds of sounds: the same bytes in Node and in Chromium', async () => {
  for (const design of ['hotaru', 'low', 'light'] as const) {
    const here = samplesOfTheTest(design)
    expect(here.length).toBeGreaterThan(100_000)
    expect(sha256(await inPage(`sung.samplesOfTheTest(${JSON.stringify(design)})`)), design).toBe(sha256(here))
  }
})

it('a voicebank is analysed to the same bytes in Node and in Chromium, and sings the same bytes', async () => {
  const bank = bankOfTheTest()
  expect(sha256(await inPage('(globalThis.bank = sung.bankOfTheTest())'))).toBe(sha256(bank))
  const here = samplesOfTheBank(bank)
  expect(here.length).toBeGreaterThan(100_000)
  expect(here.some((sample) => Math.abs(sample) > 0.05)).toBe(true)
  expect(sha256(await inPage('sung.samplesOfTheBank(globalThis.bank)'))).toBe(sha256(here))
})
